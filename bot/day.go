package bot

import (
	"strconv"
	"strings"
	"time"

	"github.com/yibaowenwen/yibao/knowledge"
)

var (
	fullDay  = compile(`(20\d\d)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})`)
	monthDay = compile(`(\d{1,2})\s*[月./-]\s*(\d{1,2})`)
	daysAgo  = compile(`(\d{1,3})\s*天前`)
)

// parseDay reads a day as people type it: 今天, 昨天, 3天前, 9月21日, 2026.9.21. A day without
// a year is the latest one that is not in the future. A day more than a week ahead or older
// than five years is refused.
func parseDay(text string, today knowledge.Date) (knowledge.Date, bool) {
	day, ok := readDay(text, today)
	return day, ok && !day.Before(today.AddDays(-5*366)) && !today.AddDays(7).Before(day)
}

func readDay(text string, today knowledge.Date) (knowledge.Date, bool) {
	for i, word := range []string{"今天", "昨天", "前天", "大前天"} {
		if strings.Contains(text, word) && (word != "前天" || !strings.Contains(text, "大前天")) {
			return today.AddDays(-i), true
		}
	}
	if m := daysAgo.FindStringSubmatch(text); m != nil {
		n, err := strconv.Atoi(m[1])
		return today.AddDays(-n), err == nil
	}
	if m := fullDay.FindStringSubmatch(text); m != nil {
		return civil(m[1], m[2], m[3])
	}
	if m := monthDay.FindStringSubmatch(text); m != nil {
		year := today.Time().Year()
		day, ok := civil(strconv.Itoa(year), m[1], m[2])
		if ok && today.AddDays(7).Before(day) {
			return civil(strconv.Itoa(year-1), m[1], m[2])
		}
		return day, ok
	}
	return knowledge.Date{}, false
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
