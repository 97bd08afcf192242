package demo_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot/demo"
)

type update struct {
	ID      int `json:"update_id"`
	Message *demo.Message
}

func poll(t *testing.T, base string, f fields) []string {
	t.Helper()
	var us []update
	call(t, base, "getUpdates", f).decode(t, &us)
	texts := []string{}
	for i, u := range us {
		if i > 0 && u.ID != us[i-1].ID+1 {
			t.Errorf("update %d follows %d", u.ID, us[i-1].ID)
		}
		if u.Message != nil {
			texts = append(texts, u.Message.Text)
		}
	}
	return texts
}

func TestUpdates(t *testing.T) {
	s, base := serve(t, demo.Options{})
	for _, text := range []string{"一", "二", "三", "四"} {
		s.Say(chat, text)
	}
	steps := []struct {
		fields fields
		want   string
	}{
		{nil, "一二三四"},
		{nil, "一二三四"}, // not confirmed yet
		{fields{"limit": "2"}, "一二"},
		{fields{"offset": "1002"}, "二三四"},
		{fields{"offset": "1001"}, "二三四"}, // confirmed ones never come back
		{fields{"offset": "-1"}, "四"},
		{nil, "四"},
		{fields{"offset": "1005"}, ""},
	}
	for i, step := range steps {
		if got := strings.Join(poll(t, base, step.fields), ""); got != step.want {
			t.Errorf("step %d %v: got %q, want %q", i, step.fields, got, step.want)
		}
	}
}

// TestCrowd lets many people write at once.
func TestCrowd(t *testing.T) {
	s, base := serve(t, demo.Options{})
	var people sync.WaitGroup
	for id := range int64(8) {
		people.Go(func() {
			for range 12 {
				s.Press(id+1, s.Say(id+1, "在吗"), "a")
				s.Messages(id + 1)
			}
		})
	}
	people.Wait()
	if got := poll(t, base, nil); len(got) < 50 { // each press follows its message
		t.Errorf("%d messages in the first 100 updates", len(got))
	}
	if r := call(t, base, "getUpdates", fields{"offset": "1193"}); strings.Contains(string(r.Result), "update_id") {
		t.Errorf("more than 192 updates: %s", r.Result)
	}
}

func TestAllowedUpdates(t *testing.T) {
	s, base := serve(t, demo.Options{})
	poll(t, base, fields{"allowed_updates": `["callback_query"]`})
	s.Say(chat, "一")
	if got := poll(t, base, nil); len(got) != 0 {
		t.Errorf("unwanted messages came: %v", got)
	}
	poll(t, base, fields{"allowed_updates": `[]`})
	s.Say(chat, "二")
	if got := poll(t, base, nil); !slices.Equal(got, []string{"二"}) {
		t.Errorf("got %v", got)
	}
}

// poller calls getUpdates in the background.
func poller(t *testing.T, base string) <-chan response {
	t.Helper()
	got := make(chan response, 1)
	go func() { got <- call(t, base, "getUpdates", fields{"timeout": "30"}) }()
	return got
}

func polls(n int) func([]demo.Call) bool {
	return func(cs []demo.Call) bool { return len(cs) >= n }
}

func TestLongPoll(t *testing.T) {
	s, base := serve(t, demo.Options{})
	first := poller(t, base)
	if err := s.WaitCalls(soon(t), polls(1), "getUpdates"); err != nil {
		t.Fatal(err)
	}
	select {
	case r := <-first:
		t.Fatalf("did not wait: %+v", r)
	case <-time.After(50 * time.Millisecond):
	}
	s.Say(chat, "醒醒")
	var us []update
	(<-first).decode(t, &us)
	if len(us) != 1 || us[0].Message.Text != "醒醒" {
		t.Errorf("got %+v", us)
	}
}

func TestConflict(t *testing.T) {
	s, base := serve(t, demo.Options{})
	first := poller(t, base)
	if err := s.WaitCalls(soon(t), polls(1), "getUpdates"); err != nil {
		t.Fatal(err)
	}
	time.Sleep(50 * time.Millisecond) // the first one must be waiting
	second := poller(t, base)
	r := <-first
	if r.Code != 409 || !strings.HasPrefix(r.Description, "Conflict: terminated by other getUpdates request") {
		t.Errorf("the older one got %+v", r)
	}
	s.Say(chat, "在吗")
	if r := <-second; !r.OK {
		t.Errorf("the newer one got %+v", r)
	}
}

