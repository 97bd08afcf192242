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

// rank returns the best candidate of each entry, best first.
func (x *Index) rank(q *question, docs []int) []candidate {
	best := map[int]candidate{}
	for _, d := range docs {
		c := candidate{doc: d}
		c.features, c.score = x.compare(q, &x.docs[d])
		e := x.docs[d].entry
		if old, ok := best[e]; !ok || c.score > old.score {
			best[e] = c
		}
	}
	list := make([]candidate, 0, len(best))
	for e, c := range best {
		x.describe(&c.features, q, e)
		c.score = c.features.dot(x.model.weights)
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(x.entry(a).ID, x.entry(b).ID))
	})
	return list
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
