package demo_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"mime/multipart"
	"slices"
	"strings"
	"testing"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/bot/demo"
)

// upload sends a document to chat 7 and returns its file ID.
func upload(t *testing.T, base string) string {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	_ = w.WriteField("chat_id", "7")
	part, err := w.CreateFormFile("document", "a/转移.ics")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = part.Write([]byte("BEGIN:VCALENDAR"))
	_ = w.Close()
	var m demo.Message
	send(t, base+"/bot"+token+"/sendDocument", w.FormDataContentType(), &b).decode(t, &m)
	return m.Document.ID
}

func soon(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// TestClient talks through the real client library, as the bot does.
func TestClient(t *testing.T) {
	s, base := serve(t, demo.Options{Now: time.Now})
	client(t, base, talk)
	s.Say(chat, "你好")
	err := s.Wait(soon(t), chat, func(ms []demo.Message) bool { return len(ms) == 2 })
	if err != nil {
		t.Fatal(err)
	}
	m := s.Messages(chat)[1]
	kinds := []string{}
	for _, e := range m.Entities {
		kinds = append(kinds, e.Type)
	}
	if diff := cmp.Diff([]string{"bold", "text_link", "code", "expandable_blockquote", "bot_command"}, kinds); diff != "" {
		t.Error(diff)
	}
	if strings.Contains(m.Text, "<") || len(m.Buttons()) != 4 || m.Edited() {
		t.Errorf("got %+v", m)
	}
	id := s.Press(chat, m.ID, "estimate")
	err = s.Wait(soon(t), chat, func(ms []demo.Message) bool { return ms[1].Text == "已改:estimate" && ms[1].Edited() })
	if err != nil {
		t.Fatal(err)
	}
	answered := func(cs []demo.Call) bool { return len(cs) == 1 && cs[0].Params["callback_query_id"] == id }
	if err := s.WaitCalls(soon(t), answered, "answerCallbackQuery"); err != nil {
		t.Fatal(err)
	}
	s.Say(chat, "给我日历")
	err = s.Wait(soon(t), chat, func(ms []demo.Message) bool { return len(ms) == 4 && ms[3].Document != nil })
	if err != nil {
		t.Fatal(err)
	}
	d := s.Messages(chat)[3].Document
	f, ok := s.File(d.ID)
	if !ok || string(f.Data) != "BEGIN:VCALENDAR" || d.Name != "转移.ics" || d.Size != 15 || d.Type != "text/calendar" {
		t.Errorf("document %+v holds %q", d, f.Data)
	}
}

// TestClientErrors checks that the client library understands what goes wrong.
func TestClientErrors(t *testing.T) {
	s, base := serve(t, demo.Options{})
	b, err := tg.New(token, tg.WithServerURL(base))
	if err != nil {
		t.Fatal(err)
	}
	say := func() error {
		_, err := b.SendMessage(soon(t), &tg.SendMessageParams{ChatID: chat, Text: "好"})
		return err
	}
	if err := say(); !errors.Is(err, tg.ErrorBadRequest) || !strings.Contains(err.Error(), "chat not found") {
		t.Errorf("to nobody: %v", err)
	}
	s.Block(chat)
	if err := say(); !errors.Is(err, tg.ErrorForbidden) {
		t.Errorf("blocked: %v", err)
	}
	s.Say(chat, "回来了")
	if err := say(); err != nil {
		t.Errorf("unblocked: %v", err)
	}
	tests := []struct {
		name  string
		fault demo.Fault
		sent  int
		want  string
	}{
		{"too many", demo.Fault{RetryAfter: 7}, 0, "Too Many Requests: retry after 7"},
		{"internal", demo.Fault{Status: 500}, 0, "500 Internal Server Error"},
		{"page", demo.Fault{Status: 502, HTML: "<html>Bad Gateway</html>"}, 0, "error decode response body"},
		{"reset", demo.Fault{Reset: true}, 0, "connection reset by peer"},
		{"answer lost", demo.Fault{Reset: true, Done: true}, 1, "connection reset by peer"},
		{"slow", demo.Fault{Delay: 10 * time.Millisecond}, 1, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			before := len(s.Messages(chat))
			s.SetFault(func(method string) *demo.Fault {
				if method != "sendMessage" {
					return nil
				}
				return &tt.fault
			})
			err := say()
			if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
			var many *tg.TooManyRequestsError
			if errors.As(err, &many) && many.RetryAfter != tt.fault.RetryAfter {
				t.Errorf("retry after %d", many.RetryAfter)
			}
			if got := len(s.Messages(chat)) - before; got != tt.sent {
				t.Errorf("%d messages arrived, want %d", got, tt.sent)
			}
		})
	}
}

