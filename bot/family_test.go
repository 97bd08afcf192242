package bot_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/knowledge"
)

// Going over to a relative and back leaves one's own side as it was, and nothing that was
// talked about on the other.
func TestFamilySwitchesBackAndForth(t *testing.T) {
	mine := bot.Session{
		Topic: "transfer.duration", Entry: "transfer.duration", Home: "510700", Insured: knowledge.Employee, Own: knowledge.Employee,
		Places: bot.Places{From: "510700", To: "510100", Said: []string{"510700", "510100"}},
	}
	there := reply(t, bot.Message{Press: "p:+", Session: mine, Now: noon}).Session
	if d := cmp.Diff(bot.Profile{Places: mine.Places, Insured: mine.Insured, Home: mine.Home}, there.Other); d != "" || !there.Family {
		t.Errorf("one's own side is not kept: %s", d)
	}
	if there.Topic != "" || there.Entry != "" || there.Home != "" || there.Insured != "" || len(there.Places.Said) > 0 {
		t.Errorf("the relative begins with %+v", there)
	}
	again := reply(t, bot.Message{Press: "p:+", Session: there, Now: noon}).Session
	if d := cmp.Diff(there, again); d != "" {
		t.Errorf("pressed twice: %s", d)
	}
	told := reply(t, bot.Message{Text: "我妈退休了,长春→杭州", Session: again, Now: noon}).Session
	if told.Places.From != "220100" || told.Places.To != "330100" || told.Insured != knowledge.Retired {
		t.Errorf("understood %+v", told)
	}
	back := reply(t, bot.Message{Press: "p:-", Session: told, Now: noon}).Session
	want := mine
	want.Topic, want.Entry = "", ""
	want.Other = bot.Profile{Places: told.Places, Insured: told.Insured, Home: told.Home}
	if d := cmp.Diff(want, back); d != "" {
		t.Error(d)
	}
	if s := reply(t, bot.Message{Text: "/forget", Session: told, Now: noon}).Session; s.Family || len(s.Other.Places.Said) > 0 {
		t.Errorf("/forget leaves %+v", s)
	}
	if s := reply(t, bot.Message{Text: "/start", Session: told, Now: noon}).Session; s.Family || s.Home != "510700" || s.Other.Places.From != "220100" {
		t.Errorf("/start leaves %+v", s)
	}
}
