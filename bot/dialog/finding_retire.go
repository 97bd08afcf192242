package dialog

import (
	"strconv"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/policy"
)

func retirementFunc() computeFunc {
	return computeFunc{
		kinds: append(retireKinds(), Number, Number),
		words: []string{
			"retire_on", "retired_since", "retire_age", "delay_months", "left", "needed_years", "needed_local_years",
			"shortfall_years", "shortfall_local_years", "local_enough",
		},
		reads: retireParams(),
		run:   retirement,
	}
}

// retirement reckons when someone retires and what the place asks of them then. What cannot be
// known from the answers is left out.
func retirement(c *knowledge.Corpus, env Env, in []input) (finding, error) {
	f := finding{values: map[string]any{}, words: map[string]string{}}
	sexKnown := in[0].Text == "male" || in[0].given && in[1].given && in[1].Text != Unsure
	if !sexKnown || !in[2].given && !in[4].given {
		return f, nil
	}
	p := pensionOf(in)
	f.values["retire_on"], f.values["delay_months"] = p.on.String(), p.delay
	left := int(p.on - policy.MonthOf(env.On))
	when, month := "retire_on", p.on.First().Time().Format("2006年1月")
	if left <= 0 {
		when = "retired_since"
	}
	if !in[2].given { // the month is not known
		const year = 12
		month = p.on.First().Time().Format("2006年前后")
		left = (left + year/2) / year * year
	}
	f.words[when], f.words["retire_age"] = month, ageWords(int(p.on-p.born))
	f.words["delay_months"] = strconv.Itoa(p.delay)
	if left > 0 {
		f.values["months_left"], f.words["left"] = left, spanWords(left)
	}
	if known, _ := yearsKnown(c, in); !in[3].given || known != isTrue {
		return f, nil // the outcome says that no rule is known
	}
	y, err := p.years(c)
	if err != nil {
		return f, err
	}
	f.basis = append(f.basis, y.Total.Basis)
	f.values["needed_years"], f.words["needed_years"] = y.Total.Value, y.Total.String()
	f.values["needed_local_years"] = nil
	if y.LocalKnown {
		f.values["needed_local_years"], f.words["needed_local_years"] = y.Local.Value, y.Local.String()
		f.basis = append(f.basis, y.Local.Basis)
	}
	if in[yearsTotal].given {
		f.short(y, in[yearsTotal].Num, in[yearsLocal].Num)
	}
	return f, nil
}

// short adds how many years are missing, in all and at the place, of those paid.
func (f *finding) short(y policy.Years, total, local float64) {
	all, here := y.Short(total, local)
	f.values["shortfall_years"], f.words["shortfall_years"] = all, number(all)
	switch {
	case !y.LocalKnown:
		f.values["shortfall_local_years"] = 0
	case here > 0:
		f.values["shortfall_local_years"], f.words["shortfall_local_years"] = here, number(here)
	default:
		f.values["shortfall_local_years"], f.words["local_enough"] = here, number(local)
	}
}

// ageWords writes an age in months: 60岁, 61岁5个月.
func ageWords(months int) string {
	s := strconv.Itoa(months/12) + "岁"
	if m := months % 12; m > 0 {
		s += strconv.Itoa(m) + "个月"
	}
	return s
}

// spanWords writes a span of months: 8个月, 3年, 3年5个月.
func spanWords(months int) string {
	s := ""
	if y := months / 12; y > 0 {
		s = strconv.Itoa(y) + "年"
	}
	if m := months % 12; m > 0 {
		s += strconv.Itoa(m) + "个月"
	}
	return s
}
