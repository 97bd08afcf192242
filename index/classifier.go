package index

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/yibaowenwen/yibao/knowledge"
)

// A classifier knows which words speak for which topic: a softmax regression over the
// terms of all phrasings. It recognises a question by wording that no single phrasing has.
// It is trained when the index is built, always with the same result for the same corpus.
type classifier struct {
	weights []float32 // by term, then by class
	bias    []float32 // by class
}

// An example is a phrasing's terms and the class of its entry.
type example struct {
	terms [2][]int32
	scale float32 // makes long and short texts weigh the same
	class int
}

// Of the training. More rounds or a slower pace change little.
const (
	rounds   = 8
	pace     = 3.0
	slowdown = 0.3 // by round
)

// classes numbers the topics of the entries. The entries of [knowledge.OutOfScope] have
// nothing in common and are classes of their own.
func classes(entries []*knowledge.Entry) (of []int, n int) {
	numbers := map[string]int{}
	for _, e := range entries {
		name := e.Topic
		if name == knowledge.OutOfScope {
			name = e.ID
		}
		if _, ok := numbers[name]; !ok {
			numbers[name] = len(numbers)
		}
		of = append(of, numbers[name])
	}
	return of, len(numbers)
}

func newExample(w *wording, class int) example {
	n := len(w.ids) + len(w.signs) + w.unseen + 1
	return example{terms: [2][]int32{w.ids, w.signs}, scale: float32(1 / math.Sqrt(float64(n))), class: class}
}

func train(examples []example, terms, classes int) *classifier {
	m := &classifier{weights: make([]float32, terms*classes), bias: make([]float32, classes)}
	rng := rand.New(rand.NewPCG(1, 2))
	order := rng.Perm(len(examples))
	p := make([]float32, classes)
	var kept [2][]int32
	for round := range rounds {
		step := float32(pace / (1 + slowdown*float64(round)))
		for _, n := range order {
			e := examples[n].thin(rng, &kept)
			m.logits(&e, p)
			softmax(p)
			p[e.class]--
			m.descend(&e, p, step*e.scale)
		}
	}
	return m
}

// descend moves the weights of the example's terms against the error.
func (m *classifier) descend(e *example, wrong []float32, step float32) {
	for c := range wrong {
		wrong[c] *= step
		m.bias[c] -= wrong[c]
	}
	for _, ids := range e.terms {
		for _, id := range ids {
			row := m.weights[int(id)*len(wrong):][:len(wrong)]
			for c, d := range wrong {
				row[c] -= d
			}
		}
	}
}

// logits fills out with a score for each class.
func (m *classifier) logits(e *example, out []float32) {
	copy(out, m.bias)
	for _, ids := range e.terms {
		for _, id := range ids {
			row := m.weights[int(id)*len(out):][:len(out)]
			for c, w := range row {
				out[c] += w
			}
		}
	}
	for c := range out {
		out[c] *= e.scale
	}
}

// logShares returns the logarithm of each class's probability.
func (m *classifier) logShares(w *wording) []float32 {
	out := make([]float32, len(m.bias))
	if len(out) == 0 {
		return out
	}
	e := newExample(w, 0)
	m.logits(&e, out)
	greatest := slices.Max(out)
	var sum float64
	for _, s := range out {
		sum += math.Exp(float64(s - greatest))
	}
	for c := range out {
		out[c] -= greatest + float32(math.Log(sum))
	}
	return out
}

func softmax(p []float32) {
	greatest := slices.Max(p)
	var sum float32
	for c := range p {
		p[c] = float32(math.Exp(float64(p[c] - greatest)))
		sum += p[c]
	}
	for c := range p {
		p[c] /= sum
	}
}

// dropped is the share of an example's terms that are left out each time it is taught, so
// that a topic does not come to rest on a few words that a person may not use.
const dropped = 0.5

func (e example) thin(rng *rand.Rand, kept *[2][]int32) example {
	n := 0
	for i, ids := range e.terms {
		kept[i] = kept[i][:0]
		for _, id := range ids {
			if rng.Float32() >= dropped {
				kept[i] = append(kept[i], id)
			}
		}
		n += len(kept[i])
	}
	e.terms = *kept
	e.scale = float32(1 / math.Sqrt(float64(n+1)))
	return e
}
