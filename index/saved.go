package index

import (
	"bytes"
	"encoding/binary"
	"encoding/gob"
	"errors"
	"fmt"
	"slices"
)

// A saved is what it takes time to find out about a corpus, in a form that is quick to read: the
// texts, then the lists of numbers as they lie in memory.
type saved struct {
	Terms  []string
	Taught int
	Raw    []string
	Canon  []string
	Said   []string // of each entry
	Sizes  []int    // of the lists below, in their order

	df      []int32
	entry   []int32 // of each phrasing
	asked   []int32 // which of its entry's phrasings it is
	ids     []int32 // raw, canonical and signs of each phrasing, then those of each answer
	lengths []int32 // of the lists in ids
	rows    []int32 // of the classifier and of the model of scope

	weights, bias           []float32
	scopeWeights, scopeBias []float32
}

func (s *saved) ints() []*[]int32 {
	return []*[]int32{&s.df, &s.entry, &s.asked, &s.ids, &s.lengths, &s.rows}
}

func (s *saved) floats() []*[]float32 {
	return []*[]float32{&s.weights, &s.bias, &s.scopeWeights, &s.scopeBias}
}

// errBroken means that the parts of a saved index do not fit together.
var errBroken = errors.New("the parts do not fit together")

func (x *Index) saved() *saved {
	s := &saved{
		Terms: make([]string, len(x.terms.df)), Taught: x.taught, df: x.terms.df, rows: x.topics.rows,
		weights: x.topics.weights, bias: x.topics.bias, scopeWeights: x.scope.weights, scopeBias: x.scope.bias,
	}
	for term, id := range x.terms.ids {
		s.Terms[id] = term
	}
	for i := range x.docs {
		p := &x.docs[i]
		s.entry = append(s.entry, int32(p.entry))
		s.asked = append(s.asked, int32(p.nth))
		s.Raw = append(s.Raw, p.raw.text)
		s.Canon = append(s.Canon, p.canon.text)
		s.list(p.raw.ids)
		s.list(p.canon.ids)
		s.list(p.canon.signs)
	}
	for i := range x.answers {
		s.Said = append(s.Said, x.answers[i].text)
		s.list(x.answers[i].ids)
	}
	return s
}

func (s *saved) list(ids []int32) {
	s.ids = append(s.ids, ids...)
	s.lengths = append(s.lengths, int32(len(ids)))
}

func (s *saved) encode() ([]byte, error) {
	for _, list := range s.ints() {
		s.Sizes = append(s.Sizes, len(*list))
	}
	for _, list := range s.floats() {
		s.Sizes = append(s.Sizes, len(*list))
	}
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(s)
	for _, list := range s.ints() {
		err = errors.Join(err, binary.Write(&b, binary.LittleEndian, *list))
	}
	for _, list := range s.floats() {
		err = errors.Join(err, binary.Write(&b, binary.LittleEndian, *list))
	}
	if err != nil {
		return nil, fmt.Errorf("write down the index: %w", err)
	}
	return b.Bytes(), nil
}

// decode reads what encode wrote.
func (s *saved) decode(text []byte) error {
	r := bytes.NewReader(text)
	if err := gob.NewDecoder(r).Decode(s); err != nil {
		return fmt.Errorf("read the index: %w", err)
	}
	ints, floats := s.ints(), s.floats()
	if len(s.Sizes) != len(ints)+len(floats) {
		return errBroken
	}
	rest, sizes := text[len(text)-r.Len():], s.Sizes
	for i := range sizes {
		if sizes[i] < 0 || sizes[i] > len(rest)/numberSize {
			return errBroken
		}
		var err error
		if i < len(ints) {
			*ints[i], err = numbersIn[int32](rest, sizes[i])
		} else {
			*floats[i-len(ints)], err = numbersIn[float32](rest, sizes[i])
		}
		if err != nil {
			return fmt.Errorf("read the index: %w", err)
		}
		rest = rest[numberSize*sizes[i]:]
	}
	return nil
}

// numberSize is how many bytes a number takes.
const numberSize = 4

// numbersIn reads the first n numbers.
func numbersIn[T int32 | float32](text []byte, n int) ([]T, error) {
	list := make([]T, n)
	_, err := binary.Decode(text, binary.LittleEndian, list)
	return list, err
}

// restore makes x, which knows its entries, what it was when it was saved.
func (x *Index) restore(text []byte) error {
	var s saved
	if err := s.decode(text); err != nil {
		return err
	}
	if !s.fits(x) {
		return errBroken
	}
	x.taught, x.terms.df = s.Taught, s.df
	for id, term := range s.Terms {
		x.terms.ids[term] = int32(id)
	}
	x.docs = make([]phrasing, len(s.entry))
	for i := range x.docs {
		p := &x.docs[i]
		p.entry, p.nth = int(s.entry[i]), int(s.asked[i])
		p.raw = wording{text: s.Raw[i], ids: s.next()}
		p.canon = wording{text: s.Canon[i], ids: s.next()}
		p.canon.signs = s.next()
	}
	for _, text := range s.Said {
		x.answers = append(x.answers, wording{text: text, ids: s.next()})
	}
	x.classify()
	x.weigh()
	x.topics = &classifier{rows: s.rows, weights: s.weights, bias: s.bias}
	x.scope = &classifier{rows: s.rows, weights: s.scopeWeights, bias: s.scopeBias}
	if err := x.scope.check(scopes); err != nil {
		return err
	}
	return x.topics.check(x.classes)
}

// fits reports whether the lists are as long as each other and as the corpus wants them, and
// point to what is there.
func (s *saved) fits(x *Index) bool {
	n := len(s.entry)
	return len(s.asked) == n && len(s.Raw) == n && len(s.Canon) == n && len(s.df) == len(s.Terms) &&
		len(s.Said) == len(x.entries) && len(s.lengths) == 3*n+len(s.Said) && s.pointsInto(x)
}

func (s *saved) pointsInto(x *Index) bool {
	for i, e := range s.entry {
		if e < 0 || int(e) >= len(x.entries) || s.asked[i] < 0 || int(s.asked[i]) > len(x.entries[e].Asked) {
			return false
		}
	}
	all := 0
	for _, l := range s.lengths {
		if l < 0 {
			return false
		}
		all += int(l)
	}
	outside := func(id int32) bool { return id < 0 || int(id) >= len(s.Terms) }
	return all == len(s.ids) && !slices.ContainsFunc(s.ids, outside)
}

// next takes the first of the lists that are left.
func (s *saved) next() []int32 {
	n := s.lengths[0]
	ids := s.ids[:n:n]
	s.ids, s.lengths = s.ids[n:], s.lengths[1:]
	return ids
}

// check reports an error if the parts of a classifier that was read do not fit together.
func (m *classifier) check(classes int) error {
	beyond := func(row int32) bool { return int(row+1)*classes > len(m.weights) }
	if len(m.bias) != classes || slices.ContainsFunc(m.rows, beyond) {
		return errBroken
	}
	return nil
}
