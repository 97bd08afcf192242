package zh

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/policy"
)

// Parts of days in regular characters, each with one group unless said otherwise.
const (
	fourYear = `((?:19|20)[0-9]{2}|[一二][〇0九][〇0一二三四五六七八九]{2})` // 2026, 二〇二六
	twoYear  = `([0-9]{2}|[〇一二三四五六七八九]{2})`                    // 70, 七〇; of a century that is past
	sayYear  = `(今年|本年|去年|上年|前年|明年|后年)`
	oneMonth = `([0-9]{1,2}|十?[一二三四五六七八九]|十)`
	oneDay   = `([0-9]{1,2}|[二三]?十[一二三四五六七八九]?|[廿卅][一二三四五六七八九]?|[一二三四五六七八九])`
	sayMonth = `(上上个?|上个?|这个?|本|当|下个?)`
	cut      = `[./-]`
	hour     = `(?:清早|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|凌晨)(?:[0-9一二两三四五六七八九十]{1,3}点(?:半|多|钟)?)?`
)

// The forms of a day. A year of two digits needs 年 or two cuts.
var (
	dayWithYear = regexp.MustCompile(`^(?:` + fourYear + `|` + twoYear + `)(?:年` + oneMonth + `(?:月|` + cut + `)|` + cut + oneMonth + cut + `)` + oneDay + `[日号]?$`)
	packedDay   = regexp.MustCompile(`^((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})$`)
	dayOfYear   = regexp.MustCompile(`^` + sayYear + `?的?` + oneMonth + `(?:月` + oneDay + `[日号]?|` + cut + `([0-9]{1,2})[日号]?)$`)
	dayOfMonth  = regexp.MustCompile(`^(?:` + sayMonth + `月的?)?` + oneDay + `[日号]$`)
	weekday     = regexp.MustCompile(`^(上上个?|上个?|这个?|本|下个?)?(?:周|星期|礼拜)([一二三四五六日天])$`)
	ago         = regexp.MustCompile(`^(.+?)(以?之?[前后])$`)
)

// What may stand around a day that answers 哪天: 我是9月21号上午受理的.
var (
	beforeDay = regexp.MustCompile(`^(?:我|是|就|在|于|大概|大约|应该是|受理(?:日期|时间|日|那天)?|[:,,])+`)
	afterDay  = regexp.MustCompile(`(?:那天|当天|` + hour + `|左右|就|被|已经?|刚|才|受理|成功|的|了|吧|呢|啊|呀|哦|[,。.!])+$`)
	weekNote  = regexp.MustCompile(`,?\(?(?:周|星期|礼拜)([一二三四五六日天])\)?$`)
)

// Day reads a text that names one day: 今天, 昨天下午, 大前天, 上周五, 三天前, 两个月前, 9月21日, 九月二十一号, 2026.9.21,
// 20260921, 21号, 上月21号, 去年3月5日, 明年3月1日. A day without a year, month or week is the latest one
// that is not in the future; what is told is kept, so 明年3月1日 is a day to come. A month alone begins
// on its first. Amounts (1.5万块, 3.5个月, 12.5%) are no days; 11.18 alone is one.
func Day(text string, today knowledge.Date) (knowledge.Date, bool) {
	s := regular(text)
	if d, ok := day(s, today); ok {
		return d, true
	}
	bare := beforeDay.ReplaceAllString(afterDay.ReplaceAllString(s, ""), "")
	if d, ok := day(bare, today); ok {
		return d, true
	}
	if m := weekNote.FindStringSubmatchIndex(bare); m != nil && m[0] > 0 { // 9月21日(周一)
		d, ok := day(bare[:m[0]], today)
		return d, ok && weekdayOf(d) == weekdayNamed(bare[m[2]:m[3]])
	}
	return month(bare, today)
}

// day reads regular characters that are a day and nothing else.
func day(s string, today knowledge.Date) (knowledge.Date, bool) {
	if n, ok := daysFromToday(s); ok {
		return today.AddDays(n), true
	}
	if m := dayWithYear.FindStringSubmatch(s); m != nil {
		return civil(yearNamed(m[1], m[2], today), m[3]+m[4], m[5])
	}
	if m := packedDay.FindStringSubmatch(s); m != nil {
		return civil(yearNamed(m[1], "", today), m[2], m[3])
	}
	if m := dayOfYear.FindStringSubmatch(s); m != nil {
		return latestOf(m[1], today, func(year int) (knowledge.Date, bool) { return civil(year, m[2], m[3]+m[4]) })
	}
	if m := weekday.FindStringSubmatch(s); m != nil {
		return dayOfWeek(m[1], m[2], today), true
	}
	if m := dayOfMonth.FindStringSubmatch(s); m != nil {
		return inMonth(m[1], m[2], today)
	}
	return fromToday(s, today)
}

