package zh

import (
	"regexp"
	"strings"
)

// A Unit is what a span of time is counted in.
type Unit int

// The units of time.
const (
	Days Unit = iota + 1
	Weeks
	Months
	Years
)

// A Length is a span of time. Months and days are told apart, as a month has no certain number
// of days; years are twelve months, weeks seven days.
type Length struct {
	Months float64
	Days   float64
	Finest Unit // the smallest unit that was named
	Approx Approximation
}

// counts are the characters of a count, and of what may follow it before the unit.
const (
	counts = `([0-9][0-9,.]*|半|[〇一二两三四五六七八九十百千廿卅俩仨]+(?:点[〇一二三四五六七八九]+)?)(多|来|余)?`
	years  = `(?:` + counts + `年(半|多)?)?`
	months = `(?:[〇又加]?` + counts + `(?:个(半|多)?月|月))?`
	days   = `(?:[〇又加]?` + counts + `(?:个?(星期|礼拜|周)|天)(半|多)?)?`
)

var (
	wholeSpan = regexp.MustCompile(`^` + years + months + days + `$`)
	someSpan  = regexp.MustCompile(counts + `(?:年|个(?:半|多)?月|月|个?(?:星期|礼拜|周)|天)`)
)

// The groups of wholeSpan.
const (
	yearCount = iota + 1
	yearVague
	yearTail
	monthCount
	monthVague
	monthTail
	dayCount
	dayVague
	weekWord
	dayTail
)

// Span reads a text that is one span of time: 仨月, 俩个月, 三个半月, 三个多月, 半年, 半年多, 一年半, 一年两个月,
// 65天, 九十天, 两周. A month without 个 counts too where a span was asked for: 3月.
func Span(text string) (Length, bool) { return span(regular(text)) }

func span(s string) (Length, bool) {
	s, approx := approximation(s)
	m := wholeSpan.FindStringSubmatch(s)
	if m == nil {
		return Length{}, false
	}
	l := Length{Approx: approx}
	ok := l.add(m[yearCount], m[yearVague], m[yearTail], Years) &&
		l.add(m[monthCount], m[monthVague], m[monthTail], Months)
	if m[weekWord] != "" {
		ok = ok && l.add(m[dayCount], m[dayVague], m[dayTail], Weeks)
	} else {
		ok = ok && l.add(m[dayCount], m[dayVague], m[dayTail], Days)
	}
	const longest = 200 * 12 // months; nobody's span is longer
	return l, ok && l.Finest > 0 && l.Months <= longest && l.Days <= longest*31
}

// add adds a count of a unit; vague and tail are what stands around the unit: 多, 来, 半.
func (l *Length) add(count, vague, tail string, u Unit) bool {
	if count == "" {
		return true
	}
	n, ok := value(count)
	if tail == "半" {
		n += 0.5
	}
	switch {
	case vague == "来":
		l.Approx = max(l.Approx, About)
	case vague != "" || tail == "多":
		l.Approx = Over
	}
	switch l.Finest = u; u {
	case Years:
		l.Months += n * 12
	case Months:
		l.Months += n
	case Weeks:
		l.Days += n * 7
	case Days:
		l.Days += n
	}
	return ok
}

// FindSpans returns the spans of time within a sentence, from the left. A bare 三月 is taken for
// the month of March, 三年 for a span.
func FindSpans(text string) []Found[Length] {
	s := regular(text)
	var list []Found[Length]
	for from := 0; from < len(s); {
		at := someSpan.FindStringIndex(s[from:])
		if at == nil {
			break
		}
		start, end := from+at[0], from+at[1]
		l, stop, ok := longestSpan(s, start, end)
		if ok {
			list = append(list, Found[Length]{l, s[start:stop], s[:start], s[stop:]})
			end = stop
		}
		from = end
	}
	return list
}

// longestSpan tries how far the span reaches that begins at start and reaches end at least.
func longestSpan(s string, start, end int) (l Length, stop int, ok bool) {
	const furthest = 36 // bytes: 一年零两个多月
	for i := min(len(s), end+furthest); i >= end; i-- {
		if i < len(s) && s[i]&0xC0 == 0x80 { // within a character
			continue
		}
		part := s[start:i]
		if strings.HasSuffix(part, "左右") || marchLike.MatchString(part) {
			continue
		}
		if l, ok = span(part); ok {
			return l, i, true
		}
	}
	return Length{}, end, false
}

// marchLike is a month of the calendar, or a year.
var marchLike = regexp.MustCompile(`^(?:(?:19|20)[0-9][0-9]年.*|(?:[0-9]+|[一二三四五六七八九十]+)月.*)$`)

// daysInMonth is how many days count as a month where a span is given in days.
const daysInMonth = 30

// InMonths returns the whole length in months.
func (l Length) InMonths() float64 { return l.Months + l.Days/daysInMonth }
