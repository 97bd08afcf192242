package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"regexp"
	"sync"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"github.com/yibaowenwen/yibao/bot"
)

const (
	inlineTime    = 5 * time.Second // for one inline query: later nobody looks any more
	inlineAtOnce  = 16
	inlineResults = 50
	inlineCache   = 300 // seconds for which a phone may show the same results again
	// inlineNoCache is the shortest time: the client does not send 0, and without a number
	// Telegram takes 300.
	inlineNoCache = 1
	maxTitle      = 120
)

// An Inliner is a [Brain] that also answers what is typed after the bot's name in other chats.
type Inliner interface {
	Inline(ctx context.Context, text bot.Text, now time.Time) ([]bot.InlineResult, error)
}

// inlines are the inline queries that are being answered. They expire in seconds, so they are
// not stored, wait for nothing and hold up nothing: when too many come, the last are left
// unanswered, and the phone asks again with the next letter.
type inlines struct {
	mu     sync.Mutex
	n      int
	closed bool
	tasks  sync.WaitGroup
}

// begin runs f unless there is too much to do. It returns at once.
func (q *inlines) begin(f func()) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed || q.n >= inlineAtOnce {
		return false
	}
	q.n++
	q.tasks.Go(func() {
		defer q.end()
		f()
	})
	return true
}

func (q *inlines) end() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.n--
}

// close waits for those begun; no more are begun.
func (q *inlines) close() {
	q.mu.Lock()
	q.closed = true
	q.mu.Unlock()
	q.tasks.Wait()
}

// inline takes an update that is an inline query, and reports whether it is one.
func (b *Bot) inline(ctx context.Context, body []byte) bool {
	if !bytes.Contains(body, []byte(`"inline_query"`)) { // nearly all updates: not decoded here
		return false
	}
	var u update
	if json.Unmarshal(body, &u) != nil || u.Inline == nil || u.Inline.ID == "" {
		return false
	}
	brain, ok := b.o.Brain.(Inliner)
	if !ok {
		b.metrics.Handled("ignored", 0)
		return true
	}
	ctx = context.WithoutCancel(ctx) // a webhook request ends before the answer
	if !b.inlines.begin(func() { b.answerInline(ctx, brain, *u.Inline) }) {
		b.metrics.Handled("dropped", 0)
	}
	return true
}

// answerInline answers one query. A panic or an error costs only this one: its list is empty
// but for the button that opens the bot.
func (b *Bot) answerInline(ctx context.Context, brain Inliner, q inline) {
	begun := b.o.Now()
	ctx, cancel := context.WithTimeout(ctx, inlineTime)
	defer cancel()
	defer func() {
		if v := recover(); v != nil {
			b.log.Error("panic while answering inline", "type", fmt.Sprintf("%T", v), "at", frames())
			b.metrics.Handled("failed", b.o.Now().Sub(begun))
		}
	}()
	result := "answered"
	list, err := brain.Inline(ctx, bot.Text(q.Query), begun)
	if err != nil {
		b.log.Error("no inline answer", "type", fmt.Sprintf("%T", err), "timeout", ctx.Err() != nil)
		list, result = nil, "failed"
	}
	if err := b.sendInline(ctx, q.ID, list); err != nil {
		b.log.Warn("inline answer not sent", "outcome", outcome(err))
		result = "failed"
	}
	b.metrics.Handled(result, b.o.Now().Sub(begun))
}

func (b *Bot) sendInline(ctx context.Context, id string, list []bot.InlineResult) error {
	p := &tg.AnswerInlineQueryParams{
		InlineQueryID: id, IsPersonal: true, CacheTime: inlineCache,
		Results: []models.InlineQueryResult{},
		Button:  &models.InlineQueryResultsButton{Text: wordsIn(false).open, StartParameter: "inline"},
	}
	if len(list) == 0 || list[0].Reply.Decision == bot.Blocked {
		p.CacheTime = inlineNoCache
	}
	if len(list) > 0 {
		p.Button.Text = wordsIn(list[0].Reply.Session.Traditional).open
		if startable.MatchString(list[0].Link) {
			p.Button.StartParameter = list[0].Link
		}
	}
	for _, r := range list[:min(len(list), inlineResults)] {
		p.Results = append(p.Results, b.article(r))
	}
	_, err := b.api.AnswerInlineQuery(ctx, p)
	if complains(err, "button") { // the list is worth more than the button above it
		p.Button = nil
		_, err = b.api.AnswerInlineQuery(ctx, p)
	}
	return err
}

// startable is what a deep link may carry.
var startable = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// article is a result as Telegram shows it, and as it stands in the chat when picked: the
// answer, and a link to go on in private.
func (b *Bot) article(r bot.InlineResult) *models.InlineQueryResultArticle {
	link := "https://t.me/" + b.me.name
	if startable.MatchString(r.Link) {
		link += "?start=" + r.Link
	}
	w := wordsIn(r.Reply.Session.Traditional)
	end := "\n\n" + w.goOn + link
	t := renderWithin(r.Reply.Lines, maxText-units(end))
	return &models.InlineQueryResultArticle{
		ID: r.ID, Title: shorten(r.Title, maxTitle), Description: shorten(r.About, maxTitle),
		InputMessageContent: &models.InputTextMessageContent{
			MessageText: t.html + html.EscapeString(end), ParseMode: models.ParseModeHTML, LinkPreviewOptions: noPreview(),
		},
		ReplyMarkup: models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{{{Text: w.open, URL: link}}}},
	}
}
