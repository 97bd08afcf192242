package demo_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot/demo"
)

// keyboard returns a reply_markup with one button that has the given JSON fields.
func keyboard(button string) string {
	return `{"inline_keyboard":[[{"text":"好"` + button + `}]]}`
}

func buttons(n int) string {
	return `{"inline_keyboard":[[` + strings.TrimSuffix(strings.Repeat(`{"text":"好","callback_data":"a"},`, n), ",") + `]]}`
}

// TestStrict asks for things that Telegram refuses. Message 1 is the person's, 2 the bot's
// with the text 你好 and a button, 3 a document; 9 is not there.
func TestStrict(t *testing.T) {
	long := strings.Repeat("好", 4097)
	tests := []struct {
		name, method string
		fields       fields
		want         string // after "Bad Request: ", "" if it is allowed
	}{
		{"no chat", "sendMessage", fields{"chat_id": "", "text": "好"}, "chat_id is empty"},
		{"unknown chat", "sendMessage", fields{"chat_id": "8", "text": "好"}, "chat not found"},
		{"chat by name", "sendMessage", fields{"chat_id": "@someone", "text": "好"}, "chat not found"},
		{"no text", "sendMessage", nil, "message text is empty"},
		{"blank text", "sendMessage", fields{"text": " \n "}, "message text is empty"},
		{"only tags", "sendMessage", fields{"text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty"},
		{"longest text", "sendMessage", fields{"text": long[3:]}, ""},
		{"too long", "sendMessage", fields{"text": long}, "message is too long"},
		{"two units each", "sendMessage", fields{"text": strings.Repeat("😀", 2049)}, "message is too long"},
		{"tags do not count", "sendMessage", fields{"text": "<b>" + long[3:] + "</b>", "parse_mode": "html"}, ""},
		{"bad text", "sendMessage", fields{"text": "a\xff"}, "strings must be encoded in UTF-8"},
		{"bad HTML", "sendMessage", fields{"text": "<div>好</div>", "parse_mode": "HTML"}, `can't parse entities: Unsupported start tag "div" at byte offset 0`},
		{"other mode", "sendMessage", fields{"text": "*好*", "parse_mode": "MarkdownV2"}, "unsupported parse_mode"},
		{"entity outside", "sendMessage", fields{"text": "好", "entities": `[{"type":"bold","offset":0,"length":2}]`}, "entity beginning at UTF-16 offset 0"},
		{"entities no list", "sendMessage", fields{"text": "好", "entities": `x`}, "can't parse entities"},
		{"reply to nothing", "sendMessage", fields{"text": "好", "reply_parameters": `{"message_id":9}`}, "message to be replied not found"},
		{"reply anyway", "sendMessage", fields{"text": "好", "reply_parameters": `{"message_id":9,"allow_sending_without_reply":true}`}, ""},
		{"markup no JSON", "sendMessage", fields{"text": "好", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"},
		{"markup no object", "sendMessage", fields{"text": "好", "reply_markup": "[]"}, "object expected as reply markup"},
		{"markup of no kind", "sendMessage", fields{"text": "好", "reply_markup": `{"buttons":[]}`}, "can't parse reply markup"},
		{"keyboard no list", "sendMessage", fields{"text": "好", "reply_markup": `{"inline_keyboard":{}}`}, "can't parse inline keyboard button"},
		{"no action", "sendMessage", fields{"text": "好", "reply_markup": keyboard("")}, "can't parse inline keyboard button: Text buttons are not allowed in the inline keyboard"},
		{"two actions", "sendMessage", fields{"text": "好", "reply_markup": keyboard(`,"url":"https://a.cn","callback_data":"a"`)}, "can't parse inline keyboard button: More than one action"},
		{"no label", "sendMessage", fields{"text": "好", "reply_markup": `{"inline_keyboard":[[{"text":"","callback_data":"a"}]]}`}, "can't parse inline keyboard button"},
		{"data 64 bytes", "sendMessage", fields{"text": "好", "reply_markup": keyboard(`,"callback_data":"` + strings.Repeat("a", 64) + `"`)}, ""},
		{"data 65 bytes", "sendMessage", fields{"text": "好", "reply_markup": keyboard(`,"callback_data":"` + strings.Repeat("a", 65) + `"`)}, "BUTTON_DATA_INVALID"},
		{"data counted in bytes", "sendMessage", fields{"text": "好", "reply_markup": keyboard(`,"callback_data":"` + strings.Repeat("好", 22) + `"`)}, "BUTTON_DATA_INVALID"},
		{"no data", "sendMessage", fields{"text": "好", "reply_markup": keyboard(`,"callback_data":""`)}, "BUTTON_DATA_INVALID"},
		{"bad address", "sendMessage", fields{"text": "好", "reply_markup": keyboard(`,"url":"a cn"`)}, "inline keyboard button URL 'a cn' is invalid: Wrong HTTP URL"},
		{"address of the app", "sendMessage", fields{"text": "好", "reply_markup": keyboard(`,"url":"tg://resolve?domain=a"`)}, ""},
		{"100 buttons", "sendMessage", fields{"text": "好", "reply_markup": buttons(100)}, ""},
		{"101 buttons", "sendMessage", fields{"text": "好", "reply_markup": buttons(101)}, "REPLY_MARKUP_TOO_LONG"},
		{"reply keyboard", "sendMessage", fields{"text": "好", "reply_markup": `{"keyboard":[[{"text":"位置","request_location":true}]]}`}, ""},

		{"edit", "editMessageText", fields{"message_id": "2", "text": "新"}, ""},
		{"edit nothing", "editMessageText", fields{"text": "新"}, "message identifier is not specified"},
		{"edit what is not there", "editMessageText", fields{"message_id": "9", "text": "新"}, "message to edit not found"},
		{"edit a person's", "editMessageText", fields{"message_id": "1", "text": "新"}, "message can't be edited"},
		{"edit to nothing", "editMessageText", fields{"message_id": "2"}, "message text is empty"},
		{"edit a document's text", "editMessageText", fields{"message_id": "3", "text": "新"}, "there is no text in the message to edit"},
		{"edit nothing new", "editMessageText", fields{"message_id": "2", "text": "你好", "reply_markup": keyboard(`,"callback_data":"a"`)}, "message is not modified: specified new message content"},
		{"edit removes the keyboard", "editMessageText", fields{"message_id": "2", "text": "你好"}, ""},
		{"edit inline", "editMessageText", fields{"inline_message_id": "2", "text": "你好"}, "MESSAGE_ID_INVALID"},
		{"edit with reply keyboard", "editMessageText", fields{"message_id": "2", "text": "新", "reply_markup": `{"remove_keyboard":true}`}, "inline keyboard expected"},
		{"edit keyboard, same", "editMessageReplyMarkup", fields{"message_id": "2", "reply_markup": keyboard(`,"callback_data":"a"`)}, "message is not modified"},
		{"edit keyboard", "editMessageReplyMarkup", fields{"message_id": "2", "reply_markup": keyboard(`,"callback_data":"b"`)}, ""},

		{"delete", "deleteMessage", fields{"message_id": "1"}, ""},
		{"delete nothing", "deleteMessage", nil, "message identifier is not specified"},
		{"delete what is not there", "deleteMessage", fields{"message_id": "9"}, "message to delete not found"},
		{"delete a person's in a group", "deleteMessage", fields{"chat_id": "-100", "message_id": "4"}, "message can't be deleted"},

		{"document missing", "sendDocument", nil, "there is no document in the request"},
		{"document unknown", "sendDocument", fields{"document": "BQACAg"}, "wrong file identifier/HTTP URL specified"},
		{"caption", "sendDocument", fields{"document": "FILE", "caption": long[:3*1024]}, ""},
		{"caption too long", "sendDocument", fields{"document": "FILE", "caption": long[:3*1025]}, "message caption is too long"},
		{"file unknown", "getFile", fields{"file_id": "x"}, "invalid file_id"},
		{"action", "sendChatAction", fields{"action": "typing"}, ""},
		{"action unknown", "sendChatAction", fields{"action": "sleeping"}, "wrong parameter action in request"},
		{"action missing", "sendChatAction", nil, "wrong parameter action in request"},

		{"answer", "answerCallbackQuery", fields{"callback_query_id": "QUERY", "text": "好"}, ""},
		{"answer nothing", "answerCallbackQuery", nil, "query is too old and response timeout expired or query ID is invalid"},
		{"answer unknown", "answerCallbackQuery", fields{"callback_query_id": "1"}, "query is too old and response timeout expired or query ID is invalid"},
		{"answer too long", "answerCallbackQuery", fields{"callback_query_id": "QUERY", "text": long[:3*201]}, "MESSAGE_TOO_LONG"},
		{"answer inline for a button", "answerInlineQuery", fields{"inline_query_id": "QUERY", "results": "[]"}, "query is too old"},
		{"inline without results", "answerInlineQuery", fields{"inline_query_id": "INLINE"}, "can't parse inline query results"},
		{"inline", "answerInlineQuery", fields{"inline_query_id": "INLINE", "results": `[{"type":"article","id":"1","title":"好","input_message_content":{"message_text":"<b>好</b>","parse_mode":"HTML"}}]`}, ""},
		{"inline twice the same", "answerInlineQuery", fields{"inline_query_id": "INLINE", "results": `[{"type":"photo","id":"1"},{"type":"photo","id":"1"}]`}, "RESULT_ID_DUPLICATE"},
		{"inline without ID", "answerInlineQuery", fields{"inline_query_id": "INLINE", "results": `[{"type":"photo"}]`}, "RESULT_ID_INVALID"},
		{"inline bad HTML", "answerInlineQuery", fields{"inline_query_id": "INLINE", "results": `[{"type":"article","id":"1","title":"好","input_message_content":{"message_text":"<b>","parse_mode":"HTML"}}]`}, "can't parse entities"},
		{"inline too many", "answerInlineQuery", fields{"inline_query_id": "INLINE", "results": "[" + strings.Repeat("{},", 50) + "{}]"}, "RESULTS_TOO_MUCH"},

		{"commands", "setMyCommands", fields{"commands": `[{"command":"help","description":"怎么用"}]`}, ""},
		{"commands missing", "setMyCommands", nil, "can't parse commands JSON object"},
		{"command in capitals", "setMyCommands", fields{"commands": `[{"command":"Help","description":"怎么用"}]`}, "BOT_COMMAND_INVALID"},
		{"command without description", "setMyCommands", fields{"commands": `[{"command":"help","description":""}]`}, "BOT_COMMAND_DESCRIPTION_INVALID"},
		{"commands of no scope", "setMyCommands", fields{"commands": `[]`, "scope": `{"type":"moon"}`}, "can't parse BotCommandScope"},
		{"description too long", "setMyDescription", fields{"description": long[:3*513]}, "description is too long"},
		{"short description too long", "setMyShortDescription", fields{"short_description": long[:3*121]}, "short description is too long"},
		{"webhook", "setWebhook", fields{"url": "moon"}, "bad webhook"},
		{"webhook secret", "setWebhook", fields{"url": "https://localhost/", "secret_token": "a b"}, "secret token contains unallowed characters"},
		{"chat info", "getChat", nil, ""},
		{"chat info unknown", "getChat", fields{"chat_id": "8"}, "chat not found"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, base := serve(t, demo.Options{})
			s.Say(chat, "在吗")
			call(t, base, "sendMessage", fields{"chat_id": "7", "text": "你好", "reply_markup": keyboard(`,"callback_data":"a"`)})
			file := upload(t, base)
			s.SayIn(-100, 5, "群里好")
			ids := strings.NewReplacer("QUERY", s.Press(chat, 2, "a"), "INLINE", s.InlineQuery(5, "医保"), "FILE", file)
			f := fields{"chat_id": "7"}
			maps.Copy(f, tt.fields)
			for k, v := range f {
				f[k] = ids.Replace(v)
			}
			r := call(t, base, tt.method, f)
			if tt.want == "" {
				if !r.OK || r.status != 200 {
					t.Errorf("refused: %q", r.Description)
				}
				return
			}
			if r.OK || r.Code != 400 || r.status != 400 || !strings.HasPrefix(r.Description, "Bad Request: "+tt.want) {
				t.Errorf("got %d %d %q, want %q", r.status, r.Code, r.Description, tt.want)
			}
		})
	}
}

func TestAnswerTwice(t *testing.T) {
	s, base := serve(t, demo.Options{})
	f := fields{"callback_query_id": s.Press(chat, s.Say(chat, "在吗"), "a")}
	for i, want := range []bool{true, true, false} {
		if r := call(t, base, "answerCallbackQuery", f); r.OK != want {
			t.Errorf("answer %d: ok is %v", i+1, r.OK)
		}
	}
	if id := s.Press(chat, 99, "a"); id != "" {
		t.Errorf("a button of no message was pressed as query %s", id)
	}
}

// TestTooOld deletes before and after the two days that Telegram allows.
func TestTooOld(t *testing.T) {
	clock, turn := now(time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC))
	s, base := serve(t, demo.Options{Now: clock})
	first, second := s.Say(chat, "一"), s.Say(chat, "二")
	turn(48 * time.Hour)
	if r := call(t, base, "deleteMessage", fields{"chat_id": "7", "message_id": fmt.Sprint(first)}); !r.OK {
		t.Errorf("after 48 h: %s", r.Description)
	}
	turn(time.Second)
	r := call(t, base, "deleteMessage", fields{"chat_id": "7", "message_id": fmt.Sprint(second)})
	if r.Description != "Bad Request: message can't be deleted" {
		t.Errorf("after more than 48 h: %q", r.Description)
	}
	if ms := s.Messages(chat); !ms[0].Deleted || ms[1].Deleted {
		t.Errorf("deleted: %v and %v", ms[0].Deleted, ms[1].Deleted)
	}
}
