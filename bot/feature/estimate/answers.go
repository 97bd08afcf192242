package estimate

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/bot/feature"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/bot/understand"
)

// What is typed while a dialog waits.

// waiting returns the dialog that waits for an answer, and its question.
func waiting(t *feature.Turn) (dialog.Saved, *dialog.Question, bool) {
	saved, err := t.Flows.Decode(strings.TrimSuffix(t.State, unread), t.Env())
	if err != nil {
		return dialog.Saved{}, nil, false
	}
	res := saved.Flow.Step(saved.Answers, t.Env())
	return saved, res.Question, res.Decision == dialog.Asking
}

// shortAnswer is how many characters a message may have to be taken for a slip in answering
// rather than for another question.
const shortAnswer = 5

// typedAnswer takes a message as the answer to a dialog's question. What is no answer is left to
// be a question of its own, and the dialog goes on after it.
func typedAnswer(t *feature.Turn) (bot.Reply, bool) {
	saved, q, ok := waiting(t)
	if !ok {
		return bot.Reply{}, false
	}
	f, a := saved.Flow, saved.Answers
	if id, v, ok := answerTo(t, f, q); ok {
		a[id] = v
		told := t.ToldFor(f)                              // whatever else was said
		maps.DeleteFunc(told, func(_, text string) bool { // in 50岁 there is nothing else
			return strings.Contains(t.Words(), text) && understand.Runes(letters(t.Words())) <= understand.Runes(text)+1
		})
		t.Fill(f, a, told)
		return step(t, f, a), true
	}
	if r, ok := inTurn(t, f, a); ok {
		return r, true
	}
	if r, ok := changed(t, f, a, q); ok {
		return r, true
	}
	asks := t.Reader.Asks(t.Words())
	_, polite := t.Reader.SmallTalk(t.Words())
	long := len([]rune(t.Words())) > shortAnswer || strings.HasSuffix(t.State, unread)
	if polite || (long || asks) && !t.Reading.Numbers() { // a number is never a question
		return bot.Reply{}, false
	}
	r := step(t, f, a).Before(say.NotTaken(t.Words(), q.Forms())).After(say.WayOut)
	r.Session.Asking += unread
	return r, true
}

// parse reads the message as the answer to a question.
func parse(t *feature.Turn, q *dialog.Question) (dialog.Value, bool) {
	v, err := dialog.ParseAnswer(q, t.Words(), t.Day, func(text string) (string, error) { return onePlace(t, text) })
	return v, err == nil
}

// answerTo reads the message as the answer to the question that waits, or to the one that takes what
// it cannot.
func answerTo(t *feature.Turn, f *dialog.Flow, q *dialog.Question) (id string, v dialog.Value, ok bool) {
	if v, ok := parse(t, q); ok {
		return q.ID, v, true
	}
	instead, ok := f.Question(q.Instead)
	if !ok {
		return "", v, false
	}
	v, ok = parse(t, instead)
	return instead.ID, v, ok
}

// aside is how many characters a message has at most that answers another question of the dialog than
// the one that waits.
const aside = 10

// elsewhere finds the one other question of the dialog that the message answers: of those still open,
// else of those that may yet be asked, else of those answered, which come first where the message sets
// something right.
func elsewhere(t *feature.Turn, f *dialog.Flow, a dialog.Answers, waits *dialog.Question, rights bool) (*dialog.Question, dialog.Value, bool) {
	if understand.Runes(t.Words()) > aside {
		return nil, dialog.Value{}, false
	}
	var lists [standings][]*dialog.Question
	values := map[string]dialog.Value{}
	for i := range f.Questions {
		q := &f.Questions[i]
		at, ok := standingOf(t, f, a, q)
		if !ok || q.ID == waits.ID {
			continue
		}
		if v, ok := parseAside(t, f, q); ok {
			values[q.ID] = v
			lists[at] = append(lists[at], q)
		}
	}
	if rights {
		lists[open], lists[answered] = lists[answered], lists[open]
	}
	for _, list := range lists {
		if len(list) > 0 {
			other := slices.ContainsFunc(lists[optional], func(q *dialog.Question) bool { return q.Unit != list[0].Unit })
			return list[0], values[list[0].ID], len(list) == 1 && !other
		}
	}
	return nil, dialog.Value{}, false
}

// A standing is how near a question is to being asked.
type standing int

const (
	open standing = iota
	later
	optional
	answered
	standings
)

// standingOf returns how a question stands, if a message may answer it out of turn. A bare number
// changes no answer and is no answer to what need not be told.
func standingOf(t *feature.Turn, f *dialog.Flow, a dialog.Answers, q *dialog.Question) (standing, bool) {
	now, possible := f.Applies(q.ID, a, t.Env())
	_, has := a[q.ID]
	bare := t.Reading.Numbers()
	switch {
	case !possible || standsIn(f, a, q) || bare && (has || q.Optional && !f.Instead(q.ID)):
		return 0, false
	case has:
		return answered, true
	case q.Optional:
		return optional, true
	case now:
		return open, true
	}
	return later, true
}

// parseAside reads the message as the answer to a question that does not wait. A bare number picks
// no option, and what the dialog would refuse is no answer.
func parseAside(t *feature.Turn, f *dialog.Flow, q *dialog.Question) (dialog.Value, bool) {
	if q.Kind == dialog.Choice && t.Reading.Numbers() {
		return dialog.Value{}, false
	}
	v, ok := parse(t, q)
	return v, ok && f.Step(dialog.Answers{q.ID: v}, t.Env()).Decision != dialog.Refused
}

// standsIn reports whether a question only stands in for one that has its answer.
func standsIn(f *dialog.Flow, a dialog.Answers, q *dialog.Question) bool {
	return slices.ContainsFunc(f.Questions, func(o dialog.Question) bool {
		_, has := a[o.ID]
		return has && o.Instead == q.ID
	})
}

// unread ends the state of a dialog whose question was asked again because the answer could not be
// read. The next one that cannot be is taken for a question, so that nobody is trapped.
const unread = "!"

func onePlace(t *feature.Turn, text string) (string, error) {
	found := t.Reader.Places(text)
	if len(found.Places) == 0 || !t.Reader.BareText(found.Rest) {
		return "", errors.New(say.NoSuchPlace)
	}
	return found.Places[0], nil
}
