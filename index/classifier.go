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

// orders is how many times the examples are gone through from the beginning, each time in an
// order of its own: which comes last sways a single model, and with it the answers, as much as
// a thousand new phrasings.
const orders = 3

// train returns the mean of the weights after each of the later rounds of each order, which is
// steadier than the last ones.
func train(examples []example, terms, classes int) *classifier {
	rows, taught := rows(examples, terms)
	mean := newClassifier(rows, taught, classes)
	counts := classCounts(examples, classes)
	for order := range orders {
		newClassifier(rows, taught, classes).learn(examples, counts, rand.New(rand.NewPCG(uint64(order), 2)), mean)
	}
	return mean
}

// learn goes through the examples in a random order, several times, and adds its weights after
// each of the later rounds to the mean.
func (m *classifier) learn(examples []example, counts []float32, rng *rand.Rand, mean *classifier) {
	order := rng.Perm(len(examples))
	p := make([]float32, len(counts))
	var kept [2][]int32
	for round := range rounds {
		step := float32(pace / (1 + slowdown*float64(round)))
		for _, n := range order {
			e := examples[n].dropout(rng, &kept)
			m.logits(&e, p)
			softmax(p)
			p[e.class]--
			m.descend(&e, p, step*e.scale*counts[e.class])
		}
		if round >= rounds/2 {
			mean.add(m, 1.0/float32(orders*(rounds-rounds/2)))
		}
	}
}

// classCounts returns how much an example of each class counts: those of a topic with many
// phrasings less, for editors do not write in proportion to what people ask.
func classCounts(examples []example, classes int) []float32 {
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

// tooSmall is an error that is not worth correcting: most topics are never in question.
const tooSmall = 2e-3

// descend moves the weights of the example's terms against the error.
func (m *classifier) descend(e *example, wrong []float32, step float32) {
	var at [64]int
	active := at[:0]
	for c, d := range wrong {
		if d > tooSmall || d < -tooSmall {
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
	var rows [4][]float32
	n := 0
	for _, ids := range e.terms {
		for _, id := range ids {
			if rows[n] = m.row(id); rows[n] == nil {
				continue
			}
			if n++; n == len(rows) {
				addAll(out, &rows)
				n = 0
			}
		}
	}
	for _, row := range rows[:n] {
		for c, w := range row {
			out[c] += w
		}
	}
	for c := range out {
		out[c] *= e.scale
	}
}

// addAll adds rows of weights, in their order: several at once take half the time.
func addAll(out []float32, rows *[4][]float32) {
	n := len(out)
	first, second, third, fourth := rows[0][:n], rows[1][:n], rows[2][:n], rows[3][:n]
	for c := range out {
		out[c] = out[c] + first[c] + second[c] + third[c] + fourth[c]
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
		if p[c] != 0 {
			p[c] /= sum
		}
	}
}

// dropped is the share of an example's terms that are left out each time it is taught, so
// that a topic does not come to rest on a few words that a person may not use.
const dropped = 0.4

// dropout returns the example without some of its terms.
func (e example) dropout(rng *rand.Rand, kept *[2][]int32) example {
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
