package dialog

import (
	"strconv"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/policy"
)

// yuan writes a sum as people say it: 7479元, 1.2万元, 324.58元.
func yuan(n float64) string {
	const tenThousand, round = 10_000, 100
	if n >= tenThousand && int(n)%round == 0 && n == float64(int(n)) {
		return number(n/tenThousand) + "万元"
	}
	return strconv.FormatFloat(n, 'f', -1, 64) + "元"
}

func stayFunc() computeFunc {
	return computeFunc{
		kinds: append(stayKinds(), Choice, Number, Number),
		words: []string{
			"pay", "rest", "percent", "deductible", "eligible", "outside", "outside_guessed", "grade", "scope", "scheme", "drop", "up_to",
			"pay_employee", "pay_resident", "pay_first", "pay_third",
		},
		reads: policy.StayParams(),
		run:   stay,
	}
}

// stay reckons what insurance pays of a stay in hospital, with the place's own numbers if they are
// known, else with averages. The arguments are those of a bill, where it was (本地、异地), the sum, and
// how much of it is outside the catalogue.
func stay(c *knowledge.Corpus, _ Env, in []input) (finding, error) {
	b := billOf(in)
	f := finding{values: map[string]any{}, words: map[string]string{}}
	eligible := inside(c, b.day, in[5], in[6])
	outside := "outside_guessed"
	if in[6].given {
		outside = "outside"
	}
	f.words[outside], f.words["eligible"] = yuan(in[5].Num-eligible), yuan(eligible)
	f.words["grade"] = map[string]string{"": "", policy.GradeThird: "三级医院", policy.GradeSecond: "二级医院", policy.GradeFirst: "一级医院"}[b.grade]
	f.words["scheme"] = map[bool]string{true: "居民", false: "职工"}[b.insured == knowledge.Resident]
	drop, err := f.drop(c, in[4].Text, b.day)
	if err != nil {
		return f, err
	}
	pays := func(word string, insured knowledge.Insured, grade string) (policy.Stay, error) {
		s, err := stayShare(c, b, insured, grade)
		if err == nil {
			f.words[word] = yuan(s.Pays(eligible, drop))
			f.values[word] = int(s.Pays(eligible, drop))
			f.basis = append(f.basis, s.Basis)
		}
		return s, err
	}
	if in[0].Text == Unsure {
		for word, insured := range map[string]knowledge.Insured{"pay_employee": knowledge.Employee, "pay_resident": knowledge.Resident} {
			if _, err := pays(word, insured, b.grade); err != nil {
				return f, err
			}
		}
		return f, nil
	}
	s, err := pays("pay", b.insured, b.grade)
	if err != nil {
		return f, err
	}
	rest := in[5].Num - s.Pays(eligible, drop)
	f.words["rest"], f.values["rest"] = yuan(rest), int(rest)
	f.stay(c, s, eligible, drop)
	if local, _ := stayLocal(c, in); local == isTrue && b.grade == "" {
		for word, grade := range map[string]string{"pay_first": policy.GradeFirst, "pay_third": policy.GradeThird} {
			if _, err := pays(word, b.insured, grade); err != nil {
				return f, err
			}
		}
	}
	return f, nil
}

// drop returns by how many percentage points a way of being treated away from home is paid less.
func (f *finding) drop(c *knowledge.Corpus, way string, on knowledge.Date) (float64, error) {
	p := policy.DropParam(way)
	if p == "" {
		return 0, nil
	}
	v, err := c.Value(p, "", on)
	if err != nil {
		return 0, err
	}
	f.words["drop"], f.basis = v.String(), append(f.basis, v.Basis)
	return v.Value, nil
}

// stay adds what the place's rule says of a stay: its share, where it holds, and its two limits.
func (f *finding) stay(c *knowledge.Corpus, s policy.Stay, eligible, drop float64) {
	f.words["percent"], f.words["scope"] = number(s.Percent-drop), "全国"
	if g, ok := c.Regions.Get(s.Place); ok && s.Place != knowledge.National {
		f.words["scope"] = g.Short
	}
	if s.Deductible > 0 {
		f.words["deductible"] = yuan(s.Deductible)
	}
	if s.UpTo > 0 && eligible > s.UpTo {
		f.words["up_to"] = yuan(s.UpTo)
	}
}

