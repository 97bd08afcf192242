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
			kind, n := longest(around, chain[i:])
			if n == 0 {
				i++
				continue
			}
			if kind != "" {
				list = append(list, span{chain[i].from, chain[i+n-1].to, kind})
			}
			i += n
		}
	}
	return list
}

// longest returns the kind of the longest number that begins a chain and how many groups it
// takes, 0 if there is none. The text around is empty if it does not matter.
func longest(around string, chain []group) (kind Kind, groups int) {
	digits, named := "", around != "" && namedBefore.MatchString(lastRunes(around[:chain[0].from], 10))
	for i, g := range chain {
		digits += g.digits
		if len(digits) > maxDigits {
			break
		}
		n := number{digits: digits, groups: chain[:i+1], named: named}
		if around != "" {
			n.after = firstRunes(around[g.to:], 10)
		}
		if k, ok := n.kind(); ok {
			kind, groups = k, i+1
		}
	}
	return kind, groups
}

// manyDigits reports whether a text can hold a number at all; most cannot.
func manyDigits(text string) bool {
	n := 0
	for _, r := range text {
		if _, script := digitOf(r); script != notDigit {
			n++
		}
	}
	return n >= shortest
}

// chains returns the groups of digits of a text; those of one chain are set apart by
// separators only and are of one script.
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
		if len(chain) > 0 && s != script {
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
	if r == '幺' {
		return '1', chinese
	}
	if r == '〇' {
		return '0', chinese
	}
	if r > 0xffff { // mathematical digits
		return folded(r)
	}
	for i, c := range []rune("零一二三四五六七八九") {
		if r == c {
			return byte('0' + i), chinese
		}
	}
	return 0, notDigit
}

func isX(r rune) bool {
	return r == 'x' || r == 'X' || r == 'ｘ' || r == 'Ｘ' || r == '×' || r == 'Χ'
}

func keycap(r rune) bool { return r == 0xfe0f || r == 0x20e3 }

func letterAt(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r < 0x80 && unicode.IsLetter(r)
}

// separator reports whether people put a character between the digits of one number.
func separator(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("-.·_•‐‑‒–—－．。()（）\u200b\u200c\u200d\u2060\ufeff", r)
}
