package dialog

import "strconv"

// An Exploration is what walking all paths of a flow found.
type Exploration struct {
	Paths    int
	Longest  int            // questions on the longest path
	Outcomes map[string]int // paths by outcome
	Coarse   int            // paths that end because a place is too coarse
	rules    map[int]int
	asked    map[string]bool
	f        *Flow
}

// Explore walks all paths for places and the day: every option, and each number and date just
// below, at and above everything it is compared with. Optional answers are tried one at a
// time. Each leaf is shown to visit, if there is one, until that returns false; the answers
// must not be kept.
func (f *Flow) Explore(env Env, places []string, visit func(Answers, Result) bool) Exploration {
	x := f.exploration()
	f.explore(&x, env, places, visit)
	return x
}

func (f *Flow) exploration() Exploration {
	return Exploration{Outcomes: map[string]int{}, rules: map[int]int{}, asked: map[string]bool{}, f: f}
}

func (f *Flow) explore(x *Exploration, env Env, places []string, visit func(Answers, Result) bool) {
	w := walker{f: f, env: env, places: places, cache: map[int][]Value{}}
	w.visit = func(a Answers, r Result) bool {
		x.count(a, r)
		return visit == nil || visit(a, r)
	}
	w.all()
}

func (x *Exploration) count(a Answers, r Result) {
	x.Paths++
	asked := 0
	for id := range a {
		x.asked[id] = true
		if q, _ := x.f.Question(id); !q.Optional {
			asked++
		}
	}
	x.Longest = max(x.Longest, asked)
	switch r.Decision {
	case Concluded:
		x.Outcomes[r.Outcome.ID]++
		x.rules[r.rule]++
	case Asking:
		x.Coarse++
	}
}

// Unreached lists what no path came to: dead rules, outcomes, and questions never answered.
func (x Exploration) Unreached() []string {
	var list []string
	for i := range x.f.Rules {
		if x.rules[i] == 0 {
			list = append(list, "rule in line "+strconv.Itoa(x.f.Rules[i].Pos.Line))
		}
	}
	if x.rules[len(x.f.Rules)] == 0 {
		list = append(list, "else")
	}
	for _, o := range x.f.Outcomes {
		if x.Outcomes[o.ID] == 0 {
			list = append(list, "outcome "+o.ID)
		}
	}
	for _, q := range x.f.Questions {
		if !x.asked[q.ID] && !q.Optional {
			list = append(list, "question "+q.ID)
		}
	}
	return list
}
