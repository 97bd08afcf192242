package telegram_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot/demo"
	"github.com/yibaowenwen/yibao/bot/store"
	"github.com/yibaowenwen/yibao/bot/store/sqlite"
	"github.com/yibaowenwen/yibao/bot/telegram"
)

// holder serves with a bot that does not exist yet when the server starts.
type holder struct{ bot *atomic.Pointer[telegram.Bot] }

func (h holder) ServeHTTP(w http.ResponseWriter, r *http.Request) { h.bot.Load().ServeHTTP(w, r) }

const secret = "s3cret-_"

func TestWebhookRequests(t *testing.T) {
	const update = `{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":7,"type":"private"},"from":{"id":7},"text":"好"}}`
	broken := &brokenStore{}
	tests := []struct {
		name   string
		method string
		secret string
		body   io.Reader
		store  store.Store
		want   int
	}{
		{"fine", "POST", secret, strings.NewReader(update), nil, 200},
		{"not for us", "POST", secret, strings.NewReader(`{"update_id":2,"poll":{}}`), nil, 200},
		{"undecodable part", "POST", secret, strings.NewReader(`{"update_id":3,"message":7}`), nil, 200},
		{"GET", "GET", secret, nil, nil, 405},
		{"no secret", "POST", "", strings.NewReader(update), nil, 401},
		{"wrong secret", "POST", "s3cret-", strings.NewReader(update), nil, 401},
		{"not JSON", "POST", secret, strings.NewReader("hello"), nil, 400},
		{"no update", "POST", secret, strings.NewReader(`{"message":{}}`), nil, 400},
		{"empty", "POST", secret, strings.NewReader(""), nil, 400},
		{"too big", "POST", secret, strings.NewReader(`{"update_id":4,"x":"` + strings.Repeat("x", 1<<20) + `"}`), nil, 413},
		{"breaks off", "POST", secret, io.MultiReader(strings.NewReader(`{"update_`), broken), nil, 400},
		{"store broken", "POST", secret, strings.NewReader(update), broken, 500},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := webhook(t, tt.store)
			r := httptest.NewRequest(tt.method, "/hook", tt.body)
			r.Header.Set("X-Telegram-Bot-Api-Secret-Token", tt.secret)
			rec := httptest.NewRecorder()
			h.ServeHTTP(rec, r)
			if rec.Code != tt.want {
				t.Errorf("status %d, want %d", rec.Code, tt.want)
			}
			if rec.Body.Len() > 0 {
				t.Errorf("body %q", rec.Body)
			}
		})
	}
}

func TestWebhookBeforeRun(t *testing.T) {
	db, err := sqlite.Open(t.Context(), sqlite.Memory, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	tb, err := telegram.New(telegram.Options{
		Token: token, Brain: brain(echo), Store: db, Now: time.Now,
		Webhook: telegram.Webhook{URL: "https://example.org/", Secret: secret},
	})
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(`{"update_id":1}`))
	r.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	rec := httptest.NewRecorder()
	tb.ServeHTTP(rec, r)
	if rec.Code != 503 || rec.Header().Get("Retry-After") == "" {
		t.Errorf("status %d", rec.Code)
	}
}

// webhook returns a running bot.
func webhook(t *testing.T, s store.Store) http.Handler {
	t.Helper()
	w := newWorld(t)
	if s == nil {
		s = w.db
	}
	tb, err := telegram.New(telegram.Options{
		Token: token, Brain: brain(echo), Store: s, Now: time.Now, APIURL: w.url,
		Webhook: telegram.Webhook{URL: w.url + "/nowhere", Secret: secret},
	})
	if err != nil {
		t.Fatal(err)
	}
	w.run(tb)
	if err := w.WaitCalls(t.Context(), func(c []demo.Call) bool { return len(c) > 0 }, "setWebhook"); err != nil {
		t.Fatal(err)
	}
	return tb
}

var errBroken = errors.New("broken")

// brokenStore cannot add anything; it also is a body that breaks off.
type brokenStore struct{ store.Store }

func (*brokenStore) Read([]byte) (int, error)                              { return 0, errBroken }
func (*brokenStore) Resume(context.Context, int64) ([]store.Update, error) { return nil, nil }
func (*brokenStore) Sweep(context.Context) error                           { return nil }
func (*brokenStore) Add(context.Context, []store.Update) ([]store.Update, error) {
	return nil, errBroken
}

func TestNewChecksOptions(t *testing.T) {
	ok := telegram.Options{Token: token, Brain: brain(echo), Store: &brokenStore{}, Now: time.Now}
	tests := []struct {
		name   string
		change func(*telegram.Options)
		want   string
	}{
		{"fine", func(*telegram.Options) {}, ""},
		{"no token", func(o *telegram.Options) { o.Token = "" }, "token"},
		{"token with a line break", func(o *telegram.Options) { o.Token += "\n" }, "token"},
		{"no brain", func(o *telegram.Options) { o.Brain = nil }, "required"},
		{"no store", func(o *telegram.Options) { o.Store = nil }, "required"},
		{"no clock", func(o *telegram.Options) { o.Now = nil }, "required"},
		{"address without scheme", func(o *telegram.Options) { o.APIURL = "api.example.org" }, "address"},
		{"address of a file", func(o *telegram.Options) { o.APIURL = "file:///etc" }, "address"},
		{"webhook without secret", func(o *telegram.Options) { o.Webhook.URL = "https://example.org" }, "secret"},
		{"secret with a space", func(o *telegram.Options) { o.Webhook = telegram.Webhook{URL: "https://example.org", Secret: "a b"} }, "secret"},
		{"long secret", func(o *telegram.Options) {
			o.Webhook = telegram.Webhook{URL: "https://example.org", Secret: telegram.Secret(strings.Repeat("a", 257))}
		}, "secret"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := ok
			tt.change(&o)
			_, err := telegram.New(o)
			if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %q", err, tt.want)
			}
			if err != nil && strings.Contains(err.Error(), token) {
				t.Errorf("the token is in %v", err)
			}
		})
	}
}
