// Package dialog runs short dialogs that estimate what someone may do and by when: can my
// insurance be moved, how many years are missing, what does a lapse cost.
//
// # Design
//
// A flow is a YAML file: questions, rules, outcomes and every sentence that is read. The state
// of a dialog is nothing but its answers by the name of the question, replayed from the start
// at each step, so that a button works after a restart and an answer can be changed at any time.
//
// Rules are tried in order; the first that holds decides. Conditions are a closed set of
// operators over typed questions: an option, one of several options, gt/ge/lt/le on numbers and
// dates, a named Go fact, all, any and not. They have three values: a question not answered
// makes a condition unknown, and the first question that an undecided rule needs is asked next.
// So only what can still change the result is asked, and "不确定" is an answer of its own that
// a rule has to name.
//
// Routing never computes: dates and numbers come from named Go functions (fact.go, finding.go)
// over package policy. Calculation never routes, and text never decides. Because conditions are
// data, [Flow.Why], [Flow.Flip], [Flow.Explore] and [Flow.Mermaid] can explain, invert, prove
// and draw them.
package dialog

import (
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/workday"
)

// Unsure is the option that stands for 不确定 in every flow.
const Unsure = "unsure"

// Hotline is the national number for questions about medical insurance (医保热线).
const Hotline = "12393"

// A Set holds all flows. It does not change once loaded and may be used by many at once.
type Set struct {
	flows []*Flow
}

// Flows returns the flows in the order of their file names.
func (s *Set) Flows() []*Flow { return s.flows }

// Flow returns the flow of that name, such as transfer.
func (s *Set) Flow(name string) (*Flow, bool) {
	for _, f := range s.flows {
		if f.Name == name {
			return f, true
		}
	}
	return nil, false
}

// An Env is what a flow needs to know besides the answers.
type Env struct {
	On       knowledge.Date    // the day on which is asked: rules in force then are applied
	Calendar *workday.Calendar // for deadlines; Step does not need it
	// Assume takes what a question assumes for an answer that was not given, instead of asking.
	Assume bool
}

// Kind is the type of a question.
type Kind string

// The kinds.
const (
	Choice Kind = "choice"
	Place  Kind = "place"
	Number Kind = "number"
	Day    Kind = "date"
	Month  Kind = "month" // a date that is always the first of its month
)

// A Value is one answer. Which field counts follows from the kind of its question.
type Value struct {
	Text string         // Choice: the option; Place: the region's code
	Num  float64        // Number, in the question's unit
	Day  knowledge.Date // Day, Month
}

// Answers are the answers given, by the name of the question: the whole state of a dialog.
type Answers map[string]Value

// with returns a copy of the answers with one more or another.
func (a Answers) with(question string, v Value) Answers {
	b := make(Answers, len(a)+1)
	for q, x := range a {
		b[q] = x
	}
	b[question] = v
	return b
}
