package zh

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/yibaowenwen/yibao/knowledge"
)

// inSentence finds what may be a day; which one it is, day tells.
var inSentence = regexp.MustCompile(strings.Join([]string{
	`(?:` + fourYear + `|` + twoYear + `)(?:年` + oneMonth + `(?:月|` + cut + `)|` + cut + oneMonth + cut + `)` + oneDay + `[日号]?`,
	sayYear + `?的?` + oneMonth + `(?:月` + oneDay + `[日号]?|` + cut + `[0-9]{1,2}[日号]?)`,
	`(?:` + sayMonth + `月的?)?` + oneDay + `[日号]`,
	`(?:19|20)[0-9]{6}`,
	`大前天|大后天|今天|昨天|前天|明天|后天|昨日|今日|今早|昨晚|昨夜|今晚`,
	counts + `(?:天|个?(?:周|星期|礼拜)|个?半?个?月|年半?)(?:以|之)?前`,
	`(?:上上个?|上个?|这个?|本|下个?)?(?:周|星期|礼拜)[一二三四五六日天]`,
}, "|"))

// hourAfter is the time of day, which belongs to the day before it: 昨天下午三点.
var hourAfter = regexp.MustCompile(`^` + hour)

// FindDays returns the days told within a sentence, from the left, as [Day] reads them. Figures
// that go on, or count something, are none: 1.5万块, 12.5%, 3.5个月.
func FindDays(text string, today knowledge.Date) []Found[knowledge.Date] {
	s := regular(text)
	var list []Found[knowledge.Date]
	for from := 0; from < len(s); {
		at := inSentence.FindStringIndex(s[from:])
		if at == nil {
			break
		}
		start, end := from+at[0], from+at[1]
		from = end
		if d, ok := day(s[start:end], today); ok && !continues(s, start, end) {
			from += len(hourAfter.FindString(s[end:]))
			list = append(list, Found[knowledge.Date]{d, s[start:from], s[:start], s[from:]})
		}
	}
	return list
}

// continues reports whether what looks like a day is part of a longer number, or of an amount.
func continues(s string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:start])
	after, _ := utf8.DecodeRuneInString(s[end:])
	first, last := s[start], s[end-1]
	return isFigure(first) && strings.ContainsRune("0123456789.,-/¥$", before) ||
		isFigure(last) && strings.ContainsRune("0123456789.%万千百元块个月年天岁周倍折", after)
}
