package index

import "math/bits"

// maxViews bounds the views of a question: the whole, its clauses and their pairs.
const maxViews = 2 * maxParts

// A coverage measures how much of a question's weight other texts cover, in all of its views
// at once.
type coverage struct {
	marks      []mark // by term
	raw, canon [maxViews]float64
}

// A mark says in which views of the question a term is, by a bit for each.
type mark struct{ raw, canon uint16 }

// coverage returns one for the question, which goes back by [Index.release].
func (x *Index) coverage(q *question) *coverage {
	c, ok := x.spare.Get().(*coverage)
	if !ok {
		c = &coverage{marks: make([]mark, len(x.terms.df))}
	}
	for i := range q.views {
		for _, id := range q.views[i].raw.ids {
			c.marks[id].raw |= 1 << i
		}
		for _, id := range q.views[i].canon.ids {
			c.marks[id].canon |= 1 << i
		}
	}
	return c
}

func (x *Index) release(q *question, c *coverage) {
	for i := range q.views {
		for _, ids := range [][]int32{q.views[i].raw.ids, q.views[i].canon.ids} {
			for _, id := range ids {
				c.marks[id] = mark{}
			}
		}
	}
	x.spare.Put(c)
}

// measure sets raw and canon to the shares of each view that the phrasing covers.
func (c *coverage) measure(q *question, p *phrasing, idf []float64) {
	clear(c.raw[:len(q.views)])
	clear(c.canon[:len(q.views)])
	for _, id := range p.raw.ids {
		for in := c.marks[id].raw; in != 0; in &= in - 1 {
			c.raw[bits.TrailingZeros16(in)] += idf[id]
		}
	}
	for _, id := range p.canon.ids {
		for in := c.marks[id].canon; in != 0; in &= in - 1 {
			c.canon[bits.TrailingZeros16(in)] += idf[id]
		}
	}
	for i := range q.views {
		c.raw[i] = share(c.raw[i], q.views[i].raw.weight)
		c.canon[i] = share(c.canon[i], q.views[i].canon.weight)
	}
}

// ofWhole returns the share of the whole question that a text with the terms covers.
func (c *coverage) ofWhole(q *question, ids []int32, idf []float64) float64 {
	var sum float64
	for _, id := range ids {
		if c.marks[id].canon&1 != 0 {
			sum += idf[id]
		}
	}
	return share(sum, q.whole().canon.weight)
}

func share(part, whole float64) float64 {
	if whole <= 0 {
		return 0
	}
	return part / whole
}
