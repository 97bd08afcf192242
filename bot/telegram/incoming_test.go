package telegram

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/yibaowenwen/yibao/bot"
)

const inPrivate = `"chat":{"id":5,"type":"private"},"from":{"id":5},"message_id":9,"date":1`

func group(more string) string {
	return `{"message":{"chat":{"id":-7,"type":"supergroup"},"from":{"id":5},"message_id":9,"date":1,` + more + `}}`
}

func TestInterpret(t *testing.T) {
	person := target{chat: 5, own: 9}
	inGroup := target{chat: -7, own: 9, reply: 9}
	tests := []struct {
		name string
		body string
		want incoming
	}{
		{"text", `{"message":{` + inPrivate + `,"text":"医保怎么转"}}`, incoming{kind: spoken, to: person, text: "医保怎么转"}},
		{"caption", `{"message":{` + inPrivate + `,"photo":[{}],"caption":"这张行吗"}}`, incoming{kind: spoken, to: person, text: "这张行吗"}},
		{
			"command in a caption", `{"message":{` + inPrivate + `,"photo":[{}],"caption":"/help@our_bot","caption_entities":[{"type":"bot_command","offset":0,"length":13}]}}`,
			incoming{kind: spoken, to: person, text: "/help"},
		},
		{
			"odd field elsewhere", `{"message":{` + inPrivate + `,"text":"好","forward_origin":5,"photo":"x","reply_markup":[]}}`,
			incoming{kind: spoken, to: person, text: "好"},
		},
		{
			"location", `{"message":{` + inPrivate + `,"location":{"latitude":30.5728,"longitude":-104.0668}}}`,
			incoming{kind: spoken, to: person, at: &bot.Location{Lat: 30.5728, Lng: -104.0668}},
		},
		{
			"venue", `{"message":{` + inPrivate + `,"venue":{"title":"x"},"location":{"latitude":30,"longitude":104}}}`,
			incoming{kind: spoken, to: person, at: &bot.Location{Lat: 30, Lng: 104}},
		},
		{"position as it was typed once", `{"message":{` + inPrivate + `,"text":"/location 30 104"}}`, incoming{kind: spoken, to: person, text: "/location 30 104"}},
		{"photo", `{"message":{` + inPrivate + `,"photo":[{"file_id":"x"}]}}`, incoming{kind: unreadable, to: person}},
		{"album", `{"message":{` + inPrivate + `,"photo":[{}],"media_group_id":"12"}}`, incoming{kind: unreadable, to: person, repeat: "album 12"}},
		{"voice", `{"message":{` + inPrivate + `,"voice":{}}}`, incoming{kind: unreadable, to: person}},
		{"contact", `{"message":{` + inPrivate + `,"contact":{"phone_number":"+8613800000000","first_name":"某"}}}`, incoming{kind: spoken, to: person, text: "‹手机号›"}},
		{"no photo", `{"message":{` + inPrivate + `,"photo":null}}`, incoming{to: person}},
		{"number", `{"message":{` + inPrivate + `,"text":"打13800000000吧"}}`, incoming{kind: spoken, to: person, text: "打‹手机号›······吧"}},
		{
			"number before our name", group(`"text":"13800000000 @our_bot","entities":[{"type":"mention","offset":12,"length":8}]`),
			incoming{kind: spoken, to: inGroup, text: "‹手机号›······"},
		},
		{
			"number above a button", `{"callback_query":{"id":"q","from":{"id":5},"message":{` + inPrivate + `,"reply_to_message":{"text":"我是110101190001010006"}},"data":"v1:x"}}`,
			incoming{kind: spoken, press: "v1:x", callback: "q", repeat: "press 9 v1:x", to: target{chat: 5, editable: 9}, quoted: "我是‹身份证号›············"},
		},
		{"sticker", `{"message":{` + inPrivate + `,"sticker":{"emoji":"x"}}}`, incoming{kind: unreadable, to: person}},
		{"pinned message", `{"message":{` + inPrivate + `,"pinned_message":{}}}`, incoming{to: person}},
		{"space only", `{"message":{` + inPrivate + `,"text":"  "}}`, incoming{to: person}},
		{"edited", `{"edited_message":{` + inPrivate + `,"text":"改了"}}`, incoming{}},
		{"channel post", `{"channel_post":{` + inPrivate + `,"text":"通知"}}`, incoming{}},
		{"another bot", `{"message":{"chat":{"id":5,"type":"private"},"from":{"id":6,"is_bot":true},"text":"hi"}}`, incoming{}},
		{"our own inline result", `{"message":{` + inPrivate + `,"via_bot":{"id":77},"text":"hi"}}`, incoming{}},
		{"for another bot", `{"message":{` + inPrivate + `,"text":"/help@their_bot","entities":[{"type":"bot_command","offset":0,"length":15}]}}`, incoming{}},
		{"talk of a group", group(`"text":"今天吃什么"`), incoming{}},
		{"photo in a group", group(`"photo":[{}]`), incoming{}},
		{
			"named in a group", group(`"text":"@our_bot 怎么转","entities":[{"type":"mention","offset":0,"length":8}]`),
			incoming{kind: spoken, to: inGroup, text: "怎么转"},
		},
		{
			"only named in a group", group(`"text":"@our_bot","entities":[{"type":"mention","offset":0,"length":8}]`),
			incoming{kind: spoken, to: inGroup, text: "/help"},
		},
		{
			"reply in a group", group(`"text":"那要多久","reply_to_message":{"from":{"id":77,"is_bot":true}}`),
			incoming{kind: spoken, to: inGroup, text: "那要多久"},
		},
		{"reply to another", group(`"text":"那要多久","reply_to_message":{"from":{"id":78}}`), incoming{}},
		{"voice as a reply", group(`"voice":{},"reply_to_message":{"from":{"id":77}}`), incoming{kind: unreadable, to: inGroup}},
		{
			"command in a group", group(`"text":"/help","entities":[{"type":"bot_command","offset":0,"length":5}]`),
			incoming{kind: spoken, to: inGroup, text: "/help"},
		},
		{"unknown command in a group", group(`"text":"/ban x","entities":[{"type":"bot_command","offset":0,"length":4}]`), incoming{}},
		{
			"hidden administrator", `{"message":{"chat":{"id":-7,"type":"supergroup"},"from":{"id":1087968824,"is_bot":true},"sender_chat":{"id":-7},"message_id":9,"text":"/help","entities":[{"type":"bot_command","offset":0,"length":5}]}}`,
			incoming{kind: spoken, to: inGroup, text: "/help"},
		},
		{"post of the linked channel", group(`"is_automatic_forward":true,"text":"@our_bot","entities":[{"type":"mention","offset":0,"length":8}]`), incoming{}},
		{
			"topic of a forum", group(`"message_thread_id":3,"is_topic_message":true,"text":"/help","entities":[{"type":"bot_command","offset":0,"length":5}]`),
			incoming{kind: spoken, to: target{chat: -7, own: 9, reply: 9, thread: 3}, text: "/help"},
		},
		{
			"press", `{"callback_query":{"id":"q","from":{"id":5},"message":{` + inPrivate + `},"data":"v1:x"}}`,
			incoming{kind: spoken, press: "v1:x", callback: "q", repeat: "press 9 v1:x", to: target{chat: 5, editable: 9}},
		},
		{
			"press on an old message", `{"callback_query":{"id":"q","from":{"id":5},"message":{"chat":{"id":5,"type":"private"},"message_id":9,"date":0},"data":"v1:x"}}`,
			incoming{kind: spoken, press: "v1:x", callback: "q", repeat: "press 9 v1:x", to: target{chat: 5}},
		},
		{
			"press elsewhere", `{"callback_query":{"id":"q","from":{"id":5},"inline_message_id":"i","data":"v1:x"}}`,
			incoming{kind: spoken, press: "v1:x", callback: "q", to: target{chat: 5}},
		},
		{"game", `{"callback_query":{"id":"q","from":{"id":5},"game_short_name":"g"}}`, incoming{callback: "q", to: target{chat: 5}}},
		{"not ours", `{"poll":{"id":"1"}}`, incoming{}},
		{"wrong type", `{"message":{` + inPrivate + `,"text":7}}`, incoming{}},
		{"not JSON", `{"message":`, incoming{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := testSelf.interpret([]byte(tt.body))
			if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(incoming{}, target{}), cmpopts.IgnoreFields(incoming{}, "who", "group")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestUpdateID(t *testing.T) {
	for body, want := range map[string]int64{`{"update_id":7}`: 7, `{"update_id":0,"x":[]}`: 0, ` {"update_id":-3}`: -3} {
		if id, ok := updateID([]byte(body)); !ok || id != want {
			t.Errorf("%s: %d %v", body, id, ok)
		}
	}
	for _, body := range []string{"", "null", "[]", "{}", `{"update_id":"7"}`, `{"update_id":null}`, `{"update_id":1.5}`, `{"update_id":7`, `{"update_id":1}x`} {
		if id, ok := updateID([]byte(body)); ok {
			t.Errorf("%s: %d", body, id)
		}
	}
}

func FuzzInterpret(f *testing.F) {
	f.Add([]byte(`{"message":{` + inPrivate + `,"text":"/help x","entities":[{"type":"bot_command","offset":0,"length":9}]}}`))
	f.Add([]byte(group(`"caption":"@our_bot","caption_entities":[{"type":"mention","offset":-1,"length":8}]`)))
	f.Add([]byte(`{"callback_query":{"id":"q","from":{"id":5},"message":null,"data":""}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		in := testSelf.interpret(body)
		if in.kind == spoken && in.text == "" && in.press == "" && in.at == nil {
			t.Error("nothing was said")
		}
		if in.kind == unreadable && in.callback != "" {
			t.Error("a press is unreadable")
		}
	})
}

func FuzzPressed(f *testing.F) {
	f.Add("q", "v1:x", int64(5), 9, int64(1))
	f.Fuzz(func(t *testing.T, id, data string, chatID int64, messageID int, date int64) {
		c := &callback{ID: id, Data: data, From: user{ID: 5}, Message: &message{ID: messageID, Date: date, Chat: chat{ID: chatID}}}
		in := pressed(c)
		if (in.kind == spoken) != (data != "") || in.press != data || in.callback != id {
			t.Errorf("press of %q is %+v", data, in)
		}
		if in.to.chat == 0 && chatID != 0 || strings.Contains(string(in.text), data) && data != "" {
			t.Errorf("answer to %+v", in.to)
		}
	})
}