// daysFromToday reads the words for the days around today.
func daysFromToday(s string) (int, bool) {
	switch s {
	case "今天", "今日", "今儿", "今早", "今晚", "刚刚", "刚才":
		return 0, true
	case "昨天", "昨日", "昨儿", "昨晚", "昨夜":
		return -1, true
	case "前天", "前日", "前儿":
		return -2, true
	case "大前天":
		return -3, true
	case "明天", "明日", "明儿":
		return 1, true
	case "后天", "后日":
		return 2, true
	case "大后天":
		return 3, true
	}
	return 0, false
}

// fromToday reads a span of time before or after today: 三天前, 两个月以前, 半年前, 一周后.
func fromToday(s string, today knowledge.Date) (knowledge.Date, bool) {
	m := ago.FindStringSubmatch(s)
	if m == nil {
		return knowledge.Date{}, false
	}
	l, ok := span(m[1])
	if !ok || l.Approx != Exact || marchLike.MatchString(m[1]) {
		return knowledge.Date{}, false
	}
	const halfMonth = 15 // 半个月 is fifteen days
	whole := int(l.Months)
	rest := l.Days + (l.Months-float64(whole))*2*halfMonth
	if rest != float64(int(rest)) || whole == 0 && rest == 0 {
		return knowledge.Date{}, false
	}
	sign := -1
	if strings.HasSuffix(m[2], "后") {
		sign = 1
	}
	return policy.AddMonths(today, sign*whole).AddDays(sign * int(rest)), true
}

// dayOfWeek returns the weekday of the week named, or else the latest one.
func dayOfWeek(week, name string, today knowledge.Date) knowledge.Date {
	d := today.AddDays(weekdayNamed(name) - weekdayOf(today))
	if week == "" {
		if today.Before(d) {
			return d.AddDays(-7)
		}
		return d
	}
	return d.AddDays(7 * away(week))
}

// away is how many weeks or months the word leads from the present one.
func away(word string) int {
	switch {
	case strings.HasPrefix(word, "上上"):
		return -2
	case strings.HasPrefix(word, "上"):
		return -1
	case strings.HasPrefix(word, "下"):
		return 1
	}
	return 0
}

// weekdayNamed counts from Monday, 0, as weekdayOf does.
func weekdayNamed(name string) int {
	return strings.Index("一二三四五六日", strings.ReplaceAll(name, "天", "日")) / len("一")
}

func weekdayOf(d knowledge.Date) int { return (int(d.Time().Weekday()) + 6) % 7 }

// inMonth returns the day of the month named, or else the latest one.
func inMonth(word, name string, today knowledge.Date) (knowledge.Date, bool) {
	month := policy.MonthOf(today) + policy.Month(away(word))
	d, ok := inCalendar(month, name)
	if word == "" && (!ok || today.Before(d)) {
		return inCalendar(month-1, name)
	}
	return d, ok
}

func inCalendar(m policy.Month, day string) (knowledge.Date, bool) {
	first := m.First().Time()
	return civil(first.Year(), strconv.Itoa(int(first.Month())), day)
}

// latestOf returns the day in the year named, or else in the latest in which it is not to come.
func latestOf(word string, today knowledge.Date, in func(year int) (knowledge.Date, bool)) (knowledge.Date, bool) {
	year := today.Time().Year()
	if word != "" {
		return in(year + yearsAway(word))
	}
	d, ok := in(year)
	if !ok || today.Before(d) {
		return in(year - 1)
	}
	return d, ok
}

func yearsAway(word string) int {
	switch word {
	case "去年", "上年":
		return -1
	case "前年":
		return -2
	case "明年":
		return 1
	case "后年":
		return 2
	}
	return 0
}

// yearNamed returns a year of four digits, or completes one of two: 70 is 1970, and 05 2005 once
// that is past.
func yearNamed(four, two string, today knowledge.Date) int {
	figures, _ := digitRun(four + two)
	n, _ := strconv.Atoi(figures)
	switch {
	case four != "":
		return n
	case 2000+n <= today.Time().Year():
		return 2000 + n
	}
	return 1900 + n
}

// civil returns the day, if there is such a day.
func civil(year int, month, day string) (knowledge.Date, bool) {
	m, ok := integer(month)
	d, ok2 := integer(day)
	t := time.Date(year, time.Month(int(m)), int(d), 0, 0, 0, 0, time.UTC)
	return knowledge.DateOf(t), ok && ok2 && t.Day() == int(d) && int(t.Month()) == int(m) && t.Year() == year
}
