package index

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"

	"github.com/yibaowenwen/yibao/knowledge"
)

// A classifier knows which words speak for which topic: a softmax regression over the
// terms of all phrasings. It recognises a question by wording that no single phrasing has.
// It is trained when the index is built, always with the same result for the same corpus.
type classifier struct {
	rows    []int32   // by term: where its weights are, -1 if it was never taught
	weights []float32 // by row, then by class
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
	rounds   = 6
	pace     = 4.0
	slowdown = 0.3 // by round
)

// maxOutside bounds how many entries out of scope are classes of their own.
const maxOutside = 200

// classes numbers the topics of the entries. The entries of [knowledge.OutOfScope] have
// nothing in common and are classes of their own; those beyond [maxOutside] share them.
func classes(entries []*knowledge.Entry) (of []int, n int) {
	numbers := map[string]int{}
	outside := 0
	for _, e := range entries {
		name := e.Topic
		if name == knowledge.OutOfScope {
			name = knowledge.OutOfScope + strconv.Itoa(outside%maxOutside)
			outside++
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

// train returns the mean of the weights after each of the later rounds, which is steadier
// than the last ones.
func train(examples []example, terms, classes int) *classifier {
	rows, taught := rows(examples, terms)
	m, mean := newClassifier(rows, taught, classes), newClassifier(rows, taught, classes)
	rng := rand.New(rand.NewPCG(1, 2))
	order := rng.Perm(len(examples))
	p := make([]float32, classes)
	voice := voices(examples, classes)
	var kept [2][]int32
	for round := range rounds {
		step := float32(pace / (1 + slowdown*float64(round)))
		for _, n := range order {
			e := examples[n].thin(rng, &kept)
			m.logits(&e, p)
			softmax(p)
			p[e.class]--
			m.descend(&e, p, step*e.scale*voice[e.class])
		}
		if round >= rounds/2 {
			mean.add(m, 1.0/float32(rounds-rounds/2))
		}
	}
	return mean
}

// voices returns how much an example of each class counts: those of a topic with many
// phrasings less, for editors do not write in proportion to what people ask.
func voices(examples []example, classes int) []float32 {
	n := make([]float32, classes)
	for _, e := range examples {
		n[e.class]++
	}
	mean := float64(len(examples)) / float64(max(classes, 1))
	for c := range n {
		n[c] = float32(min(2, math.Sqrt(mean/float64(max(n[c], 1)))))
	}
	return n
}

// rows numbers the terms of the examples, of all those that there are.
func rows(examples []example, terms int) (of []int32, n int) {
	of = make([]int32, terms)
	for i := range of {
		of[i] = -1
	}
	for _, e := range examples {
		for _, ids := range e.terms {
			for _, id := range ids {
				if of[id] < 0 {
					of[id] = int32(n)
					n++
				}
			}
		}
	}
	return of, n
}

func newClassifier(rows []int32, n, classes int) *classifier {
	return &classifier{rows: rows, weights: make([]float32, n*classes), bias: make([]float32, classes)}
}

// row returns the weights of a term, none if it was never taught.
func (m *classifier) row(id int32) []float32 {
	if int(id) >= len(m.rows) || m.rows[id] < 0 {
		return nil
	}
	return m.weights[int(m.rows[id])*len(m.bias):][:len(m.bias)]
}

func (m *classifier) add(n *classifier, share float32) {
	for i, w := range n.weights {
		m.weights[i] += share * w
	}
	for i, w := range n.bias {
		m.bias[i] += share * w
	}
}

// slight is an error that is not worth correcting: most topics are never in question.
const slight = 2e-3

// descend moves the weights of the example's terms against the error.
func (m *classifier) descend(e *example, wrong []float32, step float32) {
	var at [64]int
	active := at[:0]
	for c, d := range wrong {
		if d > slight || d < -slight {
			active = append(active, c)
			m.bias[c] -= step * d
		}
	}
	for _, ids := range e.terms {
		for _, id := range ids {
			row := m.row(id)
			for _, c := range active {
				row[c] -= step * wrong[c]
			}
		}
	}
}

// logits fills out with a score for each class.
func (m *classifier) logits(e *example, out []float32) {
	copy(out, m.bias)
	for _, ids := range e.terms {
		for _, id := range ids {
			for c, w := range m.row(id) {
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

// negligible is the distance to the greatest score from which on a class has no share that
// training would notice.
const negligible = -14

func softmax(p []float32) {
	greatest := slices.Max(p)
	var sum float32
	for c := range p {
		if p[c] -= greatest; p[c] < negligible {
			p[c] = 0
			continue
		}
		p[c] = float32(math.Exp(float64(p[c])))
		sum += p[c]
	}
	for c := range p {
		p[c] /= sum
	}
}

// dropped is the share of an example's terms that are left out each time it is taught, so
// that a topic does not come to rest on a few words that a person may not use.
const dropped = 0.4

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
