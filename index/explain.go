package index

// An Explanation says how the score of a match came about.
type Explanation struct {
	Entry string
	Score float64
	Terms []Term // those that are not zero
}

// A Term is a feature's part in a score.
type Term struct {
	Name          string
	Value, Weight float64
}

func (x *Index) explain(c candidate) Explanation {
	e := Explanation{Entry: x.entry(c).ID, Score: c.score}
	names := featureNames()
	for i, v := range c.features {
		if v != 0 {
			e.Terms = append(e.Terms, Term{names[i], v, x.model.weights[i]})
		}
	}
	return e
}
