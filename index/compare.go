package index

import "math"

// compare returns the features and the score of the pair of texts in the view in which they
// are closest. The score is -Inf if it is not above least.
func (x *Index) compare(q *question, p *phrasing, c *coverage, least float64) (vector, float64) {
	var best vector
	score := math.Inf(-1)
	c.measure(q, p, x.terms.idf)
	for i := range q.views {
		v := vector{covTyped: c.raw[i], covCanon: c.canon[i]}
		if s := x.compareView(&q.views[i], p, &v, max(least, score)); s > score {
			best, score = v, s
		}
	}
	return best, score
}

// slack covers the last digits in which a bound may be wrong.
const slack = 1e-9

// compareView fills in the features of one view and returns the score. It gives up, with a
// score of -Inf, as soon as the score cannot come above least: the order of characters, which
// is slow to measure, is first taken to be the best that it can be. It must not count against
// a candidate.
func (x *Index) compareView(q *view, p *phrasing, v *vector, least float64) float64 {
	w, hopeless := &x.model.weights, math.Inf(-1)
	v[lengthTyped] = ratio(q.raw.length, p.raw.length)
	v[leftOut] = q.leftOut
	v[orderTyped] = q.rawLCS.most(p.raw.length)
	v[orderCanon] = q.canonLCS.most(p.canon.length)
	if v.closeness(w) < least-slack {
		return hopeless
	}
	v[orderTyped] = q.rawLCS.dice(p.raw.text, p.raw.length)
	if v.closeness(w) < least-slack {
		return hopeless
	}
	v[orderCanon] = q.canonLCS.dice(p.canon.text, p.canon.length)
	return v.closeness(w)
}

// closeness is the part of the score that depends on the pair of texts alone.
func (v *vector) closeness(w *vector) float64 {
	var s float64
	for i := range topicWords {
		s += v[i] * w[i]
	}
	return s
}

func ratio(a, b int) float64 {
	if a == 0 || b == 0 {
		return 0
	}
	return float64(min(a, b)) / float64(max(a, b))
}
