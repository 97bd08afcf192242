package zh

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// An Approximation says how exactly a number was told.
type Approximation int

// The approximations.
const (
	Exact Approximation = iota
	About               // 左右, 差不多, 大概, 三十来
	Over                // 三十多, 半年多: the number and something more
)

// A Numeral is a number as it was told.
type Numeral struct {
	Value  float64
	Approx Approximation
}

// largest is the largest number that is read; beyond it something else is meant.
const largest = 1e12

// Number reads a text that is one number and nothing else: 3, -1, 1.5, 12,000, 三, 两, 俩, 廿五, 叁, 〇,
// 半, 三点五, 两个半, 一万二, 3千5, 1.5万, 三十多, 大概十来. It refuses ranges (三四, 3-4), 几 and whatever
// counts something.
func Number(text string) (Numeral, bool) {
	s, approx := approximation(regular(text))
	whole, negative := strings.CutPrefix(s, "-")
	n, ok := value(whole)
	if !ok {
		if before, half := strings.CutSuffix(whole, "个半"); half {
			n, ok = value(before)
			n += 0.5
		}
	}
	if negative {
		n = -n
	}
	return Numeral{n, approx}, ok
}

// approximation takes off a text what says how exact it is.
func approximation(s string) (rest string, a Approximation) {
	for _, w := range []string{"大概", "大约", "差不多", "约", "将近", "接近"} {
		if r, ok := strings.CutPrefix(s, w); ok && r != "" {
			s, a = r, About
		}
	}
	for _, w := range []struct {
		word string
		a    Approximation
	}{{"左右", About}, {"上下", About}, {"差不多", About}, {"来", About}, {"多", Over}, {"余", Over}} {
		if r, ok := strings.CutSuffix(s, w.word); ok && r != "" {
			return r, max(a, w.a)
		}
	}
	return s, a
}

// value reads a number in regular characters.
func value(s string) (float64, bool) {
	if s == "半" || s == "一半" {
		return 0.5, true
	}
	whole, part, pointed := strings.Cut(s, "点")
	if pointed {
		digits, ok := digitRun(part)
		n, ok2 := integer(whole)
		if !ok || !ok2 {
			return 0, false
		}
		f, err := strconv.ParseFloat(strconv.FormatFloat(n, 'f', -1, 64)+"."+digits, 64)
		return f, err == nil
	}
	n, ok := integer(s)
	return n, ok && n <= largest
}

// digitRun reads digits one by one, in either script, and writes them in figures.
func digitRun(s string) (figures string, ok bool) {
	var b strings.Builder
	for _, r := range s {
		d, isDigit := digit(r)
		if !isDigit {
			return "", false
		}
		b.WriteByte(byte('0' + d))
	}
	return b.String(), 0 < b.Len() && b.Len() <= 12
}

