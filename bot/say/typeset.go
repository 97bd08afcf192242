package say

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Typeset gives Chinese sentences their full-width punctuation, so that editors may type
// either kind: a comma, semicolon, colon, question or exclamation mark beside a Chinese
// character, and brackets around or after Chinese, become full-width. Numbers, addresses
// and commands stay as they are.
func Typeset(s string) string {
	const marks = ",;:?!()"
	var b strings.Builder
	open := 0 // full-width brackets not closed yet
	done := 0
	for i := strings.IndexAny(s, marks); i >= 0; i = next(s, marks, i+1) {
		wide := fullWidth(s, i, &open)
		if wide == 0 {
			continue
		}
		b.WriteString(s[done:i])
		b.WriteRune(wide)
		done = i + 1
	}
	if done == 0 {
		return s
	}
	b.WriteString(s[done:])
	return b.String()
}

// next returns where one of the marks comes next, -1 if nowhere.
func next(s, marks string, from int) int {
	i := strings.IndexAny(s[from:], marks)
	if i < 0 {
		return i
	}
	return from + i
}

// fullWidth returns the full-width form of the mark at i, 0 if it stays.
func fullWidth(s string, i int, open *int) rune {
	mark, rest := rune(s[i]), s[i+1:]
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	switch mark {
	case '(':
		if chinese(before) || chineseBefore(rest, ')') {
			*open++
			return '\uff08'
		}
	case ')':
		if *open > 0 {
			*open--
			return '\uff09'
		}
	default:
		after, _ := utf8.DecodeRuneInString(rest)
		if (chinese(before) || chinese(after)) && after != '/' {
			return mark + '\uff01' - '!' // the full-width forms stand in the same order
		}
	}
	return 0
}

// chinese reports whether a character makes the punctuation beside it Chinese.
func chinese(c rune) bool {
	return unicode.Is(unicode.Han, c) || strings.ContainsRune("“”‘’《》〈〉〔〕「」。\uff08\uff09\uff0c\uff1a\uff1b", c)
}

// chineseBefore reports whether a Chinese character comes before the closing bracket.
func chineseBefore(s string, closing rune) bool {
	for _, c := range s {
		if c == closing {
			return false
		}
		if unicode.Is(unicode.Han, c) {
			return true
		}
	}
	return false
}
