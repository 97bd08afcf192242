package lint

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/yibaowenwen/yibao/knowledge"
)

func numberRules() []rule {
	return []rule{
		{"bare-number", "a number that a parameter holds is written as the parameter", bareNumber},
		{"no-value", "every parameter named in a sentence has a value today", noValue},
		{"period-order", "a period begins before it ends", periodOrder},
		{"period-overlap", "periods of one parameter at one place do not overlap", periodOverlap},
		{"period-gap", "periods of one parameter at one place leave no gap", periodGap},
		{"unused-param", "a parameter has a value somewhere", unusedParam},
	}
}

var numberWithUnit = regexp.MustCompile(`(\d+(?:\.\d+)?)\s*(个工作日|个月|年|天|%|元|人|笔)`)

// bareNumber finds numbers that a parameter of the same topic group holds at the same place
// today, in the same unit.
func bareNumber(l *linter) {
	for _, s := range append(l.sentences(), l.items()...) {
		for _, m := range numberWithUnit.FindAllStringSubmatch(s.Text, -1) {
			for _, v := range l.Values {
				p, _ := l.Param(v.Param)
				if v.String() == m[1] && p.Unit == m[2] && v.PlaceCode == s.place && v.Holds(l.today) && group(v.Param) == group(s.topic) {
					l.report(s.Pos, s.item, "%s is the parameter {%s}; write that", m[0], v.Param)
					break
				}
			}
		}
	}
}

// items returns the sentences of checklists as if each were on the topic its list is named after.
func (l *linter) items() []sentence {
	var all []sentence
	for _, c := range l.Checklists {
		for _, it := range c.Items {
			for _, text := range it.Texts() {
				all = append(all, sentence{Statement: knowledge.Statement{Text: *text, Pos: it.Pos}, item: c.ID, topic: c.ID})
			}
		}
	}
	return all
}

func group(id string) string {
	g, _, _ := strings.Cut(id, ".")
	return g
}

func noValue(l *linter) {
	for _, s := range append(l.sentences(), l.items()...) {
		if !s.Holds(l.today) {
			continue
		}
		words := map[string]string{"from": "", "to": ""}
		if _, err := l.Fill(s.Text, s.place, l.today, words); err != nil {
			l.report(s.Pos, s.item, "a number is missing: %v", err)
		}
	}
}

func periodOrder(l *linter) {
	check := func(p knowledge.Period, at knowledge.Pos, item string) {
		if !p.Until.IsZero() && p.Until.Before(p.From) {
			l.report(at, item, "ends on %s, before it begins on %s", p.Until, p.From)
		}
	}
	for _, v := range l.Values {
		check(v.Period, v.Pos, v.Param)
	}
	for _, s := range l.sentences() {
		check(s.Period, s.Pos, s.item)
	}
}

// neighbours calls f with each two periods of one parameter at one place that follow each other.
func (l *linter) neighbours(f func(a, b knowledge.Value)) {
	sorted := slices.Clone(l.Values)
	slices.SortStableFunc(sorted, func(a, b knowledge.Value) int {
		return cmp.Or(cmp.Compare(a.Param, b.Param), cmp.Compare(a.PlaceCode, b.PlaceCode), a.From.Time().Compare(b.From.Time()))
	})
	for i := 1; i < len(sorted); i++ {
		if a, b := sorted[i-1], sorted[i]; a.Param == b.Param && a.PlaceCode == b.PlaceCode {
			f(a, b)
		}
	}
}

func periodOverlap(l *linter) {
	l.neighbours(func(a, b knowledge.Value) {
		if a.Until.IsZero() || !a.Until.Before(b.From) {
			l.report(b.Pos, b.Param, "%s: the period from %s begins before the one from %s has ended", at(b), b.From, a.From)
		}
	})
}

func periodGap(l *linter) {
	l.neighbours(func(a, b knowledge.Value) {
		if !a.Until.IsZero() && a.Until.AddDays(1).Before(b.From) {
			l.report(b.Pos, b.Param, "%s: no value between %s and %s", at(b), a.Until, b.From)
		}
	})
}

func at(v knowledge.Value) string { return cmp.Or(v.Place, "全国") }

func unusedParam(l *linter) {
	valued := map[string]bool{}
	for _, v := range l.Values {
		valued[v.Param] = true
	}
	for _, p := range l.Params {
		if !valued[p.ID] {
			l.report(p.Pos, p.ID, "the parameter has no value anywhere")
		}
	}
}
