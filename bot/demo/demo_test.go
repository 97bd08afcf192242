package demo_test

import (
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/bot/demo"
)

const (
	token = "42:TEST"
	chat  = 7
)

// serve starts a server for the time of a test and returns it with its address.
func serve(t *testing.T, o demo.Options) (*demo.Server, string) {
	t.Helper()
	if o.Token == "" {
		o.Token = token
	}
	s := demo.New(o)
	srv := httptest.NewServer(s)
	t.Cleanup(func() { s.Close(); srv.Close() })
	return s, srv.URL
}

// client starts the real client library with one handler.
func client(t *testing.T, url string, h tg.HandlerFunc) *tg.Bot {
	t.Helper()
	b, err := tg.New(token, tg.WithServerURL(url), tg.WithDefaultHandler(h), tg.WithNotAsyncHandlers(), tg.WithErrorsHandler(func(error) {}))
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() { b.Start(t.Context()); close(done) }()
	t.Cleanup(func() { <-done })
	return b
}

// response is the envelope of every answer.
type response struct {
	OK          bool            `json:"ok"`
	Code        int             `json:"error_code"`
	Description string          `json:"description"`
	Result      json.RawMessage `json:"result"`
	Parameters  struct {
		RetryAfter int `json:"retry_after"`
	} `json:"parameters"`
	status int
}

func (r response) decode(t *testing.T, v any) {
	t.Helper()
	if !r.OK {
		t.Fatalf("got error %d %q", r.Code, r.Description)
	}
	if err := json.Unmarshal(r.Result, v); err != nil {
		t.Fatal(err)
	}
}

// send posts a body to an address and reads the envelope.
func send(t *testing.T, address, kind string, body io.Reader) response {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, body)
	if err != nil {
		t.Fatal(err)
	}
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	r := response{status: resp.StatusCode}
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		t.Fatalf("decode answer: %v", err)
	}
	return r
}

// fields are what a call carries.
type fields map[string]string

// call calls a method with form fields.
func call(t *testing.T, base, method string, f fields) response {
	t.Helper()
	return send(t, base+"/bot"+token+"/"+method, "application/x-www-form-urlencoded", strings.NewReader(f.form()))
}

func (f fields) form() string {
	v := url.Values{}
	for k, s := range f {
		v.Set(k, s)
	}
	return v.Encode()
}

func (f fields) multipart(t *testing.T) (string, io.Reader) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for k, v := range f {
		if err := w.WriteField(k, v); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return w.FormDataContentType(), &b
}

func TestToken(t *testing.T) {
	_, base := serve(t, demo.Options{})
	r := send(t, base+"/bot42:OTHER/getMe", "", http.NoBody)
	if r.status != 401 || r.OK || r.Code != 401 || r.Description != "Unauthorized" {
		t.Errorf("wrong token got %+v", r)
	}
	r = call(t, base, "getTheMoon", nil)
	if r.status != 404 || r.Code != 404 || !strings.HasPrefix(r.Description, "Not Found") {
		t.Errorf("unknown method got %+v", r)
	}
	var me struct {
		ID       int64
		IsBot    bool `json:"is_bot"`
		Username string
	}
	call(t, base, "GETME", nil).decode(t, &me)
	if me.ID != 42 || !me.IsBot || me.Username == "" {
		t.Errorf("getMe = %+v", me)
	}
}

func TestTokenMissing(t *testing.T) {
	s := demo.New(demo.Options{})
	defer s.Close()
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/bot/getMe", nil))
	if w.Code != 401 {
		t.Errorf("a server without token answered %d", w.Code)
	}
}

