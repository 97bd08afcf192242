package zh

import (
	"testing"
	"unicode/utf8"

	"github.com/longbridgeapp/opencc"
)

func TestSimplify(t *testing.T) {
	h, err := NewScripts()
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
		{"高峰", "高峰", false, false},             // 峰 alone would be 峯
		{"沈默", "沉默", true, false},              // 沈 and 默 alone stay
		{"我想問一下怎么办", "我想问一下怎么办", false, false}, // a single one may be a slip
		{"𠮷", "𠮷", false, false},
		{"APP 10%", "APP 10%", false, false},
		{"", "", false, false},
	} {
		out, traditional, simplified := h.Simplify(tt.text)
		if out != tt.want || traditional != tt.traditional || simplified != tt.simplified {
			t.Errorf("%s: %s, traditional %v, simplified %v", tt.text, out, traditional, simplified)
		}
	}
}

// simplifyPlainly is simplify without its short cuts.
func simplifyPlainly(h *Scripts, s string) (out string, traditional, simplified bool) {
	out, err := h.tables.Convert(s)
	if err != nil {
		out = s
	}
	changed, length := difference(s, out)
	return out, changed > 1 || changed*3 > length, changed == 0 && h.Traditional(out) != out
}

// FuzzSimplify holds the short cuts against the conversion of everything.
func FuzzSimplify(f *testing.F) {
	h, err := NewScripts()
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{"從綿陽轉到成都,醫保要多久", "从绵阳转到成都", "皇后大道", "一目瞭然", "干活", "乾隆", "著名", "沈默", "恒大", "发卡", "审核"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = Clean(s)
		out, traditional, simplified := h.Simplify(s)
		wantOut, wantTraditional, wantSimplified := simplifyPlainly(h, s)
		if out != wantOut || traditional != wantTraditional || simplified != wantSimplified {
			t.Errorf("%q: %q %v %v, want %q %v %v", s, out, traditional, simplified, wantOut, wantTraditional, wantSimplified)
		}
	})
}

// TestScriptsTables proves the sets of characters on every entry of the tables.
func TestScriptsTables(t *testing.T) {
	h, err := NewScripts()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []*opencc.OpenCC{h.tables, h.toTraditional} {
		for table, least := range map[int]int{wordTable: 250, characterTable: 3900} {
			n := 0
			for from, to := range entries(c, table) {
				if n++; utf8.RuneCountInString(from) != utf8.RuneCountInString(to) {
					t.Errorf("%s becomes %s, which moves what stands behind it", from, to)
				}
				if c == h.tables && from != to && !h.traditional.hasAny(from) {
					t.Errorf("%s becomes %s, and no character tells", from, to)
				}
				if c == h.toTraditional && table == wordTable && keepsSure(h, from, to) {
					t.Errorf("%s becomes %s, which keeps a character", from, to)
				}
			}
			if all := len(c.DictChains[0].Dicts[table].Values); n < least || n < all-all/100 {
				t.Errorf("%d of %d entries of table %d", n, all, table)
			}
		}
	}
	for r := range rune(0x40000) {
		c := string(r)
		out, traditional, simplified := h.Simplify(c)
		wantOut, wantTraditional, wantSimplified := simplifyPlainly(h, c)
		if out != wantOut || traditional != wantTraditional || simplified != wantSimplified {
			t.Errorf("%U alone: %q %v %v, want %q %v %v", r, out, traditional, simplified, wantOut, wantTraditional, wantSimplified)
		}
	}
}

// keepsSure reports whether a character that is said to change always stands in its place still.
func keepsSure(h *Scripts, from, to string) bool {
	was, is := []rune(from), []rune(to)
	for i := range min(len(was), len(is)) {
		if was[i] == is[i] && h.simplified.has(was[i]) {
			return true
		}
	}
	return false
}

func BenchmarkNewScripts(b *testing.B) {
	for b.Loop() {
		if _, err := NewScripts(); err != nil {
			b.Fatal(err)
		}
	}
}
