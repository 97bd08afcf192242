package coverage

import (
	"strings"

	"golang.org/x/text/width"
)

// columns returns how many columns of a terminal a text takes: Chinese characters and their
// punctuation take two.
func columns(s string) int {
	n := 0
	for _, r := range s {
		n++
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n++
		}
	}
	return n
}

// pad fills a text up with spaces to so many columns; one that is longer stays as it is.
func pad(s string, n int) string {
	return s + strings.Repeat(" ", max(0, n-columns(s)))
}

// letter returns the single character for a province that Chinese maps and number plates
// use, or the first of its name.
func letter(province string) string {
	letters := map[string]string{
		"北京": "京", "天津": "津", "河北": "冀", "山西": "晋", "内蒙古": "蒙", "辽宁": "辽", "吉林": "吉", "黑龙江": "黑",
		"上海": "沪", "江苏": "苏", "浙江": "浙", "安徽": "皖", "福建": "闽", "江西": "赣", "山东": "鲁", "河南": "豫",
		"湖北": "鄂", "湖南": "湘", "广东": "粤", "广西": "桂", "海南": "琼", "重庆": "渝", "四川": "川", "贵州": "贵",
		"云南": "云", "西藏": "藏", "陕西": "陕", "甘肃": "甘", "青海": "青", "宁夏": "宁", "新疆": "新", "兵团": "兵",
	}
	if l, ok := letters[province]; ok {
		return l
	}
	return string([]rune(province + "?")[0])
}
