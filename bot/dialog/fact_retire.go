package dialog

import (
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/policy"
)

// retireKinds are sex, post, month of birth, place, the age in its stead, and the day on which is asked.
func retireKinds() []Kind { return []Kind{Choice, Choice, Month, Place, Number, Day} }

// years stand behind them: in all, and in the place.
const (
	yearsTotal = 6
	yearsLocal = 7
)

func retireParams() []string {
	return []string{policy.ParamMenYears, policy.ParamWomenYears, policy.ParamLocalYears}
}

// A pension is what the first four arguments say.
type pension struct {
	on    policy.Month // retires
	born  policy.Month // about half a year off where only the age is known
	delay int          // months later than before 2025
	male  bool
	place string
	today knowledge.Date
}

func pensionOf(in []input) pension {
	p := pension{male: in[0].Text == "male", place: in[3].Text, today: in[5].Day}
	track := policy.Women50
	switch {
	case p.male:
		track = policy.Men60
	case in[1].Text == "cadre":
		track = policy.Women55
	}
	p.born = policy.MonthOf(in[2].Day)
	if !in[2].given {
		const year, half = 12, 6
		p.born = policy.MonthOf(in[5].Day) - policy.Month(int(in[4].Num)*year+half)
	}
	p.on, p.delay = policy.Retirement(p.born, track)
	return p
}

// years are those asked at retirement or, of someone past the age, today.
func (p pension) years(c *knowledge.Corpus) (policy.Years, error) {
	day := p.on.First()
	if day.Before(p.today) {
		day = p.today
	}
	return policy.NeededYears(c, p.place, p.male, day)
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
	all, here := y.Short(in[yearsTotal].Num, in[yearsLocal].Num)
	return answerOf(err == nil && (all > 0 || here > 0))
}

func totalShort(c *knowledge.Corpus, in []input) (truth, int) {
	y, err := pensionOf(in).years(c)
	all, _ := y.Short(in[yearsTotal].Num, 0)
	return answerOf(err == nil && all > 0)
}