// stayShare returns the place's own share, or else the average.
func stayShare(c *knowledge.Corpus, b bill, insured knowledge.Insured, grade string) (policy.Stay, error) {
	if s, err := policy.LocalStay(c, b.place, b.day, insured, grade); err == nil {
		return s, nil
	}
	return policy.AverageStay(c, b.place, b.day, insured, grade)
}

func maternityFunc() computeFunc {
	return computeFunc{
		kinds: []Kind{Choice, Choice, Number, Place, Day, Number},
		words: []string{"sum", "days", "own_days", "national_days", "extra_days"},
		reads: policy.MaternityParams(),
		run:   maternity,
	}
}

// maternity reckons the maternity allowance (生育津贴). The arguments are the kind of birth, how many
// children, the months of a pregnancy lost, the place, the day and the employer's average monthly wage.
func maternity(c *knowledge.Corpus, _ Env, in []input) (finding, error) {
	children := map[string]int{"two": 2, "three": 3}[in[1].Text]
	basic, extra, err := policy.BirthDays(c, in[3].Text, in[4].Day, in[0].Text == "hard", children)
	if in[0].Text == "loss" {
		extra = 0
		basic, err = policy.LossDays(c, in[3].Text, in[4].Day, in[2].Num)
	}
	if err != nil {
		return finding{}, err
	}
	days := basic.Value + extra
	sum := policy.Allowance(in[5].Num, days)
	f := finding{
		values: map[string]any{"days": days, "sum": sum},
		words:  map[string]string{"days": number(days), "sum": yuan(sum)},
		basis:  []knowledge.Basis{basic.Basis},
	}
	if extra > 0 {
		f.words["extra_days"] = number(extra)
	}
	whose := "own_days"
	if basic.PlaceCode == knowledge.National {
		whose = "national_days"
	}
	f.words[whose] = basic.String()
	return f, nil
}

func flexibleFunc() computeFunc {
	return computeFunc{
		kinds: []Kind{Place, Day, Choice, Number},
		words: []string{
			"month", "year", "low", "high", "about_low", "about_high", "about_month", "rate", "low_rate", "base_low", "base_high", "one_base",
			"large", "until", "low_month",
		},
		reads: policy.FlexParams(),
		run:   flexible,
	}
}

// flexible tells what someone who works for themselves pays a month. The arguments are the place, the
// day, the age where the place asks for it, and the base where only the rate is known.
func flexible(c *knowledge.Corpus, _ Env, in []input) (finding, error) {
	x := policy.FlexibleAt(c, in[0].Text, in[1].Day)
	f := finding{values: map[string]any{}, words: map[string]string{}, basis: x.Basis}
	add := func(word string, sum float64) {
		if sum > 0 {
			f.words[word], f.values[word] = yuan(sum), sum
		}
	}
	switch in[2].Text {
	case "young":
		x.Month, x.Low, x.High = x.Young, 0, 0
	case "older":
		x.Month, x.Low, x.High = x.High, 0, 0
	}
	if in[3].given {
		x.Month, x.Reckoned = policy.Share(in[3].Num, x.Percent), false
		add("low_month", policy.Share(in[3].Num, x.PercentLow))
	}
	about := ""
	if x.Reckoned {
		about = "about_"
	}
	const months = 12
	add(about+"month", x.Month)
	const percent = 100
	add("year", policy.Share(months*x.Month, percent))
	add(about+"low", x.Low)
	add(about+"high", x.High)
	add("one_base", x.Base)
	add("base_low", x.BaseLow)
	add("base_high", x.BaseHigh)
	add("large", x.Large)
	if x.Percent > 0 {
		f.words["rate"] = number(x.Percent)
	}
	if x.PercentLow > 0 {
		f.words["low_rate"] = number(x.PercentLow)
	}
	if !x.Until.IsZero() {
		f.words["until"] = dayWords(x.Until)
	}
	return f, nil
}
