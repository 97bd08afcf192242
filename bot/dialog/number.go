package dialog

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/yibaowenwen/yibao/knowledge/zh"
)

// parsePlain reads a number in figures, as files of flows hold it.
func parsePlain(text string) (float64, error) {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(n) || math.IsInf(n, 0) || math.Abs(n) > 1e6 {
		return 0, fmt.Errorf("%q is not a number", text)
	}
	return math.Round(n*100) / 100, nil
}

// What may stand around a number or a span of time that answers 断了几个月 or 交了几年.
var (
	beforeCount = regexp.MustCompile(`^(?:我|大概|大约|差不多|约|已经?|中间|[断斷][了缴繳]?|停了|交了|缴了|交[过過]|[缴繳][过過了]|一共|[总總]共|花[了费費掉]?|用了|每?个?月|是|[补補][交缴繳]?了|共|有|\s)+`)
	afterCount  = regexp.MustCompile(`(?:了|吧|的|[没沒][有]?[交缴繳]|\s)+$`)
	noneAtAll   = regexp.MustCompile(`^(?:[没沒](?:有|[断斷](?:[过過]|[缴繳])?|交[过過]|有[断斷])?|[无無])$`)
)

// parseNumber reads a number or a span of time and returns it in the unit, month or year: 3, 三个月,
// 仨月, 半年, 两年半, 3年2个月, 九十天. A number alone is in the unit. Where a whole number is asked for,
// 三个多月 lies between three and four, and [Question.checkNumber] asks which.
func (q *Question) parseNumber(text string) (float64, bool) {
	if noneAtAll.MatchString(text) {
		return 0, true
	}
	text = strings.TrimRight(text, "。!?,")
	text = afterCount.ReplaceAllString(beforeCount.ReplaceAllString(text, ""), "")
	n, unsure, ok := q.inUnit(text)
	if unsure && !q.Fraction {
		n = math.Floor(n) + 0.5
	}
	return math.Round(n*100) / 100, ok && math.Abs(n) <= 1e9
}

// Units of numbers that are no spans of time.
const (
	unitYuan = "yuan"
	unitAge  = "age"
)

// inUnit returns a number in the unit of the question, and whether there was more to it (多) than
// was said of that unit.
func (q *Question) inUnit(text string) (n float64, more, ok bool) {
	if q.Unit == unitYuan {
		sum, ok := zh.Amount(text)
		return sum.Value, false, ok
	}
	if q.Unit == unitAge {
		text = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(text, "歲"), "岁"), "周")
		n, ok := zh.Number(text)
		return n.Value, false, ok
	}
	if n, ok := zh.Number(strings.TrimSuffix(text, "个")); ok {
		return n.Value, n.Approx == zh.Over, true
	}
	l, ok := zh.Span(text)
	const monthDays, yearMonths = 30, 12
	n = l.Months + l.Days/monthDays
	finest := zh.Months
	if q.Unit == "year" {
		n, finest = n/yearMonths, zh.Years
	}
	return n, l.Approx == zh.Over && l.Finest <= finest, ok
}
