// Package store is what must survive a restart, behind small interfaces: the updates that
// wait for an answer, the sessions of the chats, what is to be said later, and what is counted
// for the editors. The implementations are packages sqlite and postgres; package storetest
// says in tests what both must do.
package store

import (
	"context"
	"time"

	"github.com/yibaowenwen/yibao/bot"
)

// SessionTTL is how long a session is kept after the last message of its chat.
const SessionTTL = 90 * 24 * time.Hour

// SeenTTL is how long a handled update is remembered, so that it is not answered again when
// it is delivered again. Telegram keeps undelivered updates for 24 hours.
const SeenTTL = 48 * time.Hour

// An Update is one update as it was received.
type Update struct {
	ID    int64
	Chat  int64  // 0 if it belongs to no chat
	Body  []byte // the raw JSON, nil once it has been handled
	Tries int    // how often Try was called for it
	Steps int    // steps of its answer that were taken, see Note
}

// An Outcome is what came of an update.
type Outcome struct {
	Update   int64
	Chat     int64         // whose session it is
	Session  *bot.Session  // the new session; nil leaves the old one
	Feedback *bot.Feedback // a thumb to be counted, nil if there was none
	// Rescheduled says that the reminders of the session replace all that are set for the chat.
	// One that is waiting in the inbox already is not set again.
	Rescheduled bool
	Given       *bot.Given  // an answer to be watched for changes
	Asked       *Asked      // a question to be counted
	Sample      *bot.Sample // a question left for the editors, kept without the chat and the hour
}

// An Asked is what is counted of a question: no text, and not who asked.
type Asked struct {
	Topic, Entry string
	Place        string // code of the province, empty if none was named
	Decision     bot.Decision
}

// A Count is how often something was asked on a day (in China).
type Count struct {
	Day string // 2006-01-02
	Asked
	N int
}

// A Watch is an answer that someone was given and wants to hear of when it changes. There is
// one for each chat, entry and places: the newest.
type Watch struct {
	ID   int64
	Chat int64
	bot.Given
}

// GivenTTL is how long an answer given is watched.
const GivenTTL = 400 * 24 * time.Hour

// WatchesPerChat is how many answers are watched for a chat: the newest ones.
const WatchesPerChat = 50

// SampleTTL is how long a question left for the editors is kept.
const SampleTTL = 180 * 24 * time.Hour

// CountTTL is how long counts are kept.
const CountTTL = 400 * 24 * time.Hour

// A Rating is how often an entry's answer was found helpful and how often not.
type Rating struct {
	Entry              string
	Helpful, Unhelpful int
}

// An Inbox holds updates from the moment they are received until they have been answered.
type Inbox interface {
	// Resume returns the updates still waiting, oldest first. It is called once at the
	// start, with the id of the bot: numbers of another bot's updates mean nothing to this
	// one, so if another bot used the inbox before, all but events is dropped.
	Resume(ctx context.Context, botID int64) ([]Update, error)
	// Add records the updates durably, all or none, and returns those not seen before.
	Add(ctx context.Context, updates []Update) ([]Update, error)
	// Try counts an attempt to handle an update left by an earlier process: one that brings
	// the process down comes back with a higher count each time.
	Try(ctx context.Context, update int64) error
	// Note keeps how many steps of the answer to an update have been taken, for the process that
	// goes on with it.
	Note(ctx context.Context, update int64, steps int) error
	// Finish marks an update as handled, erases its body and keeps what came of it, all or
	// nothing. An unknown update is no error.
	Finish(ctx context.Context, o Outcome) error
	// Discard marks updates as handled without an answer and erases their bodies.
	Discard(ctx context.Context, updates ...int64) error
}

// Sessions remembers one session per chat.
type Sessions interface {
	// Load returns the session of a chat, the zero Session if there is none or it is older
	// than SessionTTL. One that something is still to be said for is kept longer, see [Until].
	Load(ctx context.Context, chat int64) (bot.Session, error)
	// Save keeps a session. One that is not to be notified ends the watching of the chat's
	// answers.
	Save(ctx context.Context, chat int64, s bot.Session) error
	// Forget removes everything stored about a chat, except messages that still wait for
	// an answer: those came after the wish to be forgotten, or are that wish.
	Forget(ctx context.Context, chat int64) error
}

// Events are updates that the bot makes itself: reminders that are due and answers that have
// changed. They go into the inbox with a negative number of their own, never used twice, and
// are handled like any other update of their chat. Their body is an [Event] in JSON.
type Events interface {
	// Ring moves at most limit reminders whose time has come into the inbox, each exactly
	// once, and returns them. Several processes may call it at the same time.
	Ring(ctx context.Context, limit int) ([]Update, error)
	// Watched returns at most limit watched answers with an ID above after, in order of ID.
	Watched(ctx context.Context, after int64, limit int) ([]Watch, error)
	// Correct puts a notice into the inbox and replaces the watched lines with the new ones,
	// unless another process has done so since w was read: then it returns false.
	Correct(ctx context.Context, w Watch, now []string) (Update, bool, error)
}

// An Event is the body of an update that the bot made itself; one field is set.
type Event struct {
	Due     string      `json:"due,omitempty"` // id of the reminder
	Changed *bot.Change `json:"changed,omitempty"`
}

// Records are what the editors look at.
type Records interface {
	// Ratings returns the thumbs counted so far, by entry. Who gave them is not kept.
	Ratings(ctx context.Context) ([]Rating, error)
	// Counts returns what was asked since a day (2006-01-02), by day.
	Counts(ctx context.Context, since string) ([]Count, error)
	// Samples returns the questions left for the editors, oldest first.
	Samples(ctx context.Context) ([]bot.Sample, error)
}

// A Store is all of it.
type Store interface {
	Inbox
	Sessions
	Events
	Records
	// Sweep removes what is past its time: sessions, handled updates, watched answers, samples
	// and counts. To be called now and then.
	Sweep(ctx context.Context) error
}
