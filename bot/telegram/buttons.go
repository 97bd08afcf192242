package telegram

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/go-telegram/bot/models"

	"github.com/yibaowenwen/yibao/bot"
)

const (
	maxData    = 64 // bytes
	maxButtons = 100
)

// Check returns what of a reply Telegram would not take. Such a button is left out when the
// reply is shown, and a long toast is cut: tests of replies should call Check.
func Check(r bot.Reply) error {
	var problems []error
	n := 0
	for _, row := range r.Buttons {
		for _, b := range row {
			n++
			if err := checkButton(b); err != nil {
				problems = append(problems, fmt.Errorf("button %d: %w", n, err))
			}
		}
	}
	if n > maxButtons {
		problems = append(problems, fmt.Errorf("%d buttons, at most %d", n, maxButtons))
	}
	if n := units(r.Toast); n > maxToast {
		problems = append(problems, fmt.Errorf("toast of %d characters, at most %d", n, maxToast))
	}
	return errors.Join(problems...)
}

// checkButton keeps the label out of the error: it may quote a person.
func checkButton(b bot.Button) error {
	switch {
	case b.Label == "":
		return errors.New("no label")
	case b.Data == "" && b.URL == "":
		return errors.New("does nothing")
	case b.Data != "" && b.URL != "":
		return errors.New("does two things")
	case len(b.Data) > maxData:
		return fmt.Errorf("data of %d bytes, at most %d", len(b.Data), maxData)
	case !utf8.ValidString(b.Data + b.Label + b.URL):
		return errors.New("not UTF-8")
	case b.URL != "" && !isAddress(b.URL):
		return errors.New("not an address")
	}
	return nil
}

// isAddress reports whether a button may open it.
func isAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && !strings.ContainsAny(s, " \n")
}

// keyboard returns the buttons under a message, nil if there are none.
func keyboard(rows [][]bot.Button) models.ReplyMarkup {
	var list [][]models.InlineKeyboardButton
	n := 0
	for _, row := range rows {
		var line []models.InlineKeyboardButton
		for _, b := range row {
			if n < maxButtons && checkButton(b) == nil {
				n++
				line = append(line, models.InlineKeyboardButton{Text: b.Label, CallbackData: b.Data, URL: b.URL})
			}
		}
		if len(line) > 0 {
			list = append(list, line)
		}
	}
	if len(list) == 0 {
		return nil
	}
	return &models.InlineKeyboardMarkup{InlineKeyboard: list}
}
