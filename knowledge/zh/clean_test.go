package zh_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/yibaowenwen/yibao/knowledge/zh"
)

func TestClean(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"empty", "", ""},
		{"full width", "ＡＰＰ１２，？（）", "APP12,?()"},
		{"full-width space", "停了\u3000能用吗", "停了 能用吗"},
		{"zero width space", "从绵\u200b阳转到成都", "从绵阳转到成都"},
		{"zero width joiner", "绵\u200d阳", "绵阳"},
		{"soft hyphen", "医\u00ad保转移", "医保转移"},
		{"byte order mark", "\ufeff医保", "医保"},
		{"marks of direction", "\u202a绵阳\u202c", "绵阳"},
		{"variation selector", "绵\ufe0f阳", "绵阳"},
		{"ideographic variation", "葛\U000e0100店", "葛店"},
		{"grapheme joiner", "绵\u034f阳", "绵阳"},
		{"Mongolian selectors", "绵\u180b\u180e\u180f阳", "绵阳"},
		{"Hangul filler", "绵\u3164阳", "绵阳"},
		{"invalid UTF-8", "医保\xff转移", "医保转移"},
		{"control characters", "医保\x00转移\x7f", "医保 转移"},
		{"lines stay apart", "停\n保", "停 保"},
		{"dictation", "从 绵 阳 转 到 成 都 要 多 久", "从绵阳转到成都要多久"},
		{"a place name", "绵 阳", "绵阳"},
		{"words stay apart", "绵阳 成都", "绵阳 成都"},
		{"one character and a word", "在 绵阳", "在 绵阳"},
		{"two spaces stay", "绵  阳", "绵  阳"},
		{"figures stay apart", "断 3 年", "断 3 年"},
		{"Latin stays apart", "A B C", "A B C"},
		{"around the text", " 医保 ", "医保"},
		{"no-break space", "医保\u00a0转移", "医保 转移"},
		{"Traditional stays", "醫保", "醫保"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := zh.Clean(tt.in); got != tt.want {
				t.Errorf("Clean(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

// Every character without a form, at every place of a name, leaves the name as it was.
func TestCleanFindsNamesAgain(t *testing.T) {
	const name = "呼和浩特市"
	for _, table := range []*unicode.RangeTable{unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point} {
		for _, r := range runesOf(table) {
			for i := range name {
				if got := zh.Clean(name[:i] + string(r) + name[i:]); got != name {
					t.Fatalf("%U at %d: %q", r, i, got)
				}
			}
		}
	}
}

func runesOf(t *unicode.RangeTable) (list []rune) {
	for _, r := range t.R16 {
		for c := rune(r.Lo); c <= rune(r.Hi); c += rune(r.Stride) {
			list = append(list, c)
		}
	}
	for _, r := range t.R32 {
		for c := rune(r.Lo); c <= rune(r.Hi); c += rune(r.Stride) {
			list = append(list, c)
		}
	}
	return list
}

// What is clean is text, shows no character without a form, and stays as it is.
func FuzzClean(f *testing.F) {
	for _, s := range []string{"", "从 绵 阳", "医\u200b保", "\xff", "ｱﾞ", "a\u0301", "绵 \u200b阳", "🏳️‍🌈", "ﾠ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := zh.Clean(s)
		if !utf8.ValidString(got) || strings.ContainsFunc(got, unicode.IsControl) || strings.TrimSpace(got) != got {
			t.Fatalf("%q became %q", s, got)
		}
		if strings.ContainsFunc(got, func(r rune) bool { return unicode.In(r, unicode.Cf, unicode.Variation_Selector) }) {
			t.Fatalf("%q holds what nobody sees", got)
		}
		spaces := strings.ContainsFunc(s, func(r rune) bool { return r != ' ' && (unicode.IsSpace(r) || unicode.IsControl(r)) })
		if again := zh.Clean(got); again != got && !spaces {
			t.Fatalf("%q became %q, and then %q", s, got, again)
		}
	})
}

func BenchmarkClean(b *testing.B) {
	for b.Loop() {
		zh.Clean("我去年从原来的单位离职了，医保断了两个月，怎么补交")
	}
}
