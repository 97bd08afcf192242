package telegram_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/telegram"
)

// richFront stands before the local server, which knows no rich messages, and takes them or
// refuses them.
type richFront struct {
	next http.Handler
	code int // 200 to take them

	mu   sync.Mutex
	seen []form
}

func (s *richFront) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	f, err := readForm(r.Header.Get("Content-Type"), body)
	if err != nil || f["rich_message"] == "" {
		s.next.ServeHTTP(w, r)
		return
	}
	f["method"] = path.Base(r.URL.Path)
	s.mu.Lock()
	s.seen = append(s.seen, f)
	s.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(s.code)
	if s.code != http.StatusOK {
		fmt.Fprintf(w, `{"ok":false,"error_code":%d,"description":"not like this"}`, s.code)
		return
	}
	fmt.Fprint(w, `{"ok":true,"result":{"message_id":1,"date":1,"chat":{"id":7,"type":"private"}}}`)
}

func (s *richFront) sent() []form {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]form(nil), s.seen...)
}

func (w *world) startRich(code int, b brain) *richFront {
	front := &richFront{next: w.Server, code: code}
	srv := httptest.NewServer(checked(w.t, front))
	w.t.Cleanup(srv.Close)
	w.start(b, func(o *telegram.Options) { o.APIURL, o.Rich = srv.URL, true })
	return front
}

func richBrain(_ context.Context, m bot.Message) (bot.Reply, error) {
	return bot.Reply{
		Lines: []bot.Line{
			{Kind: bot.Headline, Text: "能转 <a> & b"},
			{Kind: bot.Local, Text: "四川:要申请"},
			{Kind: bot.Plain, Text: "先停保"},
			{Kind: bot.Plain, Text: "再参保"},
			{Kind: bot.Rumour, Text: "网上说的不对"},
			{Kind: bot.Cite, Text: "依据 甲\n核对于 2026-11-22"},
			{Kind: bot.Detail, Text: "细则"},
		},
		Buttons: [][]bot.Button{{{Label: "材料", Data: "k:x:0"}}},
		Edit:    m.Press != "",
	}, nil
}

func TestRich(t *testing.T) {
	w := newWorld(t)
	front := w.startRich(http.StatusOK, richBrain)
	w.Say(7, "怎么转")
	w.settled("answered", 1)
	push(t, w, `{"callback_query":{"id":"1","from":{"id":7},"message":{"message_id":1,"date":1,"chat":{"id":7,"type":"private"}},"data":"x"}}`)
	w.settled("answered", 2)
	sent := front.sent()
	if len(sent) != 2 || sent[0]["method"] != "sendRichMessage" || sent[1]["method"] != "editMessageText" || sent[1]["text"] != "" {
		t.Fatalf("sent %v", sent)
	}
	if len(byBot(w.Messages(7))) != 0 {
		t.Error("shown as HTML as well")
	}
	if !strings.Contains(sent[0]["reply_markup"], "k:x:0") {
		t.Errorf("buttons %s", sent[0]["reply_markup"])
	}
	var got struct{ Blocks []map[string]any }
	if err := json.Unmarshal([]byte(sent[0]["rich_message"]), &got); err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for _, b := range got.Blocks {
		kinds = append(kinds, fmt.Sprint(b["type"]))
	}
	if diff := cmp.Diff([]string{"heading", "paragraph", "list", "paragraph", "footer", "footer", "details"}, kinds); diff != "" {
		t.Errorf("%s\n%s", diff, sent[0]["rich_message"])
	}
	if got.Blocks[0]["text"] != "能转 <a> & b" {
		t.Errorf("heading %v", got.Blocks[0])
	}
	if items, _ := got.Blocks[2]["items"].([]any); len(items) != 2 {
		t.Errorf("list %v", got.Blocks[2])
	}
}

// A server that refuses rich messages, or does not know them, is not asked again; people get
// each answer once, as HTML.
func TestRichRefused(t *testing.T) {
	for _, code := range []int{http.StatusBadRequest, http.StatusNotFound} {
		t.Run(fmt.Sprint(code), func(t *testing.T) {
			w := newWorld(t)
			front := w.startRich(code, richBrain)
			w.Say(7, "一")
			w.answers(7, 1)
			w.Say(7, "二")
			got := w.answers(7, 2)
			w.settled("answered", 2)
			if n := len(front.sent()); n != 1 || !strings.Contains(got[1].Text, "能转") {
				t.Errorf("tried %d times; %q", n, texts(got))
			}
			if !strings.Contains(w.log.String(), "rich messages are off") {
				t.Errorf("log: %s", w.log)
			}
		})
	}
}
