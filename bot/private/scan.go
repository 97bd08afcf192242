package private

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A span is a number of some kind in a text; from and to count bytes.
type span struct {
	from, to int
	kind     Kind
}

// A group is an unbroken run of digits. An X that may end an identity number is a group of
// its own.
type group struct {
	digits   string
	from, to int
	apart    string // what separates it from the group before it in the same chain
}

// maxDigits is the most that any number has: a phone number with 0086 and a card have fewer.
const maxDigits = 20

// spans returns the numbers of a text in order. Each is made of whole groups of a chain, as
// many as possible.
func spans(text string) []span {
	if !manyDigits(text) {
		return nil
	}
	around := ""
	if naming(text) {
		around = text
	}
	var list []span
	for _, chain := range chains(text) {
		for i := 0; i < len(chain); {
			kind, n := longest(around, chain[i:], i == 0)
			if n == 0 {
				i++
				continue
			}
			if kind != "" {
				from := chain[i].from
				if kind == Card {
					from -= len(lettersBefore(text[:from]))
				}
				list = append(list, span{from, chain[i+n-1].to, kind})
			}
			i += n
		}
	}
	return list
}

// longest returns the kind of the longest number that begins a chain and how many groups it
// takes, 0 if there is none. The text around is empty if it does not matter. Words stand before
// the first group of a chain only.
func longest(around string, chain []group, first bool) (kind Kind, groups int) {
	digits, named, lately, before, letters := "", false, false, "", false
	if around != "" {
		before = around[:chain[0].from]
		if prefix := lettersBefore(before); prefix != "" {
			before, letters = before[:len(before)-len(prefix)], true
		}
		before = lastRunes(before, 16)
		named = namedBefore.MatchString(lastRunes(before, 10))
		lately = first && namedLately.MatchString(before)
	}
	for i, g := range chain {
		digits += g.digits
		if len(digits) > maxDigits {
			break
		}
		n := number{digits: digits, groups: chain[:i+1], named: named, lately: lately, before: before, letters: letters}
		if around != "" {
			n.after = firstRunes(around[g.to:], 10)
		}
		if k, ok := n.kind(); ok {
			kind, groups = k, i+1
		}
	}
	return kind, groups
}

// lettersBefore returns the one or two letters that a text ends with, as passports begin: not
// the end of a word, and not what is set apart.
func lettersBefore(text string) string {
	at := len(text)
	for n := 0; ; n++ {
		r, size := utf8.DecodeLastRuneInString(text[:at])
		if !latin(r) {
			break
		}
		if n == 2 {
			return ""
		}
		at -= size
	}
	return text[at:]
}

func latin(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || 'ａ' <= r && r <= 'ｚ' || 'Ａ' <= r && r <= 'Ｚ'
}

// manyDigits reports whether a text can hold a number at all; most cannot.
func manyDigits(text string) bool {
	n, letters := 0, 0
	for _, r := range text {
		if '0' <= r && r <= '9' {
			n++
		} else if latin(r) || r >= 0x80 && r < 0x500 {
			letters++
			if _, ok := alike(r); ok {
				n++
			}
		} else if r >= 0x80 {
			if _, script := digitOf(r); script != notDigit {
				n++
			}
		}
	}
	return n >= shortest || n == shortest-1 && letters > 0
}

// chains returns the groups of digits of a text; those of one chain are set apart by
// separators only. A group is of one script.
func chains(text string) [][]group {
	var list [][]group
	var chain []group
	var script script
	apart := 0 // where the text after the last group begins
	for at := 0; at < len(text); {
		g, s := groupAt(text, at, script)
		if s == notDigit {
			r, size := utf8.DecodeRuneInString(text[at:])
			at += size
			if separator(r) {
				continue
			}
		}
		if len(chain) > 0 && s == notDigit {
			list, chain = append(list, chain), nil
		}
		script = s
		if s == notDigit {
			continue
		}
		if len(chain) > 0 {
			g.apart = text[apart:g.from]
		}
		chain = append(chain, g)
		at, apart = g.to, g.to
	}
	if len(chain) > 0 {
		list = append(list, chain)
	}
	return list
}

