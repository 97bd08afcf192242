package dialog_test

import (
	"errors"
	"testing"
	"unicode/utf8"

	"github.com/yibaowenwen/yibao/bot/dialog"
)

func TestParseAnswer(t *testing.T) {
	k, set := load(t)
	today := day("2026-11-24") // a Tuesday
	find := finder(k)
	for _, tt := range []struct{ flow, question, text, want string }{
		{"transfer", "accepted_on", "2026-09-21", "2026-09-21"},
		{"transfer", "accepted_on", "2026.3.5", "2026-03-05"},
		{"transfer", "accepted_on", "2026年3月5日", "2026-03-05"},
		{"transfer", "accepted_on", "2026/3/5", "2026-03-05"},
		{"transfer", "accepted_on", "20260305", "2026-03-05"},
		{"transfer", "accepted_on", "3月5号", "2026-03-05"},
		{"transfer", "accepted_on", "12月5日", "2025-12-05"},
		{"transfer", "accepted_on", "去年12月5日", "2025-12-05"},
		{"transfer", "accepted_on", "3月", "2026-03-01"},
		{"transfer", "accepted_on", "12月", "2025-12-01"},
		{"transfer", "accepted_on", "三月份", "2026-03-01"},
		{"transfer", "accepted_on", "上个月", "2026-10-01"},
		{"transfer", "accepted_on", "这个月", "2026-11-01"},
		{"transfer", "accepted_on", "上个月5号", "2026-10-05"},
		{"transfer", "accepted_on", "28号", "2026-10-28"},
		{"transfer", "accepted_on", "今天", "2026-11-24"},
		{"transfer", "accepted_on", "昨天", "2026-11-23"},
		{"transfer", "accepted_on", "大前天", "2026-11-21"},
		{"transfer", "accepted_on", "明天", "2026-11-25"},
		{"transfer", "accepted_on", "3天前", "2026-11-21"},
		{"transfer", "accepted_on", "两周前", "2026-11-10"},
		{"transfer", "accepted_on", "一个月前", "2026-10-24"},
		{"transfer", "accepted_on", "半年前", "2026-05-24"},
		{"transfer", "accepted_on", "周一", "2026-11-23"},
		{"transfer", "accepted_on", "周五", "2026-11-20"},
		{"transfer", "accepted_on", "上周三", "2026-11-18"},
		{"transfer", "accepted_on", "2026年11月24日", "2026-11-24"},
		{"transfer", "accepted_on", "2月30日", ""},
		{"transfer", "accepted_on", "13月", ""},
		{"transfer", "accepted_on", "不知道", ""},
		{"retire", "born", "1970-05", "1970-05-01"},
		{"retire", "born", "1970年5月", "1970-05-01"},
		{"retire", "born", "70年5月", "1970-05-01"},
		{"retire", "born", "05年5月", "2005-05-01"},
		{"retire", "born", "1970.5", "1970-05-01"},
		{"retire", "born", "197005", "1970-05-01"},
		{"retire", "born", "1970-05-17", "1970-05-01"},
		{"retire", "born", "1970年5月出生", "1970-05-01"},
		{"retire", "born", "1970-02-30", ""},
		{"retire", "born", "1970", ""},
		{"gap", "gap_months", "3", "3"},
		{"gap", "gap_months", "3", "3"},
		{"gap", "gap_months", "三个月", "3"},
		{"gap", "gap_months", "断了两个月", "2"},
		{"gap", "gap_months", "大概4个月", "4"},
		{"gap", "gap_months", "半年", "6"},
		{"gap", "gap_months", "一年", "12"},
		{"gap", "gap_months", "一年半", "18"},
		{"gap", "gap_months", "1年2个月", "14"},
		{"gap", "gap_months", "两年零三个月", "27"},
		{"gap", "gap_months", "十一个月", "11"},
		{"gap", "gap_months", "没断", "0"},
		{"gap", "gap_months", "很久", ""},
		{"gap", "prior_years", "两年半", "2.5"},
		{"gap", "prior_years", "3年6个月", "3.5"},
		{"gap", "prior_years", "18个月", "1.5"},
		{"gap", "gap_years", "二十年", "20"},
		{"gap", "gap_years", "3岁", ""},
		{"gap", "backpay", "补了", "yes"},
		{"gap", "backpay", "没有", "no"},
		{"gap", "backpay", "不清楚", "unsure"},
		{"gap", "backpay", "true", "yes"},
		{"transfer", "stopped", "已经停了", "yes"},
		{"transfer", "stopped", "还没停呢", "no"},
		{"transfer", "stopped", "1", "yes"},
		{"transfer", "stopped", "3", "unsure"},
		{"transfer", "stopped", "4", ""},
		{"transfer", "insured", "我是新农合", "resident"},
		{"transfer", "insured", "employee", "employee"},
		{"transfer", "insured", "", ""},
		{"share", "relation", "我妈妈", "parent"},
		{"share", "relation", "表哥", "cousin"},
		{"share", "relation", "姥姥", "grandparent"},
		{"share", "relation", "爸爸和哥哥", ""}, // two at once
		{"transfer", "from", "绵阳", "510700"},
		{"transfer", "from", "上海浦东", "310000"},
		{"transfer", "from", "医保要多久", ""},
	} {
		t.Run(tt.question+"/"+tt.text, func(t *testing.T) {
			f, _ := set.Flow(tt.flow)
			q, ok := f.Question(tt.question)
			if !ok {
				t.Fatal("no such question")
			}
			v, err := dialog.ParseAnswer(q, tt.text, today, find)
			if tt.want == "" {
				if !errors.Is(err, dialog.ErrNotAnAnswer) {
					t.Errorf("got %+v, want no answer", v)
				}
				return
			}
			if got := plain(q, v); err != nil || got != tt.want {
				t.Errorf("got %q, %v, want %q", got, err, tt.want)
			}
		})
	}
}

