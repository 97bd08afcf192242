package policy

import (
	"errors"
	"math"
	"strconv"

	"github.com/yibaowenwen/yibao/knowledge"
)

// Parameters of the days for which the maternity allowance (生育津贴) is paid.
const (
	ParamBirthDays = "maternity.days"
	ParamHardDays  = "maternity.hard_days" // 难产
	ParamTwinDays  = "maternity.twin_days" // each child more (多胞胎)
)

// lossMonths are the months of pregnancy from which a place may give other days after a loss (流产).
func lossMonths() []int { return []int{4, 3, 2, 0} }

// MaternityParams lists the parameters that [BirthDays] and [LossDays] read.
func MaternityParams() []string {
	list := []string{ParamBirthDays, ParamHardDays, ParamTwinDays}
	for _, n := range lossMonths() {
		list = append(list, lossParam(n))
	}
	return list
}

func lossParam(months int) string { return "maternity.loss_" + strconv.Itoa(months) + "_days" }

// BirthDays returns the days of a birth at the place: the basic ones, those for a hard birth and
// those for children more than one (女职工劳动保护特别规定第七条; places give more).
func BirthDays(c *knowledge.Corpus, place string, day knowledge.Date, hard bool, children int) (basic knowledge.Value, extra float64, err error) {
	v, err := values(c, place, day, ParamBirthDays, ParamHardDays, ParamTwinDays)
	if err != nil {
		return basic, 0, err
	}
	if hard {
		extra = v[1].Value
	}
	return v[0], extra + v[2].Value*float64(max(0, children-1)), nil
}

// LossDays returns the days after a pregnancy lost in a month.
func LossDays(c *knowledge.Corpus, place string, day knowledge.Date, months float64) (knowledge.Value, error) {
	for _, n := range lossMonths() {
		if months < float64(n) {
			continue
		}
		v, err := c.Value(lossParam(n), place, day)
		if err == nil || !errors.Is(err, knowledge.ErrNoValue) {
			return v, err
		}
	}
	return knowledge.Value{}, knowledge.ErrNoValue
}

// Allowance returns the sum in yuan for the days at the employer's average monthly wage of the year
// before: wage ÷ 30 × days (社会保险法第五十六条).
func Allowance(wage, days float64) float64 {
	const monthDays = 30
	return math.Round(wage * days / monthDays)
}
