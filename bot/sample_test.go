package bot_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/say"
)

const unheardOf = "我家猫的医保怎么上"

func answered(t *testing.T, m bot.Message) bot.Reply {
	t.Helper()
	m.Now = noon
	r, err := brain(t).Reply(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// dataOf returns the data of the first button that starts so, or "".
func dataOf(r bot.Reply, prefix string) string {
	for _, b := range slices.Concat(r.Buttons...) {
		if strings.HasPrefix(b.Data, prefix) {
			return b.Data
		}
	}
	return ""
}

func TestUnansweredQuestionsCanBeLeft(t *testing.T) {
	asked := bot.Message{Text: unheardOf, Editors: true}
	r := answered(t, asked)
	data := dataOf(r, "s:?:")
	if r.Decision != bot.Refuse || data == "" || !r.Quote || r.Sample != nil {
		t.Fatalf("%s, button %q, quote %v, sample %v", r.Decision, data, r.Quote, r.Sample)
	}
	if !strings.Contains(r.Plain(), "180 天") || !strings.Contains(r.Plain(), "不记是谁") {
		t.Errorf("it does not say what is kept: %s", r.Plain())
	}
	left := answered(t, bot.Message{Press: data, Quoted: asked.Text, Session: r.Session, Editors: true})
	if s := left.Sample; s == nil || s.Text != string(asked.Text) || s.Entry != strings.TrimPrefix(data, "s:?:") || s.Unhelpful {
		t.Errorf("sample %+v", s)
	}
	if left.Toast == "" || len(left.Lines) > 0 || left.Session.Asking != "" {
		t.Errorf("toast %q, text %q", left.Toast, left.Plain())
	}
}

func TestAnsweredQuestionsAreLeftAfterAThumbDown(t *testing.T) {
	thumb := bot.Message{Press: "f:-:transfer.duration", Editors: true}
	r := answered(t, thumb)
	data := dataOf(r, "s:-:")
	if r.Feedback == nil || r.Toast == "" || data != "s:-:transfer.duration" || r.Sample != nil {
		t.Fatalf("toast %q, button %q", r.Toast, data)
	}
	// The question is not sent along: it has to be typed once more.
	r = answered(t, bot.Message{Press: data, Session: r.Session, Editors: true})
	if r.Sample != nil || r.Decision != bot.Ask || r.Session.Asking == "" || !r.Edit {
		t.Fatalf("%s %+v", r.Decision, r)
	}
	r = answered(t, bot.Message{Text: "轉過去到底要等幾天", Session: r.Session, Editors: true})
	want := &bot.Sample{Text: "转过去到底要等几天", Topic: "transfer.duration", Entry: "transfer.duration", Unhelpful: true}
	if diff := cmp.Diff(want, r.Sample); diff != "" || r.Session.Asking != "" {
		t.Errorf("asking %q: %s", r.Session.Asking, diff)
	}
	if r = answered(t, bot.Message{Text: "医保转移要多久", Session: r.Session, Editors: true}); r.Sample != nil || r.Decision != bot.Answer {
		t.Errorf("the next question: %s, sample %v", r.Decision, r.Sample)
	}
}

func TestNothingIsOfferedToLeave(t *testing.T) {
	tests := []struct {
		name string
		m    bot.Message
	}{
		{"nobody reads it", bot.Message{Text: unheardOf}},
		{"in a group", bot.Message{Text: unheardOf, Editors: true, Group: true}},
		{"an answer", bot.Message{Text: "医保转移要多久", Editors: true}},
		{"which of two places", bot.Message{Text: "鼓楼区医保转移要多久", Editors: true}},
		{"a greeting", bot.Message{Text: "你好", Editors: true}},
		{"personal numbers", bot.Message{Text: "电话13800000000,余额多少", Editors: true}},
		{"a thumb up", bot.Message{Press: "f:+:transfer.duration", Editors: true}},
		{"a thumb down that nobody hears of", bot.Message{Press: "f:-:transfer.duration"}},
		{"a thumb down in a group", bot.Message{Press: "f:-:transfer.duration", Editors: true, Group: true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if data := dataOf(answered(t, tt.m), "s:"); data != "" {
				t.Errorf("button %q", data)
			}
		})
	}
}

func TestPressToLeave(t *testing.T) {
	long := strings.Repeat("很长的问题", 60)
	tests := []struct {
		name, press string
		quoted      bot.Text
		group       bool
		want        string // text of the sample
		asking      bool
		has         string
	}{
		{"with a number", "s:?:", "我叫啥不重要,电话13800000000,猫能参保吗", false, "我叫啥不重要,电话‹手机号›,猫能参保吗", false, ""},
		{"with a number in full width", "s:?:", "电话13800000000 咋办", false, "电话‹手机号› 咋办", false, ""},
		{"with digits that may be a number", "s:?:", "我的编码 1234 5678 90 咋查", false, "", true, "号码"},
		{"a year and an amount are no number", "s:?:", "2026年缴400元行不行", false, "2026年缴400元行不行", false, ""},
		{"long", "s:?:", bot.Text(long), false, string([]rune(long)[:200]), false, ""},
		{"lines and odd spaces", "s:?:", "猫\n能  参保吗\u200b", false, "猫 能 参保吗", false, ""},
		{"nothing quoted", "s:?:", "", false, "", true, "再发一遍"},
		{"a command quoted", "s:?:", "/start q_transfer", false, "", true, "再发一遍"},
		{"forged entry", "s:?:no.such.entry", "猫能参保吗", false, "", false, say.OldButton},
		{"forged mark", "s:!:", "猫能参保吗", false, "", false, say.OldButton},
		{"empty", "s:", "猫能参保吗", false, "", false, say.OldButton},
		{"in a group", "s:?:", "猫能参保吗", true, "", false, say.OldButton},
		{"other words", "s:r", "猫能参保吗", false, "", false, "换个说法"},
		{"not after all", "s:x", "猫能参保吗", false, "", false, "不留了"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := answered(t, bot.Message{Press: tt.press, Quoted: tt.quoted, Group: tt.group, Editors: true})
			got := ""
			if r.Sample != nil {
				got = r.Sample.Text
			}
			if got != tt.want || (r.Session.Asking != "") != tt.asking {
				t.Errorf("kept %q, asking %q", got, r.Session.Asking)
			}
			if !strings.Contains(r.Plain(), say.Typeset(tt.has)) {
				t.Errorf("says %q", r.Plain())
			}
		})
	}
}
