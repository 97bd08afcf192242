package demo_test

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"github.com/yibaowenwen/yibao/bot/demo"
)

const group = -1_000_000_000_007 // beside the private chat 7

// TestInline asks through the page, and posts one of the results in the group.
func TestInline(t *testing.T) {
	s, base := serve(t, demo.Options{})
	updates := make(chan *models.Update, 8)
	client(t, base, func(ctx context.Context, b *tg.Bot, u *models.Update) {
		talk(ctx, b, u)
		updates <- u
	})
	kind := map[string]string{"Content-Type": "application/json"}
	resp, body := visit(t, "POST", base+"/ui/inline", `{"chat":-1000000000007,"user":7,"text":" 材料 "}`, kind)
	var offered struct {
		Query   string
		Results []demo.InlineResult
		Button  *demo.InlineButton
	}
	if err := json.Unmarshal([]byte(body), &offered); err != nil {
		t.Fatalf("%d %s: %v", resp.StatusCode, body, err)
	}
	if len(offered.Results) != 3 || offered.Results[1].ID != "documents" || offered.Button.Start != "inline" {
		t.Fatalf("offered %+v", offered)
	}
	if u := <-updates; u.InlineQuery.Query != "材料" || u.InlineQuery.From.ID != 7 {
		t.Errorf("the bot was asked %+v", u.InlineQuery)
	}
	choice := `{"chat":-1000000000007,"user":7,"query":"` + offered.Query + `","result":"documents"}`
	if resp, body := visit(t, "POST", base+"/ui/choose", choice, kind); resp.StatusCode != http.StatusOK {
		t.Fatalf("%d %s", resp.StatusCode, body)
	}
	m := s.Messages(group)[0]
	if m.ViaBot == nil || m.ViaBot.ID != 42 || m.From.ID != 7 || !strings.HasPrefix(m.Text, "转医保") || len(m.Entities) != 1 || len(m.Buttons()) != 1 {
		t.Errorf("posted %+v", m)
	}
	if u := <-updates; u.Message.ViaBot == nil || u.Message.Chat.Title != "家庭群" {
		t.Errorf("the bot was told %+v", u.Message)
	}
}

// TestReplies answers a message of the bot, and presses a button under one that quotes.
func TestReplies(t *testing.T) {
	s, base := serve(t, demo.Options{})
	updates := make(chan *models.Update, 8)
	client(t, base, func(_ context.Context, _ *tg.Bot, u *models.Update) { updates <- u })
	asked := s.SayIn(group, 7, "@yibao_demo_bot 多久?")
	var sent demo.Message
	call(t, base, "sendMessage", fields{
		"chat_id": "-1000000000007", "text": "15 天", "reply_parameters": `{"message_id":1,"allow_sending_without_reply":true}`,
		"reply_markup": keyboard(`,"callback_data":"a"`),
	}).decode(t, &sent)
	if sent.ReplyTo == nil || sent.ReplyTo.ID != asked || sent.ReplyTo.Text == "" {
		t.Errorf("sent %+v", sent)
	}
	s.Answer(group, 7, sent.ID, "谢谢")
	s.Answer(group, 7, 99, "谢谢")
	s.PressIn(group, 7, sent.ID, "a")
	<-updates
	if u := <-updates; u.Message.ReplyToMessage == nil || u.Message.ReplyToMessage.From.ID != 42 || u.Message.ReplyToMessage.ReplyToMessage != nil {
		t.Errorf("a reply arrives as %+v", u.Message)
	}
	if u := <-updates; u.Message.ReplyToMessage != nil {
		t.Errorf("a reply to nothing arrives as %+v", u.Message)
	}
	if u := <-updates; u.CallbackQuery.Message.Message.ReplyToMessage.Text != "@yibao_demo_bot 多久?" {
		t.Errorf("a press arrives as %+v", u.CallbackQuery)
	}
}

func TestInlineButtonIsChecked(t *testing.T) {
	s, base := serve(t, demo.Options{})
	tests := map[string]bool{
		`{"text":"打开","start_parameter":"a-b_1"}`:                           true,
		`{"text":"","start_parameter":"a"}`:                                 false,
		`{"text":"打开"}`:                                                     false,
		`{"text":"打开","start_parameter":"a b"}`:                             false,
		`{"text":"打开","start_parameter":"` + strings.Repeat("a", 65) + `"}`: false,
	}
	for button, want := range tests {
		r := call(t, base, "answerInlineQuery", fields{"inline_query_id": s.InlineQuery(7, "a"), "results": "[]", "button": button})
		if r.OK != want {
			t.Errorf("%s: %+v", button, r)
		}
	}
}

// TestExplain hands a question on to whoever explains.
func TestExplain(t *testing.T) {
	explain := func(_ context.Context, chatID int64, text string) any {
		return map[string]any{"chat": chatID, "text": text}
	}
	_, base := serve(t, demo.Options{Explain: explain})
	_, body := visit(t, "POST", base+"/ui/explain", `{"chat":7,"text":"多久"}`, map[string]string{"Content-Type": "application/json"})
	if body != `{"chat":7,"text":"多久"}`+"\n" {
		t.Errorf("explained %s", body)
	}
}
