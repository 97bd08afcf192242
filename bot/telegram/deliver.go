package telegram

import (
	"bytes"
	"context"
	"fmt"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
)

// carryOut takes the steps of a plan that are not taken yet. It returns an error if a step is
// to be tried again. A step that Telegram refuses for good is passed over: the next one may still be
// of use, and an update that stays would hold up its chat.
func (b *Bot) carryOut(ctx context.Context, j *job) (err error) {
	p := j.plan
	defer func() {
		if v := recover(); v != nil {
			b.log.Error("panic while answering", "chat", b.tag(j.chat), "type", fmt.Sprintf("%T", v), "at", frames())
			p.outcome, p.kept = "failed", store.Outcome{Update: p.kept.Update, Chat: p.kept.Chat}
			err = nil
		}
	}()
	for steps := b.steps(p); p.taken < len(steps); {
		err := steps[p.taken](ctx)
		switch v := judge(err); v.fate {
		case again, forbidden, conflict:
			return err
		case moved:
			if p.to.chat != v.chat { // a group has become a supergroup; its messages have new numbers
				p.to = target{chat: v.chat}
				continue
			}
		case gone:
			p.outcome = "blocked"
			return nil
		case closed:
			p.outcome = "closed"
			return nil
		case refused:
			p.outcome = "failed"
			b.log.Error("Telegram refused an answer", "chat", b.tag(j.chat), "step", p.taken, "entry", p.reply.Entry, "outcome", outcome(err))
		case done:
		}
		p.taken++
	}
	return nil
}

type step func(ctx context.Context) error

// steps lists what a plan consists of, always the same for the same plan.
func (b *Bot) steps(p *plan) []step {
	var list []step
	if p.reply.Forget {
		list = append(list, func(ctx context.Context) error { return p.state.Forget(ctx, p.kept.Chat) })
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
	if p.reply.Edit && p.to.editable != 0 {
		err := p.insist(func() error { return b.edit(ctx, p, t) })
		if judge(err).fate != refused {
			return err
		}
		p.to.editable, p.cut = 0, refusals{} // deleted, or too old
	}
	return p.insist(func() error { return b.send(ctx, p, t) })
}

// send waits for its turn first, as edit does: both count against the limits.
func (b *Bot) send(ctx context.Context, p *plan, t rendered) error {
	if err := b.limit.wait(ctx, b.halt, p.to.chat); err != nil {
		return err
	}
	text, mode := p.text(t)
	_, err := b.api.SendMessage(ctx, &tg.SendMessageParams{
		ChatID: p.to.chat, MessageThreadID: p.thread(), ReplyParameters: p.replyTo(),
		Text: text, ParseMode: mode, ReplyMarkup: p.markup(), LinkPreviewOptions: p.preview(),
	})
	return err
}

func (b *Bot) edit(ctx context.Context, p *plan, t rendered) error {
	if err := b.limit.wait(ctx, b.halt, p.to.chat); err != nil {
		return err
	}
	text, mode := p.text(t)
	_, err := b.api.EditMessageText(ctx, &tg.EditMessageTextParams{
		ChatID: p.to.chat, MessageID: p.to.editable,
		Text: text, ParseMode: mode, ReplyMarkup: p.markup(), LinkPreviewOptions: p.preview(),
	})
	return err
}

func (b *Bot) sendDocument(ctx context.Context, p *plan, d bot.Document) error {
	return p.insist(func() error {
		if err := b.limit.wait(ctx, b.halt, p.to.chat); err != nil {
			return err
		}
		_, err := b.api.SendDocument(ctx, &tg.SendDocumentParams{
			ChatID: p.to.chat, MessageThreadID: p.thread(), ReplyParameters: p.replyTo(),
			Document: &models.InputFileUpload{Filename: d.Name, Data: bytes.NewReader(d.Data)},
		})
		return err
	})
}

func noPreview() *models.LinkPreviewOptions { return &models.LinkPreviewOptions{IsDisabled: tg.True()} }
