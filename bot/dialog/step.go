package dialog

import (
	"fmt"
	"math"
)

// Decision says what a step came to.
type Decision string

// The decisions.
const (
	Asking    Decision = "question"
	Concluded Decision = "outcome"
	Refused   Decision = "invalid"
)

// A Result is what the answers given so far lead to.
type Result struct {
	Decision Decision
	Question *Question // to ask, or the one whose answer is refused; nil if the name is unknown
	Outcome  *Outcome
	// Again marks a question whose answer is too coarse.
	Again bool
	// Err says why an answer is refused, in words for the person.
	Err error

	rule int // index of the rule that decided; len(Rules) for else
}

// Step replays the answers: it asks the first question that the first undecided rule needs,
// or gives the outcome of the first rule that holds. Pure: same answers, same result.
func (f *Flow) Step(a Answers, env Env) Result {
	if r, bad := f.refuse(a, env); bad {
		return r
	}
	return f.decide(a, env)
}

// decide is Step for answers that are known to be valid.
func (f *Flow) decide(a Answers, env Env) Result {
	s := state{f, a, env}
	for i := range f.Checks {
		if s.known(f.Checks[i].cond) {
			q, _ := f.Question(f.Checks[i].Question)
			return Result{Decision: Refused, Question: q, Err: fmt.Errorf("%s", f.Checks[i].Say)}
		}
	}
	for i := range f.Rules {
		r := &f.Rules[i]
		t, need := s.eval(r.cond)
		if t == isTrue {
			t, need = s.needed(r)
		}
		switch t {
		case isTrue:
			return Result{Decision: Concluded, Outcome: f.outcomes[r.To], rule: i}
		case unknown:
			return f.ask(a, need)
		}
	}
	if t, need := s.needed(&f.Else[0]); t == unknown {
		return f.ask(a, need)
	}
	return Result{Decision: Concluded, Outcome: f.outcomes[f.Else[0].To], rule: len(f.Rules)}
}

func (f *Flow) ask(a Answers, need int) Result {
	q := &f.Questions[need]
	_, again := a[q.ID]
	return Result{Decision: Asking, Question: q, Again: again}
}

// needed reports whether all questions that a rule wants to have answered are.
func (s state) needed(r *Rule) (truth, int) {
	for _, id := range r.Needs {
		if _, _, t, need := s.answer(s.f.index[id]); t == unknown {
			return unknown, need
		}
	}
	return isTrue, nothing
}

// Applies reports whether a question is asked in the case of the answers, and whether it may be yet.
func (f *Flow) Applies(question string, a Answers, env Env) (certain, possible bool) {
	q, ok := f.Question(question)
	if !ok {
		return false, false
	}
	t, _ := (state{f, a, env}).eval(q.onlyIf)
	return t == isTrue, t != isFalse
}

// ruleAt returns the rule that decided.
func (f *Flow) ruleAt(i int) *Rule {
	if i == len(f.Rules) {
		return &f.Else[0]
	}
	return &f.Rules[i]
}

// refuse finds the first answer that no question can have.
func (f *Flow) refuse(a Answers, env Env) (Result, bool) {
	for i := range f.Questions {
		q := &f.Questions[i]
		if v, ok := a[q.ID]; ok {
			if err := q.check(v, f, env); err != nil {
				return Result{Decision: Refused, Question: q, Err: err}, true
			}
		}
	}
	for id := range a {
		if _, ok := f.index[id]; !ok {
			return Result{Decision: Refused, Err: fmt.Errorf("没有“%s”这一项", id)}, true
		}
	}
	return Result{}, false
}

// check reports what is wrong with an answer.
func (q *Question) check(v Value, f *Flow, env Env) error {
	switch q.Kind {
	case Choice:
		if _, ok := q.option(v.Text); !ok {
			return fmt.Errorf("%s没有“%s”这个选项", q.Name, v.Text)
		}
	case Place:
		if _, ok := f.corpus.Regions.Get(v.Text); !ok {
			return fmt.Errorf("不认识“%s”这个地方", v.Text)
		}
	case Number:
		return q.checkNumber(v.Num)
	case Day, Month:
		return q.checkDay(v, env)
	}
	return nil
}

func (q *Question) checkNumber(n float64) error {
	switch {
	case n < q.Min || q.Max > 0 && n > q.Max:
		return fmt.Errorf("%s要在%s到%s之间", q.Name, q.plain(Value{Num: q.Min}), q.plain(Value{Num: q.Max}))
	case !q.Fraction && q.Unit != unitYuan && n != float64(int(n)):
		n = max(math.Floor(n), q.Min)
		return fmt.Errorf("%s要整数,不带“半”和“多”,比如 %s 或 %s", q.Name, number(n), number(n+1))
	}
	return nil
}

// Dates outside these years are slips of the pen.
const (
	firstYear = 1900
	lastYear  = 2100
)

func (q *Question) checkDay(v Value, env Env) error {
	year := v.Day.Time().Year()
	switch {
	case v.Day.IsZero() || year < firstYear || year > lastYear:
		return fmt.Errorf("%s不像一个日期", q.Name)
	case q.Past && env.On.Before(v.Day):
		return fmt.Errorf("%s不能在%s以后", q.Name, dayWords(env.On))
	}
	return nil
}

// option returns the option with the id.
func (q *Question) option(id string) (Option, bool) {
	for _, o := range q.Options {
		if o.ID == id {
			return o, true
		}
	}
	return Option{}, false
}

// label returns what the button of an option says.
func (q *Question) label(id string) string {
	o, ok := q.option(id)
	if !ok {
		return id
	}
	return o.Label
}

// plain writes a value as a person would read it; places by their code.
func (q *Question) plain(v Value) string {
	switch q.Kind {
	case Choice:
		return q.label(v.Text)
	case Number:
		if q.Unit == unitYuan {
			return yuan(v.Num)
		}
		return number(v.Num) + map[string]string{"month": "个月", "year": "年", unitAge: "岁"}[q.Unit]
	case Month:
		return v.Day.Time().Format("2006年1月")
	case Day:
		return dayWords(v.Day)
	}
	return v.Text
}
