// Package bot is the conversation: it turns a message into a reply from the knowledge,
// without Telegram, a database or a clock. [Engine.Reply] is a pure function of the message,
// the session and the time it is given.
//
// # Design
//
// A message goes through these steps, and the first that can answer does:
// personal numbers are refused (private), commands and small talk are served (command.go,
// smalltalk.go), places and kind of insurance are understood and merged with what the
// conversation already holds (understand.go), the question is looked up by a [Finder], and
// the answer is composed of the national entry and the notes of province and city
// (compose.go). Buttons carry their whole meaning in their data (press.go), so one works
// after a restart, a deploy or a year.
package bot

import (
	"context"
	"fmt"
	"time"

	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/region"
	"github.com/yibaowenwen/yibao/knowledge/workday"
)

// A Question is what is looked up: the message without its places, and what is known.
type Question struct {
	Text    string
	Insured knowledge.Insured
	Topic   string // of the turn before
	Places  int    // how many places were named
}

// A Finding is what was found for a question.
type Finding struct {
	Matches []knowledge.Match // best first, one per entry
	Verdict Verdict
}

// A Verdict says what the confidence of a finding allows.
type Verdict int

// The verdicts.
const (
	TooWeak  Verdict = iota // nothing is near enough to say anything
	TooClose                // a few entries may be meant
	Sure                    // the first match is meant
)

// A Finder looks questions up.
type Finder interface {
	Find(ctx context.Context, q Question) (Finding, error)
}

// An Engine answers messages. It is safe for concurrent use and does not change.
type Engine struct {
	corpus   *knowledge.Corpus
	find     Finder
	places   *region.Finder
	calendar *workday.Calendar
	flows    *dialog.Set
	hant     *hant
	talk     map[string]string // see smallTalks
}

// Parts are what an Engine is made of; all are required and belong to the same corpus.
type Parts struct {
	Corpus   *knowledge.Corpus
	Finder   Finder
	Places   *region.Finder
	Calendar *workday.Calendar
	Flows    *dialog.Set
}

// New returns an Engine.
func New(p Parts) (*Engine, error) {
	h, err := newHant()
	if err != nil {
		return nil, fmt.Errorf("prepare Traditional characters: %w", err)
	}
	return &Engine{corpus: p.Corpus, find: p.Finder, places: p.Places, calendar: p.Calendar, flows: p.Flows, hant: h, talk: smallTalks()}, nil
}

// Reply answers one message. An error means that the question could not be looked up; the
// person must then be told so.
func (e *Engine) Reply(ctx context.Context, m Message) (Reply, error) {
	t := turn{Engine: e, Message: m, day: today(m.Now), asking: m.Session.Asking}
	t.Session.Asking = ""
	var r Reply
	var err error
	switch {
	case m.Due != "":
		r = t.remind(m.Due)
	case m.Changed != nil:
		r = t.changed(*m.Changed)
	case m.Press != "":
		r = t.press()
	default:
		r, err = t.typed(ctx)
	}
	if err != nil {
		return Reply{}, fmt.Errorf("reply: %w", err)
	}
	r = r.forFamily()
	if r.Session.Big {
		r = r.big()
	}
	r = r.rewrite(say.Typeset)
	if r.Session.Traditional {
		r = r.rewrite(e.hant.write)
	}
	return r, nil
}

// Show returns the answer of an entry for someone of whom only the place is known, if any.
// An unknown entry gives an empty reply.
func (e *Engine) Show(entry, place string, now time.Time) Reply {
	t := turn{Engine: e, Message: Message{Now: now}, day: today(now)}
	if place != "" {
		t.Session.Places = Places{Said: []string{place}}
	}
	found, ok := e.corpus.Entry(entry)
	if !ok {
		return Reply{}
	}
	return t.answer(found, 1).rewrite(say.Typeset)
}

// Note returns a note's sentence with its numbers filled in.
func (e *Engine) Note(n knowledge.Note, now time.Time) string {
	text, err := e.corpus.Fill(n.Text, n.PlaceCode, today(now), nil)
	if err != nil {
		return say.NoNumber
	}
	return say.Typeset(text)
}

// A turn is the work on one message; its Session is the one that the reply will carry.
type turn struct {
	*Engine
	Message
	day    knowledge.Date
	asking string // what the bot had asked for
	// counties are those named in the message, as people say them, by the city whose rules apply.
	counties map[string]string
	words    string // what was typed, cleaned and in Simplified characters; empty for a command
}

// today returns the calendar day in China.
func today(now time.Time) knowledge.Date {
	return knowledge.DateOf(now.In(time.FixedZone("CST", 8*60*60)))
}

func (t *turn) done(r Reply) Reply {
	r.Session = t.Session
	return r
}