// TestPeople checks how the library reads what people do.
func TestPeople(t *testing.T) {
	s, base := serve(t, demo.Options{})
	got := make(chan *models.Update, 10)
	client(t, base, func(_ context.Context, _ *tg.Bot, u *models.Update) { got <- u })
	next := func() *models.Update {
		t.Helper()
		select {
		case u := <-got:
			return u
		case <-soon(t).Done():
			t.Fatal("no update came")
			return nil
		}
	}
	s.SayIn(-1001, 5, "😀 /help@yibao_demo_bot 怎么转")
	u := next()
	if m := u.Message; m.Chat.ID != -1001 || m.Chat.Type != models.ChatTypeSupergroup || m.From.ID != 5 || m.Chat.Title == "" {
		t.Errorf("group message %+v", m)
	}
	if e := u.Message.Entities; len(e) != 1 || e[0].Type != models.MessageEntityTypeBotCommand || e[0].Offset != 3 || e[0].Length != 20 {
		t.Errorf("entities %+v", e)
	}
	last := u.ID
	s.PressIn(-1001, 6, u.Message.ID, "a")
	u = next()
	if q := u.CallbackQuery; q.From.ID != 6 || q.Data != "a" || q.Message.Message == nil || q.Message.Message.Chat.ID != -1001 || u.ID <= last {
		t.Errorf("press %+v", q)
	}
	s.SendLocation(chat, 30.25, 120.17)
	if l := next().Message.Location; l == nil || l.Latitude != 30.25 || l.Longitude != 120.17 {
		t.Errorf("location %+v", l)
	}
	id := s.InlineQuery(5, "断缴")
	if q := next().InlineQuery; q.ID != id || q.Query != "断缴" || q.From.ID != 5 {
		t.Errorf("inline query %+v", q)
	}
	if err := s.Push([]byte(`{"edited_message":{"message_id":1,"date":1,"chat":{"id":7,"type":"private"},"text":"改"}}`)); err != nil {
		t.Fatal(err)
	}
	if m := next().EditedMessage; m == nil || m.Text != "改" {
		t.Errorf("pushed %+v", m)
	}
	if err := s.Push([]byte("x")); err == nil {
		t.Error("pushed what is no JSON")
	}
}

func TestCommandEntities(t *testing.T) {
	tests := []struct {
		text string
		want []string // what is marked as a command
	}{
		{"/start", []string{"/start"}},
		{"/start abc", []string{"/start"}},
		{"看 /city,再看 /help", []string{"/city", "/help"}},
		{"请/help", nil},
		{"/help吗", nil},
		{"a/b //c </d>", nil},
		{"https://a.cn/help", nil},
	}
	for _, tt := range tests {
		s := demo.New(demo.Options{})
		s.Say(chat, tt.text)
		m := s.Messages(chat)[0]
		var got []string
		for _, e := range m.Entities {
			if e.Type == "bot_command" {
				got = append(got, string([]rune(m.Text)[e.Offset:e.Offset+e.Length]))
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%q: commands %q, want %q", tt.text, got, tt.want)
		}
		s.Close()
	}
}

// TestProfile reads back what the bot says about itself.
func TestProfile(t *testing.T) {
	_, base := serve(t, demo.Options{})
	get := func(method string, f fields) string {
		t.Helper()
		var raw json.RawMessage
		call(t, base, method, f).decode(t, &raw)
		return string(raw)
	}
	private := fields{"scope": `{"type":"all_private_chats"}`, "language_code": "zh"}
	list := `[{"command":"help","description":"怎么用"}]`
	get("setMyCommands", fields{"commands": list, "scope": private["scope"], "language_code": "zh"})
	get("setMyDescription", fields{"description": "问医保"})
	get("setMyShortDescription", fields{"short_description": "医保", "language_code": "zh"})
	for _, tt := range []struct {
		method string
		fields fields
		want   string
	}{
		{"getMyCommands", private, list},
		{"getMyCommands", nil, "[]"},
		{"getMyDescription", fields{"language_code": "zh"}, `{"description":"问医保"}`},
		{"getMyShortDescription", nil, `{"short_description":""}`},
		{"getMyShortDescription", fields{"language_code": "zh"}, `{"short_description":"医保"}`},
	} {
		if got := get(tt.method, tt.fields); got != tt.want {
			t.Errorf("%s %v = %s, want %s", tt.method, tt.fields, got, tt.want)
		}
	}
}
