package demo_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/go-telegram/bot/models"

	"github.com/yibaowenwen/yibao/bot/demo"
)

const richMessage = `{"blocks":[
	{"type":"heading","text":"能转。","size":3},
	{"type":"list","items":[{"blocks":[{"type":"paragraph","text":"先停保"}]},{"blocks":[{"type":"paragraph","text":"再参保"}]}]},
	{"type":"footer","text":"依据 示例"},
	{"type":"details","summary":"展开","blocks":[{"type":"paragraph","text":"细节"}]}]}`

// TestRich sends a rich message, reads it back as the client does, and edits it to and fro.
func TestRich(t *testing.T) {
	s, base := serve(t, demo.Options{})
	s.Say(chat, "在吗")
	r := call(t, base, "sendRichMessage", fields{"chat_id": "7", "rich_message": richMessage, "reply_markup": keyboard(`,"callback_data":"a"`)})
	var m models.Message
	r.decode(t, &m)
	if b := m.RichMessage.Blocks; len(b) != 4 || b[1].RichBlockList.Items[0].Label != "•" || b[3].RichBlockDetails.Summary.PlainText != "展开" {
		t.Errorf("sent %s", r.Result)
	}
	edit := func(field, value string) demo.Message {
		t.Helper()
		call(t, base, "editMessageText", fields{"chat_id": "7", "message_id": "2", field: value}).decode(t, &demo.Message{})
		return s.Messages(chat)[1]
	}
	if m := edit("text", "不能转。"); m.Rich != nil || m.Text != "不能转。" {
		t.Errorf("edited to %+v", m)
	}
	if m := edit("rich_message", richMessage); m.Text != "" || !json.Valid(m.Rich) {
		t.Errorf("edited to %+v", m)
	}
}

func TestRichRefused(t *testing.T) {
	s, base := serve(t, demo.Options{})
	s.Say(chat, "在吗")
	for name, m := range map[string]string{
		"nothing": ``, "no object": `[1`, "empty": `{"blocks":[]}`, "HTML": `{"html":"<b>a</b>"}`,
		"unknown block":     `{"blocks":[{"type":"map","text":"a"}]}`,
		"heading too small": `{"blocks":[{"type":"heading","text":"a","size":7}]}`,
		"empty text":        `{"blocks":[{"type":"paragraph","text":" "}]}`,
		"empty list":        `{"blocks":[{"type":"list"}]}`,
		"empty item":        `{"blocks":[{"type":"list","items":[{"blocks":[]}]}]}`,
		"details alone":     `{"blocks":[{"type":"details","summary":"a"}]}`,
		"too long":          `{"blocks":[{"type":"paragraph","text":"` + strings.Repeat("长", 32_769) + `"}]}`,
	} {
		if r := call(t, base, "sendRichMessage", fields{"chat_id": "7", "rich_message": m}); r.Code != 400 {
			t.Errorf("%s: %+v", name, r)
		}
	}
}
