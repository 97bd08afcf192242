package dialog

import (
	"cmp"
	"slices"
)

// onDay is the name of the day on which is asked, where a question's name may stand.
const onDay = "on"

// A truth is the value of a condition.
type truth int8

const (
	isFalse truth = iota
	isTrue
	unknown // a question it needs is not answered
)

func truthOf(b bool) truth {
	if b {
		return isTrue
	}
	return isFalse
}

// assumeNone is what a question assumes that an outcome can do without.
const assumeNone = "none"

// nothing stands for no question being needed; it is later than every question.
const nothing = 1 << 20

type operator int8

const (
	opOption operator = iota // the answer is one of the options
	opCompare
	opFact
	opAll
	opAny
	opNot
)

// A cond is a compiled condition.
type cond struct {
	op      operator
	q       int // index of the question, or dayIndex
	options []string
	bounds  []bound
	fact    *fact
	kids    []*cond
	line    int
}

// dayIndex stands for the day on which is asked.
const dayIndex = -1

// A bound compares a number or date with a literal.
type bound struct {
	op      string // gt ge lt le
	literal Value
}

// holds reports whether v stands in the relation to the literal.
func (b bound) holds(v Value, k Kind) bool {
	c := v.compare(b.literal, k)
	switch b.op {
	case "gt":
		return c > 0
	case "ge":
		return c >= 0
	case "lt":
		return c < 0
	default:
		return c <= 0
	}
}

// compare orders two values of a kind.
func (v Value) compare(w Value, k Kind) int {
	switch k {
	case Number:
		return cmp.Compare(v.Num, w.Num)
	case Day, Month:
		return v.Day.Time().Compare(w.Day.Time())
	default:
		return cmp.Compare(v.Text, w.Text)
	}
}

// A state is what conditions are evaluated on.
type state struct {
	f   *Flow
	a   Answers
	env Env
}

// eval returns the value of a condition and, if unknown, the first question that it needs. No
// condition at all is true.
func (s state) eval(c *cond) (truth, int) {
	if c == nil {
		return isTrue, nothing
	}
	switch c.op {
	case opAll:
		return s.join(c.kids, isFalse)
	case opAny:
		return s.join(c.kids, isTrue)
	case opNot:
		t, need := s.eval(c.kids[0])
		return negate(t), need
	case opFact:
		return s.fact(c.fact)
	}
	v, k, t, need := s.answer(c.q)
	if t != isTrue {
		return t, need
	}
	if c.op == opOption {
		return truthOf(slices.Contains(c.options, v.Text)), nothing
	}
	for _, b := range c.bounds {
		if !b.holds(v, k) {
			return isFalse, nothing
		}
	}
	return isTrue, nothing
}

func negate(t truth) truth {
	switch t {
	case isTrue:
		return isFalse
	case isFalse:
		return isTrue
	}
	return unknown
}

// join evaluates conditions until one has the deciding value; if none does, the result is
// unknown as long as one of them is, and the opposite otherwise.
func (s state) join(kids []*cond, decides truth) (truth, int) {
	result, first := negate(decides), nothing
	for _, k := range kids {
		t, need := s.eval(k)
		switch t {
		case decides:
			return decides, nothing
		case unknown:
			result, first = unknown, min(first, need)
		}
	}
	return result, first
}

// answer looks up a question. The truth says whether there is an answer: false where the
// question does not apply or is optional and was left out, unknown where it has to be asked.
func (s state) answer(q int) (Value, Kind, truth, int) {
	if q == dayIndex {
		return Value{Day: s.env.On}, Day, isTrue, nothing
	}
	question := &s.f.Questions[q]
	if question.onlyIf != nil {
		if t, need := s.eval(question.onlyIf); t != isTrue {
			return Value{}, question.Kind, t, need
		}
	}
	v, ok := s.a[question.ID]
	switch {
	case ok:
		return v, question.Kind, isTrue, nothing
	case question.Optional, s.env.Assume && question.Assume == assumeNone:
		return Value{}, question.Kind, isFalse, nothing
	case s.env.Assume && question.Assume != "":
		return Value{Text: question.Assume}, question.Kind, isTrue, nothing
	}
	return Value{}, question.Kind, unknown, q
}

// known reports whether a condition certainly holds.
func (s state) known(c *cond) bool {
	t, _ := s.eval(c)
	return t == isTrue
}
