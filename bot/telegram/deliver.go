package telegram

import (
	"bytes"
	"context"
	"fmt"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
)

// carryOut takes the steps of a plan that are not taken yet. It returns an error, and how
// long Telegram asks to wait, if a step is to be tried again.
func (b *Bot) carryOut(ctx context.Context, j *job) (wait time.Duration, err error) {
	p := j.plan
	defer func() {
		if v := recover(); v != nil {
			b.log.Error("panic while answering", "chat", b.tag(j.chat), "type", fmt.Sprintf("%T", v), "at", frames())
			p.outcome, p.kept = "failed", store.Outcome{Update: p.kept.Update, Chat: p.kept.Chat}
			wait, err = 0, nil
		}
	}()
	for steps := b.steps(p); p.taken < len(steps); {
		err := steps[p.taken](ctx)
		switch v := judge(err); v.fate {
		case again, forbidden, conflict:
			return v.after, err
		case moved:
			if p.to.chat != v.chat { // a group has become a supergroup; its messages have new numbers
				p.to = target{chat: v.chat}
				continue
			}
		case gone:
			p.outcome = "blocked"
			return 0, nil
		case refused:
			p.outcome = "failed"
			b.log.Error("Telegram refused an answer", "chat", b.tag(j.chat), "step", p.taken, "entry", p.reply.Entry, "outcome", outcome(err))
		case done:
		}
		p.taken++
	}
	return 0, nil
}

type step func(ctx context.Context) error

// steps lists what a plan consists of, always the same for the same plan.
func (b *Bot) steps(p *plan) []step {
	var list []step
	if p.reply.Forget {
		list = append(list, func(ctx context.Context) error { return p.desk.Forget(ctx, p.kept.Chat) })
	}
	if p.press != "" {
		list = append(list, func(ctx context.Context) error {
			// After a while it is too late to answer a press. That does not matter.
			_, _ = b.api.AnswerCallbackQuery(ctx, &tg.AnswerCallbackQueryParams{
				CallbackQueryID: p.press, Text: shorten(p.reply.Toast, maxToast),
			})
			return nil
		})
	}
	if p.reply.Delete && p.to.own != 0 {
		list = append(list, func(ctx context.Context) error {
			// In groups only administrators may. The reply says what to do then.
			_, _ = b.api.DeleteMessage(ctx, &tg.DeleteMessageParams{ChatID: p.to.chat, MessageID: p.to.own})
			return nil
		})
	}
	if t := render(p.reply.Lines); t.plain != "" {
		list = append(list, func(ctx context.Context) error { return b.show(ctx, p, t) })
	}
	for _, d := range p.reply.Documents {
		list = append(list, func(ctx context.Context) error { return b.sendDocument(ctx, p, d) })
	}
	return list
}

// show edits the message whose button was pressed, or sends a new one.
func (b *Bot) show(ctx context.Context, p *plan, t rendered) error {
	if shown, err := b.showRich(ctx, p); shown {
		return err
	}
	buttons := keyboard(p.reply.Buttons)
	if !p.reply.Edit || p.to.editable == 0 {
		err := degrade(t, buttons, func(text string, mode models.ParseMode, buttons models.ReplyMarkup) error {
			return b.send(ctx, p.answerTo(), text, mode, buttons)
		})
		return b.shownPlain(p, err)
	}
	err := degrade(t, buttons, func(text string, mode models.ParseMode, buttons models.ReplyMarkup) error {
		return b.edit(ctx, p.to, text, mode, buttons)
	})
	if judge(err).fate != refused {
		return b.shownPlain(p, err)
	}
	p.to.editable = 0 // deleted, or too old
	return b.show(ctx, p, t)
}

// shownPlain concludes from an HTML message that was taken, where its rich form was refused,
// that there is no point in trying again.
func (b *Bot) shownPlain(p *plan, err error) error {
	if err == nil && p.noRich {
		b.turnPlain("the server refuses them")
	}
	return err
}

// degrade shows a text without what Telegram does not take: the formatting, or the buttons.
func degrade(t rendered, buttons models.ReplyMarkup, show func(string, models.ParseMode, models.ReplyMarkup) error) error {
	text, mode := t.html, models.ParseModeHTML
	err := show(text, mode, buttons)
	if complains(err, "can't parse") {
		text, mode = t.plain, ""
		err = show(text, mode, buttons)
	}
	if complains(err, "button") {
		err = show(text, mode, nil)
	}
	if complains(err, "message is not modified") {
		return nil
	}
	return err
}

func (b *Bot) send(ctx context.Context, to target, text string, mode models.ParseMode, buttons models.ReplyMarkup) error {
	if err := b.limit.wait(ctx, to.chat); err != nil {
		return err
	}
	_, err := b.api.SendMessage(ctx, &tg.SendMessageParams{
		ChatID: to.chat, MessageThreadID: to.thread, ReplyParameters: to.replyTo(),
		Text: text, ParseMode: mode, ReplyMarkup: buttons, LinkPreviewOptions: noPreview(),
	})
	return err
}

func (b *Bot) edit(ctx context.Context, to target, text string, mode models.ParseMode, buttons models.ReplyMarkup) error {
	if err := b.limit.wait(ctx, to.chat); err != nil {
		return err
	}
	_, err := b.api.EditMessageText(ctx, &tg.EditMessageTextParams{
		ChatID: to.chat, MessageID: to.editable,
		Text: text, ParseMode: mode, ReplyMarkup: buttons, LinkPreviewOptions: noPreview(),
	})
	return err
}

func (b *Bot) sendDocument(ctx context.Context, p *plan, d bot.Document) error {
	if err := b.limit.wait(ctx, p.to.chat); err != nil {
		return err
	}
	_, err := b.api.SendDocument(ctx, &tg.SendDocumentParams{
		ChatID: p.to.chat, MessageThreadID: p.to.thread, ReplyParameters: p.answerTo().replyTo(),
		Document: &models.InputFileUpload{Filename: d.Name, Data: bytes.NewReader(d.Data)},
	})
	return err
}

// answerTo is where the answer goes: in a group it replies to the person's message, in a
// private chat only if the reply asks to quote it.
func (p *plan) answerTo() target {
	to := p.to
	if to.reply == 0 && p.reply.Quote && !p.reply.Delete {
		to.reply = to.own
	}
	return to
}

func (t target) replyTo() *models.ReplyParameters {
	if t.reply == 0 {
		return nil
	}
	return &models.ReplyParameters{MessageID: t.reply, AllowSendingWithoutReply: true}
}

func noPreview() *models.LinkPreviewOptions { return &models.LinkPreviewOptions{IsDisabled: tg.True()} }
