// Package telegram puts a [Brain] on Telegram: it receives updates, hands each to the brain
// in the order of its chat, and shows the replies.
//
// # Design
//
// Nothing is lost: an update is confirmed to Telegram only when it is in the store's inbox,
// and leaves the inbox only when it has been answered, in one transaction with the new
// session. After a crash the inbox is answered first.
//
// The steps of an answer (forget, toast, delete, message, documents) are taken one after another,
// and each once where that can be known. What a death between two steps does:
//
//   - before the update is in the inbox: Telegram delivers it again;
//   - in the inbox, not answered: it is answered after the start, thought of anew;
//   - some steps taken: they are taken again, unless the process could note before it ended how
//     far it had got, as it does when it is told to stop;
//   - all steps taken, not committed: the answer comes twice;
//   - committed: never again. The number of the update is known for [store.SeenTTL].
//
// So everything is done at least once, and a session changes only after the answer that it knows of
// was sent or given up.
//
// Nothing is told: logs and metrics hold no text, name or number of a chat, only a mark of the chat
// that differs in each process. Telegram's own errors quote people, so they are named, not shown.
// Personal numbers are masked before an update is stored, and what is not needed to answer it is
// not stored at all.
//
// Nothing is crossed: each chat has a lane, in which one update is handled at a time, in
// the order of arrival. A bounded number of workers serves the lanes. What cannot be sent
// now waits in its lane, without holding a worker. A panic ends with its update. With a
// [store.Shared], several processes answer the same chats: there the lanes are in the store.
// Limits are those of each process.
//
// go-telegram/bot is used as a typed client only. Its receiving side confirms updates before
// they are handled, keeps no order, and a forged webhook request can end the process.
package telegram

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	tg "github.com/go-telegram/bot"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
)

// A Brain thinks of replies. It is called by several goroutines at once, but for one chat
// by one at a time. It should return soon after ctx ends. If it fails or panics, the person
// is told so and the session stays as it was.
type Brain interface {
	Reply(ctx context.Context, m bot.Message) (bot.Reply, error)
}

// Options say how a Bot works. Token, Brain, Store and Now are required.
type Options struct {
	Token Secret
	Brain Brain
	Store store.Store
	Now   func() time.Time

	APIURL   string       // the Bot API server; empty for Telegram's own
	Webhook  Webhook      // if zero, updates are fetched by long polling
	Profiles []Profile    // what people see of the bot before they write to it
	Log      *slog.Logger // nil logs nothing
	Metrics  Metrics      // nil measures nothing
	Limits   Limits

	Workers int // updates handled at once, 32 if 0
	Backlog int // updates of one chat that may wait before further ones are dropped, 100 if 0
	// Grace is for finishing what is being answered when Run is told to stop, 2 s if 0. Calls that
	// are on their way then are waited for.
	Grace time.Duration
	// TypingAfter is when someone who waits for the brain is shown that the bot is typing, never if 0.
	TypingAfter time.Duration
	// EventsEvery is how often to look for reminders that are due and changed knowledge, 30 s if 0.
	EventsEvery time.Duration
}

// A Webhook is where Telegram delivers updates.
type Webhook struct {
	URL    string // public address of the Bot's ServeHTTP
	Secret Secret // 1–256 of A–Z a–z 0–9 _ -, sent by Telegram with each request
}

// Metrics hears of what happens. Its methods are called by many goroutines.
type Metrics interface {
	// Called is told of each request to the Bot API: "ok", "retry" for one tried again,
	// or "failed".
	Called(method, outcome string, took time.Duration)
	// Handled is told of each update that is done with: "answered", "ignored", "failed",
	// "blocked" and "closed" (the person, the group takes nothing from us), "flood" (asked to slow
	// down), "dropped" (for that reason) or "gave_up".
	Handled(outcome string, took time.Duration)
}

// A Bot connects one bot account with one brain. It serves webhook requests as an
// [http.Handler].
type Bot struct {
	o       Options
	log     *slog.Logger
	metrics Metrics
	api     *tg.Bot
	caller  *caller
	limit   *limiter
	queue   queue
	inlines inlines
	tag     func(chat int64) string
	seldom  *seldom
	halt    chan struct{} // closed when Run is told to stop: nobody waits for anything any more
	pause   time.Duration // before a failed update is tried again, doubled each time

	started atomic.Bool
	open    atomic.Bool // updates are accepted
	cut     atomic.Bool // the last attempt to fetch updates failed
	me      self        // set before open
}

// New returns a bot; Run brings it to life. It is an error if a required option is missing
// or one cannot be right.
func New(o Options) (*Bot, error) {
	if err := o.check(); err != nil {
		return nil, fmt.Errorf("set up Telegram: %w", err)
	}
	o = o.complete()
	halt := make(chan struct{})
	b := &Bot{
		o: o, log: o.Log, metrics: o.Metrics,
		caller: newCaller(o, halt),
		limit:  newLimiter(o.Limits),
		tag:    chatTag(),
		seldom: newSeldom(o.Now),
		halt:   halt,
		pause:  2 * time.Second,
	}
	b.queue = b.newQueue()
	api, err := tg.New(string(o.Token),
		tg.WithServerURL(o.APIURL),
		tg.WithHTTPClient(0, b.caller),
		tg.WithSkipGetMe(),
		tg.WithErrorsHandler(func(error) {}), // its text may hold what a person wrote
	)
	if err != nil {
		return nil, fmt.Errorf("set up Telegram: %w", err)
	}
	b.api = api
	return b, nil
}

func (o Options) check() error {
	var problems []error
	if o.Brain == nil || o.Store == nil || o.Now == nil {
		problems = append(problems, errors.New("brain, store and clock are required"))
	}
	if !o.Token.only("0123456789:" + letters) {
		problems = append(problems, errors.New("the token is empty or has characters that no token has"))
	}
	if u, err := url.Parse(o.APIURL); o.APIURL != "" && (err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http") {
		problems = append(problems, errors.New("the address of the Bot API server is not one of http or https"))
	}
	if w := o.Webhook; w.URL != "" && (len(w.Secret) > 256 || !w.Secret.only("0123456789"+letters)) {
		problems = append(problems, errors.New("a webhook needs a secret of 1–256 letters, digits, _ and -"))
	}
	return errors.Join(problems...)
}

func (o Options) complete() Options {
	if o.APIURL == "" {
		o.APIURL = "https://api.telegram.org"
	}
	o.APIURL = strings.TrimRight(o.APIURL, "/") // two slashes in a row lose the body of every call
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Metrics == nil {
		o.Metrics = noMetrics{}
	}
	if o.Workers <= 0 {
		o.Workers = 32
	}
	if o.Backlog <= 0 {
		o.Backlog = 100
	}
	if o.EventsEvery <= 0 {
		o.EventsEvery = 30 * time.Second
	}
	if o.Grace <= 0 {
		o.Grace = 2 * time.Second
	}
	return o
}

type noMetrics struct{}

func (noMetrics) Called(string, string, time.Duration) {}
func (noMetrics) Handled(string, time.Duration)        {}
