// Package notice tells someone that an answer would be another one today. Compared are its rules:
// the conclusion, what places say, the lines and the first rumour, without the marks of their
// sources and without what depends on the words of the question. A line that only looks
// different, by its spaces or full stops, is the same.
package notice

import (
	"slices"
	"strings"
	"time"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/answer"
	"github.com/yibaowenwen/yibao/bot/button"
	"github.com/yibaowenwen/yibao/bot/feature"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/bot/understand"
	"github.com/yibaowenwen/yibao/knowledge"
)

// Feature returns the feature.
func Feature() feature.Feature {
	return feature.Feature{
		Presses: map[button.Verb]func(*feature.Turn, button.Data) bot.Reply{button.Notify: press},
		Events:  map[bot.Event]func(*feature.Turn) bot.Reply{bot.RuleChanged: changed},
		Adds:    watched,
	}
}

// watched notes an answer that the person wants to hear about when it changes, and offers to
// tell of changes or to do so no more.
func watched(t *feature.Turn, r bot.Reply) bot.Reply {
	if r.Decision != bot.Answer || r.Entry == "" || t.Group {
		return r
	}
	if !r.Session.Notify {
		if !r.Full {
			return r
		}
		return r.With([]bot.Button{button.New(say.ButtonNotify, button.ShownIn(r.Entry, r.Session).NotifyData())})
	}
	if entry, ok := t.Corpus.Entry(r.Entry); ok {
		r.Given = asGiven(t.With(r.Session), entry)
	}
	if !r.Full {
		return r
	}
	return r.With(off())
}

func off() []bot.Button {
	return []bot.Button{button.New(say.ButtonNotifyOff, button.Notify.Switch(false))}
}

func asGiven(t *feature.Turn, entry *knowledge.Entry) *bot.Given {
	g := bot.Given{
		Entry: entry.ID, Places: t.Session.Places, Insured: t.Session.Insured,
		Lines: answer.Rules(t.Corpus, entry, answer.CaseOf(t.Session, t.Day)),
	}
	if home := t.Session.Home; home != "" && len(g.Places.Said) == 0 { // the answer went by it
		g.Places = bot.Places{Said: []string{home}}
	}
	return &g
}

// Again returns the rules of an answer as they are now: the very lines of g if nothing has
// changed, and none if there is no such answer any more.
func Again(corpus *knowledge.Corpus, g bot.Given, now time.Time) []string {
	entry, ok := corpus.Entry(g.Entry)
	if !ok || entry.Topic == knowledge.OutOfScope {
		return nil
	}
	lines := answer.Rules(corpus, entry, caseOf(g, bot.Today(now)))
	if gone, come := differing(g.Lines, lines); len(gone)+len(come) == 0 {
		return g.Lines
	}
	return lines
}

// caseOf is whom an answer was given to.
func caseOf(g bot.Given, day knowledge.Date) answer.Case {
	return answer.Case{Places: g.Places, Insured: g.Insured, Day: day}
}

// differing returns the lines that only one of two answers has.
func differing(was, is []string) (gone, come []string) { return onlyIn(was, is), onlyIn(is, was) }

func onlyIn(list, other []string) (rest []string) {
	seen := map[string]bool{}
	for _, l := range other {
		seen[plainWords(l)] = true
	}
	for _, l := range list {
		if !seen[plainWords(l)] {
			rest = append(rest, l)
		}
	}
	return rest
}

// plainWords leaves out what does not change the meaning of a line.
func plainWords(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \u3000,,。.;;:、“”\"()()《》", r) {
			return -1
		}
		return r
	}, say.Typeset(s))
}

