package telegram_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/demo"
	"github.com/yibaowenwen/yibao/bot/store"
	"github.com/yibaowenwen/yibao/bot/telegram"
)

func TestText(t *testing.T) {
	w := newWorld(t)
	w.start(func(_ context.Context, m bot.Message) (bot.Reply, error) {
		if m.Now.IsZero() {
			t.Error("no time")
		}
		return bot.Reply{
			Lines: []bot.Line{
				{Kind: bot.Headline, Text: "能转 <a> & b"},
				{Kind: bot.Plain, Text: "😀 你说:" + string(m.Text)},
				{Kind: bot.Cite, Text: "依据 https://example.org"},
				{Kind: bot.Detail, Text: "细则"},
			},
			Buttons: [][]bot.Button{
				{{Label: "材料", Data: "v1:list"}, {Label: "太长", Data: strings.Repeat("x", 65)}},
				{{Label: "官网", URL: "https://example.org/"}},
			},
			Session: bot.Session{Topic: "transfer.can"},
		}, nil
	})
	w.Say(7, "从<b>A</b>转到B")
	m := w.answers(7, 1)[0]
	if want := "能转 <a> & b\n\n😀 你说:从<b>A</b>转到B\n\n依据 https://example.org\n细则"; m.Text != want {
		t.Errorf("text %q, want %q", m.Text, want)
	}
	var marks []string
	for _, e := range m.Entities {
		marks = append(marks, fmt.Sprint(e.Type, e.Offset, "+", e.Length))
	}
	if len(marks) < 3 || marks[0] != "bold0+10" || marks[len(marks)-1] != "expandable_blockquote55+2" {
		t.Errorf("entities %v", marks)
	}
	var labels []string
	for _, b := range m.Buttons() {
		labels = append(labels, b.Text)
	}
	if diff := cmp.Diff([]string{"材料", "官网"}, labels); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(string(m.LinkPreview), "true") {
		t.Errorf("link preview %s", m.LinkPreview)
	}
	w.settled("answered", 1)
	if w.session(7).Topic != "transfer.can" {
		t.Error("the session is not kept")
	}
	if !strings.Contains(w.log.String(), "data of 65 bytes") || strings.Contains(w.log.String(), "转到") {
		t.Errorf("log: %s", w.log)
	}
}

func TestPress(t *testing.T) {
	w := newWorld(t)
	w.start(func(_ context.Context, m bot.Message) (bot.Reply, error) {
		r := bot.Reply{Lines: []bot.Line{{Kind: bot.Plain, Text: "第一页"}}, Buttons: [][]bot.Button{{{Label: "下一页", Data: "v1:next"}}}}
		switch m.Press {
		case "v1:next":
			r.Lines[0].Text, r.Edit, r.Toast = "第二页", true, strings.Repeat("好", 300)
		case "v1:new":
			r.Lines[0].Text = "新的一条"
		case "v1:thanks":
			r = bot.Reply{Toast: "谢谢", Feedback: &bot.Feedback{Entry: "e", Helpful: true}}
		}
		return r, nil
	})
	w.Say(7, "你好")
	first := w.answers(7, 1)[0]
	w.Press(7, first.ID, "v1:next")
	w.settled("answered", 2)
	m := w.answers(7, 1)[0]
	if m.ID != first.ID || m.Text != "第二页" || !m.Edited() || len(m.Buttons()) != 1 {
		t.Errorf("message %+v", m)
	}
	w.Press(7, first.ID, "v1:thanks")
	w.settled("answered", 3)
	w.Press(7, first.ID, "v1:next") // nothing changes: no new message
	w.settled("answered", 4)
	w.Press(7, first.ID, "v1:new")
	w.answers(7, 2)
	w.settled("answered", 5)
	calls := w.Calls("answerCallbackQuery")
	if len(calls) != 4 || calls[0].Params["text"] != strings.Repeat("好", 199)+"…" || calls[1].Params["text"] != "谢谢" {
		t.Errorf("calls %+v", calls)
	}
	ratings, err := w.db.Ratings(t.Context())
	if err != nil || len(ratings) != 1 || ratings[0].Helpful != 1 {
		t.Errorf("ratings %+v, %v", ratings, err)
	}
}

