package analysis_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/longbridgeapp/opencc"

	"github.com/yibaowenwen/yibao/index/analysis"
)

func analyzer(tb testing.TB) *analysis.Analyzer {
	tb.Helper()
	a, err := analysis.New([][]string{
		{"医保", "医疗保险"},
		{"居民医保", "新农合", "合作医疗"},
		{"断缴", "断交"},
		{"报销", "报"},
		{"举报"},
		{"余额", "卡里的钱"},
	})
	if err != nil {
		tb.Fatal(err)
	}
	return a
}

func TestFold(t *testing.T) {
	a := analyzer(t)
	for _, tt := range []struct{ name, in, want string }{
		{"empty", "", ""},
		{"only punctuation", "？！…😀", ""},
		{"width and case", "ＡＰＰ怎么弄", "app怎么弄"},
		{"traditional", "醫保轉移餘額", "医保转移余额"},
		{"punctuation parts clauses", "停了，还能用吗？？", "停了 还能用吗"},
		{"emoji", "医保😭断了", "医保 断了"},
		{"homophone of 医保", "一保卡里没钱", "医保卡里没钱"},
		{"homophone of 转移", "医保转仪", "医保转移"},
		{"account written with 帐", "个人帐户", "个人账户"},
		{"year by digits", "二0一五年的", "2015年的"},
		{"year with circles", "二〇二六年", "2026年"},
		{"two years", "断了两年", "断了2年"},
		{"tens", "交了二十五年", "交了25年"},
		{"ten alone", "十年", "10年"},
		{"hundreds", "三百块", "300块"},
		{"two months", "俩月", "2个月"},
		{"three months", "仨月没交", "3个月没交"},
		{"three months counted", "仨个月", "3个月"},
		{"words that only look like numbers", "五险一金一样吗", "五险一金一样吗"},
		{"not a count", "三明治", "三明治"},
		{"broken UTF-8", "医保\xff转移", "医保 转移"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := a.Fold(tt.in); got != tt.want {
				t.Errorf("Fold(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestCanonMakesWordingsEqual(t *testing.T) {
	a := analyzer(t)
	for _, tt := range []struct{ name, a, b string }{
		{"ways of asking", "医保咋转", "医保如何转"},
		{"politeness", "请问一下医保怎么转呢，谢谢", "医保怎么转"},
		{"synonym", "医疗保险怎么转", "医保怎么转"},
		{"longest synonym first", "合作医疗怎么交", "新农合怎么交"},
		{"how long", "转移要多久", "转移需要多长时间"},
		{"may I", "能不能取", "可不可以取"},
		{"calendar year", "2021年新农合多少钱", "新农合多少钱"},
		{"amounts", "断交了三个月", "断缴了5个月"},
		{"script", "斷交了怎麼辦", "断缴了怎么办"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			x, y := a.Canon(a.Fold(tt.a)), a.Canon(a.Fold(tt.b))
			if x != y {
				t.Errorf("Canon(%q) = %q, Canon(%q) = %q, want the same", tt.a, x, tt.b, y)
			}
		})
	}
}

func TestCanonKeepsWordsApart(t *testing.T) {
	a := analyzer(t)
	if got := a.Canon(a.Fold("举报药店")); got != "举报药店" {
		t.Errorf("a word listed alone was rewritten: %q", got)
	}
	if got := a.Canon(a.Fold("交了15年")); !strings.Contains(got, "1年") {
		t.Errorf("a number of years was taken for a calendar year: %q", got)
	}
	if got := a.Canon(a.Fold("打12333")); !strings.Contains(got, "12333") {
		t.Errorf("a telephone number was taken for an amount: %q", got)
	}
}

func TestGrams(t *testing.T) {
	got := analysis.Grams("查app余额 15年")
	want := []string{"查", "app", "余", "额", "余额", "15", "年"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Grams (-want +got):\n%s", diff)
	}
}

func TestTerms(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want []string
	}{
		{"查app余额 15年", []string{"查", "app", "余额", "15", "年"}},
		{"医保转移 钱", []string{"医保", "保转", "转移", "钱"}},
		{"转", []string{"转"}},
		{"", nil},
	} {
		if got := analysis.Terms(tt.in); !slices.Equal(got, tt.want) {
			t.Errorf("Terms(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestTagger(t *testing.T) {
	tagger, err := analysis.NewTagger("move = 转 转移 # 动\n\n- = 转院\nwhen = 多久 转移")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"转走", []string{"move"}},
		{"转院", nil},
		{"转移", []string{"move", "when"}},
		{"要多久", []string{"when"}},
	} {
		if got := tagger.Names(tagger.Tags(tt.text)); !slices.Equal(got, tt.want) {
			t.Errorf("tags of %q = %v, want %v", tt.text, got, tt.want)
		}
	}
	if tagger.Tag("when") == 0 || tagger.Tag("who") != 0 {
		t.Error("Tag does not tell known groups from unknown")
	}
}

func TestTaggerRefusesBrokenLines(t *testing.T) {
	for _, lines := range []string{"no equals sign", strings.Repeat("a = b\n", 65)} {
		if _, err := analysis.NewTagger(lines); err == nil {
			t.Errorf("NewTagger accepted %.20q", lines)
		}
	}
}

func TestManyGoroutines(t *testing.T) {
	a := analyzer(t)
	want := a.Canon(a.Fold("醫療保險斷交了怎麼辦"))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				if got := a.Canon(a.Fold("醫療保險斷交了怎麼辦")); got != want {
					t.Errorf("Canon = %q, want %q", got, want)
				}
			}
		})
	}
	wg.Wait()
}

