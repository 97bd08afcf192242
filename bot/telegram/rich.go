package telegram

import (
	"context"
	"errors"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"github.com/yibaowenwen/yibao/bot"
)

// headingSize is the size of a conclusion's heading, of 1 (largest) to 6.
const headingSize = 3

// showRich shows a reply as a rich message (Bot API 10.2: blocks), unless that is off. It
// reports false if the reply is to be shown as HTML: the server knows no rich messages, or
// refused this one. Once HTML was taken in its place, rich messages are off until the next
// start.
func (b *Bot) showRich(ctx context.Context, p *plan) (shown bool, err error) {
	if !b.o.Rich || b.plainOnly.Load() {
		return false, nil
	}
	m := rich(p.reply)
	err = b.sendRich(ctx, p, m)
	switch v := judge(err); {
	case complains(err, "message is not modified"):
		return true, nil
	case errors.Is(err, tg.ErrorNotFound):
		b.turnPlain("the server does not know the method")
		return false, nil
	case v.fate == refused:
		p.noRich = true
		return false, nil
	}
	return true, err
}

func (b *Bot) sendRich(ctx context.Context, p *plan, m models.InputRichMessage) error {
	if err := b.limit.wait(ctx, p.to.chat); err != nil {
		return err
	}
	buttons := keyboard(p.reply.Buttons)
	if p.reply.Edit && p.to.editable != 0 {
		_, err := b.api.EditMessageText(ctx, &tg.EditMessageTextParams{
			ChatID: p.to.chat, MessageID: p.to.editable, RichMessage: &m, ReplyMarkup: buttons,
		})
		return err
	}
	_, err := b.api.SendRichMessage(ctx, &tg.SendRichMessageParams{
		ChatID: p.to.chat, MessageThreadID: p.to.thread, RichMessage: m,
		ReplyParameters: p.answerTo().replyTo(), ReplyMarkup: buttons,
	})
	return err
}

// turnPlain gives up rich messages.
func (b *Bot) turnPlain(why string) {
	if !b.plainOnly.Swap(true) {
		b.log.Warn("rich messages are off", "why", why)
	}
}

// rich sets a reply out in blocks: the conclusion as a heading, lines that belong together as
// a list, the sources as a footer, and what is folded away under a line to tap.
func rich(r bot.Reply) models.InputRichMessage {
	var m models.InputRichMessage
	lines := fit(split(r.Lines), maxText)
	for len(lines) > 0 {
		n := 1
		for n < len(lines) && lines[n].Kind == lines[0].Kind {
			n++
		}
		m.Blocks = append(m.Blocks, blocks(lines[:n], wordsIn(r.Session.Traditional).more)...)
		lines = lines[n:]
	}
	return m
}

// blocks sets out lines of one kind.
func blocks(lines []bot.Line, more string) []models.InputRichBlock {
	switch kind := lines[0].Kind; {
	case kind == bot.Detail:
		return []models.InputRichBlock{{
			Type: models.RichBlockTypeDetails,
			InputRichBlockDetails: &models.InputRichBlockDetails{
				Summary: models.RichText{PlainText: more},
				Blocks:  blocks(as(bot.Plain, lines), more),
			},
		}}
	case (kind == bot.Plain || kind == bot.Local) && len(lines) > 1:
		list := &models.InputRichBlockList{}
		for _, l := range lines {
			list.Items = append(list.Items, models.InputRichBlockListItem{Blocks: []models.InputRichBlock{block(l)}})
		}
		return []models.InputRichBlock{{Type: models.RichBlockTypeList, InputRichBlockList: list}}
	}
	list := make([]models.InputRichBlock, len(lines))
	for i, l := range lines {
		list[i] = block(l)
	}
	return list
}

func as(kind bot.LineKind, lines []bot.Line) []bot.Line {
	list := make([]bot.Line, len(lines))
	for i, l := range lines {
		list[i] = bot.Line{Kind: kind, Text: l.Text}
	}
	return list
}

// block sets out one line.
func block(l bot.Line) models.InputRichBlock {
	text := models.RichText{PlainText: l.Text}
	switch l.Kind {
	case bot.Headline:
		return models.InputRichBlock{
			Type:                         models.RichBlockTypeSectionHeading,
			InputRichBlockSectionHeading: &models.InputRichBlockSectionHeading{Text: text, Size: headingSize},
		}
	case bot.Cite:
		return models.InputRichBlock{Type: models.RichBlockTypeFooter, InputRichBlockFooter: &models.InputRichBlockFooter{Text: text}}
	case bot.Plain, bot.Local, bot.Aside, bot.Rumour, bot.Detail:
	}
	return models.InputRichBlock{Type: models.RichBlockTypeParagraph, InputRichBlockParagraph: &models.InputRichBlockParagraph{Text: text}}
}
