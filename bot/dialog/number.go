package dialog

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// parsePlain reads a number in figures.
func parsePlain(text string) (float64, error) {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(n) || math.IsInf(n, 0) || math.Abs(n) > 1e6 {
		return 0, fmt.Errorf("%q is not a number", text)
	}
	return math.Round(n*100) / 100, nil
}

var span = regexp.MustCompile(`^(?:大概|大约|差不多|约|断了|断|交了|缴了|交过|缴过|一共|总共|共|有)*` +
	`(?:([0-9.]+|[零一二两三四五六七八九十百]+|半)?(个半|年半|年|个月|月|岁)?)` +
	`(?:零|又)?(?:([0-9.]+|[零一二两三四五六七八九十]+|半)(?:个)?(月|年)?)?(?:左右|了|多)*$`)

// parseNumber reads a number or a span of time and returns it in the unit, month or year:
// 3, 三个月, 半年, 两年半, 3年2个月. A number alone is in the unit.
func parseNumber(text, unit string) (float64, bool) {
	text = strings.ReplaceAll(text, " ", "")
	if n, err := parsePlain(text); err == nil {
		return n, true
	}
	switch text {
	case "没有", "没", "无", "没断", "没断过", "没断缴", "没交过", "没有断":
		return 0, true
	}
	m := span.FindStringSubmatch(text)
	if m == nil || m[1] == "" {
		return 0, false
	}
	months, ok := spanMonths(m[1], m[2], unit)
	if ok && m[3] != "" {
		rest, restOK := spanMonths(m[3], m[4], "month")
		if m[3] == "半" && m[4] == "" && m[2] == "年" {
			rest = 6
		}
		months, ok = months+rest, restOK && m[2] == "年"
	}
	if unit == "year" {
		months = math.Round(months/12*100) / 100
	}
	return months, ok
}

// spanMonths returns a count of a unit in months; without a unit the question's is meant.
func spanMonths(count, of, unit string) (float64, bool) {
	n, ok := parseCount(count)
	switch of {
	case "年":
		return n * 12, ok
	case "年半":
		return n*12 + 6, ok
	case "个半":
		return n + 0.5, ok
	case "岁":
		return 0, false
	case "":
		if unit == "year" {
			n *= 12
		}
	}
	return n, ok
}

// parseCount reads a count in figures or in Chinese numerals up to 百.
func parseCount(s string) (float64, bool) {
	if s == "半" {
		return 0.5, true
	}
	if n, err := parsePlain(s); err == nil {
		return n, true
	}
	total, digit := 0, 0
	for _, r := range s {
		switch r {
		case '百':
			total, digit = total+max(1, digit)*100, 0
		case '十':
			total, digit = total+max(1, digit)*10, 0
		case '两':
			digit = 2
		default:
			i := strings.IndexRune("零一二三四五六七八九", r)
			if i < 0 {
				return 0, false
			}
			digit = i / len("零")
		}
	}
	return float64(total + digit), s != ""
}