func plain(q *dialog.Question, v dialog.Value) string {
	switch q.Kind {
	case dialog.Number:
		return numberOf(v.Num)
	case dialog.Day, dialog.Month:
		return v.Day.String()
	}
	return v.Text
}

// What was understood is said back, so that a slip is seen at once.
func TestEcho(t *testing.T) {
	k, set := load(t)
	f, _ := set.Flow("transfer")
	for _, tt := range []struct{ question, text, want string }{
		{"from", "四川绵阳", "绵阳"},
		{"gap_months", "半年", "6个月"},
		{"accepted_on", "2026.3.5", "2026年3月5日"},
		{"stopped", "停了", "已经停了"},
	} {
		q, _ := f.Question(tt.question)
		v, err := dialog.ParseAnswer(q, tt.text, day("2026-11-24"), finder(k))
		if got := f.Echo(tt.question, v); err != nil || got != tt.want {
			t.Errorf("%s: got %q, %v, want %q", tt.text, got, err, tt.want)
		}
	}
}

// No text breaks the parser, and what it understands can be answered or is refused in words.
func FuzzParseAnswer(f *testing.F) {
	for _, s := range []string{"3月", "上个月", "2026.3.5", "三个月", "半年", "绵阳", "两年半", "99999999999999999999", "一年二", "零", "\xff", "NaN", "1e9"} {
		f.Add(s)
	}
	k, set := load(f)
	find := finder(k)
	today := day("2026-11-24")
	f.Fuzz(func(t *testing.T, text string) {
		for _, flow := range set.Flows() {
			for i := range flow.Questions {
				q := &flow.Questions[i]
				v, err := dialog.ParseAnswer(q, text, today, find)
				if err != nil {
					if !utf8.ValidString(err.Error()) {
						t.Errorf("%s: error is not valid UTF-8", q.ID)
					}
					continue
				}
				r := flow.Step(dialog.Answers{q.ID: v}, dialog.Env{On: today})
				if r.Decision == dialog.Refused && r.Err == nil {
					t.Errorf("%s: refused without a word", q.ID)
				}
				if r.Decision != dialog.Refused && len(flow.Encode(dialog.Answers{q.ID: v})) > 64 {
					t.Errorf("%s: %+v does not fit a button", q.ID, v)
				}
			}
		}
	})
}
