package zh

import (
	"regexp"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/policy"
)

// The forms of a month.
var (
	monthWithYear = regexp.MustCompile(`^(?:` + fourYear + `(?:年|` + cut + `)|` + twoYear + `年)` + oneMonth + `月?$`)
	monthInShort  = regexp.MustCompile(`^` + twoYear + cut + oneMonth + `月?$`) // 70.5, which in a sentence is a number
	packedMonth   = regexp.MustCompile(`^((?:19|20)[0-9]{2})([0-9]{2})$`)
	monthOfYear   = regexp.MustCompile(`^` + sayYear + `?的?` + oneMonth + `月$`)
	monthSaid     = regexp.MustCompile(`^` + sayMonth + `月$`)
	afterMonth    = regexp.MustCompile(`(?:份|出生|生人|生|的|了|吧)+$`)
)

// Month reads a text that names a month, or a day in it, and returns the first of that month:
// 1970-05, 70年5月, 七〇年五月, 197005, 3月, 三月份, 上个月, 去年12月. A month without a year is the latest one
// that has begun.
func Month(text string, today knowledge.Date) (knowledge.Date, bool) {
	s := beforeDay.ReplaceAllString(regular(text), "")
	s = afterMonth.ReplaceAllString(s, "")
	if d, ok := month(s, today); ok {
		return d, true
	}
	if m := monthInShort.FindStringSubmatch(s); m != nil {
		return civil(yearNamed("", m[1], today), m[2], "1")
	}
	for _, form := range []*regexp.Regexp{dayWithYear, packedDay} {
		if form.MatchString(s) {
			d, ok := day(s, today)
			return policy.MonthOf(d).First(), ok
		}
	}
	return knowledge.Date{}, false
}

// month reads regular characters that are a month and nothing else.
func month(s string, today knowledge.Date) (knowledge.Date, bool) {
	s = afterMonth.ReplaceAllString(s, "")
	if m := monthSaid.FindStringSubmatch(s); m != nil {
		return (policy.MonthOf(today) + policy.Month(away(m[1]))).First(), true
	}
	if m := monthWithYear.FindStringSubmatch(s); m != nil {
		return civil(yearNamed(m[1], m[2], today), m[3], "1")
	}
	if m := packedMonth.FindStringSubmatch(s); m != nil {
		return civil(yearNamed(m[1], "", today), m[2], "1")
	}
	if m := monthOfYear.FindStringSubmatch(s); m != nil {
		return latestOf(m[1], today, func(year int) (knowledge.Date, bool) { return civil(year, m[2], "1") })
	}
	return knowledge.Date{}, false
}
