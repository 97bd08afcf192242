package index

import (
	"cmp"
	"slices"

	"github.com/yibaowenwen/yibao/knowledge"
)

// A candidate is an entry with its best phrasing.
type candidate struct {
	doc      int
	features vector
	score    float64
}

func (x *Index) entry(c candidate) *knowledge.Entry { return x.entries[x.docs[c.doc].entry] }

// supporters is how many phrasings of a topic speak for it.
const supporters = 3

// rank returns the best candidate of each entry, best first.
func (x *Index) rank(q *question, docs []int) []candidate {
	best := map[int]candidate{}
	near := map[int][]float64{} // pair scores by class
	for _, d := range docs {
		c := candidate{doc: d}
		c.features, c.score = x.compare(q, &x.docs[d])
		e := x.docs[d].entry
		if old, ok := best[e]; !ok || c.score > old.score {
			best[e] = c
		}
		class := x.class[e]
		near[class] = append(near[class], c.score)
	}
	list := make([]candidate, 0, len(best))
	for e, c := range best {
		c.features[support] = top(near[x.class[e]], supporters)
		x.describe(&c.features, q, e)
		c.score = c.features.dot(x.model.weights)
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(x.entry(a).ID, x.entry(b).ID))
	})
	return list
}

// top returns the sum of the n greatest, over n.
func top(list []float64, n int) float64 {
	slices.SortFunc(list, func(a, b float64) int { return cmp.Compare(b, a) })
	var s float64
	for _, v := range list[:min(n, len(list))] {
		s += v
	}
	return s / float64(n)
}

// likelyTopics is how many topics are looked at for their words alone.
const likelyTopics = 3

// likely adds to the phrasings found the first one of each entry in the topics whose words
// explain the question best, in case it shares few rare terms with any phrasing.
func (x *Index) likely(q *question, docs []int) []int {
	found := make([]bool, x.classes)
	for _, d := range docs {
		found[x.class[x.docs[d].entry]] = true
	}
	order := make([]int, x.classes)
	for c := range order {
		order[c] = c
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(q.topics[b], q.topics[a]) })
	for _, c := range order[:min(likelyTopics, len(order))] {
		if !found[c] {
			docs = append(docs, x.mains[c]...)
		}
	}
	return docs
}