// press switches notices on or off. When they are switched on below an answer, that one is the
// first to be watched.
func press(t *feature.Turn, d button.Data) bot.Reply {
	on, ok, below, said := d.NotifyOf()
	s := t.Session
	switch {
	case t.Group:
		return t.Done(bot.Reply{Decision: bot.SmallTalk, Toast: say.NotifyAlone})
	case !ok:
		return t.Stale()
	case !on:
		s.Notify = false
		return t.With(s).Done(bot.Reply{Decision: bot.SmallTalk, Toast: say.NotifyOff})
	}
	s.Notify = true
	t = t.With(s)
	r := t.Done(bot.Reply{Decision: bot.SmallTalk, Toast: say.NotifyOn})
	id := s.Entry
	if said {
		id = below.Entry
		s.Places, s.Insured = t.Known(below.Places), below.Insured
	}
	if entry, ok := t.Corpus.Entry(id); ok && entry.Topic != knowledge.OutOfScope {
		r.Given = asGiven(t.With(s), entry)
	}
	return r
}

// changed tells of an answer that has changed: each line that differs as it was and as it
// is. What the bot had asked for stays asked.
func changed(t *feature.Turn) bot.Reply {
	c := *t.Changed
	t = t.With(t.Session.Await(t.Awaited, t.State))
	gone, come := differing(c.Lines, c.Now)
	if !t.Session.Notify || len(gone)+len(come) == 0 {
		return t.Done(bot.Reply{})
	}
	entry, ok := t.Corpus.Entry(c.Entry)
	if !ok || len(c.Now) == 0 {
		r := bot.Reply{Decision: bot.Answer, Lines: bot.Paragraphs(say.Withdrawn), Buttons: [][]bot.Button{off()}}
		for _, l := range gone[:min(2, len(gone))] {
			r.Lines = append(r.Lines, bot.Line{Kind: bot.Plain, Text: say.Was + l})
		}
		return t.Done(r)
	}
	full := button.Shown{Entry: entry.ID, Places: c.Places, Insured: c.Insured}
	r := bot.Reply{
		Decision: bot.Answer, Topic: entry.Topic, Lines: append(bot.Paragraphs(say.Changed(entry.Question)), changes(gone, come)...),
		Buttons: [][]bot.Button{{button.New(say.ButtonFull, full.Data())}, off()},
	}
	for _, l := range answer.Lines(t.Corpus, entry, caseOf(c.Given, t.Day)) {
		if l.Kind != bot.Detail && !l.Basis.IsZero() {
			r.Bases = append(r.Bases, l.Basis)
		}
	}
	return t.Done(r)
}

// room is how many characters of differences fit a phone.
const room = 360

// changes words what differs, each old line with the new one that is most like it, as far as
// it fits a phone.
func changes(gone, come []string) []bot.Line {
	plain := func(texts ...string) (lines []bot.Line) {
		for _, text := range texts {
			lines = append(lines, bot.Line{Kind: bot.Plain, Text: text})
		}
		return lines
	}
	var pairs [][]bot.Line
	come = slices.Clone(come)
	for _, was := range gone {
		i := mostLike(was, come)
		if len(gone) == 1 && len(come) == 1 {
			i = 0
		}
		if i < 0 {
			pairs = append(pairs, plain(say.NoMore+was))
			continue
		}
		pairs = append(pairs, plain(say.Was+was, say.Is+come[i]))
		come = slices.Delete(come, i, i+1)
	}
	for _, is := range come {
		pairs = append(pairs, plain(say.New+is))
	}
	var lines []bot.Line
	size := 0
	for i, p := range pairs {
		for _, l := range p {
			size += understand.Runes(l.Text) + 1
		}
		if i > 0 && size > room {
			return append(lines, bot.Line{Kind: bot.Aside, Text: say.MoreChanged(len(pairs) - i)})
		}
		lines = append(lines, p...)
	}
	return lines
}

// mostLike returns the line most like another one, -1 if none is like it.
func mostLike(line string, list []string) int {
	best, most := -1, 0
	for i, l := range list {
		if n := answer.SharedPairs(line, l); n > most && 4*n >= understand.Runes(l) {
			best, most = i, n
		}
	}
	return best
}
