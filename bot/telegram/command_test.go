package telegram

import (
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

var testSelf = self{id: 77, name: "our_bot", known: map[string]bool{"help": true, "city": true, "start": true}}

func command(offset, length int) entity {
	return entity{Type: "bot_command", Offset: offset, Length: length}
}

func mention(offset, length int) entity {
	return entity{Type: "mention", Offset: offset, Length: length}
}

func TestRead(t *testing.T) {
	tests := []struct {
		name     string
		text     string
		entities []entity
		want     reading
	}{
		{"text", " 医保怎么转 ", nil, reading{text: "医保怎么转"}},
		{"command", "/help", []entity{command(0, 5)}, reading{text: "/help", command: true}},
		{"arguments", "/city  绵阳 市", []entity{command(0, 5)}, reading{text: "/city 绵阳 市", command: true}},
		{"line break", "/city\n绵阳", []entity{command(0, 5)}, reading{text: "/city 绵阳", command: true}},
		{"upper case", "/HELP", []entity{command(0, 5)}, reading{text: "/help", command: true}},
		{"with our name", "/help@Our_Bot 材料", []entity{command(0, 13)}, reading{text: "/help 材料", command: true, named: true}},
		{"after Chinese", "请看 /help", []entity{command(3, 5)}, reading{text: "请看 /help"}},
		{"after an emoji", "😀 /help", []entity{command(3, 5)}, reading{text: "😀 /help"}},
		{"after two emoji", "👨‍👩‍👧😀/city 成都", []entity{command(10, 5)}, reading{text: "👨‍👩‍👧😀/city 成都"}},
		{"in a question", "请问发 /forget 会把什么删掉？", []entity{command(4, 7)}, reading{text: "请问发 /forget 会把什么删掉？"}},
		{"with our name, in a sentence", "发 /help@our_bot 就行", []entity{command(2, 13)}, reading{text: "发 /help@our_bot 就行"}},
		{"at the end", "医保怎么转 /start", []entity{command(6, 6)}, reading{text: "医保怎么转 /start"}},
		{"after our name and words", "@our_bot 请看 /help", []entity{mention(0, 8), command(12, 5)}, reading{text: "请看 /help", named: true}},
		{"on the second line", "你好\n/forget", []entity{command(3, 7)}, reading{text: "你好\n/forget"}},
		{"unknown at the start", "/weather", []entity{command(0, 8)}, reading{text: "/weather", command: true}},
		{"unknown in passing", "交了 5 /10 年", []entity{command(5, 3)}, reading{text: "交了 5 /10 年"}},
		{"for another bot", "/help@their_bot", []entity{command(0, 15)}, reading{text: "/help@their_bot", foreign: true}},
		{
			"for another bot, then us", "/help@their_bot /help@our_bot",
			[]entity{command(0, 15), command(16, 13)},
			reading{text: "/help@their_bot /help@our_bot", foreign: true},
		},
		{"another bot's in passing", "我发了 /help@their_bot", []entity{command(4, 15)}, reading{text: "我发了 /help@their_bot"}},
		{"the first of two", "/help /city", []entity{command(0, 5), command(6, 5)}, reading{text: "/help /city", command: true}},
		{"our name", "@our_bot 医保怎么转", []entity{mention(0, 8)}, reading{text: "医保怎么转", named: true}},
		{"our name inside", "医保 @OUR_BOT 怎么转", []entity{mention(3, 8)}, reading{text: "医保  怎么转", named: true}},
		{"our name alone", "@our_bot", []entity{mention(0, 8)}, reading{named: true}},
		{
			"our name, then a command", "@our_bot /weather",
			[]entity{mention(0, 8), command(9, 8)},
			reading{text: "/weather", command: true, named: true},
		},
		{"another name", "@their_bot 你好", []entity{mention(0, 10)}, reading{text: "@their_bot 你好"}},
		{
			"named by id", "小助手 怎么转",
			[]entity{{Type: "text_mention", Offset: 0, Length: 3, User: &user{ID: 77}}},
			reading{text: "怎么转", named: true},
		},
		{
			"another named by id", "小王 怎么转",
			[]entity{{Type: "text_mention", Offset: 0, Length: 2, User: &user{ID: 78}}},
			reading{text: "小王 怎么转"},
		},
		{"beyond the end", "/help", []entity{command(0, 9)}, reading{text: "/help"}},
		{"far beyond", "/help", []entity{command(1<<62, 1<<62)}, reading{text: "/help"}},
		{"negative", "/help", []entity{command(-1, 5), command(0, -5), command(0, 0)}, reading{text: "/help"}},
		{"in the middle of an emoji", "😀/help", []entity{command(1, 6)}, reading{text: "😀/help"}},
		{"no slash", "help", []entity{command(0, 4)}, reading{text: "help"}},
		{"only a slash", "/", []entity{command(0, 1)}, reading{text: "/"}},
		{"empty", "", []entity{command(0, 0), mention(0, 1)}, reading{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := testSelf.read(tt.text, tt.entities)
			if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(reading{})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add("😀 /help@our_bot 成都", "bot_command", 3, 13, "mention", 0, 2)
	f.Add("/help", "bot_command", 0, 9, "text_mention", 1, 1<<62)
	f.Fuzz(func(t *testing.T, text, type1 string, o1, l1 int, type2 string, o2, l2 int) {
		r := testSelf.read(text, []entity{{type1, o1, l1, &user{ID: 77}}, {type2, o2, l2, nil}})
		if r.command && !strings.HasPrefix(r.text, "/") {
			t.Errorf("command %q", r.text)
		}
		if n := len(utf16.Encode([]rune(text))); len(utf16.Encode([]rune(r.text))) > n+1 {
			t.Errorf("%q became %q", text, r.text)
		}
	})
}
