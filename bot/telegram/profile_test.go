package telegram_test

import (
	"context"
	"strings"
	"testing"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/demo"
	"github.com/yibaowenwen/yibao/bot/telegram"
)

func TestGroupsHaveAMenuOfTheirOwn(t *testing.T) {
	w := newWorld(t)
	w.start(echo, func(o *telegram.Options) {
		all := []telegram.Command{{Name: "city", Description: "城市"}, {Name: "help", Description: "怎么用"}}
		o.Profiles = []telegram.Profile{{Commands: all, Group: all[1:]}, {Language: "zh", Commands: all}}
	})
	if err := w.WaitCalls(t.Context(), func(c []demo.Call) bool { return len(c) == 3 }, "setMyCommands"); err != nil {
		t.Fatal(err)
	}
	c := w.Calls("setMyCommands")
	if c[0].Params["scope"] != "" || !strings.Contains(c[1].Params["scope"], "all_group_chats") || strings.Contains(c[1].Params["commands"], "city") {
		t.Errorf("%+v", c)
	}
	w.SayIn(-100, 1, "/city") // not in the menu, but ours
	w.answers(-100, 1)
}

// In a private chat an answer quotes the question only where it asks to.
func TestQuote(t *testing.T) {
	w := newWorld(t)
	w.start(func(_ context.Context, m bot.Message) (bot.Reply, error) {
		return bot.Reply{Lines: []bot.Line{{Text: "答" + m.Press}}, Quote: m.Text != "别引用", Delete: m.Text == "号码"}, nil
	})
	first := w.Say(7, "引用")
	w.Say(7, "别引用")
	w.Say(7, "号码")
	got := w.answers(7, 3)
	if got[0].ReplyTo == nil || got[0].ReplyTo.ID != first || got[1].ReplyTo != nil || got[2].ReplyTo != nil {
		t.Errorf("replies to %+v, %+v, %+v", got[0].ReplyTo, got[1].ReplyTo, got[2].ReplyTo)
	}
	w.Press(7, got[0].ID, "x")
	if m := w.answers(7, 4)[3]; m.ReplyTo != nil {
		t.Errorf("a press has no question to quote: %+v", m.ReplyTo)
	}
	var optional int
	for _, c := range w.Calls("sendMessage") {
		if strings.Contains(c.Params["reply_parameters"], `"allow_sending_without_reply":true`) {
			optional++
		}
	}
	if optional != 1 {
		t.Errorf("%d answers may be sent without the question", optional)
	}
}

// What Telegram refuses for its buttons is shown without them; what cannot be a button is not
// even sent.
func TestRefusedButtons(t *testing.T) {
	w := newWorld(t)
	w.fail("sendMessage", 1, demo.Fault{Status: 400, HTML: `{"ok":false,"error_code":400,"description":"Bad Request: BUTTON_TYPE_INVALID"}`})
	w.start(func(context.Context, bot.Message) (bot.Reply, error) {
		return bot.Reply{Lines: []bot.Line{{Text: "好"}}, Buttons: [][]bot.Button{
			{{Label: "网页", URL: "https://example.org"}, {Label: "坏", URL: "not a link"}, {Label: "坏", URL: "javascript:x"}},
		}}, nil
	})
	w.Say(7, "一")
	w.Say(7, "二")
	got := w.answers(7, 2)
	if len(got[0].Buttons()) != 0 || len(got[1].Buttons()) != 1 {
		t.Errorf("buttons %+v and %+v", got[0].Buttons(), got[1].Buttons())
	}
}