// groupAt returns the group that begins at a place, if one does; before is the script of the
// digits before it.
func groupAt(text string, at int, before script) (group, script) {
	g := group{from: at, to: at}
	kind := notDigit
	var digits strings.Builder
	for g.to < len(text) {
		r, size := utf8.DecodeRuneInString(text[g.to:])
		d, s := digitOf(r)
		if s == notDigit && kind != chinese {
			if d, ok := alikeAt(text, g.to, kind == western); ok {
				digits.WriteByte(d)
				kind = western
				g.to += size
				continue
			}
		}
		switch {
		case s != notDigit && (kind == notDigit || s == kind):
			digits.WriteByte(d)
			kind = s
		case kind != notDigit && keycap(r): // 1️⃣ is the digit and two marks
		case kind == notDigit && before != notDigit && isX(r) && !letterAt(text[g.to+size:]):
			return group{digits: "X", from: at, to: g.to + size}, before
		default:
			g.digits = digits.String()
			return g, kind
		}
		g.to += size
	}
	g.digits = digits.String()
	return g, kind
}

type script int

const (
	notDigit script = iota
	western
	chinese
)

// digitOf reads a digit: ASCII, full-width, circled or of other scripts, or a Chinese numeral.
// Superscripts are marks of footnotes.
func digitOf(r rune) (byte, script) {
	switch {
	case '0' <= r && r <= '9':
		return byte(r), western
	case r < 0x80:
		return 0, notDigit
	case r >= 0x4e00 || r == '〇':
		return chineseDigit(r)
	case r == '¹' || r == '²' || r == '³' || r >= 0x2070 && r <= 0x209f || !unicode.Is(unicode.N, r):
		return 0, notDigit
	}
	return folded(r)
}

// folded reads a digit by its plain form: ① is 1, and ٣ is 3.
func folded(r rune) (byte, script) {
	if plain := norm.NFKC.String(string(r)); len(plain) == 1 && '0' <= plain[0] && plain[0] <= '9' {
		return plain[0], western
	}
	if !unicode.Is(unicode.Nd, r) {
		return 0, notDigit
	}
	zero := r
	for unicode.Is(unicode.Nd, zero-1) && r-zero < 9 {
		zero--
	}
	return byte('0' + r - zero), western
}

func chineseDigit(r rune) (byte, script) {
	if r >= 0xff10 && r <= 0xff19 {
		return byte('0' + r - 0xff10), western
	}
	if r > 0xffff { // mathematical digits
		return folded(r)
	}
	if d := numeral(r); d != 0 {
		return d, chinese
	}
	return 0, notDigit
}

// numeral reads a Chinese numeral: plain, formal, or as it is read out. It returns 0 for none.
func numeral(r rune) (d byte) {
	switch r {
	case '零', '〇', '洞':
		d = '0'
	case '一', '壹', '弌', '幺':
		d = '1'
	case '二', '贰', '貳', '弍', '两', '兩':
		d = '2'
	case '三', '叁', '參', '叄', '仨':
		d = '3'
	case '四', '肆':
		d = '4'
	case '五', '伍':
		d = '5'
	case '六', '陆', '陸':
		d = '6'
	case '七', '柒', '拐':
		d = '7'
	case '八', '捌':
		d = '8'
	case '九', '玖', '勾':
		d = '9'
	}
	return d
}

// alikeAt reads a letter that stands for a digit: in a run of such letters, and no other
// letters, that follows digits or is followed by some.
func alikeAt(text string, at int, follows bool) (byte, bool) {
	r, _ := utf8.DecodeRuneInString(text[at:])
	d, ok := alike(r)
	if !ok {
		return 0, false
	}
	if before, _ := utf8.DecodeLastRuneInString(text[:at]); !follows && unicode.IsLetter(before) && before < 0x250 {
		return 0, false
	}
	run := 0
	for _, r := range text[at:] {
		if _, ok := alike(r); ok {
			if run++; run > maxDigits {
				return 0, false
			}
			continue
		}
		_, s := digitOf(r)
		return d, s == western || follows && (r >= 0x250 || !unicode.IsLetter(r))
	}
	return d, follows
}

// alike reads a letter that people type for a digit, or put there so that nobody's filter sees
// the number: between or next to real digits.
func alike(r rune) (byte, bool) {
	switch r {
	case 'O', 'o', 'Ｏ', 'ｏ', 'О', 'о':
		return '0', true
	case 'l', 'I', 'ｌ', 'Ｉ':
		return '1', true
	}
	return 0, false
}

func isX(r rune) bool {
	return r == 'x' || r == 'X' || r == 'ｘ' || r == 'Ｘ' || r == '×' || r == 'Χ'
}

func keycap(r rune) bool { return r == 0xfe0f || r == 0x20e3 }

func letterAt(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r < 0x80 && unicode.IsLetter(r)
}

// separator reports whether people put a character between the digits of one number. Characters
// that are not seen count too: they are there to hide the number, or came with a copy.
func separator(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) ||
		strings.ContainsRune("-.·_•‐‑‒–—－．。()（）/／\\、,，:：|｜*＊~～#＃+＋'’", r)
}
