package dialog

import (
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/policy"
)

// retireKinds are sex, post, month of birth and place.
func retireKinds() []Kind { return []Kind{Choice, Choice, Month, Place} }

func retireParams() []string {
	return []string{policy.ParamMenYears, policy.ParamWomenYears, policy.ParamLocalYears}
}

// A pension is what the first four arguments say.
type pension struct {
	on    policy.Month // retires
	delay int          // months later than before 2025
	male  bool
	place string
}

func pensionOf(in []input) pension {
	p := pension{male: in[0].Text == "male", place: in[3].Text}
	track := policy.Women50
	switch {
	case p.male:
		track = policy.Men60
	case in[1].Text == "cadre":
		track = policy.Women55
	}
	p.on, p.delay = policy.Retirement(policy.MonthOf(in[2].Day), track)
	return p
}

func (p pension) years(c *knowledge.Corpus) (policy.Years, error) {
	return policy.NeededYears(c, p.place, p.male, p.on.First())
}

func yearsKnown(c *knowledge.Corpus, in []input) (truth, int) {
	_, err := pensionOf(in).years(c)
	return answerOf(err == nil)
}

func localKnown(c *knowledge.Corpus, in []input) (truth, int) {
	y, err := pensionOf(in).years(c)
	return answerOf(err == nil && y.LocalKnown)
}

func yearsShort(c *knowledge.Corpus, in []input) (truth, int) {
	y, err := pensionOf(in).years(c)
	all, here := y.Short(in[4].Num, in[5].Num)
	return answerOf(err == nil && (all > 0 || here > 0))
}

func totalShort(c *knowledge.Corpus, in []input) (truth, int) {
	y, err := pensionOf(in).years(c)
	all, _ := y.Short(in[4].Num, 0)
	return answerOf(err == nil && all > 0)
}