func TestPressTwiceIsOnce(t *testing.T) {
	w := newWorld(t)
	w.start(echo)
	w.Say(7, "你好")
	m := w.answers(7, 1)[0]
	w.Press(7, m.ID, "v1:a")
	w.Press(7, m.ID, "v1:a")
	w.Press(7, m.ID, "v1:b")
	w.Press(7, m.ID, "v1:a")
	got := texts(w.answers(7, 4))
	if diff := cmp.Diff([]string{"你说:你好", "你说:v1:a", "你说:v1:b", "你说:v1:a"}, got); diff != "" {
		t.Error(diff)
	}
	w.settled("ignored", 1)
	if n := len(w.Calls("answerCallbackQuery")); n != 4 {
		t.Errorf("%d of 4 presses answered", n)
	}
}

func TestPressOnAMessageThatIsGone(t *testing.T) {
	w := newWorld(t)
	w.start(func(_ context.Context, m bot.Message) (bot.Reply, error) {
		return bot.Reply{Lines: []bot.Line{{Kind: bot.Plain, Text: "答 " + m.Press}}, Edit: m.Press != ""}, nil
	})
	w.Say(7, "你好")
	w.answers(7, 1)
	push(t, w, `{"callback_query":{"id":"1","from":{"id":7},"message":{"message_id":999,"date":1,"chat":{"id":7,"type":"private"}},"data":"deleted"}}`)
	w.answers(7, 2)
	push(t, w, `{"callback_query":{"id":"2","from":{"id":7},"message":{"message_id":1,"date":0,"chat":{"id":7,"type":"private"}},"data":"old"}}`)
	if diff := cmp.Diff([]string{"答", "答 deleted", "答 old"}, texts(w.answers(7, 3))); diff != "" {
		t.Error(diff)
	}
}

func TestUnreadable(t *testing.T) {
	w := newWorld(t)
	w.start(echo)
	w.Say(7, "你好")
	w.answers(7, 1)
	for range 3 {
		push(t, w, `{"message":{"message_id":5,"date":1,"chat":{"id":7,"type":"private"},"from":{"id":7},"photo":[{}],"media_group_id":"g"}}`)
	}
	push(t, w, `{"message":{"message_id":6,"date":1,"chat":{"id":7,"type":"private"},"from":{"id":7},"voice":{}}}`)
	got := texts(w.answers(7, 3))
	if got[1] != got[2] || !strings.Contains(got[1], "文字") {
		t.Errorf("answers %q", got)
	}
}

// A position shared from the phone is answered with the city around it; one that is typed is
// no command.
func TestLocation(t *testing.T) {
	e, _ := shipped(t)
	w := newWorld(t)
	w.start(echo, func(o *telegram.Options) { o.Brain = e })
	w.Say(7, "/location 21.27 110.36")
	w.SendLocation(7, 21.27, 110.36)
	w.Say(7, "/nosuchcommand")
	got := w.answers(7, 3)
	if got[0].Text != got[2].Text || strings.Contains(got[0].Text, "湛江") {
		t.Errorf("typed: %q", got[0].Text)
	}
	if !strings.Contains(got[1].Text, "湛江") || len(got[1].Buttons()) != 1 {
		t.Fatalf("shared: %q", got[1].Text)
	}
	w.Press(7, got[1].ID, *got[1].Buttons()[0].Data)
	w.settled("answered", 4)
	if s, err := w.db.Load(t.Context(), 7); err != nil || s.Home != "440800" {
		t.Errorf("home %q, %v", s.Home, err)
	}
}

// A position that an earlier version left in the inbox is answered after a restart.
func TestLocationLeftInTheInbox(t *testing.T) {
	e, _ := shipped(t)
	w := newWorld(t)
	if _, err := w.db.Resume(t.Context(), 42); err != nil {
		t.Fatal(err)
	}
	row := `{"update_id":5,"message":{"message_id":9,"date":1,"chat":{"id":7,"type":"private"},"from":{"id":7},"location":{"latitude":21.27,"longitude":110.36}}}`
	if _, err := w.db.Add(t.Context(), []store.Update{{ID: 5, Chat: 7, Body: []byte(row)}}); err != nil {
		t.Fatal(err)
	}
	w.Say(7, "你好")
	w.start(echo, func(o *telegram.Options) { o.Brain = e })
	if got := texts(w.answers(7, 2)); !strings.Contains(got[0], "湛江") {
		t.Errorf("answers %q", got)
	}
}

