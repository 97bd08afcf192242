package dialog

import "github.com/yibaowenwen/yibao/knowledge"

// A Reason is why a result came out as it did.
type Reason struct {
	// Answers are those that the deciding rule and what is missing looked at, in the order of
	// the questions.
	Answers []Given
	// Because is what the rule rests on.
	Because []knowledge.Basis
	// Rule is the condition that held, in words; empty where no other rule did.
	Rule string
}

// A Given is an answer in words: 原参保地: 深圳.
type Given struct{ Question, Name, Answer string }

// Why tells which answers and sources led to an outcome (为什么).
func (f *Flow) Why(r Result, a Answers, env Env) Reason {
	if r.Decision != Concluded {
		return Reason{}
	}
	rule := f.ruleAt(r.rule)
	used := map[int]bool{}
	rule.cond.questions(used)
	for _, id := range rule.Needs {
		used[f.index[id]] = true
	}
	if rule.cond == nil { // every rule before it was looked at and did not hold
		for i := range f.Rules {
			f.Rules[i].cond.questions(used)
		}
	}
	for _, m := range r.Outcome.Missing {
		if (state{f, a, env}).known(m.cond) {
			m.cond.questions(used)
		}
	}
	why := Reason{Rule: rule.cond.words(f)}
	words := f.words(a)
	for i, q := range f.Questions {
		if _, given := a[q.ID]; given && used[i] {
			why.Answers = append(why.Answers, Given{q.ID, q.Name, words[q.ID]})
		}
	}
	for _, ref := range rule.Because {
		why.Because = append(why.Because, knowledge.Basis{Source: ref.Source, Article: ref.Article})
	}
	return why
}

// questions marks the questions that a condition looks at.
func (c *cond) questions(used map[int]bool) {
	if c == nil {
		return
	}
	switch c.op {
	case opOption, opCompare:
		used[c.q] = true
	case opFact:
		for _, arg := range c.fact.args {
			if arg.param == "" {
				used[arg.q] = true
			}
		}
	}
	for _, k := range c.kids {
		k.questions(used)
	}
}