// TestEncodings sends one message in each way in which fields may be sent.
func TestEncodings(t *testing.T) {
	s, base := serve(t, demo.Options{})
	s.Say(chat, "在吗")
	f := fields{
		"chat_id": "7", "text": "<b>一</b> & 二 ➕ 三", "parse_mode": "HTML", "disable_notification": "true",
		"reply_markup": `{"inline_keyboard":[[{"text":"好","callback_data":"a+b&c"}]]}`,
	}
	address := base + "/bot" + token + "/sendMessage"
	kind, body := f.multipart(t)
	answers := map[string]response{
		"multipart": send(t, address, kind, body),
		"form":      call(t, base, "sendMessage", f),
		"query":     send(t, address+"?"+f.form(), "", http.NoBody),
		"json": send(t, address, "application/json; charset=utf-8", strings.NewReader(`{"chat_id":7,"text":"<b>一</b> & 二 ➕ 三",
			"parse_mode":"HTML","disable_notification":true,"entities":null,"reply_markup":{"inline_keyboard":[[{"text":"好","callback_data":"a+b&c"}]]}}`)),
	}
	for name, r := range answers {
		var m demo.Message
		r.decode(t, &m)
		if m.Text != "一 & 二 ➕ 三" || len(m.Entities) != 1 || m.Chat.ID != chat || !m.FromBot() {
			t.Errorf("%s: got %+v", name, m)
		}
		if b := m.Buttons(); len(b) != 1 || *b[0].Data != "a+b&c" {
			t.Errorf("%s: buttons %+v", name, b)
		}
	}
	for _, c := range s.Calls("sendMessage") {
		if c.Params["disable_notification"] != "true" || c.Params["chat_id"] != "7" {
			t.Errorf("call recorded as %v", c.Params)
		}
	}
}

// TestText checks what becomes of a text on its way.
func TestText(t *testing.T) {
	s, base := serve(t, demo.Options{})
	s.Say(chat, "在吗")
	ent := func(kind string, offset, length int) demo.Entity {
		return demo.Entity{Type: kind, Offset: offset, Length: length}
	}
	tests := []struct {
		name, in, text string
		want           []demo.Entity
	}{
		{"white space around", " \n一<b>二 </b>\n", "一二", []demo.Entity{ent("bold", 1, 1)}},
		{"marked white space in front", "<b> 一</b>", " 一", []demo.Entity{ent("bold", 0, 2)}},
		{"control characters", "一\r\n\x01二", "一\n 二", nil},
		{"bare address", "看 https://a.cn/b?c=1。", "看 https://a.cn/b?c=1。", []demo.Entity{ent("url", 2, 18)}},
		{"mention", "问 @yibao_demo_bot", "问 @yibao_demo_bot", []demo.Entity{ent("mention", 2, 15)}},
		{"command in bold", "<b>/help</b>", "/help", []demo.Entity{ent("bold", 0, 5), ent("bot_command", 0, 5)}},
		{"no command in code", "<code>/help</code> 和 /city", "/help 和 /city", []demo.Entity{ent("code", 0, 5), ent("bot_command", 8, 5)}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var m demo.Message
			call(t, base, "sendMessage", fields{"chat_id": "7", "text": tt.in, "parse_mode": "HTML"}).decode(t, &m)
			if m.Text != tt.text {
				t.Errorf("text is %q, want %q", m.Text, tt.text)
			}
			if diff := cmp.Diff(tt.want, m.Entities); diff != "" {
				t.Error(diff)
			}
		})
	}
	var m demo.Message
	call(t, base, "sendMessage", fields{
		"chat_id": "7", "text": "一二", "entities": `[{"type":"bold","offset":1,"length":1}]`,
		"reply_parameters": `{"message_id":1}`, "link_preview_options": `{"is_disabled":true}`,
	}).decode(t, &m)
	if len(m.Entities) != 1 || m.ReplyTo == nil || m.ReplyTo.Text != "在吗" || string(m.LinkPreview) != `{"is_disabled":true}` {
		t.Errorf("got %+v", m)
	}
}

func TestTooLarge(t *testing.T) {
	_, base := serve(t, demo.Options{})
	big := strings.Repeat("a", 10<<20)
	kind, body := fields{"chat_id": "7", "text": big}.multipart(t)
	for name, r := range map[string]response{
		"multipart": send(t, base+"/bot"+token+"/sendMessage", kind, body),
		"form":      call(t, base, "sendMessage", fields{"text": big}),
		"json":      send(t, base+"/bot"+token+"/sendMessage", "application/json", strings.NewReader(`"`+big+`"`)),
	} {
		if r.status != 413 || r.Code != 413 {
			t.Errorf("%s: more than 10 MB got %d", name, r.status)
		}
	}
}

// now returns a clock that a test can turn.
func now(start time.Time) (func() time.Time, func(time.Duration)) {
	at := make(chan time.Time, 1)
	at <- start
	read := func() time.Time { t := <-at; at <- t; return t }
	turn := func(d time.Duration) { at <- (<-at).Add(d) }
	return read, turn
}
