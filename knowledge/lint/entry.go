package lint

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/words"
)

// minAsked is how many ways of asking an entry needs to be found.
const minAsked = 6

// maxID leaves room in the 64 bytes of a button for two places.
const maxID = 40

func entryRules() []rule {
	return []rule{
		{"main-entry", "every topic has an entry with the topic's id", mainEntry},
		{"entry-id", "an entry's id is its topic, or begins with it", entryID},
		{"id-length", "ids fit into a button", idLength},
		{"few-phrasings", "an entry has at least six ways of asking", fewPhrasings},
		{"phrasing-twice", "no phrasing belongs to two entries", phrasingTwice},
		{"last-headline", "the last headline of an entry fits everyone", lastHeadline},
		{"no-lines", "an answer is more than a headline", noLines},
		{"rumour-length", "a rumour is named in a few words", rumourLength},
		{"unanswered", "what several phrasings ask is what a headline answers", unanswered},
		{"condition-twice", "no two headlines of an entry have the same condition", conditionTwice},
	}
}

func headOf(p knowledge.Pos) knowledge.Statement { return knowledge.Statement{Pos: p} }

func mainEntry(l *linter) {
	for _, t := range l.Topics {
		if _, ok := l.Entry(t.ID); !ok && t.ID != knowledge.OutOfScope {
			l.report(t.Pos, t.ID, "the topic has no entry of its own")
		}
	}
}

func entryID(l *linter) {
	for _, e := range l.Entries {
		if e.Topic != knowledge.OutOfScope && e.ID != e.Topic && !strings.HasPrefix(e.ID, e.Topic+".") {
			l.report(e.Pos, e.ID, "the id must be %s or begin with %s.", e.Topic, e.Topic)
		}
	}
}

func idLength(l *linter) {
	for _, e := range l.Entries {
		if len(e.ID) > maxID {
			l.report(e.Pos, e.ID, "the id has %d bytes, at most %d fit into a button", len(e.ID), maxID)
		}
	}
	for _, c := range l.Checklists {
		if len(c.ID) > maxID {
			l.report(c.Pos, c.ID, "the id has %d bytes, at most %d fit into a button", len(c.ID), maxID)
		}
	}
}

func fewPhrasings(l *linter) {
	for _, e := range l.Entries {
		if len(e.Asked) < minAsked {
			l.report(e.Pos, e.ID, "has %d ways of asking, needs %d", len(e.Asked), minAsked)
		}
	}
}

// phrase strips a phrasing to what tells it from others.
func phrase(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

func phrasingTwice(l *linter) {
	first := map[string]string{}
	for _, e := range l.Entries {
		for _, a := range append([]string{e.Question}, e.Asked...) {
			p := phrase(a)
			if owner, ok := first[p]; ok {
				l.report(e.Pos, e.ID, "the phrasing %q belongs to %s already", a, owner)
			}
			first[p] = e.ID
		}
	}
}

// always reports whether a sentence is said to everyone on every day.
func always(s knowledge.Statement) bool {
	return s.When.Free() && s.From.IsZero() && s.Until.IsZero()
}

func lastHeadline(l *linter) {
	for _, e := range l.Entries {
		if !always(e.Headline[len(e.Headline)-1]) {
			l.report(e.Pos, e.ID, "the last headline has a condition; whoever fits none would get no answer")
		}
	}
}

func conditionTwice(l *linter) {
	for _, e := range l.Entries {
		for i, h := range e.Headline[:len(e.Headline)-1] {
			if always(h) {
				l.report(h.Pos, e.ID, "headline %d fits everyone, so those after it are never used", i+1)
			}
		}
	}
}

// often is how many phrasings of an entry ask for something before a headline must say it.
const often = 4

// unanswered warns of what phrasings ask (how long, where, …) and no headline says that it
// answers. Phrasings that ask for two things count for the first; 吗, 怎么 and 什么 stand in
// questions of every kind, so they count for none.
func unanswered(l *linter) {
	asks := l.askedWords()
	for _, e := range l.Entries {
		answered := map[knowledge.Asked]bool{}
		for _, a := range e.Answers {
			answered[a] = true
		}
		for _, h := range e.Headline {
			for _, a := range h.When.Asked {
				answered[a] = true
			}
		}
		times := map[knowledge.Asked]int{}
		for _, phrasing := range append([]string{e.Question}, e.Asked...) {
			for i := range asks {
				w := &asks[i]
				if w.said.In(phrasing) {
					times[w.asked]++
					break
				}
			}
		}
		for _, w := range asks {
			if n := times[w.asked]; n >= often && !answered[w.asked] && !w.loose() {
				l.warn(e.Pos, e.ID, "%d phrasings ask %s, and no headline answers it", n, w.asked)
			}
		}
	}
}

// An askedWord is a kind of question with the words that ask it.
type askedWord struct {
	asked knowledge.Asked
	said  words.List
}

func (w askedWord) loose() bool {
	return w.asked == knowledge.AskedWhether || w.asked == knowledge.AskedHow || w.asked == knowledge.AskedWhat
}

// askedWords returns the lists asked.* in the order of their file, the first to match counting.
func (l *linter) askedWords() []askedWord {
	var all []askedWord
	for _, w := range l.Words {
		kind, ok := strings.CutPrefix(w.ID, "asked.")
		if !ok {
			continue
		}
		expr, err := l.Expression(w.ID)
		if err != nil {
			continue // reported by knowledge.Load
		}
		said, err := words.New(expr, w.Any)
		if err != nil {
			continue
		}
		all = append(all, askedWord{knowledge.Asked(kind), said})
	}
	return all
}

func noLines(l *linter) {
	for _, e := range l.Entries {
		if len(e.Lines) == 0 {
			l.report(e.Pos, e.ID, "has a headline but no lines")
		}
	}
}

func rumourLength(l *linter) {
	for _, e := range l.Entries {
		for _, r := range e.Rumours {
			if n := utf8.RuneCountInString(r.Says); n == 0 || n > maxSays {
				l.report(r.Pos, e.ID, "the rumour is named in %d characters, wants 1 to %d", n, maxSays)
			}
		}
	}
}
