package dialog

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/policy"
)

var (
	fullDay   = regexp.MustCompile(`^((?:19|20)\d\d)[年./-](\d{1,2})[月./-](\d{1,2})[日号]?$`)
	packedDay = regexp.MustCompile(`^((?:19|20)\d\d)(\d\d)(\d\d)$`)
	yearMonth = regexp.MustCompile(`^((?:19|20)\d\d|\d\d)[年./-](\d{1,2})月?(?:份|生|出生)?$`)
	packed    = regexp.MustCompile(`^((?:19|20)\d\d)(\d\d)$`)
	monthDay  = regexp.MustCompile(`^(今年|去年|前年)?(\d{1,2})[月./-](\d{1,2})[日号]?$`)
	monthOnly = regexp.MustCompile(`^(今年|去年|前年)?([0-9]{1,2}|[一二三四五六七八九十]{1,2})月份?$`)
	timeAgo   = regexp.MustCompile(`^([0-9]+|[一二两三四五六七八九十]+|半)(天|个?星期|周|个?月|年)(?:前|以前|之前)$`)
	weekday   = regexp.MustCompile(`^(上个?|这个?|本)?(?:周|星期|礼拜)([一二三四五六日天])$`)
	dayOnly   = regexp.MustCompile(`^(上个?月|这个?月|本月)?(\d{1,2})[日号]$`)
)

// parseDay reads a day as people type it. A day without a year is the latest one that is not
// in the future; a month without a day begins on its first.
func parseDay(text string, today knowledge.Date) (knowledge.Date, bool) {
	text = strings.ReplaceAll(text, " ", "")
	if d, ok := relativeDay(text, today); ok {
		return d, true
	}
	for _, re := range []*regexp.Regexp{fullDay, packedDay} {
		if m := re.FindStringSubmatch(text); m != nil {
			return civil(m[1], m[2], m[3])
		}
	}
	if m := monthDay.FindStringSubmatch(text); m != nil {
		d, ok := civil(strconv.Itoa(yearOf(m[1], today)), m[2], m[3])
		if ok && m[1] == "" && today.Before(d) {
			return civil(strconv.Itoa(yearOf("去年", today)), m[2], m[3])
		}
		return d, ok
	}
	return parseMonth(text, today)
}

// parseMonth reads a month, as its first day: 1970-05, 70年5月, 197005, 3月, 上个月. A whole date
// gives its month.
func parseMonth(text string, today knowledge.Date) (knowledge.Date, bool) {
	text = strings.ReplaceAll(text, " ", "")
	switch text {
	case "上个月", "上月":
		return (policy.MonthOf(today) - 1).First(), true
	case "这个月", "本月", "当月":
		return policy.MonthOf(today).First(), true
	case "下个月", "下月":
		return (policy.MonthOf(today) + 1).First(), true
	}
	for _, re := range []*regexp.Regexp{yearMonth, packed} {
		if m := re.FindStringSubmatch(text); m != nil {
			return civil(century(m[1], today), m[2], "1")
		}
	}
	for _, re := range []*regexp.Regexp{fullDay, packedDay} {
		if m := re.FindStringSubmatch(text); m != nil {
			_, real := civil(m[1], m[2], m[3])
			d, ok := civil(m[1], m[2], "1")
			return d, ok && real
		}
	}
	m := monthOnly.FindStringSubmatch(text)
	if m == nil {
		return knowledge.Date{}, false
	}
	n, ok := parseCount(m[2])
	d, real := civil(strconv.Itoa(yearOf(m[1], today)), strconv.Itoa(int(n)), "1")
	if ok && real && m[1] == "" && today.Before(d) {
		d = policy.AddMonths(d, -12)
	}
	return d, ok && real
}

// relativeDay reads a day told from today.
func relativeDay(text string, today knowledge.Date) (knowledge.Date, bool) {
	words := map[string]int{"今天": 0, "刚刚": 0, "昨天": -1, "前天": -2, "大前天": -3, "明天": 1, "后天": 2}
	if n, ok := words[text]; ok {
		return today.AddDays(n), true
	}
	if m := timeAgo.FindStringSubmatch(text); m != nil {
		return ago(m[1], m[2], today)
	}
	if m := weekday.FindStringSubmatch(text); m != nil {
		at := strings.Index("一二三四五六日", strings.ReplaceAll(m[2], "天", "日")) / len("一")
		now := (int(today.Time().Weekday()) + 6) % 7
		d := today.AddDays(at - now)
		if strings.HasPrefix(m[1], "上") || m[1] == "" && today.Before(d) {
			d = d.AddDays(-7)
		}
		return d, true
	}
	m := dayOnly.FindStringSubmatch(text)
	if m == nil {
		return knowledge.Date{}, false
	}
	month := policy.MonthOf(today)
	if strings.HasPrefix(m[1], "上") {
		month--
	}
	first := month.First().Time()
	d, ok := civil(strconv.Itoa(first.Year()), strconv.Itoa(int(first.Month())), m[2])
	if ok && m[1] == "" && today.Before(d) {
		d = policy.AddMonths(d, -1)
	}
	return d, ok
}

func ago(count, unit string, today knowledge.Date) (knowledge.Date, bool) {
	n, ok := parseCount(count)
	if !ok || n > 1000 {
		return knowledge.Date{}, false
	}
	switch {
	case unit == "天":
		return today.AddDays(-int(n)), n >= 1
	case strings.HasSuffix(unit, "周"), strings.HasSuffix(unit, "星期"):
		return today.AddDays(-7 * int(n)), n >= 1
	case unit == "年":
		return policy.AddMonths(today, -int(n*12)), true
	}
	return policy.AddMonths(today, -int(n)), n >= 1
}

func yearOf(word string, today knowledge.Date) int {
	return today.Time().Year() - map[string]int{"去年": 1, "前年": 2}[word]
}

// century completes a year of two digits: 70 is 1970, and 05 2005 once that is past.
func century(year string, today knowledge.Date) string {
	if len(year) != 2 {
		return year
	}
	n, _ := strconv.Atoi(year)
	if 2000+n <= today.Time().Year() {
		return strconv.Itoa(2000 + n)
	}
	return strconv.Itoa(1900 + n)
}

// civil returns the day, if there is such a day.
func civil(year, month, day string) (knowledge.Date, bool) {
	y, err := strconv.Atoi(year)
	m, err2 := strconv.Atoi(month)
	d, err3 := strconv.Atoi(day)
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	ok := err == nil && err2 == nil && err3 == nil && t.Day() == d && int(t.Month()) == m
	return knowledge.DateOf(t), ok
}
