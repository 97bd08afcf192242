package bot_test

import (
	"strings"
	"testing"

	"github.com/yibaowenwen/yibao/bot"
)

// What goes on with the talk, corrects it or adds to it is understood in its light.
func TestTheTalkIsOneTalk(t *testing.T) {
	for _, tt := range []struct {
		turns []string
		topic string
		has   string
	}{
		{[]string{"从常州转到宁波医保怎么转", "说错了 不是宁波是南通"}, "transfer.overview", "南通的话"},
		{[]string{"从常州转到宁波，医保转移要多久", "忘了说我是居民医保"}, "transfer.duration", "居民医保的话"},
		{[]string{"/estimate", "女", "退休年限"}, "", "性别 女"},
		{[]string{"/estimate", "男", "1972年3月", "苏州", "20年 9年"}, "", "20年"},
	} {
		var s bot.Session
		var r bot.Reply
		for _, text := range tt.turns {
			r = reply(t, bot.Message{Text: bot.Text(text), Now: noon, Session: s})
			s = r.Session
		}
		var said strings.Builder
		for _, l := range r.Lines {
			said.WriteString(l.Text + "\n")
		}
		if r.Topic != tt.topic || !strings.Contains(said.String(), tt.has) {
			t.Errorf("%v: %s %s, want %s with %q:\n%s", tt.turns, r.Decision, r.Entry, tt.topic, tt.has, said.String())
		}
	}
}

// An answer that was just given is not given again to another question word.
func TestAnotherWordAnotherAnswer(t *testing.T) {
	before := told(t, "退休后医保每月返多少")
	if r := told(t, "退休后医保每月返多少", "还要继续交费不"); r.Entry == before.Entry || !strings.Contains(r.Plain(), "交") {
		t.Errorf("%s %s: %s", r.Decision, r.Entry, r.Plain())
	}
}

// What is supposed after a sum was worked out is reckoned anew.
func TestSupposedIsReckonedAnew(t *testing.T) {
	const asks = "我是绵阳职工医保，三级医院住院花了5万，能报多少"
	for text, has := range map[string]string{"如果是二级医院呢": "37845", "那要是花了8万呢": "8万元减", "换成居民医保呢": "居民三级"} {
		if r := told(t, asks, text); r.Decision != bot.Answer || !strings.Contains(r.Plain(), has) {
			t.Errorf("%s: %s %s, want %s", text, r.Decision, r.Plain(), has)
		}
	}
}
