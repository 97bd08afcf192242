package zh

import "strings"

// Affirmed reports whether a text holds the words and does not deny them there: 换了城市 in
// 我换了城市, not in 没换城市 or 不是换了城市.
func Affirmed(text, words string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], words)
		if i < 0 {
			return false
		}
		if !Denied(text[:at+i]) {
			return true
		}
		at += i + len(words)
	}
}

// Denied reports whether a text ends in a word that denies what follows.
func Denied(before string) bool {
	for _, no := range []string{"没", "没有", "不", "不是", "不算", "未", "未曾", "从未", "并非", "无"} {
		if strings.HasSuffix(before, no) {
			return true
		}
	}
	return false
}

// Ordinal reads a message that is nothing but which of a numbered list is meant, from 1 on: 3, ③,
// 三, 第三个, 选3.
func Ordinal(text string) (int, bool) {
	text = strings.TrimFunc(text, func(c rune) bool { return strings.ContainsRune(" .。,，、!！~～", c) })
	for _, before := range []string{"我选", "我要", "就", "选", "要", "点", "看"} {
		if rest, ok := strings.CutPrefix(text, before); ok {
			text = rest
			break
		}
	}
	text = strings.TrimPrefix(text, "第")
	for _, after := range []string{"个", "条", "项", "种", "号"} {
		text = strings.TrimSuffix(text, after)
	}
	n, ok := Number(text)
	if whole := int(n.Value); ok && n.Value == float64(whole) && n.Approx == Exact && whole >= 1 {
		return whole, true
	}
	return 0, false
}
