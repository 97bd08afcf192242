package understand

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/region"
	"github.com/yibaowenwen/yibao/knowledge/zh"
)

// AcceptedOn is the question for the day of acceptance (受理).
const AcceptedOn = "accepted_on"

// lapse takes how long nothing was paid: 断了三个月, 仨月没交. Of residents years count.
func (t teller) lapse(c clause, resident bool) {
	if c.supposes || !t.says("lapse.said", c.text) {
		return
	}
	length := t.lapsed(c)
	resident = resident || t.says("lapse.residents", c.text)
	switch {
	case length == "":
	case !resident:
		t.facts["gap_months"] = length
	case strings.HasSuffix(length, "年"):
		t.facts["gap_years"] = length
	}
}

// lapsed returns the first span of time that is said to be one without payment.
func (t teller) lapsed(c clause) string {
	for _, s := range zh.FindSpans(c.text) {
		exact := s.Value.Approx != zh.About && !t.says("lapse.vague", s.After)
		if m := t.words["lapse.before"].FindString(s.Before); m != "" && exact {
			if c.asks && !strings.Contains(m, "了") && !strings.HasPrefix(s.After, "了") {
				return "" // 断缴三个月会怎样 need not be about this person
			}
			return s.Text
		}
		unpaid := t.words["lapse.unpaid"].FindString(s.After)
		if unpaid != "" && s.Value.Approx != zh.About && (!c.asks || strings.Contains(s.After[len(unpaid):], "了")) {
			return s.Text
		}
	}
	return ""
}

// accepted takes the day of acceptance, which is not that of applying and not to come.
func (t teller) accepted(c clause, today knowledge.Date) {
	if c.supposes || !t.says("accepted.said", c.text) || t.says("accepted.not", c.text) || t.says("accepted.submitted", c.text) {
		return
	}
	for _, d := range zh.FindDays(c.text, today) {
		if ToCome(d.Value, today) {
			continue
		}
		then := t.words["accepted.then"].FindStringSubmatch(d.After)
		if then != nil && then[3] == "" || t.says("accepted.is", d.Before) && !strings.HasPrefix(d.After, "吗") {
			t.facts[AcceptedOn] = d.Value.String()
			return
		}
	}
}

// ToCome reports whether a day of acceptance lies too far ahead to be planned for.
func ToCome(day, today knowledge.Date) bool {
	const week = 7
	return today.AddDays(week).Before(day)
}

// born takes a month of birth: said to be one, or standing alone as in 女,1975年3月.
func (t teller) born(c clause, year int) {
	m := t.words["born.said"].FindStringSubmatch(c.text)
	if m == nil {
		m = t.words["born.alone"].FindStringSubmatch(c.text)
	}
	if m == nil || c.supposes {
		return
	}
	const youngest = 14
	if y, err := strconv.Atoi(m[1]); err == nil && y+youngest <= year {
		t.facts["born"] = m[1] + "年" + m[2] + "月"
	}
}

// sex takes what is said outright, or else that of the relative a clause speaks of.
func (t teller) sex(c clause) {
	if m := t.words["sex.said"].FindStringSubmatch(c.text); m != nil {
		t.facts["sex"] = m[1] + m[2] + m[3]
		if p := t.words["post.said"].FindStringSubmatch(c.text); p != nil {
			t.facts["post"] = p[1]
		}
		return
	}
	her, him := t.says("kin.women", c.text), t.says("kin.men", c.text)
	if _, said := t.facts["sex"]; said || her == him {
		return
	}
	t.facts["sex"] = map[bool]string{true: "女", false: "男"}[her]
}

// A stay is how long was paid somewhere.
type stay struct {
	place string // "" where none was named
	text  string // as someone would type it: 8年半
}