// hook is a bot's end of a webhook that fails a number of times first.
type hook struct {
	mu       sync.Mutex
	fail     int
	tries    int
	secrets  []string
	received []update
}

func (h *hook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.tries++
	if h.tries <= h.fail {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	var u update
	body, _ := io.ReadAll(r.Body)
	if json.Unmarshal(body, &u) == nil && r.Header.Get("Content-Type") == "application/json" {
		h.received = append(h.received, u)
		h.secrets = append(h.secrets, r.Header.Get("X-Telegram-Bot-Api-Secret-Token"))
	}
}

func pending(t *testing.T, base string) (n int, lastError string) {
	t.Helper()
	var info struct {
		Pending   int    `json:"pending_update_count"`
		LastError string `json:"last_error_message"`
	}
	call(t, base, "getWebhookInfo", nil).decode(t, &info)
	return info.Pending, info.LastError
}

func TestWebhook(t *testing.T) {
	s, base := serve(t, demo.Options{WebhookRetry: time.Millisecond})
	h := &hook{fail: 2}
	end := httptest.NewServer(h)
	defer end.Close()
	s.Say(chat, "一")
	if r := call(t, base, "setWebhook", fields{"url": end.URL + "/hook", "secret_token": "s-3_x"}); !r.OK {
		t.Fatal(r.Description)
	}
	if r := call(t, base, "getUpdates", nil); r.Code != 409 {
		t.Errorf("getUpdates with a webhook got %+v", r)
	}
	s.Say(chat, "二")
	deadline := soon(t)
	for n := 1; n > 0 && deadline.Err() == nil; time.Sleep(time.Millisecond) {
		n, _ = pending(t, base)
	}
	if _, lastError := pending(t, base); !strings.Contains(lastError, "500 Internal Server Error") {
		t.Errorf("last error is %q", lastError)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.received) != 2 || h.received[0].Message.Text != "一" || h.received[1].Message.Text != "二" {
		t.Errorf("received %+v", h.received)
	}
	if h.tries != 4 || !slices.Equal(h.secrets, []string{"s-3_x", "s-3_x"}) {
		t.Errorf("%d tries, secrets %q", h.tries, h.secrets)
	}
	if r := call(t, base, "deleteWebhook", nil); !r.OK {
		t.Error(r.Description)
	}
	s.Say(chat, "三")
	if got := poll(t, base, nil); !slices.Equal(got, []string{"三"}) {
		t.Errorf("after deleteWebhook got %v", got)
	}
}

func TestDropPending(t *testing.T) {
	s, base := serve(t, demo.Options{})
	s.Say(chat, "一")
	call(t, base, "deleteWebhook", fields{"drop_pending_updates": "true"})
	if got := poll(t, base, nil); len(got) != 0 {
		t.Errorf("dropped updates came: %v", got)
	}
}

// TestClose ends everything that waits, and a webhook that cannot be reached.
func TestClose(t *testing.T) {
	s, base := serve(t, demo.Options{})
	waiting := poller(t, base)
	if err := s.WaitCalls(soon(t), polls(1), "getUpdates"); err != nil {
		t.Fatal(err)
	}
	never := make(chan error, 1)
	go func() { never <- s.Wait(context.Background(), chat, func([]demo.Message) bool { return false }) }()
	s.Close()
	s.Close()
	if r := <-waiting; !r.OK {
		t.Errorf("poll ended with %+v", r)
	}
	if err := <-never; err == nil {
		t.Error("Wait said that it had happened")
	}
	s2, base2 := serve(t, demo.Options{})
	call(t, base2, "setWebhook", fields{"url": "http://127.0.0.1:1/"})
	s2.Say(chat, "一")
	s2.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := demo.New(demo.Options{}).Wait(ctx, chat, func([]demo.Message) bool { return false }); !errors.Is(err, context.Canceled) {
		t.Errorf("Wait returned %v", err)
	}
}