// digit returns the value of a digit, Arabic or Chinese.
func digit(r rune) (int, bool) {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0'), true
	case r == '〇' || r == '零':
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

// place returns the value of a character that lifts the digit before it: 十, 百, 千.
func place(r rune) int {
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

// A reckoning is a number on the way, read from the left.
type reckoning struct {
	total   float64 // what 万 and 亿 have closed
	section float64 // since then, what places have lifted
	pending float64 // a digit or figures that nothing has lifted yet
	has     bool    // there is a pending one
	place   float64 // the last place, which the next must be below
	big     float64 // the last of 万 and 亿
	zero    bool    // 〇 stands before the pending one: 一百〇五 is not 一百五
}

// integer reads a number without a fraction written in Chinese; figures may have one, and may
// be lifted: 1.5万, 3千5.
func integer(s string) (float64, bool) {
	if figures, ok := positional(s); ok {
		return figures, true
	}
	r := reckoning{place: largest, big: largest}
	for s != "" {
		n, ok := r.next(s)
		if !ok {
			return 0, false
		}
		s = s[n:]
	}
	return r.end()
}

// positional reads a number written digit by digit, 二〇二六. Two digits side by side are a range,
// unless one is 〇; so are three.
func positional(s string) (float64, bool) {
	n := utf8.RuneCountInString(s)
	if n < 2 || n < 4 && !strings.ContainsRune(s, '〇') || n == len(s) {
		return 0, false
	}
	figures, ok := digitRun(s)
	v, err := strconv.ParseFloat(figures, 64)
	return v, ok && err == nil
}

// next takes one digit, place or run of figures and returns its length.
func (r *reckoning) next(s string) (length int, ok bool) {
	if v, n := figures(s); n > 0 {
		return n, r.digit(v)
	}
	c, n := utf8.DecodeRuneInString(s)
	switch c {
	case '〇':
		ok = !r.has
		if r.zero = true; n == len(s) && r.empty() { // 〇 alone
			return n, r.digit(0)
		}
		return n, ok
	case '廿', '卅':
		return n, r.digit(float64(2+strings.IndexRune("廿卅", c)/len("廿"))) && r.lift(10)
	case '万':
		return n, r.close(1e4)
	case '亿':
		return n, r.close(1e8)
	}
	if p := place(c); p > 0 {
		return n, r.lift(float64(p))
	}
	d, isDigit := digit(c)
	return n, isDigit && r.digit(float64(d))
}

func (r *reckoning) empty() bool { return !r.has && r.section == 0 && r.total == 0 }

func (r *reckoning) digit(v float64) bool {
	if r.has {
		return false
	}
	r.pending, r.has = v, true
	return true
}

// lift multiplies the pending digit; 十 alone is ten.
func (r *reckoning) lift(p float64) bool {
	if !r.has && p == 10 {
		r.pending, r.has = 1, true
	}
	if !r.has || p >= r.place {
		return false
	}
	r.section += r.pending * p
	r.pending, r.has, r.zero, r.place = 0, false, false, p
	return true
}

// close multiplies the section by 万 or 亿.
func (r *reckoning) close(big float64) bool {
	if big >= r.big || !r.has && r.section == 0 {
		return false
	}
	r.total += (r.section + r.pending) * big
	*r = reckoning{total: r.total, place: largest, big: big}
	return true
}

// end returns the number. A last digit counts the next lower place: 一万二, 三百五, 3千5.
func (r *reckoning) end() (float64, bool) {
	if !r.has {
		return r.total + r.section, !r.empty()
	}
	last := r.place
	if r.section == 0 {
		last = r.big
	}
	switch {
	case last == largest:
	case r.pending >= last || r.pending != math.Trunc(r.pending):
		return 0, false
	case r.pending < 10 && !r.zero:
		r.pending *= last / 10
	}
	return r.total + r.section + r.pending, true
}

// figures reads Arabic digits with a fraction (1.5) or with commas between groups of three
// (12,000) at the beginning.
func figures(s string) (v float64, length int) {
	end := 0
	for end < len(s) && (isFigure(s[end]) || separates(s, end)) {
		end++
	}
	if end == 0 {
		return 0, 0
	}
	text := strings.ReplaceAll(s[:end], ",", "")
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || v > largest {
		return 0, 0
	}
	return v, end
}

func isFigure(c byte) bool { return '0' <= c && c <= '9' }

// separates reports whether the byte at i is a decimal point, or a comma before three digits.
func separates(s string, i int) bool {
	if i == 0 || !isFigure(s[i-1]) || i+1 == len(s) || !isFigure(s[i+1]) {
		return false
	}
	if s[i] != ',' {
		return s[i] == '.'
	}
	j := i + 1
	for j < len(s) && isFigure(s[j]) {
		j++
	}
	return j-i-1 == 3
}

// Leading reads the number below ten thousand that folded text begins with, as search needs it:
// it takes every run of digits, even one that [Number] refuses as a range, because what is
// compared are wordings and not amounts. It returns the length in characters, 0 if there is none.
func Leading(text []rune) (n, length int) {
	const longest = 8
	sum, last, lifted := 0, -1, false
	for length < len(text) && length < longest {
		r := text[length]
		if p := place(r); p > 0 && sum < 10000 {
			sum += max(last, 1) * p
			last, lifted = -1, true
		} else if d, ok := loose(r, length); ok {
			if last >= 0 && !lifted {
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

// loose is digit, and o within a number, which many type for 〇.
func loose(r rune, at int) (int, bool) {
	if r == 'o' {
		return 0, at > 0
	}
	return digit(r)
}