func TestGroup(t *testing.T) {
	w := newWorld(t)
	w.start(echo, func(o *telegram.Options) {
		o.Profiles = []telegram.Profile{{Commands: []telegram.Command{{Name: "help", Description: "怎么用"}}}}
	})
	w.SayIn(-100, 1, "今天吃什么")
	w.SayIn(-100, 1, "/weather")
	w.SayIn(-100, 1, "/help@their_bot")
	id := w.SayIn(-100, 2, "@our_bot 医保怎么转")
	w.SayIn(-100, 2, "大家看 /help 就知道")
	w.SayIn(-100, 2, "大家不要发 /forget@our_bot ，会把提醒都删掉")
	w.SayIn(-100, 2, "/help 在这里")
	got := w.answers(-100, 2)
	if diff := cmp.Diff([]string{"你说:医保怎么转", "你说:/help 在这里"}, texts(got)); diff != "" {
		t.Error(diff)
	}
	if got[0].ReplyTo == nil || got[0].ReplyTo.ID != id {
		t.Error("the answer does not reply to the question")
	}
	w.settled("ignored", 5)
}

// Every command, anywhere but at the beginning, in private, in a group and below a picture, is
// part of a sentence: nothing is carried out, and a group hears nothing.
func TestMentionedCommandsAreNotCarriedOut(t *testing.T) {
	w := newWorld(t)
	names := []string{"help", "start", "city", "forget", "reminders", "estimate", "nosuch"}
	var list []telegram.Command
	for _, name := range names[:6] {
		list = append(list, telegram.Command{Name: name, Description: name})
	}
	w.start(echo, func(o *telegram.Options) { o.Profiles = []telegram.Profile{{Commands: list}} })
	w.Say(7, "你好")
	want := []string{"你说:你好"}
	ignored := 0
	for _, name := range names {
		for _, command := range []string{"/" + name, "/" + name + "@our_bot"} {
			text := "请问发 " + command + " 会怎样"
			entities := fmt.Sprintf(`[{"type":"bot_command","offset":4,"length":%d}]`, len(command))
			push(t, w, fmt.Sprintf(`{"message":{"message_id":5,"date":1,"chat":{"id":7,"type":"private"},"from":{"id":7},"text":%q,"entities":%s}}`, text, entities))
			push(t, w, fmt.Sprintf(`{"message":{"message_id":5,"date":1,"chat":{"id":7,"type":"private"},"from":{"id":7},"photo":[{}],"caption":%q,"caption_entities":%s}}`, text, entities))
			push(t, w, fmt.Sprintf(`{"message":{"message_id":5,"date":1,"chat":{"id":-100,"type":"supergroup"},"from":{"id":7},"text":%q,"entities":%s}}`, text, entities))
			want = append(want, "你说:"+text, "你说:"+text)
			ignored++
		}
	}
	if diff := cmp.Diff(want, texts(w.answers(7, len(want)))); diff != "" {
		t.Error(diff)
	}
	w.settled("ignored", ignored)
	if got := byBot(w.Messages(-100)); len(got) != 0 {
		t.Errorf("in the group: %q", texts(got))
	}
}

// Who replies to a question with nothing but our name wants that question answered.
func TestNameInReplyToAQuestion(t *testing.T) {
	tests := []struct {
		name, chat, replied, text, want string
		to                              int
	}{
		{"another member's", `{"id":-100,"type":"supergroup"}`, `{"message_id":3,"from":{"id":8},"text":"医保怎么转"}`, "@our_bot", "你说:医保怎么转", 3},
		{"a picture's", `{"id":-100,"type":"supergroup"}`, `{"message_id":3,"from":{"id":8},"photo":[{}],"caption":"这是什么卡"}`, "@our_bot", "你说:这是什么卡", 3},
		{"with our name in it", `{"id":-100,"type":"supergroup"}`, `{"message_id":3,"from":{"id":8},"text":"@our_bot 医保怎么转"}`, "@our_bot", "你说:@our_bot 医保怎么转", 3},
		{"a number in it", `{"id":-100,"type":"supergroup"}`, `{"message_id":3,"from":{"id":8},"text":"我的电话13800000000"}`, "@our_bot", "你说:我的电话‹手机号›······", 3},
		{"words of one's own", `{"id":-100,"type":"supergroup"}`, `{"message_id":3,"from":{"id":8},"text":"医保怎么转"}`, "@our_bot 要多久", "你说:要多久", 5},
		{"our own answer", `{"id":-100,"type":"supergroup"}`, `{"message_id":3,"from":{"id":42,"is_bot":true},"text":"我答的"}`, "@our_bot", "你说:/help", 5},
		{"nothing to answer", `{"id":-100,"type":"supergroup"}`, `{"message_id":3,"from":{"id":8},"sticker":{}}`, "@our_bot", "你说:/help", 5},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			w.SayIn(-100, 8, "占位") // so that the chat is there
			w.start(echo)
			push(t, w, fmt.Sprintf(`{"message":{"message_id":5,"date":1,"chat":%s,"from":{"id":7},"text":%q,"entities":[{"type":"mention","offset":0,"length":8}],"reply_to_message":%s}}`, tt.chat, tt.text, tt.replied))
			if got := w.answers(-100, 1)[0].Text; got != tt.want {
				t.Errorf("answer %q, want %q", got, tt.want)
			}
			var to struct {
				ID int `json:"message_id"`
			}
			if _ = json.Unmarshal([]byte(w.Calls("sendMessage")[0].Params["reply_parameters"]), &to); to.ID != tt.to {
				t.Errorf("the answer replies to %d, want %d", to.ID, tt.to)
			}
		})
	}
}

