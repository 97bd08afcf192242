package dialog

import (
	"slices"

	"github.com/yibaowenwen/yibao/knowledge"
)

// A walker tries answers: every option, and each number and date just below, at and above
// everything it is compared with.
type walker struct {
	f      *Flow
	env    Env
	places []string
	visit  func(Answers, Result) (more bool)
	stop   bool
	cache  map[int][]Value
}

// walk visits every path from the answers on: all its leaves.
func (w *walker) walk(a Answers) {
	if w.stop {
		return
	}
	r := w.f.decide(a, w.env)
	if r.Decision != Asking || r.Again {
		w.stop = !w.visit(a, r)
		return
	}
	q := r.Question
	for _, v := range w.candidates(w.f.index[q.ID], a) {
		if q.check(v, w.f, w.env) == nil {
			a[q.ID] = v
			w.walk(a)
		}
	}
	delete(a, q.ID)
}

// all walks without optional answers and then with each of them in turn.
func (w *walker) all() {
	w.walk(Answers{})
	for i := range w.f.Questions {
		q := &w.f.Questions[i]
		if !q.Optional {
			continue
		}
		for _, v := range w.candidates(i, nil) {
			if q.check(v, w.f, w.env) == nil {
				w.walk(Answers{q.ID: v})
			}
		}
	}
}

// candidates are the answers worth trying for a question. The place given in the answers, or
// else the walker's places, say whose parameters count.
func (w *walker) candidates(i int, a Answers) []Value {
	if list, ok := w.cache[i]; ok {
		return list
	}
	q := &w.f.Questions[i]
	var list []Value
	switch q.Kind {
	case Choice:
		for _, o := range q.Options {
			list = append(list, Value{Text: o.ID})
		}
	case Place:
		for _, code := range w.places {
			list = append(list, Value{Text: code})
		}
	case Number:
		list = w.numbers(q, i, a)
	default:
		list = w.days(q, i)
	}
	if w.cache != nil {
		w.cache[i] = list
	}
	return list
}

func (w *walker) numbers(q *Question, i int, a Answers) []Value {
	edges := append([]Value{{Num: q.Min}, {Num: q.Max}}, q.samples...)
	if q.Unit == unitAge || q.Unit == unitYuan { // no rule's bound lies between
		return w.tidy(q, edges)
	}
	edges = append(edges, w.f.literals[q.ID]...)
	for _, p := range w.f.params(i) {
		for _, v := range w.periods(p, a) {
			edges = append(edges, Value{Num: v.Value})
		}
	}
	step := 1.0
	if q.Fraction {
		step = 0.5
	}
	var list []Value
	for _, e := range edges {
		list = append(list, Value{Num: e.Num - step}, e, Value{Num: e.Num + step})
	}
	return w.tidy(q, list)
}

func (w *walker) days(q *Question, i int) []Value {
	edges := append([]Value{{Day: w.env.On}}, q.samples...)
	edges = append(edges, w.f.literals[q.ID]...)
	if q.Kind == Day {
		for _, p := range w.f.params(i) {
			for _, v := range w.periods(p, nil) {
				edges = append(edges, Value{Day: v.From})
			}
		}
	}
	var list []Value
	for _, e := range edges {
		if q.Kind == Month {
			list = append(list, Value{Day: e.Day.AddDays(1 - e.Day.Time().Day())})
			continue
		}
		list = append(list, Value{Day: e.Day.AddDays(-1)}, e)
	}
	return w.tidy(q, list)
}

// tidy sorts, drops repetitions and what no one may answer.
func (w *walker) tidy(q *Question, list []Value) []Value {
	slices.SortFunc(list, func(x, y Value) int { return x.compare(y, q.Kind) })
	list = slices.CompactFunc(list, func(x, y Value) bool { return x.compare(y, q.Kind) == 0 })
	return slices.DeleteFunc(list, func(v Value) bool { return q.check(v, w.f, w.env) != nil })
}

// periods returns a parameter's values in the layers of the places that count.
func (w *walker) periods(id string, a Answers) []*knowledge.Value {
	places := w.places
	if v, ok := a[w.f.At.Place]; ok {
		places = []string{v.Text}
	}
	layers := map[string]bool{knowledge.National: true}
	for _, p := range places {
		for _, l := range w.f.corpus.Regions.Layers(p) {
			layers[l] = true
		}
	}
	var list []*knowledge.Value
	for _, l := range sortedKeys(layers) {
		list = append(list, w.f.corpus.Periods(id, l)...)
	}
	return list
}

// params returns the parameters that facts read together with a question's answer.
func (f *Flow) params(question int) []string {
	var list []string
	for _, name := range sortedKeys(f.facts) {
		x := f.facts[name]
		if !slices.ContainsFunc(x.args, func(a argument) bool { return a.param == "" && a.q == question }) {
			continue
		}
		list = append(list, x.fn.reads...)
		for _, a := range x.args {
			if a.param != "" {
				list = append(list, a.param)
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}
