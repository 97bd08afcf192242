package dialog

import (
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/policy"
)

// An input is one argument of a Go function.
type input struct {
	Value
	given bool   // false where the question does not apply or was left out
	today bool   // the day on which is asked stands for an answer that was not given
	param string // for a parameter
}

// A factFunc is a yes-or-no question about answers that needs Go.
type factFunc struct {
	kinds []Kind   // of its arguments
	reads []string // parameters read besides those among the arguments
	// eval may find an answer too coarse: it then returns unknown and the argument's index.
	eval func(c *knowledge.Corpus, in []input) (truth, int)
}

// param is the kind of an argument that is a parameter.
const param Kind = "param"

// A fact is a factFunc applied to a flow's questions.
type fact struct {
	name  string
	title string // in words
	fn    factFunc
	args  []argument
	used  bool
}

// An argument says where an input comes from.
type argument struct {
	q     int    // question, or dayIndex
	orDay bool   // the day on which is asked where the question has no answer
	param string // a parameter; q does not count then
}

// inputs gathers what a function is applied to. Unknown if an answer is still needed.
func (s state) inputs(args []argument) ([]input, truth, int) {
	in := make([]input, len(args))
	result, first := isTrue, nothing
	for i, a := range args {
		if a.param != "" {
			in[i].param = a.param
			continue
		}
		v, _, t, need := s.answer(a.q)
		switch {
		case t == isTrue:
			in[i] = input{Value: v, given: true}
		case a.orDay:
			in[i] = input{Value: Value{Day: s.env.On}, given: true, today: true}
		case t == unknown:
			result, first = unknown, min(first, need)
		}
	}
	return in, result, first
}

func (s state) fact(f *fact) (truth, int) {
	in, t, need := s.inputs(f.args)
	if t == unknown {
		return unknown, need
	}
	t, coarse := f.fn.eval(s.f.corpus, in)
	if t == unknown {
		return unknown, f.args[coarse].q
	}
	return t, nothing
}

func answerOf(b bool) (truth, int) { return truthOf(b), nothing }

// factFuncs are the functions that flows may name.
func factFuncs() map[string]factFunc {
	return map[string]factFunc{
		// known(param, place, date): the parameter has a value in force.
		"known": {kinds: []Kind{param, Place, Day}, eval: func(c *knowledge.Corpus, in []input) (truth, int) {
			_, err := c.Value(in[0].param, in[1].Text, in[2].Day)
			return answerOf(err == nil)
		}},
		// at_most(number, param, place, date) and at_least: no value in force makes both false.
		"at_most": {kinds: []Kind{Number, param, Place, Day}, eval: func(c *knowledge.Corpus, in []input) (truth, int) {
			v, err := c.Value(in[1].param, in[2].Text, in[3].Day)
			return answerOf(err == nil && in[0].Num <= v.Value)
		}},
		"at_least": {kinds: []Kind{Number, param, Place, Day}, eval: func(c *knowledge.Corpus, in []input) (truth, int) {
			v, err := c.Value(in[1].param, in[2].Text, in[3].Day)
			return answerOf(err == nil && in[0].Num >= v.Value)
		}},
		// exceeds(number, number); false where one is not given.
		"exceeds": {kinds: []Kind{Number, Number}, eval: func(_ *knowledge.Corpus, in []input) (truth, int) {
			return answerOf(in[0].given && in[1].given && in[0].Num > in[1].Num)
		}},
		"same_city":   {kinds: []Kind{Place, Place}, eval: sameCity},
		"one_pool":    {kinds: []Kind{Place, Place, Choice, Day}, reads: poolParams(), eval: pooled(policy.OnePool)},
		"settles":     {kinds: []Kind{Place, Place, Choice, Day}, reads: poolParams(), eval: pooled(policy.Settles)},
		"years_known": {kinds: retireKinds(), reads: retireParams(), eval: yearsKnown},
		"local_known": {kinds: retireKinds(), reads: retireParams(), eval: localKnown},
		"years_short": {
			kinds: append(retireKinds(), Number, Number), reads: retireParams(), eval: yearsShort,
		},
		"stay_local":        {kinds: stayKinds(), eval: stayLocal},
		"stay_below":        {kinds: append(stayKinds(), Number, Number), eval: stayBelow},
		"flexible_known":    {kinds: []Kind{Place, Day}, eval: flexibleKnown},
		"flexible_open":     {kinds: []Kind{Place, Day}, eval: flexibleOpen},
		"flexible_tiers":    {kinds: []Kind{Place, Day}, eval: flexibleTiers},
		"years_total_short": {kinds: append(retireKinds(), Number), reads: retireParams(), eval: totalShort},
	}
}
