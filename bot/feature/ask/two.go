package ask

import (
	"context"
	"slices"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/answer"
	"github.com/yibaowenwen/yibao/bot/feature"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/knowledge"
)

// Messages that ask two things.

// eachClause looks up each question of a message that asks several things; what cannot be looked up is
// found too weakly.
func eachClause(ctx context.Context, t *feature.Turn) []bot.Finding {
	var list []bot.Finding
	for _, c := range t.Reader.Clauses(t.Words()) {
		found := t.Reader.Places(c)
		f, err := t.Find(ctx, bot.Question{Text: t.Reader.SpellOut(found, t.Session.Topic), Insured: t.Session.Insured, Places: len(found.Places)})
		if err != nil {
			f = bot.Finding{Verdict: bot.TooWeak}
		}
		list = append(list, f)
	}
	return list
}

// several looks up each question of a message that asks several things. It returns the one
// to answer first, which is what the message as a whole was found to ask if that is sure, and
// another one to offer, if there is one.
func several(halves []bot.Finding, whole bot.Finding) (first bot.Finding, second *knowledge.Entry) {
	first = whole
	for _, f := range halves {
		if f.Verdict != bot.Sure || f.Matches[0].Entry.Topic == knowledge.OutOfScope {
			continue
		}
		entry := f.Matches[0].Entry
		switch {
		case first.Verdict != bot.Sure && near(entry, whole.Matches):
			first = f
		case first.Verdict == bot.Sure && entry.Topic != first.Matches[0].Entry.Topic && second == nil:
			second = entry
		}
	}
	return first, second
}

// bothHalves answers a message that asks two things, each with a line of its own, where both are near
// but neither is sure; else it returns the reply as it is.
func bothHalves(t *feature.Turn, halves []bot.Finding, r bot.Reply) bot.Reply {
	if len(halves) != 2 {
		return r
	}
	var both []knowledge.Match
	for _, f := range halves {
		if f.Verdict == bot.TooWeak {
			return r
		}
		best := pick(t, f.Matches)[0]
		if best.Confidence < vague || !near(best.Entry, r.Candidates) || unpresuming(t, best.Entry, nil) != best.Entry {
			return r
		}
		both = append(both, best)
	}
	if both = unlike(t, both); len(both) < 2 || both[0].Entry.Topic == both[1].Entry.Topic {
		return r
	}
	two := choose(t, both, say.BothAsked)
	two.Unanswered, two.Candidates, two.Read = r.Unanswered, r.Candidates, r.Read
	return two
}

// near reports whether the entry's topic is one of the first three found.
func near(entry *knowledge.Entry, matches []knowledge.Match) bool {
	return slices.ContainsFunc(matches[:min(3, len(matches))], func(m knowledge.Match) bool { return m.Entry.Topic == entry.Topic })
}

// alsoAsked answers the second question of a message below the answer to the first, each with its
// conclusion and its first lines, and with a button for all of the second.
func alsoAsked(t *feature.Turn, r bot.Reply, second *knowledge.Entry) bot.Reply {
	b := t.With(r.Session).ShowButton(say.ButtonAlso+say.Brief(second.Question), second.ID)
	r.Buttons = append([][]bot.Button{{b}}, r.Buttons[:min(3, len(r.Buttons))]...)
	lines := answer.Lines(t.Corpus, second, t.Case())
	r.Lines = shortened(r.Lines)
	for i, l := range shortened(lines) {
		switch {
		case i == 0:
			r = r.After(say.AlsoAsked(say.Brief(second.Question), l.Text))
		case l.Kind == bot.Local || l.Kind == bot.Plain:
			r.Lines = append(r.Lines, bot.Line{Kind: bot.Postscript, Text: l.Text, Basis: l.Basis})
		}
	}
	return r
}

// ofEach is how many lines below its conclusion each of two answers has at first sight.
const ofEach = 2

// shortened folds away what of an answer does not stand beside another.
func shortened(lines []bot.Line) []bot.Line {
	lines, shown := slices.Clone(lines), 0
	slices.SortStableFunc(lines, func(a, b bot.Line) int { return int(a.Kind) - int(b.Kind) })
	for i := range lines {
		if k := lines[i].Kind; k == bot.Local || k == bot.Plain {
			if shown++; shown > ofEach {
				lines[i].Kind = bot.Detail
			}
		}
	}
	return lines
}
