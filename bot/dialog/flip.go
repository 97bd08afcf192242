package dialog

// A Change is another answer to some questions that leads to a better outcome.
type Change struct {
	Answers []Given // the new answers, in words
	New     Answers // the same as values
	Outcome string
}

// Flip finds what would lead to a better outcome (怎样才行): every single change of an answer
// that is in someone's hands or, if there is none, every change of two. The best outcomes come
// first, and of a number the value nearest to the one given.
func (f *Flow) Flip(a Answers, env Env) []Change {
	now := f.decide(a, env)
	if now.Decision != Concluded {
		return nil
	}
	w := walker{f: f, env: env, places: nil}
	var open []int
	for i := range f.Questions {
		if _, given := a[f.Questions[i].ID]; given && f.Questions[i].Actionable {
			open = append(open, i)
		}
	}
	if found := w.changes(a, open, 1, now.Outcome.Rank); len(found) > 0 {
		return found
	}
	return w.changes(a, open, 2, now.Outcome.Rank)
}

// changes tries n answers at once. For each set of questions only the best outcome is kept.
func (w *walker) changes(a Answers, open []int, n, rank int) []Change {
	var found []Change
	try := func(set []int) {
		best, bestRank, bestCost := Answers(nil), rank, 0.0
		w.combine(a, set, a, func(b Answers) {
			r := w.f.decide(b, w.env)
			if r.Decision != Concluded || r.Outcome.Rank <= rank {
				return
			}
			cost := w.cost(a, b, set)
			if r.Outcome.Rank > bestRank || best != nil && r.Outcome.Rank == bestRank && cost < bestCost {
				best, bestRank, bestCost = b, r.Outcome.Rank, cost
			}
		})
		if best != nil {
			found = append(found, w.change(best, set))
		}
	}
	for i, q := range open {
		if n == 1 {
			try([]int{q})
			continue
		}
		for _, p := range open[i+1:] {
			try([]int{q, p})
		}
	}
	return found
}

// combine calls yield with every combination of other answers to the questions.
func (w *walker) combine(a Answers, set []int, b Answers, yield func(Answers)) {
	if len(set) == 0 {
		yield(b)
		return
	}
	q := &w.f.Questions[set[0]]
	for _, v := range w.candidates(set[0], a) {
		if v.compare(a[q.ID], q.Kind) != 0 && q.check(v, w.f, w.env) == nil && v.Text != Unsure {
			w.combine(a, set[1:], b.with(q.ID, v), yield)
		}
	}
}

// cost is how far numbers have been moved.
func (w *walker) cost(a, b Answers, set []int) float64 {
	sum := 0.0
	for _, i := range set {
		id := w.f.Questions[i].ID
		d := b[id].Num - a[id].Num
		days := b[id].Day.Time().Sub(a[id].Day.Time()).Hours() / 24
		sum += max(d, -d) + max(days, -days)
	}
	return sum
}

func (w *walker) change(b Answers, set []int) Change {
	c := Change{New: Answers{}, Outcome: w.f.decide(b, w.env).Outcome.ID}
	words := w.f.words(b)
	for _, i := range set {
		q := &w.f.Questions[i]
		c.New[q.ID] = b[q.ID]
		c.Answers = append(c.Answers, Given{q.ID, q.Name, words[q.ID]})
	}
	return c
}
