package dialog

import (
	"slices"

	"github.com/yibaowenwen/yibao/knowledge"
)

// prove walks the flow on days and in places where its rules differ, until everything has been
// reached, and reports what was not, and a path that is too long. A flow with few questions
// has no long path, and the walk may end early.
func (l *loader) prove() {
	f := l.flow
	total := f.exploration()
	places, short := f.samplePlaces(), f.questionsAsked() <= maxLongest
	for _, day := range f.sampleDays() {
		end := total.Paths + maxPaths
		f.explore(&total, Env{On: day}, places, func(Answers, Result) bool {
			done := short && total.Paths%256 == 0 && len(total.Unreached()) == 0
			return !done && total.Paths < end
		})
		if len(total.Unreached()) == 0 {
			break
		}
	}
	for _, what := range total.Unreached() {
		l.problem(1, "%s can never be reached", what)
	}
	if total.Longest > maxLongest {
		l.problem(1, "someone may have to answer %d questions, at most %d", total.Longest, maxLongest)
	}
	if n := len(f.Encode(f.longestState())); n > maxState {
		l.problem(1, "the answers take %d bytes in a button, at most %d", n, maxState)
	}
}

// maxPaths bounds the walk at load; the tests walk everything.
const maxPaths = 50_000

// questionsAsked counts the questions that are not optional.
func (f *Flow) questionsAsked() int {
	n := 0
	for i := range f.Questions {
		if !f.Questions[i].Optional {
			n++
		}
	}
	return n
}

// longestState answers every question.
func (f *Flow) longestState() Answers {
	a := Answers{}
	for _, q := range f.Questions {
		v := Value{Num: q.Max}
		switch q.Kind {
		case Choice:
			v.Text = q.Options[0].ID
		case Place:
			v.Text = f.corpus.Regions.All()[0].Code
		case Day, Month:
			v.Day, _ = knowledge.ParseDate("2026-01-01")
		}
		a[q.ID] = v
	}
	return a
}

// allParams are the parameters that the flow reads.
func (f *Flow) allParams() []string {
	var list []string
	for i := range f.Questions {
		list = append(list, f.params(i)...)
	}
	for _, o := range f.Outcomes {
		for _, c := range o.Compute {
			list = append(list, c.fn.reads...)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// Places are the cities and provinces for which some parameter of the flow has a value of its own.
func (f *Flow) Places() []string {
	places := map[string]bool{}
	for _, v := range f.corpus.Values {
		if v.PlaceCode != knowledge.National && slices.Contains(f.allParams(), v.Param) {
			places[v.PlaceCode] = true
		}
	}
	return sortedKeys(places)
}

// samplePlaces are two cities of the first province and, for each parameter, the first place
// with a value of its own: of a province two cities.
func (f *Flow) samplePlaces() []string {
	var list []string
	first := map[string]bool{}
	for _, v := range f.corpus.Values {
		if v.PlaceCode == knowledge.National || first[v.Param] || !slices.Contains(f.allParams(), v.Param) {
			continue
		}
		first[v.Param] = true
		list = append(list, f.cities(v.PlaceCode)...)
	}
	for _, g := range f.corpus.Regions.All() {
		if g.Grade == knowledge.Prefecture {
			list = append(list, f.cities(g.Parent)...)
			break
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// cities returns a city itself, and two cities of a province.
func (f *Flow) cities(code string) []string {
	g, _ := f.corpus.Regions.Get(code)
	if g.Grade != knowledge.Province || knowledge.Municipality(code) {
		return []string{code}
	}
	var list []string
	for _, c := range f.corpus.Regions.All() {
		if c.Parent == code && c.Grade == knowledge.Prefecture && len(list) < 2 {
			list = append(list, c.Code)
		}
	}
	return list
}

// sampleDays are the days on which rules change and those before them, the latest first,
// after a day when all have changed.
func (f *Flow) sampleDays() []knowledge.Date {
	var days []knowledge.Date
	for _, v := range f.literals[onDay] {
		days = append(days, v.Day)
	}
	for _, v := range f.corpus.Values {
		if slices.Contains(f.allParams(), v.Param) && !slices.Contains(days, v.From) {
			days = append(days, v.From)
		}
	}
	slices.SortFunc(days, func(a, b knowledge.Date) int { return b.Time().Compare(a.Time()) })
	if len(days) == 0 {
		return []knowledge.Date{f.someDay()}
	}
	list := []knowledge.Date{f.someDay()}
	for _, d := range days {
		list = append(list, d, d.AddDays(-1))
	}
	return list
}

// someDay is the last review of anything that the flow may rest on: a day like today.
func (f *Flow) someDay() knowledge.Date {
	var last knowledge.Date
	for _, v := range f.corpus.Values {
		if last.Before(v.Basis.Reviewed) {
			last = v.Basis.Reviewed
		}
	}
	return last
}

// Changes are the days on which a rule of the flow, or a national number that it reads, changes.
// The first day of a number that replaces nothing counts as well.
func (f *Flow) Changes() []knowledge.Date {
	var days []knowledge.Date
	add := func(d knowledge.Date) {
		if !d.IsZero() && !slices.Contains(days, d) {
			days = append(days, d)
		}
	}
	for _, v := range f.literals[onDay] {
		add(v.Day)
	}
	for _, v := range f.corpus.Values {
		if v.PlaceCode == knowledge.National && slices.Contains(f.allParams(), v.Param) {
			add(v.From)
		}
	}
	slices.SortFunc(days, func(a, b knowledge.Date) int { return a.Time().Compare(b.Time()) })
	return days
}
