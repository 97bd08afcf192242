package bot

import (
	"strings"
	"testing"
)

func TestSimplify(t *testing.T) {
	h, err := newHant()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		text, want              string
		traditional, simplified bool
	}{
		{"從綿陽轉到成都,醫保要多久", "从绵阳转到成都,医保要多久", true, false},
		{"从绵阳转到成都,医保要多久", "从绵阳转到成都,医保要多久", false, true},
		{"成都呢", "成都呢", false, false},
		{"乾坤", "乾坤", false, false},
		{"皇后", "皇后", false, false},             // 后 alone would be 後
		{"我想問一下怎么办", "我想问一下怎么办", false, false}, // a single one may be a slip
		{"𠮷", "𠮷", false, false},
		{"APP 10%", "APP 10%", false, false},
		{"", "", false, false},
	} {
		out, traditional, simplified := h.simplify(tt.text)
		if out != tt.want || traditional != tt.traditional || simplified != tt.simplified {
			t.Errorf("%s: %s, traditional %v, simplified %v", tt.text, out, traditional, simplified)
		}
	}
}

// FuzzSimplify holds the short cut against the conversion of everything.
func FuzzSimplify(f *testing.F) {
	h, err := newHant()
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{"從綿陽轉到成都,醫保要多久", "从绵阳转到成都", "皇后大道", "一目瞭然", "干活", "乾隆", "著名"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s, _ = clean(s)
		if strings.Contains(s, "沈船") || strings.Contains(s, "沈默") {
			return // only as words are they in the tables
		}
		out, _, simplified := h.simplify(s)
		whole, err := h.toHans.Convert(s)
		if err != nil {
			return
		}
		if out != whole {
			t.Errorf("%q: %q, converted %q", s, out, whole)
		}
		if simplified && out != s {
			t.Errorf("%q is called Simplified and becomes %q", s, out)
		}
	})
}
