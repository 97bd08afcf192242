package ask

import (
	"cmp"
	"slices"
	"strings"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/answer"
	"github.com/yibaowenwen/yibao/bot/feature"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/bot/understand"
	"github.com/yibaowenwen/yibao/knowledge"
)

// move answers what is a move of the talk and no question: someone wants the bare conclusion, or
// is angry. Then the conclusion comes alone, for the angry with a person to call.
func move(t *feature.Turn) (bot.Reply, bool) {
	entry, ok := t.Corpus.Entry(t.Session.Entry)
	mood := t.Reader.Mood(t.Words())
	if !ok || mood == understand.Calm || len(t.Reading.Found.Places) > 0 {
		return bot.Reply{}, false
	}
	t = askingStill(t)
	r := bot.Reply{Decision: bot.Answer, Topic: entry.Topic, Entry: entry.ID, Confidence: 1, Buttons: nearest(t, matchOf(entry))}
	lines := answer.Lines(t.Corpus, entry, t.Case())
	r.Lines = lines[:min(1, len(lines))]
	if mood == understand.Shorter && asksNumber(t, entry) {
		r.Lines = numbered(lines)
	}
	if mood == understand.Angry {
		r = r.Before(say.SorryMissed)
		r.Lines = append(r.Lines, bot.Line{Kind: bot.Aside, Text: say.CallSomeone(t.Corpus.Regions.Short(t.InsuredAt()))})
	}
	return t.Done(r), true
}

// askingStill returns the turn with the question word of the question before, for a message that
// asks nothing of its own.
func askingStill(t *feature.Turn) *feature.Turn {
	still := *t
	still.Reading.Asked = cmp.Or(t.Reading.Asked, t.Session.Asked)
	return &still
}

// again changes an answer that would say the same as the one before: what was folded away is read
// at first sight, and what was read is folded.
func again(t *feature.Turn, r bot.Reply) bot.Reply {
	if t.Reader.Bare(t.Reading) && nothingLocal(t, r) {
		return sayNothingLocal(t, r)
	}
	folded := false
	for i := range r.Lines {
		switch l := &r.Lines[i]; l.Kind {
		case bot.Local, bot.Plain, bot.Rumour:
			l.Kind = bot.Detail
		case bot.Detail:
			l.Kind, folded = bot.Plain, true
		case bot.Headline, bot.Aside, bot.Cite, bot.Preface, bot.Postscript, bot.Item:
		}
	}
	if !folded {
		r.Lines = append(r.Lines, bot.Line{Kind: bot.Aside, Text: say.CallSomeone(t.Corpus.Regions.Short(t.InsuredAt()))})
	}
	return r.Before(say.SaidBefore)
}

// asksNumber reports whether a number is what the entry's question wants.
func asksNumber(t *feature.Turn, entry *knowledge.Entry) bool {
	wants := func(a knowledge.Asked) bool {
		return a == knowledge.AskedHowMuch || a == knowledge.AskedHowMany || a == knowledge.AskedHowLong || a == knowledge.AskedDeadline
	}
	if t.Reading.Asked != "" {
		return wants(t.Reading.Asked)
	}
	return wants(t.Reader.Asked(entry.Question)) || slices.ContainsFunc(entry.Answers, wants)
}

// numbered returns the first line that is read at first sight and holds a number, as the conclusion,
// or else the conclusion itself.
func numbered(lines []bot.Line) []bot.Line {
	for _, l := range lines {
		switch l.Kind {
		case bot.Headline, bot.Local, bot.Plain:
			if strings.ContainsAny(l.Text, "0123456789") {
				l.Kind = bot.Headline
				return []bot.Line{l}
			}
		}
	}
	return lines[:min(1, len(lines))]
}

// nothingLocal reports whether someone who named a place is answered just as if they had not.
func nothingLocal(t *feature.Turn, r bot.Reply) bool {
	entry, ok := t.Corpus.Entry(r.Entry)
	if !ok || r.Decision != bot.Answer || len(t.Reading.Found.Places) != 1 {
		return false
	}
	k := t.Case()
	here := answer.Lines(t.Corpus, entry, k)
	k.Places, k.Home, k.Place = bot.Places{}, "", ""
	anywhere := answer.Lines(t.Corpus, entry, k)
	aside := func(l bot.Line) bool { return l.Kind == bot.Aside } // asks for the place, or owns to know nothing
	here, anywhere = slices.DeleteFunc(here, aside), slices.DeleteFunc(anywhere, aside)
	return slices.EqualFunc(here, anywhere, func(a, b bot.Line) bool { return a.Text == b.Text })
}

// sayNothingLocal says first that nothing of the place's own is collected, and folds away what was
// read before.
func sayNothingLocal(t *feature.Turn, r bot.Reply) bot.Reply {
	place := t.Corpus.Regions.Short(t.Reading.Found.Places[0])
	r.Lines = slices.DeleteFunc(r.Lines, func(l bot.Line) bool {
		return l.Text == say.NotCollected(place, true) || l.Text == say.NotCollected(place, false)
	})
	for i := range r.Lines {
		if k := r.Lines[i].Kind; k == bot.Local || k == bot.Plain {
			r.Lines[i].Kind = bot.Detail
		}
	}
	return r.Before(say.NothingLocal(place))
}
