package dialog

import (
	"slices"

	"github.com/yibaowenwen/yibao/knowledge"
)

// A numbered sentence holds numbers that have a source, and is shown where its condition holds.
type numbered struct {
	text   string
	params []string
	cond   *cond
	line   int
}

// numbered are the sentences of an outcome with numbers, those of its checklists included.
func (f *Flow) numbered(o *Outcome) []numbered {
	var list []numbered
	add := func(text string, c *cond, line int) {
		params := slices.DeleteFunc(knowledge.Placeholders(text), func(name string) bool {
			_, answer := f.index[name]
			return answer || o.names[name]
		})
		if len(params) > 0 {
			list = append(list, numbered{text, params, c, line})
		}
	}
	for _, l := range slices.Concat(o.Headline, o.Lines, o.Next) {
		add(l.Text, l.cond, l.Pos.Line)
	}
	for _, m := range o.Missing {
		add(m.Text, m.cond, m.Pos.Line)
	}
	for _, s := range o.Checklist {
		for _, it := range f.checklist(s).Items {
			for _, text := range it.Texts() {
				add(*text, s.cond, s.Pos.Line)
			}
		}
	}
	return list
}

// checklist returns the list that a setting names; check has made sure that there is one.
func (f *Flow) checklist(s Setting) *knowledge.Checklist {
	id, _ := s.Value.(string)
	list, _ := f.corpus.Checklist(id)
	return list
}

// filled reports sentences that would be shown with a number missing: in any place that has numbers
// of its own, on any day on which a number begins or has ended. Before the first day of a number
// there is no rule to tell of yet, and the sentence is left out.
func (l *loader) filled() {
	for i := range l.flow.Outcomes {
		o := &l.flow.Outcomes[i]
		for _, s := range l.flow.numbered(o) {
			for _, param := range s.params {
				for _, g := range l.flow.gaps(param) {
					if l.flow.shows(o, s, param, g) {
						l.problem(s.line, "%q is shown on %s in %s, where {%s} has no value",
							s.text, g.day, l.corpus.Regions.Name(g.place), param)
						break
					}
				}
			}
		}
	}
}

// A gap is a place and a day without a value of a parameter.
type gap struct {
	place string
	day   knowledge.Date
}

// gaps returns where a parameter has no value, although it had one before or has one elsewhere.
func (f *Flow) gaps(param string) []gap {
	places, days := f.samplePlaces(), []knowledge.Date{f.someDay()}
	for _, v := range f.corpus.Values {
		if v.Param != param {
			continue
		}
		if v.PlaceCode != knowledge.National {
			places = append(places, f.cities(v.PlaceCode)...)
		}
		if days = append(days, v.From); !v.Until.IsZero() {
			days = append(days, v.Until.AddDays(1))
		}
	}
	begins := f.begins(param)
	var list []gap
	for _, day := range days {
		for _, place := range places {
			if _, err := f.corpus.Value(param, place, day); err != nil && !day.Before(begins) && !slices.Contains(list, gap{place, day}) {
				list = append(list, gap{place, day})
			}
		}
	}
	return list
}

// begins returns the day from which the nation has a value for a parameter; the zero Date if it
// never had one.
func (f *Flow) begins(param string) (first knowledge.Date) {
	for _, v := range f.corpus.Periods(param, knowledge.National) {
		if first.IsZero() || v.From.Before(first) {
			first = v.From
		}
	}
	return first
}

// shows reports whether some answers in the gap lead to the sentence without the parameter's value.
func (f *Flow) shows(o *Outcome, s numbered, param string, g gap) bool {
	shown := false
	env := Env{On: g.day}
	x := f.exploration()
	f.explore(&x, env, append([]string{g.place}, f.samplePlaces()...), func(a Answers, r Result) bool {
		if r.Outcome != o {
			return x.Paths < maxPaths
		}
		w := writer{state: state{f, a, env}}
		at, on := w.where()
		_, err := f.corpus.Value(param, at, on)
		shown = err != nil && !on.Before(f.begins(param)) && w.known(s.cond)
		return !shown && x.Paths < maxPaths
	})
	return shown
}
