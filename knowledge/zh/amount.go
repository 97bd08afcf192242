package zh

import "regexp"

var money = regexp.MustCompile(`^[¥¥]?(.+?)(?:(?:元|块钱?|圆)([一二三四五六七八九]|[0-9])?[角毛]?[整正]?|人民币)?$`)

// Amount reads a text that is an amount of money, in yuan: 1万, 1.5万块, 八千, 3千5, 12,000元, 一万二,
// 两百块, 三块五, ¥12,000. A number alone is one of yuan.
func Amount(text string) (Numeral, bool) {
	s, approx := approximation(regular(text))
	m := money.FindStringSubmatch(s)
	if m == nil {
		return Numeral{}, false
	}
	count, vague := approximation(m[1])
	n, ok := value(count)
	if m[2] != "" {
		tenths, _ := value(m[2])
		n += tenths / 10
	}
	return Numeral{n, max(approx, vague)}, ok && n >= 0
}

// sums are the forms in which an amount stands in a sentence: with a unit of money, with 万, or as a
// number of four digits and more.
var sums = regexp.MustCompile(`[¥¥]?(?:[0-9][0-9,]*(?:\.[0-9]+)?(?:[万千百][0-9]{0,4})?|[一二两三四五六七八九十百千万零〇]*[十百千万][一二两三四五六七八九十百千万零〇]*)(?:多|来|余)?(?:元|块钱?|圆|人民币)?(?:[零〇]?[一二三四五六七八九0-9]+[角毛])?`)

// FindAmounts returns the amounts of money within a sentence, from the left. A number of a day, a
// person or a share is none.
func FindAmounts(text string) []Found[Numeral] {
	s := regular(text)
	var list []Found[Numeral]
	for _, at := range sums.FindAllStringIndex(s, -1) {
		part, after := s[at[0]:at[1]], s[at[1]:]
		n, ok := Amount(part)
		plain := !moneyUnit.MatchString(part)
		if !ok || plain && (n.Value < least || notMoney.MatchString(after)) {
			continue
		}
		list = append(list, Found[Numeral]{n, part, s[:at[0]], after})
	}
	return list
}

// least is the least number, in yuan, that is taken for an amount where no unit is named.
const least = 100

var (
	moneyUnit = regexp.MustCompile(`元|块|圆|人民币|万|角|毛|¥`)
	notMoney  = regexp.MustCompile(`^(?:[年月日号岁天%个人次周位路点度分]|小时)`)
)
