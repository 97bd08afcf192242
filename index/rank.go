package index

import (
	"cmp"
	"math"
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
	covered := x.coverage(q)
	defer x.release(q, covered)
	list := make([]candidate, 0, len(docs))
	places := make(map[int]int, len(docs)) // in the list, of each entry
	for _, d := range docs {
		e := x.docs[d].entry
		at, ok := places[e]
		if !ok {
			at = len(list)
			places[e] = at
			list = append(list, candidate{doc: d, score: math.Inf(-1)})
		}
		if v, score := x.compare(q, &x.docs[d], covered, list[at].score); score > list[at].score {
			list[at] = candidate{d, v, score}
		}
	}
	for i := range list {
		c := &list[i]
		x.describe(&c.features, q, covered, x.docs[c.doc].entry)
		c.score = c.features.dot(x.model.weights)
	}
	slices.SortFunc(list, func(a, b candidate) int {
		if a.score != b.score {
			return cmp.Compare(b.score, a.score)
		}
		return cmp.Compare(x.entry(a).ID, x.entry(b).ID)
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
	for _, c := range greatest(q.topics, likelyTopics) {
		if !found[c] {
			docs = append(docs, x.mains[c]...)
		}
	}
	return docs
}

// greatest returns the places of the n greatest values, greatest first.
func greatest(values []float32, n int) []int {
	list := make([]int, 0, n+1)
	for i, v := range values {
		at := len(list)
		for at > 0 && values[list[at-1]] < v {
			at--
		}
		if at < n {
			list = slices.Insert(list, at, i)[:min(len(list)+1, n)]
		}
	}
	return list
}
