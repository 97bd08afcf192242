package postgres_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
	"github.com/yibaowenwen/yibao/bot/store/postgres"
	"github.com/yibaowenwen/yibao/bot/store/postgres/pgtest"
	"github.com/yibaowenwen/yibao/bot/store/storetest"
)

func TestShared(t *testing.T) {
	storetest.RunShared(t, func(t *testing.T) storetest.Place {
		t.Helper()
		address := pgtest.New(t)
		return func(now func() time.Time) store.Store { return open(t, address, now) }
	})
}

// BenchmarkClaim is what the store does for one question when several processes share it,
// with as many at once as there are claims.
func BenchmarkClaim(b *testing.B) {
	db, err := postgres.Open(b.Context(), pgtest.New(b), noon)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	var next atomic.Int64
	b.SetParallelism(16)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			id := next.Add(1)
			if err := claimedTurn(b.Context(), db, id); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func claimedTurn(ctx context.Context, s store.Shared, id int64) error {
	if _, _, err := s.Put(ctx, []store.Update{{ID: id, Chat: id, Body: []byte("{}")}}, 100); err != nil {
		return err
	}
	c, err := s.Claim(ctx, id)
	if err != nil || c == nil {
		return fmt.Errorf("claim %v, %w", c, err)
	}
	session, err := c.Load(ctx, id)
	if err != nil {
		return err
	}
	return c.Finish(ctx, store.Outcome{Update: id, Chat: id, Session: &session}, "")
}

// The answer is sent, and the connection breaks during the commit: whether it happened or
// not, the update is finished once, and not left for another process to answer again.
func TestClaimLostAtTheEnd(t *testing.T) {
	for _, committed := range []bool{true, false} {
		t.Run(fmt.Sprint("committed ", committed), func(t *testing.T) {
			ctx := t.Context()
			address := pgtest.New(t)
			w := newWire(t, address)
			db := open(t, w.address, noon)
			if _, _, err := db.Put(ctx, batch(), 10); err != nil {
				t.Fatal(err)
			}
			c, err := db.Claim(ctx, 1)
			if err != nil || c == nil {
				t.Fatal(c, err)
			}
			if committed {
				w.dropAnswer.Store(true)
			} else {
				w.cut()
			}
			o := store.Outcome{Update: 1, Chat: 1, Feedback: &bot.Feedback{Entry: "a"}}
			if err := c.Finish(ctx, o, ""); err != nil {
				t.Fatal(err)
			}
			if committed && w.dropAnswer.Load() {
				t.Fatal("no commit was seen: the test cuts at the wrong moment")
			}
			if n := number(t, address, `SELECT unhelpful FROM rating`); n != 1 {
				t.Errorf("counted %d times", n)
			}
			next, err := db.Claim(ctx, 1)
			if err != nil || next == nil || next.Task().ID != 2 {
				t.Fatalf("next claim %v, %v", next, err)
			}
			if err := next.Discard(ctx); err != nil {
				t.Error(err)
			}
		})
	}
}
