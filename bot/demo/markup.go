package demo

import (
	"encoding/json"
	"net/url"
	"strings"
)

const (
	maxButtons = 100
	maxData    = 64 // bytes of callback_data
)

// markup reads the field reply_markup: a keyboard under the message, or raw, one that
// replaces the phone's. A keyboard without buttons is none.
func (p params) markup() (*Keyboard, json.RawMessage, error) {
	raw := p.values["reply_markup"]
	if raw == "" {
		return nil, nil, nil
	}
	var v any
	if json.Unmarshal([]byte(raw), &v) != nil {
		return nil, nil, badRequest("can't parse reply keyboard markup JSON object")
	}
	fields, ok := v.(map[string]any)
	if !ok {
		return nil, nil, badRequest("object expected as reply markup")
	}
	if _, inline := fields["inline_keyboard"]; !inline {
		return nil, json.RawMessage(raw), checkMenu(fields)
	}
	k := &Keyboard{}
	if err := json.Unmarshal([]byte(raw), k); err != nil {
		return nil, nil, badRequest("can't parse inline keyboard button: %v", err)
	}
	k, err := k.check()
	return k, nil, err
}

// checkMenu refuses an object that is no reply keyboard of any kind.
func checkMenu(fields map[string]any) error {
	rows, isKeyboard := fields["keyboard"]
	if _, ok := rows.([]any); isKeyboard && !ok {
		return badRequest("field \"keyboard\" of the ReplyKeyboardMarkup must be an Array of Arrays")
	}
	if isKeyboard || fields["remove_keyboard"] == true || fields["force_reply"] == true || len(fields) == 0 {
		return nil
	}
	return badRequest("can't parse reply markup: unknown kind of keyboard")
}

// check refuses what Telegram refuses and drops empty rows.
func (k *Keyboard) check() (*Keyboard, error) {
	var rows [][]Button
	count := 0
	for _, row := range k.Rows {
		for _, b := range row {
			if err := b.check(); err != nil {
				return nil, err
			}
		}
		count += len(row)
		if len(row) > 0 {
			rows = append(rows, row)
		}
	}
	if count > maxButtons {
		return nil, badRequest("REPLY_MARKUP_TOO_LONG")
	}
	if count == 0 {
		return nil, nil
	}
	return &Keyboard{rows}, nil
}

func (b Button) check() error {
	if strings.TrimSpace(b.Text) == "" {
		return badRequest("can't parse inline keyboard button: Field \"text\" must be non-empty")
	}
	switch n := b.actions(); {
	case n == 0:
		return badRequest("can't parse inline keyboard button: Text buttons are not allowed in the inline keyboard")
	case n > 1:
		return badRequest("can't parse inline keyboard button: More than one action")
	case b.Data != nil && (*b.Data == "" || len(*b.Data) > maxData):
		return badRequest("BUTTON_DATA_INVALID")
	case b.URL != "" && !goodURL(b.URL):
		return badRequest("inline keyboard button URL '%s' is invalid: Wrong HTTP URL", b.URL)
	}
	return nil
}

// actions returns how many of the fields of which exactly one must be set are set.
func (b Button) actions() int {
	n := 0
	for _, set := range []bool{b.URL != "", b.Data != nil, b.Inline != nil, b.InlineHere != nil} {
		if set {
			n++
		}
	}
	return n
}

func goodURL(s string) bool {
	u, err := url.Parse(s)
	if err != nil {
		return false
	}
	if u.Scheme == "tg" {
		return true
	}
	return (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && !strings.ContainsAny(s, " \n")
}