func FuzzAnalyze(f *testing.F) {
	for _, s := range []string{"", "医保转移要多久", "二0一五年", "ｏｏ一二三十百千", "\xff\xfe", "😀a1中", "十百千万亿"} {
		f.Add(s)
	}
	a := analyzer(f)
	f.Fuzz(func(t *testing.T, s string) {
		folded := a.Fold(s)
		for _, text := range []string{folded, a.Canon(folded)} {
			if !utf8.ValidString(text) {
				t.Fatalf("not UTF-8: %q from %q", text, s)
			}
			grams := map[string]bool{}
			for _, g := range analysis.Grams(text) {
				grams[g] = true
				if g == "" || !strings.Contains(text, g) {
					t.Fatalf("gram %q is not in %q", g, text)
				}
			}
			for _, term := range analysis.Terms(text) {
				if !grams[term] {
					t.Fatalf("term %q of %q is no gram", term, text)
				}
			}
		}
	})
}

func BenchmarkAnalyze(b *testing.B) {
	a := analyzer(b)
	for b.Loop() {
		analysis.Grams(a.Canon(a.Fold("我去年从原来的单位离职了，医保断了两个月，怎么补交")))
	}
}

// TestPlainTextNeedsNoConversion holds the short way around 繁→简 against the long one.
func TestPlainTextNeedsNoConversion(t *testing.T) {
	convert, err := opencc.New("t2s")
	if err != nil {
		t.Fatal(err)
	}
	a := analyzer(t)
	for r := rune(0x3400); r < 0xA000; r++ {
		text := "答" + string(r)
		want, err := convert.Convert(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := a.Fold(text); got != strings.TrimSpace(want) && got != a.Fold(want) {
			t.Errorf("Fold(%q) = %q, converted %q", text, got, want)
		}
	}
	for _, word := range []string{"答覆", "藉口", "重覆", "沈默", "於是", "乾淨", "以後", "特徵", "存摺"} {
		want, err := convert.Convert(word)
		if err != nil {
			t.Fatal(err)
		}
		if got := a.Fold(word); got != want {
			t.Errorf("Fold(%q) = %q, want %q", word, got, want)
		}
	}
}
