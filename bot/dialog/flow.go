package dialog

import (
	"regexp"
	"slices"

	"gopkg.in/yaml.v3"

	"github.com/yibaowenwen/yibao/knowledge"
)

// A Flow is one dialog.
type Flow struct {
	ID    string `yaml:"id"`    // two letters, for buttons
	Name  string `yaml:"name"`  // as on the command line
	Title string `yaml:"title"` // on a button
	// At names the questions that say where and when parameters in texts are read.
	At        At              `yaml:"at"`
	Facts     map[string]Call `yaml:"facts,omitempty"`
	Questions []Question      `yaml:"questions"`
	Checks    []Check         `yaml:"checks,omitempty"`
	Rules     []Rule          `yaml:"rules"`
	Else      []Rule          `yaml:"else"` // exactly one, without a condition
	Outcomes  []Outcome       `yaml:"outcomes"`
	// Stages are the lines for the stages of a timeline, by stage; {date} and {days} are filled in.
	Stages     map[string]string `yaml:"stages,omitempty"`
	Hotline    string            `yaml:"hotline"`    // whom to call, in every outcome
	Unverified string            `yaml:"unverified"` // said where a basis was not found in print
	// Asked are the question words that an outcome answers; empty if any.
	Asked []knowledge.Asked `yaml:"asked,omitempty"`

	file     string
	version  string
	corpus   *knowledge.Corpus
	facts    map[string]*fact
	index    map[string]int // question → its place
	outcomes map[string]*Outcome
	literals map[string][]Value // what conditions compare a question (or "on") with
}

// At says which answers place and date the parameters in a flow's texts.
type At struct {
	Place string `yaml:"place,omitempty"`
	Date  string `yaml:"date,omitempty"` // empty or unanswered: the day on which is asked
}

// A Call applies a Go function to answers. An argument is a question, "on" for the day on
// which is asked, "@param" for a parameter, or "question|on": the answer, else that day.
type Call struct {
	Fn   string        `yaml:"fn"`
	Args []string      `yaml:"args,omitempty"`
	Name string        `yaml:"name,omitempty"` // a fact in words, for drawings and reasons
	Pos  knowledge.Pos `yaml:"-"`

	fn   computeFunc
	args []argument
}

// A Question is one thing to ask.
type Question struct {
	ID   string `yaml:"id"`
	Kind Kind   `yaml:"kind"`
	Ask  string `yaml:"ask"`
	Name string `yaml:"name"` // short, for "你说的是" and for errors
	// Again is asked where an answer is too coarse: a province where the city matters.
	Again   string   `yaml:"again,omitempty"`
	Options []Option `yaml:"options,omitempty"`
	// Help says how someone who is not sure can find out.
	Help string  `yaml:"help,omitempty"`
	Unit string  `yaml:"unit,omitempty"` // month, year, age or yuan
	Min  float64 `yaml:"min,omitempty"`
	Max  float64 `yaml:"max,omitempty"`
	// Fraction allows halves and other parts of a unit.
	Fraction bool `yaml:"fraction,omitempty"`
	// Optional questions are never asked, but heeded where answered.
	Optional bool `yaml:"optional,omitempty"`
	// Past dates must not lie after the day on which is asked.
	Past bool `yaml:"past,omitempty"`
	// Assume is the option that is taken where everything else is told and this is not, see
	// [Env.Assume]; none where the outcome can do without an answer.
	Assume string `yaml:"assume,omitempty"`
	// Instead is the question that takes what this one cannot, where both are about one thing: an age
	// for a month of birth.
	Instead string `yaml:"instead,omitempty"`
	// Told are patterns for the answer in a message that says more, the answer in parentheses.
	Told []string `yaml:"told,omitempty"`
	// Private answers, such as a month of birth, are left out of what is shared.
	Private bool `yaml:"private,omitempty"`
	// Actionable answers are in someone's hands, such as having left the old scheme.
	Actionable bool `yaml:"actionable,omitempty"`
	// Samples are answers worth trying besides the bounds of rules, for [Flow.Explore].
	Samples []string      `yaml:"samples,omitempty"`
	OnlyIf  yaml.Node     `yaml:"only_if,omitempty"`
	Pos     knowledge.Pos `yaml:"-"`

	onlyIf  *cond
	samples []Value
	tag     string // for buttons
	told    []*regexp.Regexp
}

