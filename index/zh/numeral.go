package zh

import (
	"strconv"
	"strings"
	"unicode"
)

// digit returns the value of a Chinese or Arabic digit.
func digit(r rune) (int, bool) {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0'), true
	case r == '〇' || r == '零' || r == 'o':
		return 0, true
	case r == '两' || r == '俩':
		return 2, true
	case r == '仨':
		return 3, true
	}
	if i := strings.IndexRune("一二三四五六七八九", r); i >= 0 {
		return i/len("一") + 1, true
	}
	return 0, false
}

func tens(r rune) int {
	switch r {
	case '十':
		return 10
	case '百':
		return 100
	case '千':
		return 1000
	}
	return 0
}

// isUnit reports whether rs begins with something that people count.
func isUnit(rs []rune) bool {
	for _, u := range []string{"年", "个月", "月", "个工作日", "个人", "天", "岁", "块", "元", "万", "号", "周", "次", "口人", "个城市", "个省", "个地方", "个账户", "个小时", "小时", "点"} {
		if strings.HasPrefix(string(rs[:min(len(rs), 5)]), u) {
			return true
		}
	}
	return false
}

// numerals writes numbers that count something with Arabic digits: 十五年 → 15年,
// 二0一五年 → 2015年, 俩月 → 2月. Other characters that can be numerals stay: 一样, 五险一金.
func numerals(s string) string {
	if !strings.ContainsAny(s, "〇零两俩仨一二三四五六七八九十百千") {
		return s
	}
	rs := []rune(s)
	var b strings.Builder
	for i := 0; i < len(rs); {
		n, length := number(rs[i:])
		if length == 0 || !isUnit(rs[i+length:]) && !isYear(n, length) {
			b.WriteRune(rs[i])
			i++
			continue
		}
		b.WriteString(strconv.Itoa(n))
		i += length
	}
	return b.String()
}

func isYear(n, length int) bool { return length == 4 && n > 1900 && n < 2100 }

// number reads a number below ten thousand at the beginning of rs: by digits (二0一五) or
// by tens (二十五). It returns its length in characters, 0 if there is none.
func number(rs []rune) (n, length int) {
	if len(rs) == 0 || rs[0] == 'o' {
		return 0, 0
	}
	sum, last, placed := 0, -1, false
	for length < len(rs) && length < 8 {
		r := rs[length]
		if t := tens(r); t > 0 && sum < 10000 {
			sum += max(last, 1) * t
			last, placed = -1, true
		} else if d, ok := digit(r); ok {
			if last >= 0 && !placed {
				d += last * 10
			}
			last = d
		} else {
			break
		}
		length++
	}
	return sum + max(last, 0), length
}

// amounts makes every number the same, for it is the person's own and not the question's;
// calendar years, which say when somebody asked, go.
func amounts(s string) string {
	rs := []rune(s)
	var b strings.Builder
	for i := 0; i < len(rs); i++ {
		run := i
		for run < len(rs) && unicode.IsDigit(rs[run]) {
			run++
		}
		if run == i {
			b.WriteRune(rs[i])
			continue
		}
		if n, err := strconv.Atoi(string(rs[i:run])); err == nil && isYear(n, run-i) {
			if run < len(rs) && rs[run] == '年' {
				run++
			}
		} else if run-i < 4 {
			b.WriteByte('1')
		} else {
			b.WriteString(string(rs[i:run]))
		}
		i = run - 1
	}
	return b.String()
}
