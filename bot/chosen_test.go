package bot_test

import (
	"strings"
	"testing"

	"github.com/yibaowenwen/yibao/bot"
)

// told plays a conversation and returns the last reply.
func told(t *testing.T, turns ...string) bot.Reply {
	t.Helper()
	var s bot.Session
	var r bot.Reply
	for _, text := range turns {
		r = reply(t, bot.Message{Text: bot.Text(text), Now: noon, Session: s})
		s = r.Session
	}
	return r
}

// A number after a numbered list is a choice of it, however it is typed.
func TestOfferedIsChosenByNumber(t *testing.T) {
	const vague = "居民医保"
	list := told(t, vague)
	if list.Decision != bot.Choose || len(list.Session.Offered) < 2 {
		t.Fatalf("%s with %d offers", list.Decision, len(list.Session.Offered))
	}
	for _, text := range []string{"2", "②", "２", "第二个", "选2"} {
		if r := told(t, vague, text); r.Entry != list.Session.Offered[1] || r.Decision != bot.Answer {
			t.Errorf("%s: %s %s, want %s", text, r.Decision, r.Entry, list.Session.Offered[1])
		}
	}
	for _, text := range []string{"⑦", "第9个"} {
		if r := told(t, vague, text); !strings.Contains(r.Plain(), "上面只有") || len(r.Session.Offered) == 0 {
			t.Errorf("%s, of which there is none: %s", text, r.Plain())
		}
	}
	if r := told(t, vague, "1", "2"); r.Entry == list.Session.Offered[1] {
		t.Error("a list is chosen from after it was answered")
	}
}

// What is denied, and a number that nobody asked for, is noted as nothing.
func TestDeniedIsNotNoted(t *testing.T) {
	for _, turns := range [][]string{
		{"/estimate", "我没换城市"},
		{"/estimate", "没换城市,也还没补"},
		{"/estimate", "能不能转", "1"},
		{"/estimate", "能不能转", "银川", "2"},
	} {
		if r := told(t, turns...); strings.Contains(r.Plain(), "记下了") || strings.Contains(r.Plain(), "个月") && r.Decision == bot.Ask {
			t.Errorf("%v: %s", turns, r.Plain())
		}
	}
}

// What is told after an outcome changes it.
func TestOutcomeIsChangedByTelling(t *testing.T) {
	way := []string{"/estimate 住院", "职工", "三级", "南昌", "30000", "1"}
	before := told(t, way...)
	for text, has := range map[string]string{"改成5万2": "5.2万元", "不对,花了52000": "5.2万元", "二级医院": "二级", "我是居民医保": "居民"} {
		r := told(t, append(way[:len(way):len(way)], text)...)
		if r.Decision != bot.Answer || !strings.Contains(r.Lines[0].Text, has) || r.Plain() == before.Plain() {
			t.Errorf("%s: %s %s", text, r.Decision, r.Plain())
		}
	}
	if r := told(t, append(way[:len(way):len(way)], "住院押金多少钱")...); strings.Contains(r.Plain(), "记下了") {
		t.Errorf("a question changes the outcome: %s", r.Plain())
	}
}

// Who asks whether to pay first has not paid.
func TestAskingToPayFirstIsNotHavingPaid(t *testing.T) {
	for text, paid := range map[string]bool{
		"去外省住院要先垫钱吗": false, "住院用不用自己先垫": false, "要不要先垫付": false,
		"住院的钱我自己垫了,怎么报": true, "自己先垫付的能报吗": true,
	} {
		if got := reply(t, bot.Message{Text: bot.Text(text), Now: noon}).Understood.Told["discharged"]; got != paid {
			t.Errorf("%s: %v", text, got)
		}
	}
}