// An Option is one button of a choice.
type Option struct {
	ID    string        `yaml:"id"`
	Label string        `yaml:"label"`          // at most 20 characters
	Also  []string      `yaml:"also,omitempty"` // what people type instead
	Told  []string      `yaml:"told,omitempty"` // words that tell it in a message that says more
	Pos   knowledge.Pos `yaml:"-"`
	tag   string
	told  []*regexp.Regexp
}

// A Check refuses answers that cannot all be true.
type Check struct {
	If       yaml.Node     `yaml:"if"`
	Question string        `yaml:"question"` // the one to ask again
	Say      string        `yaml:"say"`
	Pos      knowledge.Pos `yaml:"-"`
	cond     *cond
}

// A Rule leads to an outcome where its condition holds.
type Rule struct {
	When    yaml.Node     `yaml:"when,omitempty"`
	Needs   []string      `yaml:"needs,omitempty"` // asked before the outcome is given
	To      string        `yaml:"to"`
	Because []Reference   `yaml:"because"`
	Pos     knowledge.Pos `yaml:"-"`
	cond    *cond
}

// A Reference points to where a rule is laid down.
type Reference struct {
	Source  string        `yaml:"source"`
	Article string        `yaml:"article,omitempty"`
	Pos     knowledge.Pos `yaml:"-"`
}

// An Outcome is a result.
type Outcome struct {
	ID string `yaml:"id"`
	// Rank orders outcomes: more is better for the person. Flip looks for a higher one.
	Rank      int           `yaml:"rank"`
	Headline  []Line        `yaml:"headline"` // the first that fits; at most 40 characters
	Lines     []Line        `yaml:"lines,omitempty"`
	Missing   []Missing     `yaml:"missing,omitempty"`
	Next      []Line        `yaml:"next"`
	Compute   []Call        `yaml:"compute,omitempty"`
	Values    []Setting     `yaml:"values,omitempty"`
	Checklist []Setting     `yaml:"checklist,omitempty"` // the first that fits; value is its id
	Pos       knowledge.Pos `yaml:"-"`
	names     map[string]bool
}

// A Line is a sentence said where its condition holds.
type Line struct {
	Text string        `yaml:"text"`
	When yaml.Node     `yaml:"when,omitempty"`
	Pos  knowledge.Pos `yaml:"-"`
	cond *cond
}

// A Missing is one thing still to be done.
type Missing struct {
	ID      string        `yaml:"id"`
	Text    string        `yaml:"text"`
	When    yaml.Node     `yaml:"when"`
	Because []Reference   `yaml:"because,omitempty"`
	Pos     knowledge.Pos `yaml:"-"`
	cond    *cond
}

// A Setting is a value where its condition holds.
type Setting struct {
	Name  string        `yaml:"name,omitempty"`
	Value any           `yaml:"value"`
	When  yaml.Node     `yaml:"when,omitempty"`
	Pos   knowledge.Pos `yaml:"-"`
	cond  *cond
}

// Version changes whenever the flow's file does: three base-36 characters.
func (f *Flow) Version() string { return f.version }

// Answers reports whether an outcome answers what the question word wants.
func (f *Flow) Answers(asked knowledge.Asked) bool {
	return len(f.Asked) == 0 || asked == "" || slices.Contains(f.Asked, asked)
}

// Question returns the question with the id.
func (f *Flow) Question(id string) (*Question, bool) {
	i, ok := f.index[id]
	if !ok {
		return nil, false
	}
	return &f.Questions[i], true
}

// Outcome returns the outcome with the id.
func (f *Flow) Outcome(id string) (*Outcome, bool) {
	o, ok := f.outcomes[id]
	return o, ok
}
