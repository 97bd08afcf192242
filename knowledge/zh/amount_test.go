package zh_test

import (
	"math"
	"strings"
	"testing"

	"github.com/yibaowenwen/yibao/knowledge/zh"
)

func TestAmount(t *testing.T) {
	for _, tt := range []struct {
		in     string
		want   float64
		approx zh.Approximation
	}{
		{"1万", 10000, zh.Exact},
		{"1.5万块", 15000, zh.Exact},
		{"八千", 8000, zh.Exact},
		{"3千5", 3500, zh.Exact},
		{"12,000元", 12000, zh.Exact},
		{"一万二", 12000, zh.Exact},
		{"两百块", 200, zh.Exact},
		{"兩百塊錢", 200, zh.Exact},
		{"11.18元", 11.18, zh.Exact},
		{"¥12,000.50", 12000.5, zh.Exact},
		{"￥380", 380, zh.Exact},
		{"400", 400, zh.Exact},
		{"三块五", 3.5, zh.Exact},
		{"三块五毛", 3.5, zh.Exact},
		{"叁佰元整", 300, zh.Exact},
		{"五百人民币", 500, zh.Exact},
		{"三千多块", 3000, zh.Over},
		{"三百块左右", 300, zh.About},
		{"大概两万", 20000, zh.About},
	} {
		t.Run(tt.in, func(t *testing.T) {
			got, ok := zh.Amount(tt.in)
			if !ok || math.Abs(got.Value-tt.want) > 1e-9 || got.Approx != tt.approx {
				t.Errorf("Amount(%q) = %v, %v, want %v, %v", tt.in, got, ok, tt.want, tt.approx)
			}
		})
	}
	for _, in := range []string{"", "元", "几百块", "三四百块", "3个月", "12.5%", "-5元", "9月21日", "万把块"} {
		if got, ok := zh.Amount(in); ok {
			t.Errorf("Amount(%q) = %v, want it refused", in, got)
		}
	}
}

func TestFindAmounts(t *testing.T) {
	for text, want := range map[string]string{
		"住院花了3万2,三甲": "3万2", "一共花了32000能报多少": "32000", "花了1.5万块": "1.5万块", "花了一万五": "一万五",
		"押金八千块,又补了2300元": "八千块 2300元", "2021年住院": "", "断了65天": "", "我今年49,交了8年": "", "报80%": "",
		"基数12,000元": "12,000元", "三百多块": "三百多块", "第1000次": "", "400人": "", "一千个人": "", "张三丰": "", "千万别交": "",
	} {
		var got []string
		for _, a := range zh.FindAmounts(text) {
			got = append(got, a.Text)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: got %q, want %q", text, s, want)
		}
	}
}

func FuzzAmount(f *testing.F) {
	for _, s := range []string{"", "1.5万块", "¥12", "三块五", "元元", "3千5多块左右"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if n, ok := zh.Amount(s); ok && (n.Value < 0 || math.IsNaN(n.Value)) {
			t.Errorf("Amount(%q) = %v", s, n)
		}
	})
}
