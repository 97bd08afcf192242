package lint

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yibaowenwen/yibao/knowledge"
)

// minAsked is how many ways of asking an entry needs to be found.
const minAsked = 8

// maxID leaves room in the 64 bytes of a button for two places.
const maxID = 40

func entryRules() []rule {
	return []rule{
		{"main-entry", "every topic has an entry with the topic's id", mainEntry},
		{"entry-id", "an entry's id is its topic, or begins with it", entryID},
		{"id-length", "ids fit into a button", idLength},
		{"few-phrasings", "an entry has at least eight ways of asking", fewPhrasings},
		{"phrasing-twice", "no phrasing belongs to two entries", phrasingTwice},
		{"last-headline", "the last headline of an entry fits everyone", lastHeadline},
		{"no-lines", "an answer is more than a headline", noLines},
		{"rumour-length", "a rumour is named in a few words", rumourLength},
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

func lastHeadline(l *linter) {
	for _, e := range l.Entries {
		if w := e.Headline[len(e.Headline)-1].When; len(w.Insured)+len(w.Route) > 0 {
			l.report(e.Pos, e.ID, "the last headline has a condition; whoever fits none would get no answer")
		}
	}
}

func conditionTwice(l *linter) {
	for _, e := range l.Entries {
		for i, h := range e.Headline[:len(e.Headline)-1] {
			if len(h.When.Insured)+len(h.When.Route) == 0 {
				l.report(h.Pos, e.ID, "headline %d fits everyone, so those after it are never used", i+1)
			}
		}
	}
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
