package policy

import (
	"math"

	"github.com/yibaowenwen/yibao/knowledge"
)

// A Track is one of the three paths of the gradual rise of the retirement age (渐进式延迟退休).
type Track int

// The tracks, by the age before the rise.
const (
	Men60   Track = iota + 1 // 男职工
	Women55                  // 原55岁退休的女职工
	Women50                  // 原50岁退休的女职工
)

// steps returns the age before the rise, how many months of birth share one month of delay,
// and the most months of delay.
func (t Track) steps() (age, step, most int) {
	switch t {
	case Women55:
		return 55, 4, 36
	case Women50:
		return 50, 2, 60
	default:
		return 60, 4, 36
	}
}

// Retirement returns the month in which someone born in the month reaches the legal retirement
// age, and by how many months that is later than before 2025
// (国务院关于渐进式延迟法定退休年龄的办法第一条).
func Retirement(born Month, t Track) (on Month, delay int) {
	age, step, most := t.steps()
	before := born + Month(age*12)
	late := int(before - NewMonth(2025, 1))
	if late < 0 {
		return before, 0
	}
	delay = min(late/step+1, most)
	return before + Month(delay), delay
}

// Years are the contribution years (缴费年限) that the place asks of those who retire on a day.
type Years struct {
	Total      knowledge.Value
	Local      knowledge.Value // paid in the place itself; only if LocalKnown
	LocalKnown bool
}

// NeededYears returns the years asked at the place of those who retire on the day.
// [knowledge.ErrNoValue] if no rule of the place, its province or the nation is known.
func NeededYears(c *knowledge.Corpus, place string, male bool, day knowledge.Date) (Years, error) {
	param := ParamWomenYears
	if male {
		param = ParamMenYears
	}
	total, err := values(c, place, day, param)
	if err != nil {
		return Years{}, err
	}
	y := Years{Total: total[0]}
	if local, err := c.Value(ParamLocalYears, place, day); err == nil {
		y.Local, y.LocalKnown = local, true
	}
	return y, nil
}

// Short returns how many years are missing in all and in the place, 0 if none are.
func (y Years) Short(total, local float64) (all, here float64) {
	all = shortBy(y.Total.Value, total)
	if y.LocalKnown {
		here = shortBy(y.Local.Value, local)
	}
	return all, here
}

// shortBy rounds to hundredths, so that 24.5 − 24.4 is 0.1.
func shortBy(need, have float64) float64 {
	return max(0, math.Round((need-have)*100)/100)
}
