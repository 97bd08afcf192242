package private

import (
	"regexp"
	"slices"
	"strings"
)

// shortest is how many digits a personal number has at least.
const shortest = 8

// A number is what may be a personal number: whole groups of digits, and the text around.
type number struct {
	digits  string
	groups  []group
	named   bool   // the words before it name it
	lately  bool   // they name a document, right before it
	before  string // a few characters, empty if no word in the text names a number
	letters bool   // one or two letters stand before the digits
	after   string // a few characters, empty if no word in the text names a number
}

// kind returns what the number is. It is "" and true for what is certainly nobody's own, such
// as the phone number of an office.
func (n number) kind() (Kind, bool) {
	d := n.digits
	switch {
	case len(d) < shortest-1, len(d) < shortest && !n.letters:
	case identity18(d):
		return Identity, true
	case strings.HasSuffix(d, "X"):
	case !n.broken() && identity15(d):
		return Identity, true
	case phone(d) && n.phoneGroups():
		return Phone, true
	case luhn(d) && n.cardGroups():
		return BankCard, true
	default:
		return n.said()
	}
	return "", false
}

// said returns what the words around a number make of it.
func (n number) said() (Kind, bool) {
	switch d := n.digits; {
	case n.document():
		return Card, true
	case n.home():
		return Landline, true
	case strings.Contains("048", d[:1]) && service.MatchString(d):
		return "", true
	case n.card():
		return Card, true
	}
	return "", false
}

// identity18 checks the birth date and the check digit of GB 11643-1999.
func identity18(d string) bool {
	if len(d) != 18 {
		return false
	}
	sum, weight := 0, []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	for i, w := range weight {
		if d[i] == 'X' {
			return false
		}
		sum += int(d[i]-'0') * w
	}
	return d[0] != '0' && d[17] == "10X98765432"[sum%11] && isDate(d[6:14])
}

// identity15 checks the old form: area, YYMMDD, serial.
func identity15(d string) bool {
	return len(d) == 15 && d[0] >= '1' && d[0] <= '8' && isDate("19"+d[6:12])
}

func isDate(d string) bool {
	year, month, day := d[:4], d[4:6], d[6:8]
	return year >= "1900" && year <= "2099" && month >= "01" && month <= "12" && day >= "01" && day <= "31"
}

// phoneDigits is how many digits a mobile phone number has without the country's code.
const phoneDigits = 11

func phone(d string) bool {
	code := max(0, len(d)-phoneDigits)
	return len(d) >= phoneDigits && d[code] == '1' && d[code+1] >= '3' && slices.Contains([]string{"", "0", "86", "086", "0086"}, d[:code])
}

// luhn checks the check digit of ISO/IEC 7812 and that the number is not one digit repeated.
func luhn(d string) bool {
	if len(d) < 15 || len(d) > 19 {
		return false
	}
	sum := 0
	for i := range d {
		n := int(d[len(d)-1-i] - '0')
		if i%2 == 1 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return sum%10 == 0 && strings.Count(d, d[:1]) < len(d)
}

// naming reports whether a word in the text may name a number.
func naming(text string) bool {
	return slices.ContainsFunc([]string{"号", "號", "卡", "身份", "护照", "護照", "证", "證", "户口", "戶口", "编码", "編碼", "passport", "Passport", "PASSPORT", "电话", "電話", "座机", "座機", "固话", "固話", "宅电", "打", "聯", "联系"}, func(w string) bool { return strings.Contains(text, w) })
}

// named are words that make a number next to them personal, however it is built.
var (
	namedBefore = regexp.MustCompile(`卡号|卡號|医保号|社保号|醫保號|证号|證號|身份证|身份證|账号|帳號|编号是|電腦號|电脑号|个人编号|社保卡|医保卡`)
	namedAfter  = regexp.MustCompile(`^[\s,，是]*(这是|我的?|是|他的|她的|我[爸妈]的?)*(身份证|医保|社保|银行)?(卡号|证号|身份证|账号|个人编号)`)
	counted     = regexp.MustCompile(`^\s*(元|块|万|亿|人|年|月|日|号文|%|％)`)
	service     = regexp.MustCompile(`^(400|800)\d{7}$|^0\d{2,3}\d{7,8}$|^0\d{2,3}1\d{4}$`)
)

// card reports whether the number is named as that of a card. A day or an amount next to such
// a word is none.
func (n number) card() bool {
	if !n.named && (n.after == "" || !namedAfter.MatchString(n.after)) {
		return false
	}
	day := n.days() || len(n.digits) == 8 && isDate(n.digits)
	return !day && !counted.MatchString(n.after)
}

// days reports whether the groups are days, such as 2026-11-24 or 2026.1.5-2026.3.5.
func (n number) days() bool {
	years := 0
	for _, g := range n.groups {
		if len(g.digits) == 4 && (strings.HasPrefix(g.digits, "20") || strings.HasPrefix(g.digits, "19")) {
			years++
		} else if len(g.digits) > 2 {
			return false
		}
	}
	return years > 0
}

func (n number) broken() bool { return len(n.groups) > 1 }

// sizes returns the lengths of the groups.
func (n number) sizes() []int {
	list := make([]int, len(n.groups))
	for i, g := range n.groups {
		list[i] = len(g.digits)
	}
	return list
}

// phoneGroups reports whether the digits are set apart as people do with a phone number.
// The groups of 139 1000 2000 can also be read as a list of amounts; those of a usual phone
// number are taken for one.
func (n number) phoneGroups() bool {
	s := n.sizes()
	for range len(n.digits) - phoneDigits { // the country's code
		if s[0]--; s[0] == 0 {
			s = s[1:]
		}
	}
	for _, usual := range [][]int{{11}, {3, 4, 4}, {3, 8}, {7, 4}, {4, 3, 4}, {3, 3, 5}, {4, 7}} {
		if slices.Equal(s, usual) {
			return true
		}
	}
	return n.spelled()
}

// cardGroups reports the same of a bank card. A broken number must begin as cards do.
func (n number) cardGroups() bool {
	if !n.broken() {
		return true
	}
	if !strings.Contains("34569", n.digits[:1]) {
		return false
	}
	s := n.sizes()
	fours := !slices.ContainsFunc(s[:len(s)-1], func(size int) bool { return size != 4 })
	return fours && !n.amounts() || n.spelled()
}

// spelled reports whether one number seems to be spelled out in groups of some other size:
// digit by digit, or all groups after a longer first one set apart in the same way, and they
// are not amounts.
func (n number) spelled() bool {
	s := n.sizes()
	if slices.Max(s) == 1 {
		return true
	}
	for _, g := range n.groups[1:] {
		if g.apart != n.groups[1].apart || strings.ContainsAny(g.apart, ".。．、,，:：+＋*＊/／~～") {
			return false // lists, sums and times look like that
		}
	}
	return s[0] >= 3 && !n.amounts() && !n.days()
}

// amounts reports whether every group is a round number, a year or a hotline: a list of amounts.
func (n number) amounts() bool {
	return !slices.ContainsFunc(n.groups, func(g group) bool {
		d := g.digits
		year := len(d) == 4 && (strings.HasPrefix(d, "19") || strings.HasPrefix(d, "20"))
		return len(d) < 3 || !year && !strings.HasSuffix(d, "0") && d != "12393" && d != "12345" && d != "12333"
	})
}
