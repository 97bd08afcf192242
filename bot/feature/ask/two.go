package ask

import (
	"context"
	"slices"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/answer"
	"github.com/yibaowenwen/yibao/bot/feature"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/bot/understand"
	"github.com/yibaowenwen/yibao/knowledge"
)

// Messages that ask several things.

// A part is a question of a message that asks several things, and what was found for it.
type part struct {
	asked knowledge.Asked
	bot.Finding
}

// also is an answer that stands below the first.
type also struct {
	entry *knowledge.Entry
	asked knowledge.Asked
}

// likely is the confidence from which one of several short questions is answered beside the others.
const likely = 0.5

// eachClause looks up each question of a message that asks several things. One that leaves out its
// subject (能转吗,要多久) goes on from the one before, or is about what the whole message is about; in
// a letter each stands alone. What cannot be looked up is found too weakly.
func eachClause(ctx context.Context, t *feature.Turn, whole bot.Finding) []part {
	brief := understand.Runes(t.Words()) < story
	before := whole
	topic := func() string {
		if before.Verdict == bot.Sure && brief {
			return before.Matches[0].Entry.Topic
		}
		return ""
	}
	var list []part
	for _, c := range t.Reader.Clauses(t.Words()) {
		found := t.Reader.Places(c)
		f, err := t.Find(ctx, bot.Question{Text: t.Reader.SpellOut(found, topic()), Insured: t.Session.Insured, Topic: topic(), Places: len(found.Places)})
		if err != nil {
			f = bot.Finding{Verdict: bot.TooWeak}
		}
		p := part{t.Reader.Asked(c), f}
		if len(f.Matches) > 0 {
			p.Matches = pick(t.Asking(p.asked), f.Matches)
			p.Finding = inContext(t, p, before, brief && whole.Verdict == bot.Sure)
		}
		if p.Verdict == bot.Sure {
			before = p.Finding
		}
		list = append(list, p)
	}
	return list
}

// inContext is what was found for a question that stands beside others: what the one before found if it
// goes on from there and is answered there; a likely answer is sure enough beside others.
func inContext(t *feature.Turn, p part, before bot.Finding, lenient bool) bot.Finding {
	best := p.Matches[0]
	if best.Why.GoesOn && before.Verdict == bot.Sure && answersWord(t, before.Matches[0].Entry, p.asked) {
		return before
	}
	if lenient && p.Verdict == bot.TooClose && (best.Confidence >= likely || best.Why.GoesOn && best.Confidence >= vague) {
		p.Verdict = bot.Sure
	}
	return p.Finding
}

// several returns what to answer first of a message that asks several things, which is what the message
// as a whole was found to ask if that is sure, and the other questions to answer below it.
func several(t *feature.Turn, parts []part, whole bot.Finding) (*feature.Turn, bot.Finding, []also) {
	first, answers := whole, []also{}
	together := false // one of the parts is what the whole was found to ask
	if first.Verdict == bot.Sure {
		first.Matches = pick(t, goingOn(t, first.Matches))
	}
	for _, p := range parts {
		if !sure(p) {
			continue
		}
		entry := unpresuming(t, p.Matches[0].Entry, p.Matches)
		switch {
		case entry == nil:
		case first.Verdict != bot.Sure && near(entry, whole.Matches):
			first, t, together = p.Finding, t.Asking(p.asked), true
		case first.Verdict != bot.Sure:
		case entry == first.Matches[0].Entry && !together:
			t, together = t.Asking(p.asked), true
		case entry.Topic != first.Matches[0].Entry.Topic || answersWord(t, entry, p.asked):
			answers = append(answers, also{entry, p.asked})
		}
	}
	return t, first, answers
}

// answersWord reports whether an entry is written to answer a question word: it says so, it has a
// conclusion for it, or its own question asks it.
func answersWord(t *feature.Turn, e *knowledge.Entry, asked knowledge.Asked) bool {
	return slices.Contains(e.Answers, asked) || len(e.Answers) == 0 && t.Reader.Asked(e.Question) == asked ||
		slices.ContainsFunc(e.Headline, func(s knowledge.Statement) bool { return slices.Contains(s.When.Asked, asked) })
}

// sure reports whether a question of a message was found, and is about insurance.
func sure(p part) bool {
	return p.Verdict == bot.Sure && p.Matches[0].Entry.Topic != knowledge.OutOfScope
}

// bothHalves answers a message that asks two things, each with a line of its own, where both are near
// but neither is sure; else it returns the reply as it is.
func bothHalves(t *feature.Turn, halves []part, r bot.Reply) bot.Reply {
	if len(halves) != 2 {
		return r
	}
	var both []knowledge.Match
	for _, p := range halves {
		if p.Verdict == bot.TooWeak {
			return r
		}
		best := p.Matches[0]
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

// alsoAsked answers the other questions of a message below the answer to the first, each with its
// conclusion, its first lines if there is room, and a button for all of it.
func alsoAsked(t *feature.Turn, r bot.Reply, others []also) bot.Reply {
	said, shown := map[string]bool{r.Lines[0].Text: true}, map[string]bool{r.Entry: true}
	var answers [][]bot.Line
	var buttons [][]bot.Button
	for _, other := range others {
		k := t.Case()
		k.Asked = other.asked
		lines := answer.Lines(t.Corpus, other.entry, k)
		if len(lines) == 0 || said[lines[0].Text] || shown[other.entry.ID] && !answersWord(t, other.entry, other.asked) {
			continue
		}
		said[lines[0].Text] = true
		if shown[other.entry.ID] { // another conclusion of the same answer
			answers = append(answers, lines[:1])
			continue
		}
		shown[other.entry.ID] = true
		question := say.Brief(other.entry.Question)
		lines[0].Text = say.AlsoAsked(len(buttons) > 0, question, lines[0].Text)
		answers = append(answers, lines)
		buttons = append(buttons, []bot.Button{t.With(r.Session).ShowButton(say.ButtonAlso+question, other.entry.ID)})
	}
	if len(answers) == 0 {
		return r
	}
	room := roomFor(1 + len(buttons))
	r.Lines = shortened(r.Lines, room)
	for _, lines := range answers {
		for i, l := range shortened(lines, room) {
			if i == 0 || l.Kind == bot.Local || l.Kind == bot.Plain {
				r.Lines = append(r.Lines, bot.Line{Kind: bot.Postscript, Text: l.Text, Basis: l.Basis})
			}
		}
	}
	rest := slices.DeleteFunc(slices.Clone(r.Buttons), func(row []bot.Button) bool {
		return slices.ContainsFunc(buttons, func(b []bot.Button) bool { return b[0].Data == row[0].Data })
	})
	r.Buttons = append(buttons, rest[:min(max(0, 4-len(buttons)), len(rest))]...)
	return r
}

// roomFor is how many lines below its conclusion each of so many answers has at first sight.
func roomFor(answers int) int { return max(0, 4-answers) }

// shortened folds away what of an answer does not stand beside another: all below its conclusion but
// so many lines.
func shortened(lines []bot.Line, room int) []bot.Line {
	lines, shown := slices.Clone(lines), 0
	slices.SortStableFunc(lines, func(a, b bot.Line) int { return int(a.Kind) - int(b.Kind) })
	for i := range lines {
		if k := lines[i].Kind; k == bot.Local || k == bot.Plain {
			if shown++; shown > room {
				lines[i].Kind = bot.Detail
			}
		}
	}
	return lines
}
