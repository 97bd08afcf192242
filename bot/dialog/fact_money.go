package dialog

import (
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/policy"
)

// stayKinds are the kind of insurance, the grade of the hospital, the place and the day.
func stayKinds() []Kind { return []Kind{Choice, Choice, Place, Day} }

// A bill is what a stay in hospital (住院) came to.
type bill struct {
	insured knowledge.Insured
	grade   string // empty where the person does not know it
	place   string
	day     knowledge.Date
}

func billOf(in []input) bill {
	b := bill{insured: knowledge.Insured(in[0].Text), grade: gradeOf(in[1].Text), place: in[2].Text, day: in[3].Day}
	if b.insured == knowledge.Retired { // shares are published for both together
		b.insured = knowledge.Employee
	}
	return b
}

func gradeOf(option string) string {
	return map[string]string{"third": policy.GradeThird, "second": policy.GradeSecond, "first": policy.GradeFirst}[option]
}

// stayLocal reports whether the place's own deductible and percentage are known; of an unknown grade
// those of the highest and the lowest must be.
func stayLocal(c *knowledge.Corpus, in []input) (truth, int) {
	b := billOf(in)
	grades := []string{b.grade}
	if b.grade == "" {
		grades = []string{policy.GradeThird, policy.GradeFirst}
	}
	for _, g := range grades {
		if _, err := policy.LocalStay(c, b.place, b.day, b.insured, g); err != nil {
			return isFalse, nothing
		}
	}
	return isTrue, nothing
}

// stayBelow reports whether a bill stays below the place's deductible.
func stayBelow(c *knowledge.Corpus, in []input) (truth, int) {
	b := billOf(in)
	s, err := policy.LocalStay(c, b.place, b.day, b.insured, b.grade)
	return answerOf(err == nil && s.Below(inside(c, b.day, in[4], in[5])))
}

// inside returns the part of a bill inside the catalogue: without what was told to be outside (自费), or
// else without the part that an example assumes.
func inside(c *knowledge.Corpus, day knowledge.Date, cost, own input) float64 {
	if own.given {
		return max(0, cost.Num-own.Num)
	}
	v, err := c.Value(policy.ParamOwnPercent, "", day)
	if err != nil {
		return cost.Num
	}
	return cost.Num - policy.Share(cost.Num, v.Value)
}

func flexibleKnown(c *knowledge.Corpus, in []input) (truth, int) {
	return answerOf(policy.FlexibleAt(c, in[0].Text, in[1].Day).Known())
}

func flexibleOpen(c *knowledge.Corpus, in []input) (truth, int) {
	f := policy.FlexibleAt(c, in[0].Text, in[1].Day)
	return answerOf(!f.Known() && f.Percent > 0)
}

func flexibleTiers(c *knowledge.Corpus, in []input) (truth, int) {
	return answerOf(policy.FlexibleAt(c, in[0].Text, in[1].Day).Young > 0)
}
