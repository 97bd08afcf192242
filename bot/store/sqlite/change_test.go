package sqlite_test

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
)

// TestWrittenTogether lets changes wait behind one another, so that they are committed in one
// transaction: one that fails, and one given up while it waited, leave the others as they are.
func TestWrittenTogether(t *testing.T) {
	const chats = 40
	var slow atomic.Bool
	waiting, goOn := make(chan struct{}), make(chan struct{})
	now := func() time.Time {
		if slow.CompareAndSwap(true, false) {
			close(waiting)
			<-goOn
		}
		return noon()
	}
	path := filepath.Join(t.TempDir(), "yibao.db")
	db := open(t, path, now)
	var list []store.Update
	for i := range int64(chats) {
		list = append(list, store.Update{ID: i + 1, Chat: i + 1, Body: []byte("{}")})
	}
	if _, err := db.Add(t.Context(), list); err != nil {
		t.Fatal(err)
	}

	impossible := bot.Session{Reminders: []bot.Reminder{{ID: "r", At: time.Date(12026, 1, 1, 0, 0, 0, 0, time.UTC)}}}
	givenUp, giveUp := context.WithCancel(t.Context())
	errs := make([]error, chats+1)
	var changes sync.WaitGroup
	finish := func(ctx context.Context, chat int64, s bot.Session) {
		changes.Go(func() { errs[chat] = db.Finish(ctx, store.Outcome{Update: chat, Chat: chat, Session: &s}) })
	}
	slow.Store(true)
	finish(t.Context(), 1, bot.Session{Topic: "first"})
	<-waiting
	finish(t.Context(), 2, impossible)
	finish(givenUp, 3, bot.Session{Topic: "given up"})
	for chat := int64(4); chat <= chats; chat++ {
		finish(t.Context(), chat, bot.Session{Topic: "together"})
	}
	time.Sleep(100 * time.Millisecond) // until all wait
	giveUp()
	close(goOn)
	changes.Wait()

	for chat := int64(1); chat <= chats; chat++ {
		s, err := db.Load(t.Context(), chat)
		if err != nil {
			t.Fatal(err)
		}
		failed := chat == 2 || chat == 3
		if failed != (errs[chat] != nil) || failed != (s.Topic == "") {
			t.Errorf("chat %d: error %v, session about %q", chat, errs[chat], s.Topic)
		}
	}
	if !errors.Is(errs[3], context.Canceled) {
		t.Errorf("error %v of a change given up", errs[3])
	}
	left, err := db.Resume(t.Context(), 1)
	if err != nil || len(left) != 2 || left[0].ID != 2 || left[1].ID != 3 {
		t.Errorf("%d updates left, error %v", len(left), err)
	}
}

// BenchmarkFinish is what one update costs the store, with as many at a time as there are
// workers.
func BenchmarkFinish(b *testing.B) {
	db := open(b, filepath.Join(b.TempDir(), "yibao.db"), noon)
	var id atomic.Int64
	b.SetParallelism(16)
	b.RunParallel(func(p *testing.PB) {
		for p.Next() {
			n := id.Add(1)
			if _, err := db.Add(b.Context(), []store.Update{{ID: n, Chat: n % 1000, Body: []byte(`{"text":"医保断缴了怎么办"}`)}}); err != nil {
				b.Fatal(err)
			}
			if _, err := db.Load(b.Context(), n%1000); err != nil {
				b.Fatal(err)
			}
			s := bot.Session{Topic: "transfer.howto", Entry: "transfer.howto.app"}
			asked := store.Asked{Topic: s.Topic, Entry: s.Entry, Decision: bot.Answer}
			if err := db.Finish(b.Context(), store.Outcome{Update: n, Chat: n % 1000, Session: &s, Asked: &asked}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
