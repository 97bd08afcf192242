package telegram_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/demo"
	"github.com/yibaowenwen/yibao/bot/store"
	"github.com/yibaowenwen/yibao/bot/store/postgres"
	"github.com/yibaowenwen/yibao/bot/store/postgres/pgtest"
	"github.com/yibaowenwen/yibao/bot/telegram"
)

// A fleet is several bots that share a PostgreSQL, each with connections of its own.
type fleet struct {
	world *demo.Server
	url   string
	place string // address of the database
	now   func() time.Time
	seen  *tallies
}

type tallies struct{ answered atomic.Int64 }

func (s *tallies) Called(string, string, time.Duration) {}

func (s *tallies) Handled(outcome string, _ time.Duration) {
	if outcome == "answered" {
		s.answered.Add(1)
	}
}

func newFleet(tb testing.TB, now func() time.Time) *fleet {
	tb.Helper()
	world := demo.New(demo.Options{Token: token, Now: now})
	srv := httptest.NewServer(world)
	tb.Cleanup(func() { world.Close(); srv.Close() })
	return &fleet{world, srv.URL, pgtest.New(tb), now, &tallies{}}
}

// join starts one more bot, and returns what ends it.
func (f *fleet) join(tb testing.TB, think brain) (stop func()) {
	tb.Helper()
	db, err := postgres.Open(tb.Context(), f.place, f.now)
	if err != nil {
		tb.Fatal(err)
	}
	b, err := telegram.New(telegram.Options{
		Token: token, Brain: think, Store: db, Now: f.now, APIURL: f.url, Metrics: f.seen,
		Limits: telegram.Limits{PerSecond: 1e6, PerChat: 1e6, PerGroupAndMinute: 1e6},
	})
	if err != nil {
		tb.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- b.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			tb.Error(err)
		}
		_ = db.Close()
	})
	tb.Cleanup(stop)
	return stop
}

// Reminders set long ago are due when three processes look for them.
func TestSharedRemindersRingOnce(t *testing.T) {
	const chats = 60
	noon := func() time.Time { return time.Date(2026, 3, 2, 4, 0, 0, 0, time.UTC) } // in China
	f := newFleet(t, noon)
	db, err := postgres.Open(t.Context(), f.place, noon)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for chat := range int64(chats) {
		f.world.Say(chat+1, "开始") // or the bot may not write there
		s := bot.Session{Reminders: []bot.Reminder{{ID: "one", At: noon().Add(-time.Minute)}}}
		if err := db.Finish(t.Context(), store.Outcome{Chat: chat + 1, Rescheduled: true, Session: &s}); err != nil {
			t.Fatal(err)
		}
	}
	think := func(_ context.Context, m bot.Message) (bot.Reply, error) {
		text := "你说:" + string(m.Text)
		if m.Due != "" {
			text = "到期:" + m.Due
			m.Session.Reminders = nil
		}
		return bot.Reply{Lines: []bot.Line{{Kind: bot.Plain, Text: text}}, Session: m.Session}, nil
	}
	for range 3 {
		f.join(t, think)
	}
	for deadline := time.Now().Add(time.Minute); f.seen.answered.Load() < 2*chats; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d answered", f.seen.answered.Load())
		}
	}
	time.Sleep(500 * time.Millisecond) // for what must not come
	for chat := range int64(chats) {
		n := 0
		for _, text := range texts(byBot(f.world.Messages(chat + 1))) {
			if text == "到期:one" {
				n++
			}
		}
		if n != 1 {
			t.Errorf("chat %d: reminded %d times", chat+1, n)
		}
	}
}

// A press that two processes receive twice, and one that stops in the middle.
func TestSharedKeepsOrderOfManyChats(t *testing.T) {
	const chats, each = 50, 20
	f := newFleet(t, time.Now)
	slow := func(ctx context.Context, m bot.Message) (bot.Reply, error) {
		time.Sleep(2 * time.Millisecond)
		return echo(ctx, m)
	}
	stop := f.join(t, slow)
	f.join(t, slow)
	f.join(t, slow)
	for n := range each {
		for chat := range int64(chats) {
			f.world.Say(chat+1, fmt.Sprint(n))
		}
		if n == each/2 {
			stop()
		}
	}
	for deadline := time.Now().Add(60 * time.Second); f.seen.answered.Load() < chats*each && time.Now().Before(deadline); {
		time.Sleep(10 * time.Millisecond)
	}
	for chat := range int64(chats) {
		got := texts(byBot(f.world.Messages(chat + 1)))
		inOrder(t, chat+1, got, each)
		if len(got) != each {
			t.Errorf("chat %d: %d answers", chat+1, len(got))
		}
	}
}

// BenchmarkShared answers questions with one process on PostgreSQL, from polling to the
// answer. It prints how many a second.
func BenchmarkShared(b *testing.B) {
	f := newFleet(b, time.Now)
	for n := range b.N {
		f.world.Say(int64(n%500)+1, "一句")
	}
	b.ResetTimer()
	stop := f.join(b, echo)
	for f.seen.answered.Load() < int64(b.N) {
		time.Sleep(time.Millisecond)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "updates/s")
	b.StopTimer()
	stop()
}
