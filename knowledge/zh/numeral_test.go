package zh_test

import (
	"math"
	"strconv"
	"testing"

	"github.com/yibaowenwen/yibao/knowledge/zh"
)

func TestNumber(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     float64
		approx   zh.Approximation
	}{
		{"Arabic", "3", 3, zh.Exact},
		{"full width", "１２", 12, zh.Exact},
		{"negative", "-1", -1, zh.Exact},
		{"decimal", "1.5", 1.5, zh.Exact},
		{"leading zero", "03", 3, zh.Exact},
		{"thousands", "12,000", 12000, zh.Exact},
		{"Chinese", "三", 3, zh.Exact},
		{"two", "两", 2, zh.Exact},
		{"ten", "十", 10, zh.Exact},
		{"teen", "十五", 15, zh.Exact},
		{"tens", "二十", 20, zh.Exact},
		{"tens and ones", "二十五", 25, zh.Exact},
		{"hundred", "一百", 100, zh.Exact},
		{"hundred and five", "一百零五", 105, zh.Exact},
		{"hundred and fifty", "一百五", 150, zh.Exact},
		{"hundred and fifteen", "一百一十五", 115, zh.Exact},
		{"thousand", "三千二百", 3200, zh.Exact},
		{"thousand and five", "一千零五", 1005, zh.Exact},
		{"thousand and five hundred", "3千5", 3500, zh.Exact},
		{"ten thousand", "一万", 10000, zh.Exact},
		{"ten thousand and two thousand", "一万二", 12000, zh.Exact},
		{"ten thousand in figures", "1.5万", 15000, zh.Exact},
		{"figures and places", "3万5", 35000, zh.Exact},
		{"figures in full", "3万5000", 35000, zh.Exact},
		{"hundred million", "一亿二千万", 120000000, zh.Exact},
		{"colloquial two", "俩", 2, zh.Exact},
		{"colloquial three", "仨", 3, zh.Exact},
		{"twenty", "廿", 20, zh.Exact},
		{"twenty-five", "廿五", 25, zh.Exact},
		{"thirty", "卅", 30, zh.Exact},
		{"formal", "叁", 3, zh.Exact},
		{"formal tens", "贰拾伍", 25, zh.Exact},
		{"formal ten thousand", "壹萬貳仟", 12000, zh.Exact},
		{"zero as a circle", "〇", 0, zh.Exact},
		{"zero", "零", 0, zh.Exact},
		{"zero in figures", "0", 0, zh.Exact},
		{"digit by digit", "二〇二六", 2026, zh.Exact},
		{"digit by digit with zero", "七零", 70, zh.Exact},
		{"Traditional", "兩萬", 20000, zh.Exact},
		{"half", "半", 0.5, zh.Exact},
		{"two and a half", "两个半", 2.5, zh.Exact},
		{"Chinese decimal", "三点五", 3.5, zh.Exact},
		{"Traditional decimal", "三點一四", 3.14, zh.Exact},
		{"with spaces", "二 十 五", 25, zh.Exact},
		{"and more", "三十多", 30, zh.Over},
		{"about thirty", "三十来", 30, zh.About},
		{"or so", "5左右", 5, zh.About},
		{"nearly", "差不多十", 10, zh.About},
		{"about", "大概12", 12, zh.About},
		{"about and more", "大概三十多", 30, zh.Over},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := zh.Number(tt.in)
			if want := (zh.Numeral{Value: tt.want, Approx: tt.approx}); !ok || got != want {
				t.Errorf("Number(%q) = %v, %v, want %v", tt.in, got, ok, want)
			}
		})
	}
}

func TestNumberRefuses(t *testing.T) {
	for _, tt := range []struct{ name, in string }{
		{"empty", ""},
		{"a range", "三四"},
		{"a range of teens", "十三四"},
		{"a range far apart", "三五"},
		{"a range in figures", "3-4"},
		{"a range in words", "三到四"},
		{"three digits", "三四五"},
		{"some", "几"},
		{"ten and some", "十几"},
		{"a word", "很久"},
		{"what it counts", "3个"},
		{"a span", "三个月"},
		{"a percentage", "12.5%"},
		{"an amount", "3块"},
		{"a day", "11.18.20"},
		{"a place alone", "百"},
		{"ten thousand alone", "万"},
		{"places the wrong way", "二十三百"},
		{"a comma in the wrong place", "1,00"},
		{"no number", "NaN"},
		{"a power", "1e9"},
		{"too large", "99999999999999999999"},
		{"about nothing", "左右"},
		{"o'clock", "三点"},
		{"minus alone", "-"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got, ok := zh.Number(tt.in); ok {
				t.Errorf("Number(%q) = %v, want it refused", tt.in, got)
			}
		})
	}
}

// Every number up to ten thousand reads the same in figures and in Chinese.
func TestNumberInFull(t *testing.T) {
	for n := range 10000 {
		if got, ok := zh.Number(inChinese(n)); !ok || got.Value != float64(n) {
			t.Fatalf("Number(%q) = %v, %v, want %d", inChinese(n), got, ok, n)
		}
		if got, ok := zh.Number(strconv.Itoa(n)); !ok || got.Value != float64(n) {
			t.Fatalf("Number(%d) = %v, %v", n, got, ok)
		}
	}
}

// inChinese writes a number below ten thousand in full.
func inChinese(n int) string {
	if n == 0 {
		return "零"
	}
	digits := []rune("零一二三四五六七八九")
	out, gap := "", false
	for _, p := range []struct {
		value int
		name  string
	}{{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}} {
		d := n / p.value % 10
		switch {
		case d == 0:
			gap = out != ""
			continue
		case gap:
			out += "零"
		}
		out, gap = out+string(digits[d])+p.name, false
	}
	return out
}

func TestLeading(t *testing.T) {
	for _, tt := range []struct {
		in     string
		n, len int
	}{
		{"", 0, 0},
		{"医保", 0, 0},
		{"15年", 15, 2},
		{"二十五年", 25, 3},
		{"二0一五年", 2015, 4},
		{"二o一五年", 2015, 4},
		{"o一", 0, 0},
		{"三四个月", 34, 2},
		{"俩月", 2, 1},
		{"仨月", 3, 1},
		{"三万", 3, 1},
		{"百", 100, 1},
		{"123456789", 12345678, 8},
	} {
		if n, length := zh.Leading([]rune(tt.in)); n != tt.n || length != tt.len {
			t.Errorf("Leading(%q) = %d, %d, want %d, %d", tt.in, n, length, tt.n, tt.len)
		}
	}
}

func FuzzNumber(f *testing.F) {
	for _, s := range []string{"", "三", "一万二", "3千5", "1.5万", "三点五", "廿五", "-1", "一百零五", "三四", "1,000", "..", "〇〇〇〇"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, ok := zh.Number(s)
		if ok && (math.IsNaN(n.Value) || math.Abs(n.Value) > 1e13) {
			t.Errorf("Number(%q) = %v", s, n)
		}
		zh.Leading([]rune(s))
	})
}
