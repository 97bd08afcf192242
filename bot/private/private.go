// Package private recognises numbers that belong to a person: identity numbers (身份证号),
// bank cards, phone numbers, insurance card numbers. What holds one is neither stored nor logged.
package private

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// A Kind is what a number looks like, in words for the person.
type Kind string

// The kinds.
const (
	Identity Kind = "身份证号"
	BankCard Kind = "银行卡号"
	Phone    Kind = "手机号"
	Card     Kind = "证件号或卡号"
)

// Find returns the kinds of personal numbers in the text, each once, in order. Digits may be
// full-width and set apart by spaces, hyphens, dots or middle dots.
func Find(text string) []Kind {
	var kinds []Kind
	seen := map[Kind]bool{}
	for _, n := range numbers(text) {
		if k, ok := classify(n); ok && !seen[k] {
			seen[k] = true
			kinds = append(kinds, k)
		}
	}
	return kinds
}

// A number is a run of digits, and the text just before it.
type number struct {
	digits string
	before string
	broken bool // joined from groups; weaker evidence than an unbroken run
}

func numbers(text string) []number {
	r := []rune(width.Fold.String(text))
	var list []number
	for i := 0; i < len(r); {
		if !isDigit(r[i]) {
			i++
			continue
		}
		n := number{before: string(r[max(0, i-8):i])}
		var b strings.Builder
		for i < len(r) {
			switch {
			case isDigit(r[i]) || (r[i] == 'x' || r[i] == 'X') && b.Len() == 17:
				b.WriteRune(unicode.ToUpper(r[i]))
			case separator(r[i]) && i+1 < len(r) && (isDigit(r[i+1]) || b.Len() == 17 && (r[i+1] == 'x' || r[i+1] == 'X')):
				n.broken = true
			default:
				goto end
			}
			i++
		}
	end:
		n.digits = b.String()
		list = append(list, n)
	}
	return list
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

func separator(r rune) bool { return strings.ContainsRune(" -.·_\u00a0\u3000\t", r) }

func classify(n number) (Kind, bool) {
	d := n.digits
	switch {
	case len(d) == 18 && identity18(d):
		return Identity, true
	case len(d) == 15 && !n.broken && identity15(d):
		return Identity, true
	case phone(d):
		return Phone, true
	case len(d) >= 15 && len(d) <= 19 && luhn(d):
		return BankCard, true
	case len(d) >= 8 && cardSaid(n.before):
		return Card, true
	}
	return "", false
}

func cardSaid(before string) bool {
	for _, w := range []string{"卡号", "医保号", "社保号", "证号", "身份证", "账号", "编号是"} {
		if strings.Contains(before, w) {
			return true
		}
	}
	return false
}

// identity18 checks the birth date and the check digit of GB 11643-1999.
func identity18(d string) bool {
	sum, weight := 0, []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	for i, w := range weight {
		if !isDigit(rune(d[i])) {
			return false
		}
		sum += int(d[i]-'0') * w
	}
	return d[17] == "10X98765432"[sum%11] && date(d[6:14])
}

// identity15 checks the old form: area, YYMMDD, serial.
func identity15(d string) bool { return d[0] >= '1' && d[0] <= '8' && date("19"+d[6:12]) }

func date(d string) bool {
	year, month, day := d[:4], d[4:6], d[6:8]
	return year >= "1900" && year <= "2099" && month >= "01" && month <= "12" && day >= "01" && day <= "31"
}

func phone(d string) bool {
	d = strings.TrimPrefix(d, "86")
	return len(d) == 11 && d[0] == '1' && d[1] >= '3'
}

// luhn checks the check digit of ISO/IEC 7812 and that the number is not one digit repeated.
func luhn(d string) bool {
	sum := 0
	for i := range d {
		n := int(d[len(d)-1-i]) - '0'
		if n < 0 || n > 9 {
			return false
		}
		if i%2 == 1 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return sum%10 == 0 && strings.Count(d, d[:1]) < len(d)
}
