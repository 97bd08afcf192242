// Package lint checks what editors write against the rules of the house: plain words, short
// answers, numbers in one place, sources that still hold. Form and references are checked by
// [knowledge.Load] already.
package lint

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/zh"
)

// A Finding is one thing to mend.
type Finding struct {
	knowledge.Problem
	Rule string
	// Warning marks what is reported but is no mistake, such as a review that is due.
	Warning bool
}

// A rule looks at a corpus and reports what breaks it.
type rule struct {
	name  string
	about string // one line for the list of rules
	check func(*linter)
}

// A linter applies one rule after the other.
type linter struct {
	*knowledge.Corpus
	today   knowledge.Date
	scripts *zh.Simplifier
	rule    string
	found   []Finding
}

// Lint returns every finding, ordered by file and line. Dates are judged as of today.
func Lint(c *knowledge.Corpus, today knowledge.Date) ([]Finding, error) {
	scripts, err := zh.NewSimplifier()
	if err != nil {
		return nil, fmt.Errorf("prepare lint: %w", err)
	}
	l := &linter{Corpus: c, today: today, scripts: scripts}
	for _, r := range rules() {
		l.rule = r.name
		r.check(l)
	}
	slices.SortStableFunc(l.found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return l.found, nil
}

func (l *linter) report(at knowledge.Pos, item, format string, args ...any) {
	l.found = append(l.found, Finding{
		Problem: knowledge.Problem{Pos: at, Item: item, Text: fmt.Sprintf(format, args...)},
		Rule:    l.rule,
	})
}

func (l *linter) warn(at knowledge.Pos, item, format string, args ...any) {
	l.report(at, item, format, args...)
	l.found[len(l.found)-1].Warning = true
}

// rules is the house's book of rules.
func rules() []rule {
	return slices.Concat(textRules(), entryRules(), timeRules(), numberRules(), sourceRules(), listRules())
}

// A sentence is a statement with where it belongs.
type sentence struct {
	knowledge.Statement
	item     string // id of the entry, or topic/place of the note
	topic    string
	place    string // code
	headline bool
}

// sentences returns everything that people read.
func (l *linter) sentences() []sentence {
	var all []sentence
	for _, e := range l.Entries {
		for _, s := range e.Headline {
			all = append(all, sentence{Statement: s, item: e.ID, topic: e.Topic, headline: true})
		}
		for _, s := range slices.Concat(e.Lines, e.More) {
			all = append(all, sentence{Statement: s, item: e.ID, topic: e.Topic})
		}
		for _, r := range e.Rumours {
			all = append(all, sentence{Statement: r.Statement, item: e.ID, topic: e.Topic})
		}
	}
	for _, n := range l.File.Notes {
		item := n.Topic + "/" + n.Place
		if n.Headline != "" {
			h := n.Statement
			h.Text = n.Headline
			all = append(all, sentence{Statement: h, item: item, topic: n.Topic, place: n.PlaceCode, headline: true})
		}
		all = append(all, sentence{Statement: n.Statement, item: item, topic: n.Topic, place: n.PlaceCode})
	}
	return all
}

// bases returns what everything rests on, with where it stands.
func (l *linter) bases() []grounds {
	var all []grounds
	for _, s := range l.sentences() {
		all = append(all, grounds{s.Basis, s.Pos, s.item})
	}
	for _, v := range l.Values {
		all = append(all, grounds{v.Basis, v.Pos, v.Param})
	}
	for _, c := range l.Checklists {
		all = append(all, grounds{c.Basis, c.Pos, c.ID})
		for _, it := range c.Items {
			if !it.Basis.IsZero() {
				all = append(all, grounds{it.Basis, it.Pos, c.ID})
			}
		}
	}
	return all
}

type grounds struct {
	knowledge.Basis
	pos  knowledge.Pos
	item string
}

// RuleNames returns the names of all rules.
func RuleNames() []string {
	var names []string
	for _, r := range rules() {
		names = append(names, r.name)
	}
	return names
}
