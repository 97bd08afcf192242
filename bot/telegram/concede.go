package telegram

import (
	"errors"
	"slices"
	"strings"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// refusals are the optional parts of an answer that Telegram does not take: what is left is
// sent without them. An answer without its dress is better than none.
type refusals struct{ format, buttons, thread, reply, preview bool }

// everything but the words.
func bare() refusals { return refusals{true, true, true, true, true} }

// concessions are words of Telegram's for what it refuses, the first that fits counts.
func concessions() []struct {
	words []string
	part  func(*refusals) *bool
} {
	return []struct {
		words []string
		part  func(*refusals) *bool
	}{
		{[]string{"thread", "topic"}, func(r *refusals) *bool { return &r.thread }},
		{[]string{"button", "markup", "keyboard"}, func(r *refusals) *bool { return &r.buttons }},
		{[]string{"can't parse", "entit"}, func(r *refusals) *bool { return &r.format }},
		{[]string{"repl", "quote"}, func(r *refusals) *bool { return &r.reply }},
		{[]string{"preview", "webpage", "web page"}, func(r *refusals) *bool { return &r.preview }},
	}
}

// concede gives up the part that an error is about, or all parts if it does not say which. It
// returns false if nothing is left to give up.
func (p *plan) concede(err error) bool {
	words := strings.ToLower(err.Error())
	for _, c := range concessions() {
		for _, w := range c.words {
			if part := c.part(&p.cut); strings.Contains(words, w) && !*part {
				*part = true
				return true
			}
		}
	}
	if p.cut == bare() {
		return false
	}
	p.cut = bare()
	return true
}

// insist tries to show something until Telegram takes it or there is nothing left to give up.
func (p *plan) insist(try func() error) error {
	for {
		err := try()
		switch {
		case complains(err, "message is not modified"):
			return nil
		case judge(err).fate != refused || !p.concede(err):
			return err
		}
	}
}

// thread is the topic of the answer.
func (p *plan) thread() int {
	if p.cut.thread {
		return 0
	}
	return p.to.thread
}

// replyTo is the message that the answer replies to: in a group the person's, in a private
// chat only if the reply asks to quote it.
func (p *plan) replyTo() *models.ReplyParameters {
	id := p.to.reply
	if id == 0 && p.reply.Quote && !p.reply.Delete {
		id = p.to.own
	}
	if id == 0 || p.cut.reply {
		return nil
	}
	return &models.ReplyParameters{MessageID: id, AllowSendingWithoutReply: true}
}

// markup is the keyboard under the answer, nil if Telegram refused it.
func (p *plan) markup() models.ReplyMarkup {
	if p.cut.buttons {
		return nil
	}
	return keyboard(p.reply.Buttons)
}

func (p *plan) preview() *models.LinkPreviewOptions {
	if p.cut.preview {
		return nil
	}
	return noPreview()
}

// text is what a message says, and how it is formatted.
func (p *plan) text(t rendered) (string, models.ParseMode) {
	if p.cut.format {
		return t.plain, ""
	}
	return t.html, models.ParseModeHTML
}

// shut reports whether an error means that nothing can be sent to a chat: for ever, or as long
// as its administrators want it so. Telegram has one code for these and for a fault of the
// message; only the words differ.
func shut(err error) (closed, forEver bool) {
	if !errors.Is(err, tg.ErrorBadRequest) {
		return false, false
	}
	words := strings.ToLower(err.Error())
	has := func(list ...string) bool {
		return slices.ContainsFunc(list, func(w string) bool { return strings.Contains(words, w) })
	}
	if has("chat not found", "peer_id_invalid", "deactivated", "user_is_blocked", "chat was deleted", "user not found", "bot was kicked") {
		return true, true
	}
	return has("not enough rights", "no rights to send", "_forbidden", "chat_restricted", "administrator rights"), false
}