// years takes how many years were paid: in all, or here, where someone is insured now. Years paid
// in a place that was left are neither, but they add to those paid here: 8年 there and 6年 here.
func (t teller) years(list []clause, known region.Places) {
	stays := t.stays(list)
	switch {
	case len(stays) > 1:
		t.added(stays, known)
	case len(stays) == 0, stays[0].place != "" && stays[0].place == known.From && known.To != "":
	case stays[0].place == "":
		t.facts["years_total"] = stays[0].text
	default:
		t.facts["years_local"] = stays[0].text
	}
}

// added takes the sum of the years in several places, and those of the new one.
func (t teller) added(stays []stay, known region.Places) {
	months := 0.0
	for i, s := range stays {
		l, ok := zh.Span(s.text)
		switch {
		case i == 0 && s.place == "" && len(stays) == 2 && stays[1].place != "": // 一共18年,其中在A 6年
			t.facts["years_total"], t.facts["years_local"] = s.text, stays[1].text
			return
		case !ok, s.place == "", i > 0 && s.place == stays[i-1].place:
			return // the same years told twice, perhaps
		case s.place == known.To:
			t.facts["years_local"] = s.text
		}
		months += l.InMonths()
	}
	const year = 12
	if whole := int(months) / year; int(months)%year == year/2 {
		t.facts["years_total"] = strconv.Itoa(whole) + "年半"
	} else if int(months)%year == 0 {
		t.facts["years_total"] = strconv.Itoa(whole) + "年"
	}
}

// stays returns the years paid that the clauses state, each with the place named last before it.
func (t teller) stays(list []clause) []stay {
	var stays []stay
	last := ""
	for _, c := range list {
		mentions := t.places.Find(c.text).Mentions
		if text, ok := yearsThere(c.text, mentions); ok && len(stays) > 0 && !c.supposes {
			stays = append(stays, stay{mentions[0].Code, text})
			continue
		}
		for _, at := range t.words["years.paid"].FindAllStringSubmatchIndex(c.text, -1) {
			text, vague := "", at[4] >= 0
			for _, g := range []int{2, 6} {
				if at[g] >= 0 {
					text = c.text[at[g]:at[g+1]]
				}
			}
			place := last
			for _, m := range mentions {
				if m.Start < at[0] {
					place = m.Code
				}
			}
			if !vague && !c.supposes && !t.says("years.others", c.text) {
				stays = append(stays, stay{place, text})
			}
		}
		if len(mentions) > 0 {
			last = mentions[len(mentions)-1].Code
		}
	}
	return stays
}

// yearsThere returns the years of a clause that is a place and nothing but years, as people go on who have
// said of another place that they paid there: 泰州交了5年,扬州8年.
func yearsThere(text string, mentions []region.Mention) (string, bool) {
	if len(mentions) != 1 || mentions[0].Start != 0 {
		return "", false
	}
	m := onlyYears.FindStringSubmatch(text[mentions[0].End:])
	if m == nil {
		return "", false
	}
	return m[1], true
}

var onlyYears = regexp.MustCompile(`^(?:有|是)?((?:[0-9.]+|[一二两三四五六七八九十]+)年半?)$`)

// cost takes what care came to: 住院花了3万2.
func (t teller) cost(c clause) {
	for _, a := range zh.FindAmounts(c.text) {
		if !c.supposes && t.says("cost.before", a.Before) {
			t.facts["cost"] = a.Text
			return
		}
	}
}

// level takes the rank of the hospital: 三甲.
func (t teller) level(c clause) {
	said := ""
	for _, l := range []struct{ list, level string }{{"level.third", "三级"}, {"level.second", "二级"}, {"level.first", "一级"}} {
		if !t.says(l.list, c.text) {
			continue
		}
		if said != "" {
			return // two are compared
		}
		said = l.level
	}
	if said != "" {
		t.facts["level"] = said
	}
}

// age takes how old someone is: 今年49.
func (t teller) age(c clause) {
	if m := t.words["age.said"].FindStringSubmatch(c.text); m != nil && !c.supposes {
		t.facts["age"] = m[1] + m[2]
	}
}
