package index

import (
	"bytes"
	"encoding/binary"
	"encoding/gob"
	"errors"
	"fmt"
	"math"
	"slices"
)

// A saved is what it takes time to find out about a corpus, in a form that is quick to read.
type saved struct {
	Terms   []string
	DF      []int32
	Taught  int
	Entry   []int32 // of each phrasing
	Asked   []int32 // which of its entry's phrasings it is
	Raw     []string
	Canon   []string
	Said    []string // of each entry
	IDs     []int32  // raw, canonical and signs of each phrasing, then those of each answer
	Lengths []int32  // of the lists in IDs
	Rows    []int32  // of the classifier
	Weights []byte   // float32, as they lie in memory
	Bias    []byte
}

// errBroken means that the parts of a saved index do not fit together.
var errBroken = errors.New("the parts do not fit together")

func (x *Index) saved() *saved {
	s := &saved{
		Terms: make([]string, len(x.terms.df)), DF: x.terms.df, Taught: x.taught,
		Rows: x.topics.rows, Weights: floatBytes(x.topics.weights), Bias: floatBytes(x.topics.bias),
	}
	for term, id := range x.terms.ids {
		s.Terms[id] = term
	}
	for i := range x.docs {
		p := &x.docs[i]
		s.Entry = append(s.Entry, int32(p.entry))
		s.Asked = append(s.Asked, int32(p.nth))
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
	s.IDs = append(s.IDs, ids...)
	s.Lengths = append(s.Lengths, int32(len(ids)))
}

func (s *saved) encode() ([]byte, error) {
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(s); err != nil {
		return nil, fmt.Errorf("write down the index: %w", err)
	}
	return b.Bytes(), nil
}

// restore makes x, which knows its entries, what it was when it was saved.
func (x *Index) restore(text []byte) error {
	var s saved
	if err := gob.NewDecoder(bytes.NewReader(text)).Decode(&s); err != nil {
		return fmt.Errorf("read the index: %w", err)
	}
	if !s.fits(x) {
		return errBroken
	}
	x.taught, x.terms.df = s.Taught, s.DF
	for id, term := range s.Terms {
		x.terms.ids[term] = int32(id)
	}
	x.docs = make([]phrasing, len(s.Entry))
	for i := range x.docs {
		p := &x.docs[i]
		p.entry, p.nth = int(s.Entry[i]), int(s.Asked[i])
		p.raw = wording{text: s.Raw[i], ids: s.next()}
		p.canon = wording{text: s.Canon[i], ids: s.next()}
		p.canon.signs = s.next()
	}
	for _, text := range s.Said {
		x.answers = append(x.answers, wording{text: text, ids: s.next()})
	}
	x.classify()
	x.weigh()
	x.topics = &classifier{rows: s.Rows, weights: floats(s.Weights), bias: floats(s.Bias)}
	return x.topics.check(x.classes)
}

// fits reports whether the lists are as long as each other and as the corpus wants them, and
// point to what is there.
func (s *saved) fits(x *Index) bool {
	n := len(s.Entry)
	return len(s.Asked) == n && len(s.Raw) == n && len(s.Canon) == n && len(s.DF) == len(s.Terms) &&
		len(s.Said) == len(x.entries) && len(s.Lengths) == 3*n+len(s.Said) && s.pointsInto(x)
}

func (s *saved) pointsInto(x *Index) bool {
	for i, e := range s.Entry {
		if e < 0 || int(e) >= len(x.entries) || s.Asked[i] < 0 || int(s.Asked[i]) > len(x.entries[e].Asked) {
			return false
		}
	}
	all := 0
	for _, l := range s.Lengths {
		if l < 0 {
			return false
		}
		all += int(l)
	}
	outside := func(id int32) bool { return id < 0 || int(id) >= len(s.Terms) }
	return all == len(s.IDs) && !slices.ContainsFunc(s.IDs, outside)
}

// next takes the first of the lists that are left.
func (s *saved) next() []int32 {
	n := s.Lengths[0]
	ids := s.IDs[:n:n]
	s.IDs, s.Lengths = s.IDs[n:], s.Lengths[1:]
	return ids
}

func floatBytes(list []float32) []byte {
	b := make([]byte, 0, 4*len(list))
	for _, f := range list {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(f))
	}
	return b
}

func floats(b []byte) []float32 {
	list := make([]float32, len(b)/4)
	for i := range list {
		list[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return list
}

// check reports an error if the parts of a classifier that was read do not fit together.
func (m *classifier) check(classes int) error {
	beyond := func(row int32) bool { return int(row+1)*classes > len(m.weights) }
	if len(m.bias) != classes || slices.ContainsFunc(m.rows, beyond) {
		return errBroken
	}
	return nil
}
