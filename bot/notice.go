package bot

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/knowledge"
)

// Notices tell someone that an answer would be another one today. Compared are its rules:
// the conclusion, what places say, the lines and the first rumour, without the marks of their
// sources and without what depends on the words of the question. A line that only looks
// different, by its spaces or full stops, is the same.

// rules returns the rules of an answer in this conversation.
func (t *turn) rules(entry *knowledge.Entry) []string {
	asked := *t
	asked.Text = ""
	c := asked.composed(entry)
	lines := []string{}
	for _, s := range c.said {
		switch s.Kind {
		case Headline, Local, Plain, Rumour:
			lines = append(lines, s.Text)
		case Aside, Cite, Detail:
		}
	}
	return lines
}

// watched notes an answer that the person wants to hear about when it changes.
func (t *turn) watched(r Reply, entry *knowledge.Entry) Reply {
	if t.Session.Notify && !t.Group {
		r.Given = t.asGiven(entry)
	}
	return r
}

func (t *turn) asGiven(entry *knowledge.Entry) *Given {
	g := Given{Entry: entry.ID, Places: t.Session.Places, Insured: t.Session.Insured, Lines: t.rules(entry)}
	if home := t.Session.Home; home != "" && len(g.Places.Said) == 0 { // the answer went by it
		g.Places = Places{Said: []string{home}}
	}
	return &g
}

// recall returns a turn in which an answer is given as it once was.
func (e *Engine) recall(g Given, now time.Time) *turn {
	return &turn{Engine: e, Message: Message{Now: now, Session: Session{Places: g.Places, Insured: g.Insured}}, day: today(now)}
}

// Again returns the rules of an answer as they are now: the very lines of g if nothing has
// changed, and none if there is no such answer any more.
func (e *Engine) Again(g Given, now time.Time) []string {
	entry, ok := e.corpus.Entry(g.Entry)
	if !ok || entry.Topic == knowledge.OutOfScope {
		return nil
	}
	lines := e.recall(g, now).rules(entry)
	gone, come := differing(g.Lines, lines)
	if len(gone)+len(come) == 0 {
		return g.Lines
	}
	return lines
}

// differing returns the lines that only one of two answers has.
func differing(was, is []string) (gone, come []string) {
	return onlyIn(was, is), onlyIn(is, was)
}

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

// notifyButton offers to tell of changes of this answer, or to do so no more.
func (t *turn) notifyButton(entry string) []Button {
	switch {
	case t.Group:
		return nil
	case t.Session.Notify:
		return []Button{{Label: say.ButtonNotifyOff, Data: "n:-"}}
	}
	data := "n:+:" + strings.TrimPrefix(showData(entry, t.Session), "a:")
	if len(data) > maxData {
		data = "n:+"
	}
	return []Button{{Label: say.ButtonNotify, Data: data}}
}

// pressNotify switches notices on or off. When they are switched on below an answer, that
// one is the first to be watched.
func (t *turn) pressNotify(arg string) Reply {
	if t.Group {
		return t.done(Reply{Decision: SmallTalk, Toast: say.NotifyAlone})
	}
	mark, show, _ := strings.Cut(arg, ":")
	switch mark {
	case "+":
		t.Session.Notify = true
		r := t.done(Reply{Decision: SmallTalk, Toast: say.NotifyOn})
		r.Given = t.shown(show)
		return r
	case "-":
		t.Session.Notify = false
		return t.done(Reply{Decision: SmallTalk, Toast: say.NotifyOff})
	}
	return t.stale()
}

// shown returns the answer below which a button stands, as it is today.
func (t *turn) shown(show string) *Given {
	f := strings.Split(show, ":")
	s := t.Session
	id := s.Entry
	if len(f) == 3 {
		id = f[0]
		s.Places, s.Insured = t.parsePlaces(f[1]), parseInsured(f[2])
	}
	entry, ok := t.corpus.Entry(id)
	if !ok || entry.Topic == knowledge.OutOfScope {
		return nil
	}
	there := *t
	there.Session = s
	return there.asGiven(entry)
}

// changed tells of an answer that has changed: each line that differs as it was and as it
// is. What the bot had asked for stays asked.
func (t *turn) changed(c Change) Reply {
	t.Session.Asking = t.asking
	gone, come := differing(c.Lines, c.Now)
	if !t.Session.Notify || len(gone)+len(come) == 0 {
		return t.done(Reply{})
	}
	off := []Button{{Label: say.ButtonNotifyOff, Data: "n:-"}}
	entry, ok := t.corpus.Entry(c.Entry)
	if !ok || len(c.Now) == 0 {
		r := Reply{Decision: Answer, Lines: []Line{{Headline, say.Withdrawn}}, Buttons: [][]Button{off}}
		for _, l := range gone[:min(2, len(gone))] {
			r.Lines = append(r.Lines, Line{Plain, say.Was + l})
		}
		return t.done(r)
	}
	s := Session{Places: c.Places, Insured: c.Insured}
	full := t.recall(c.Given, t.Now).answer(entry, 1)
	r := Reply{
		Decision: Answer, Topic: entry.Topic, Sources: full.Sources,
		Lines:   append([]Line{{Headline, say.Changed(entry.Question)}}, changes(gone, come)...),
		Buttons: [][]Button{{{Label: say.ButtonFull, Data: showData(entry.ID, s)}}, off},
	}
	for _, l := range full.Lines {
		if l.Kind == Cite {
			r.Lines = append(r.Lines, l)
		}
	}
	return t.done(r)
}

// changes words what differs, each old line with the new one that is most like it, as far as
// it fits a phone.
func changes(gone, come []string) []Line {
	var pairs [][]Line
	come = slices.Clone(come)
	for _, was := range gone {
		i := mostLike(was, come)
		if len(gone) == 1 && len(come) == 1 {
			i = 0
		}
		if i < 0 {
			pairs = append(pairs, []Line{{Plain, say.NoMore + was}})
			continue
		}
		pairs = append(pairs, []Line{{Plain, say.Was + was}, {Plain, say.Is + come[i]}})
		come = slices.Delete(come, i, i+1)
	}
	for _, is := range come {
		pairs = append(pairs, []Line{{Plain, say.New + is}})
	}
	var lines []Line
	size := 0
	for i, p := range pairs {
		for _, l := range p {
			size += utf8.RuneCountInString(l.Text) + 1
		}
		if i > 0 && size > maxBody-2*citeRoom {
			return append(lines, Line{Aside, say.MoreChanged(len(pairs) - i)})
		}
		lines = append(lines, p...)
	}
	return lines
}

// mostLike returns the line most like another one, -1 if none is like it.
func mostLike(line string, list []string) int {
	best, most := -1, 0
	for i, l := range list {
		if n := sharedPairs(line, l); n > most && 4*n >= utf8.RuneCountInString(l) {
			best, most = i, n
		}
	}
	return best
}
