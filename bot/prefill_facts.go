package bot

import (
	"strconv"
	"strings"
)

// A span of time and a day, as they stand within a sentence.
const (
	spanWords = `(?:[0-9]+|[一二两三四五六七八九十]+|半)(?:个半?月|年半?)(?:零?[0-9一二两三四五六七八九十]+个月)?`
	dayWords  = `(?:(?:20\d\d|今年|去年)[年./-]?)?\d{1,2}[月./-]\d{1,2}[日号]?|(?:上个?月)?\d{1,2}[日号]|大前天|前天|昨天|今天|\d{1,3}天前|(?:上个?|这个?|本)?(?:周|星期|礼拜)[一二三四五六日天]`
)

var (
	lapsed    = compile(`(断|停|空|没交|没缴|没参保|漏)(了|缴|保|交|档|的)*(差不多|大概|正好)?(` + spanWords + `)(多|以|之|内|后|前)?`)
	unpaid    = compile(`(` + spanWords + `)(都|了)?没有?(交|缴|参保)`)
	residents = compile(`居民|农合|城乡`)

	acceptedAt   = compile(`(` + dayWords + `)(那天|当天|就|已经?|才|被|刚)*受理(的|了|成功)?(吗|没)?`)
	acceptanceIs = compile(`受理(日期|时间|日|那天)?(是|为|在|:)*(` + dayWords + `)(吗)?`)
	notAccepted  = compile(`(没有?|未|不|没被)(给|予)?受理`)
	submitted    = compile(`提交|申请的`)

	bornSaid = compile(`((?:19|20)?\d\d)[年.-](\d{1,2})月?(?:\d{1,2}[日号])?份?(出生|生人|生的|生$)`)
	bornOnly = compile(`^(?:[男女])?(?:我是|我)?((?:19|20)\d\d)[年.-](\d{1,2})月?(?:\d{1,2}[日号])?份?的?$`)
	sexSaid  = compile(`^(?:我是|我)?(?:一个|一名|名)?(男|女)(?:的|性|士|生|职工|工人|干部)?$|^(男|女)(?:19|20)|(男|女)(?:职工|工人|干部)`)
	postSaid = compile(`女(工人|干部)`)
	mothers  = compile(`妈|母亲|老婆|妻子|奶奶|外婆|姥姥|婆婆|岳母|姐|妹`)
	fathers  = compile(`爸|父亲|老公|丈夫|爷爷|外公|姥爷|公公|岳父|哥|弟`)

	paidYears  = compile(`(?:交|缴)(?:费)?(?:了|过|满)(?:社保|医保|职工医保|保险)?((?:[0-9.]+|[一二两三四五六七八九十]+)年半?)(多|左右)?|年限(?:是|有|共)?([0-9.]+年)`)
	otherYears = compile(`养老|居民|农合|还要|再交|才|公积金`)
)

// lapse takes how long nothing was paid: 断了三个月, 半年没交. Of residents years count.
func (f told) lapse(c clause, resident bool) {
	length := ""
	if m := lapsed.FindStringSubmatch(c.text); m != nil && m[5] == "" {
		if c.asks && !strings.Contains(m[0], "了") {
			return // 断缴三个月会怎样 need not be about this person
		}
		length = m[4]
	} else if m := unpaid.FindStringSubmatch(c.text); m != nil && !c.asks {
		length = m[1]
	}
	resident = resident || residents.MatchString(c.text)
	switch {
	case length == "" || c.supposes:
	case !resident:
		f["gap_months"] = length
	case strings.HasSuffix(length, "年"):
		f["gap_years"] = length
	}
}

// accepted takes the day of acceptance, which is not that of applying.
func (f told) accepted(c clause) {
	if c.supposes || notAccepted.MatchString(c.text) || submitted.MatchString(c.text) {
		return
	}
	if m := acceptedAt.FindStringSubmatch(c.text); m != nil && m[4] == "" {
		f[acceptedOn] = m[1]
	} else if m := acceptanceIs.FindStringSubmatch(c.text); m != nil && m[4] == "" {
		f[acceptedOn] = m[3]
	}
}

// born takes a month of birth: said to be one, or standing alone as in 女,1975年3月.
func (f told) born(c clause, year int) {
	m := bornSaid.FindStringSubmatch(c.text)
	if m == nil {
		m = bornOnly.FindStringSubmatch(c.text)
	}
	if m == nil || c.supposes {
		return
	}
	const youngest = 14
	if y, err := strconv.Atoi(m[1]); err == nil && y+youngest <= year {
		f["born"] = m[1] + "年" + m[2] + "月"
	}
}

// sex takes what is said outright, or else that of the relative a clause speaks of.
func (f told) sex(c clause) {
	if m := sexSaid.FindStringSubmatch(c.text); m != nil {
		f["sex"] = m[1] + m[2] + m[3]
		if p := postSaid.FindStringSubmatch(c.text); p != nil {
			f["post"] = p[1]
		}
		return
	}
	her, him := mothers.MatchString(c.text), fathers.MatchString(c.text)
	if _, said := f["sex"]; said || her == him {
		return
	}
	f["sex"] = map[bool]string{true: "女", false: "男"}[her]
}

// years takes how many years were paid; those in a named place are that place's.
func (f told) years(c clause) {
	m := paidYears.FindStringSubmatch(c.text)
	if m == nil || m[2] != "" || c.supposes || otherYears.MatchString(c.text) {
		return
	}
	question := "years_total"
	if len(c.places) > 0 && strings.Contains(c.text, "在") {
		question = "years_local"
	}
	f[question] = m[1] + m[3]
}
