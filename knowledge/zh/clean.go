package zh

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// Clean returns the text without what nobody sees or means: full-width forms become half-width, ③ 3,
// invalid UTF-8 and characters without a form of their own (zero width, soft hyphen, variation
// selectors) go, control characters become spaces, and single spaces between single Han
// characters, as dictation writes them (从 绵 阳 转 到), go; lines stay apart.
func Clean(text string) string {
	text = strings.Map(visible, width.Fold.String(strings.ToValidUTF8(text, "")))
	return strings.TrimSpace(strings.Map(spaced, joined(text)))
}

// visible is what becomes of one character; -1 for one that goes.
func visible(r rune) rune {
	switch {
	case r < 0x7F || unicode.Is(unicode.Han, r):
		return r
	case unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point):
		return -1
	case '①' <= r && r <= '⑨':
		return '1' + r - '①'
	}
	return r
}

// spaced makes what only parts words a space.
func spaced(r rune) rune {
	if r < ' ' || r >= 0x7F && (unicode.IsControl(r) || unicode.IsSpace(r)) {
		return ' '
	}
	return r
}

// joined removes single spaces between Han characters that stand alone on both sides.
func joined(text string) string {
	if !strings.Contains(text, " ") {
		return text
	}
	words := strings.Split(text, " ")
	var b strings.Builder
	b.Grow(len(text))
	for i, w := range words {
		if i > 0 && (!lone(words[i-1]) || !lone(w)) {
			b.WriteByte(' ')
		}
		b.WriteString(w)
	}
	return b.String()
}

// lone reports whether the word is one Han character.
func lone(word string) bool {
	r, n := utf8.DecodeRuneInString(word)
	return n == len(word) && unicode.Is(unicode.Han, r)
}

// regular returns the text cleaned, without spaces, and with the characters of numbers and days
// as one writes them plainly: formal numerals (壹贰叁) as 一二三, Traditional ones Simplified. Han
// characters stay one for one.
func regular(text string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' {
			return -1
		}
		return plain(r)
	}, Clean(text))
}

// irregular and regularly are the same characters in order: as some write them, and plainly.
const (
	irregular = "壹贰貳叁叄陆陸肆伍柒捌玖拾佰仟萬億兩倆個點號週禮後這歲塊錢圓餘來內當剛從過斷繳總約滿沒無還幾間時開〇○零廾"
	regularly = "一二二三三六六四五七八九十百千万亿两俩个点号周礼后这岁块钱圆余来内当刚从过断缴总约满没无还几间时开〇〇〇廿"
)

func plain(r rune) rune {
	if r < utf8.RuneSelf {
		return unicode.ToLower(r)
	}
	if i := strings.IndexRune(irregular, r); i >= 0 {
		to, _ := utf8.DecodeRuneInString(regularly[i:])
		return to
	}
	return r
}
