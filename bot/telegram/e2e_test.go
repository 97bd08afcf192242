package telegram_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/demo"
	"github.com/yibaowenwen/yibao/bot/store/sqlite"
	"github.com/yibaowenwen/yibao/bot/telegram"
)

const token = "42:TEST-token_of-a-bot"

// A brain is scripted by a test.
type brain func(ctx context.Context, m bot.Message) (bot.Reply, error)

func (b brain) Reply(ctx context.Context, m bot.Message) (bot.Reply, error) { return b(ctx, m) }

// echo answers with what was said and counts the messages of the chat in the session.
func echo(_ context.Context, m bot.Message) (bot.Reply, error) {
	s := m.Session
	s.Topic += "+"
	return bot.Reply{Lines: []bot.Line{{Kind: bot.Plain, Text: "你说:" + string(m.Text) + m.Press}}, Session: s}, nil
}

// A world is Telegram, the people, and what the bot keeps.
type world struct {
	*demo.Server
	t    *testing.T
	url  string
	db   *sqlite.DB
	log  *lockedBuffer
	seen *counts
}

func newWorld(t *testing.T) *world {
	t.Helper()
	s := demo.New(demo.Options{Token: token, Now: time.Now, BotUsername: "our_bot", WebhookRetry: 20 * time.Millisecond})
	srv := httptest.NewServer(checked(t, s))
	t.Cleanup(func() { s.Close(); srv.Close() })
	db, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "yibao.db"), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return &world{Server: s, t: t, url: srv.URL, db: db, log: &lockedBuffer{}, seen: newCounts()}
}

// start runs a bot. The returned function stops it and returns what Run returned; it is
// called at the end of the test unless it was called before.
func (w *world) start(b brain, change ...func(*telegram.Options)) (stop func() error) {
	w.t.Helper()
	o := telegram.Options{
		Token: token, Brain: b, Store: w.db, Now: time.Now, APIURL: w.url + "/",
		Log: slog.New(slog.NewTextHandler(w.log, nil)), Metrics: w.seen,
		Limits: telegram.Limits{PerSecond: 1e6, PerChat: 1e6, PerGroupAndMinute: 1e6},
		Grace:  5 * time.Second,
	}
	for _, f := range change {
		f(&o)
	}
	tb, err := telegram.New(o)
	if err != nil {
		w.t.Fatal(err)
	}
	tb.Hurry()
	return w.run(tb)
}

func (w *world) run(tb *telegram.Bot) (stop func() error) {
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- tb.Run(ctx) }()
	stop = sync.OnceValue(func() error {
		cancel()
		select {
		case err := <-ended:
			return err
		case <-time.After(time.Minute):
			w.t.Error("Run did not return")
			return nil
		}
	})
	w.t.Cleanup(func() {
		if err := stop(); err != nil {
			w.t.Errorf("Run: %v", err)
		}
		if text := w.log.String(); strings.Contains(text, token) {
			w.t.Errorf("the token was logged: %s", text)
		}
	})
	return stop
}

// answers waits until the bot has sent n messages to the chat and returns them.
func (w *world) answers(chat int64, n int) []demo.Message {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), time.Minute)
	defer cancel()
	err := w.Wait(ctx, chat, func(all []demo.Message) bool { return len(byBot(all)) >= n })
	got := byBot(w.Messages(chat))
	if err != nil || len(got) != n {
		w.t.Fatalf("chat %d: %d answers %q, want %d; %v\n%s", chat, len(got), texts(got), n, err, w.log)
	}
	return got
}

// settled waits until nothing is left to do for the running bot.
func (w *world) settled(outcome string, n int) {
	w.t.Helper()
	// As long as something happens it is a slow machine, not a fault.
	for last, since := 0, time.Now(); last < n && time.Since(since) < time.Minute; time.Sleep(10 * time.Millisecond) {
		if got := w.seen.of(outcome); got > last {
			last, since = got, time.Now()
		}
	}
	if got := w.seen.of(outcome); got != n {
		w.t.Fatalf("%d updates %s, want %d\n%s", got, outcome, n, w.log)
	}
}

func (w *world) session(chat int64) bot.Session {
	w.t.Helper()
	s, err := w.db.Load(w.t.Context(), chat)
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

// fail makes the first n calls of a method fail.
func (w *world) fail(method string, n int, f demo.Fault) {
	var mu sync.Mutex
	w.SetFault(func(m string) *demo.Fault {
		mu.Lock()
		defer mu.Unlock()
		if m != method || n == 0 {
			return nil
		}
		n--
		return &f
	})
}

func byBot(all []demo.Message) (list []demo.Message) {
	for _, m := range all {
		if m.FromBot() && !m.Deleted {
			list = append(list, m)
		}
	}
	return list
}

func texts(all []demo.Message) (list []string) {
	for _, m := range all {
		list = append(list, m.Text)
	}
	return list
}

// counts is a Metrics.
type counts struct {
	mu sync.Mutex
	n  map[string]int
}

func newCounts() *counts { return &counts{n: map[string]int{}} }

func (c *counts) Called(method, outcome string, _ time.Duration) { c.add(method + " " + outcome) }

func (c *counts) Handled(outcome string, _ time.Duration) { c.add(outcome) }

func (c *counts) add(key string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n[key]++
}

func (c *counts) of(key string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.n[key]
}

type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

var _ http.Handler = (*telegram.Bot)(nil)
