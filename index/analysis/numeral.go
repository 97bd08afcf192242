package analysis

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/yibaowenwen/yibao/knowledge/zh"
)

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
// 二0一五年 → 2015年, 俩月 → 2个月. Other characters that can be numerals stay: 一样, 五险一金.
func numerals(s string) string {
	if !strings.ContainsAny(s, "〇零两俩仨一二三四五六七八九十百千") {
		return s
	}
	rs := []rune(s)
	var b strings.Builder
	for i := 0; i < len(rs); {
		n, length := zh.Leading(rs[i:])
		if length == 0 || !isUnit(rs[i+length:]) && !isYear(n, length) {
			b.WriteRune(rs[i])
			i++
			continue
		}
		b.WriteString(strconv.Itoa(n))
		i += length
		if (rs[i-1] == '俩' || rs[i-1] == '仨') && i < len(rs) && rs[i] == '月' { // they hold the 个
			b.WriteRune('个')
		}
	}
	return b.String()
}

func isYear(n, length int) bool { return length == 4 && n > 1900 && n < 2100 }

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
