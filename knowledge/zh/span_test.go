package zh_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/knowledge/zh"
)

func TestSpan(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want zh.Length
	}{
		{"三个月", zh.Length{Months: 3, Finest: zh.Months}},
		{"3个月", zh.Length{Months: 3, Finest: zh.Months}},
		{"3月", zh.Length{Months: 3, Finest: zh.Months}},
		{"三個月", zh.Length{Months: 3, Finest: zh.Months}},
		{"叁个月", zh.Length{Months: 3, Finest: zh.Months}},
		{"仨月", zh.Length{Months: 3, Finest: zh.Months}},
		{"俩月", zh.Length{Months: 2, Finest: zh.Months}},
		{"俩个月", zh.Length{Months: 2, Finest: zh.Months}},
		{"廿个月", zh.Length{Months: 20, Finest: zh.Months}},
		{"十一个月", zh.Length{Months: 11, Finest: zh.Months}},
		{"三个半月", zh.Length{Months: 3.5, Finest: zh.Months}},
		{"3.5个月", zh.Length{Months: 3.5, Finest: zh.Months}},
		{"三个多月", zh.Length{Months: 3, Finest: zh.Months, Approx: zh.Over}},
		{"三个月多", zh.Length{Months: 3, Finest: zh.Months, Approx: zh.Over}},
		{"十多个月", zh.Length{Months: 10, Finest: zh.Months, Approx: zh.Over}},
		{"十来个月", zh.Length{Months: 10, Finest: zh.Months, Approx: zh.About}},
		{"半个月", zh.Length{Months: 0.5, Finest: zh.Months}},
		{"半年", zh.Length{Months: 6, Finest: zh.Years}},
		{"半年多", zh.Length{Months: 6, Finest: zh.Years, Approx: zh.Over}},
		{"一年", zh.Length{Months: 12, Finest: zh.Years}},
		{"一年半", zh.Length{Months: 18, Finest: zh.Years}},
		{"两年半", zh.Length{Months: 30, Finest: zh.Years}},
		{"一年多", zh.Length{Months: 12, Finest: zh.Years, Approx: zh.Over}},
		{"1年2个月", zh.Length{Months: 14, Finest: zh.Months}},
		{"两年零三个月", zh.Length{Months: 27, Finest: zh.Months}},
		{"一年又三个半月", zh.Length{Months: 15.5, Finest: zh.Months}},
		{"三个月零五天", zh.Length{Months: 3, Days: 5, Finest: zh.Days}},
		{"65天", zh.Length{Days: 65, Finest: zh.Days}},
		{"九十天", zh.Length{Days: 90, Finest: zh.Days}},
		{"两周", zh.Length{Days: 14, Finest: zh.Weeks}},
		{"两个星期", zh.Length{Days: 14, Finest: zh.Weeks}},
		{"三個禮拜", zh.Length{Days: 21, Finest: zh.Weeks}},
		{"大概4个月", zh.Length{Months: 4, Finest: zh.Months, Approx: zh.About}},
		{"4个月左右", zh.Length{Months: 4, Finest: zh.Months, Approx: zh.About}},
	} {
		t.Run(tt.in, func(t *testing.T) {
			got, ok := zh.Span(tt.in)
			if d := cmp.Diff(tt.want, got); !ok || d != "" {
				t.Errorf("%v (-want +got):\n%s", ok, d)
			}
		})
	}
}

func TestSpanRefuses(t *testing.T) {
	for _, in := range []string{
		"", "3", "很久", "几个月", "三四个月", "3-4个月", "2026年", "9月21日", "21号", "三岁", "月", "个月", "年半", "3元", "三个月前", "500年",
	} {
		if got, ok := zh.Span(in); ok {
			t.Errorf("Span(%q) = %v, want it refused", in, got)
		}
	}
}

func TestFindSpans(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want []string
	}{
		{"我断了三个月能补吗", []string{"三个月"}},
		{"仨月没交", []string{"仨月"}},
		{"断了一年零两个月", []string{"一年〇两个月"}},
		{"断了三个多月", []string{"三个多月"}},
		{"断了三个半月又交了两年", []string{"三个半月", "两年"}},
		{"断了大概半年左右", []string{"半年"}},
		{"2026年3月开始没交", nil},
		{"三月没交", nil},
		{"9月21日受理", nil},
		{"三四个月没交", nil},
		{"医保转移", nil},
		{"", nil},
	} {
		t.Run(tt.in, func(t *testing.T) {
			var got []string
			for _, f := range zh.FindSpans(tt.in) {
				got = append(got, f.Text)
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

// What is found is a span by itself, and nothing of the sentence is lost around it.
func FuzzSpan(f *testing.F) {
	for _, s := range []string{"", "三个月", "断了一年半", "半年多", "两年零三个月", "3月", "2026年3月", "十来天", "半半年", "一年年"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		zh.Span(s)
		whole := ""
		for i, found := range zh.FindSpans(s) {
			if i == 0 {
				whole = found.Before + found.Text + found.After
			}
			again, ok := zh.Span(found.Text)
			if found.Before+found.Text+found.After != whole || !ok || again != found.Value {
				t.Errorf("%q: %+v, alone %v %v", s, found, again, ok)
			}
		}
	})
}
