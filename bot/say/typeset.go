package say

import (
	"strings"
	"unicode"
)

// Typeset gives Chinese sentences their full-width punctuation, so that editors may type
// either kind: a comma, semicolon, colon, question or exclamation mark beside a Chinese
// character, and brackets around or after Chinese, become full-width. Numbers, addresses
// and commands stay as they are.
func Typeset(s string) string {
	r := []rune(s)
	var b strings.Builder
	b.Grow(len(s) + 16)
	open := 0 // full-width brackets not closed yet
	for i, c := range r {
		prev, next := at(r, i-1), at(r, i+1)
		switch {
		case strings.ContainsRune(",;:?!", c) && (chinese(prev) || chinese(next)) && next != '/':
			c += '\uff01' - '!' // the full-width forms stand in the same order
		case c == '(' && (chinese(prev) || chineseBefore(r[i+1:], ')')):
			c = '\uff08'
			open++
		case c == ')' && open > 0:
			c = '\uff09'
			open--
		}
		b.WriteRune(c)
	}
	return b.String()
}

func at(r []rune, i int) rune {
	if i < 0 || i >= len(r) {
		return 0
	}
	return r[i]
}

// chinese reports whether a character makes the punctuation beside it Chinese.
func chinese(c rune) bool {
	return unicode.Is(unicode.Han, c) || strings.ContainsRune("“”‘’《》〈〉〔〕「」。\uff08\uff09\uff0c\uff1a\uff1b", c)
}

// chineseBefore reports whether a Chinese character comes before the closing bracket.
func chineseBefore(r []rune, closing rune) bool {
	for _, c := range r {
		if c == closing {
			return false
		}
		if unicode.Is(unicode.Han, c) {
			return true
		}
	}
	return false
}