func TestDocumentDeleteForget(t *testing.T) {
	w := newWorld(t)
	w.start(func(_ context.Context, m bot.Message) (bot.Reply, error) {
		r := bot.Reply{Lines: []bot.Line{{Kind: bot.Plain, Text: "好"}}, Session: bot.Session{Home: "510100"}}
		switch m.Text {
		case "/ics":
			r.Documents = []bot.Document{{Name: "日程.ics", Type: "text/calendar", Data: []byte("BEGIN:VCALENDAR")}}
		case "号码":
			r.Delete = true
		case "/forget":
			r.Forget = true
		}
		return r, nil
	})
	w.Say(7, "/ics")
	m := w.answers(7, 2)[1]
	f, ok := w.File(m.Document.ID)
	if !ok || f.Name != "日程.ics" || string(f.Data) != "BEGIN:VCALENDAR" {
		t.Errorf("file %+v", f)
	}
	w.settled("answered", 1)
	if w.session(7).Home == "" {
		t.Fatal("no session to forget")
	}
	id := w.Say(7, "号码")
	w.settled("answered", 2)
	for _, m := range w.Messages(7) {
		if m.ID == id && !m.Deleted {
			t.Error("the message with numbers is still there")
		}
	}
	w.Say(7, "/forget")
	w.settled("answered", 3)
	if w.session(7).Home != "" {
		t.Error("not forgotten")
	}
}

func TestProfile(t *testing.T) {
	w := newWorld(t)
	w.start(echo, func(o *telegram.Options) {
		o.Profiles = []telegram.Profile{
			{Commands: []telegram.Command{{Name: "help", Description: "怎么用"}}, Description: "我能做什么", Short: "医保"},
			{Language: "en", Description: "What I do"},
		}
	})
	if err := w.WaitCalls(t.Context(), func(c []demo.Call) bool { return len(c) == 2 }, "setMyDescription"); err != nil {
		t.Fatal(err)
	}
	if c := w.Calls("setMyCommands"); len(c) != 1 || !strings.Contains(c[0].Params["commands"], "怎么用") {
		t.Errorf("%+v", c)
	}
	if c := w.Calls("setMyShortDescription"); len(c) != 1 || c[0].Params["short_description"] != "医保" {
		t.Errorf("%+v", c)
	}
	if c := w.Calls("setMyDescription")[1]; c.Params["language_code"] != "en" {
		t.Errorf("%+v", c)
	}
}

func TestBrainFails(t *testing.T) {
	w := newWorld(t)
	w.start(func(ctx context.Context, m bot.Message) (bot.Reply, error) {
		switch m.Text {
		case "panic":
			panic("secret words")
		case "nil":
			var s []int
			_ = s[len(m.Text)]
		case "error":
			return bot.Reply{Session: bot.Session{Topic: "lost"}}, errors.New("secret words")
		}
		return echo(ctx, m)
	})
	for _, text := range []string{"panic", "nil", "error", "好了吗"} {
		w.Say(7, text)
	}
	got := texts(w.answers(7, 4))
	for _, s := range got[:3] {
		if !strings.Contains(s, "抱歉") {
			t.Errorf("answer %q", s)
		}
	}
	if got[3] != "你说:好了吗" {
		t.Errorf("answer %q", got[3])
	}
	w.settled("answered", 1)
	w.settled("failed", 3)
	if w.session(7).Topic != "+" {
		t.Errorf("session %+v", w.session(7))
	}
	if strings.Contains(w.log.String(), "secret words") || !strings.Contains(w.log.String(), "talk_test.go") && !strings.Contains(w.log.String(), "TestBrainFails") {
		t.Errorf("log: %s", w.log)
	}
	// Nothing is left to be answered.
	left, err := w.db.Resume(t.Context(), 42)
	if err != nil || len(left) != 0 {
		t.Errorf("left %v, %v", left, err)
	}
}

func push(t *testing.T, w *world, update string) {
	t.Helper()
	if err := w.Push([]byte(update)); err != nil {
		t.Fatal(err)
	}
}
