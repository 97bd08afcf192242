package postgres_test

import (
	"bytes"
	"context"
	"net"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/bot/store"
	"github.com/yibaowenwen/yibao/bot/store/postgres"
	"github.com/yibaowenwen/yibao/bot/store/postgres/pgtest"
)

func batch() []store.Update {
	return []store.Update{{ID: 1, Chat: 1, Body: []byte("{}")}, {ID: 2, Chat: 1, Body: []byte("{}")}}
}

// The server restarts, a firewall forgets the connection: nothing has begun yet, so nobody
// need hear of it.
func TestIdleConnectionBreaks(t *testing.T) {
	address := pgtest.New(t)
	w := newWire(t, address)
	db := open(t, w.address, noon)
	if _, err := db.Resume(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	w.cut()
	fresh, err := db.Add(t.Context(), batch())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(batch(), fresh); diff != "" {
		t.Error(diff)
	}
}

// The updates are in the inbox, but the answer to the commit is lost: they must not be taken
// for duplicates when they come again, and not for new ones when they come a third time.
func TestCommitOfUnknownOutcome(t *testing.T) {
	ctx := t.Context()
	address := pgtest.New(t)
	w := newWire(t, address)
	db := open(t, w.address, noon)
	if _, err := db.Resume(ctx, 1); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Add(ctx, batch()[:1]); err != nil {
		t.Fatal(err)
	}
	w.dropAnswer.Store(true)
	if fresh, err := db.Add(ctx, batch()); err == nil {
		t.Fatalf("no error, fresh %v", fresh)
	}
	if n := number(t, address, `SELECT count(*) FROM inbox`); n != 2 {
		t.Fatalf("%d updates stored: the test cuts at the wrong moment", n)
	}
	for _, want := range [][]store.Update{batch()[1:], nil} {
		fresh, err := db.Add(ctx, batch())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, fresh); diff != "" {
			t.Error(diff)
		}
	}
}

func TestServerGone(t *testing.T) {
	w := newWire(t, pgtest.New(t))
	db := open(t, w.address, noon)
	w.close()
	begin := time.Now()
	if _, err := db.Add(t.Context(), batch()); err == nil {
		t.Error("no error")
	}
	if _, err := db.Load(t.Context(), 1); err == nil {
		t.Error("no error")
	}
	if d := time.Since(begin); d > 20*time.Second {
		t.Errorf("it took %v to give up", d)
	}
}

// A wire lies between the store and the server, and can be cut.
type wire struct {
	address    string
	dropAnswer atomic.Bool // cuts when the server says that it has committed
	listener   net.Listener
	server     string

	mu    sync.Mutex
	conns []net.Conn
}

func newWire(t *testing.T, address string) *wire {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{listener: l, server: u.Host}
	u.Host = l.Addr().String()
	w.address = u.String()
	go w.accept()
	t.Cleanup(w.close)
	return w
}

func (w *wire) accept() {
	for {
		client, err := w.listener.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("tcp", w.server)
		if err != nil {
			_ = client.Close()
			continue
		}
		w.mu.Lock()
		w.conns = append(w.conns, client, server)
		w.mu.Unlock()
		go carry(client, server, nil)
		go carry(server, client, func(data []byte) bool {
			return bytes.Contains(data, []byte("COMMIT\x00")) && w.dropAnswer.Swap(false)
		})
	}
}

// carry copies until either end closes, or until something arrives that is to be dropped.
func carry(from, to net.Conn, drop func([]byte) bool) {
	defer from.Close()
	defer to.Close()
	buf := make([]byte, 64<<10)
	for {
		n, err := from.Read(buf)
		if err != nil || drop != nil && drop(buf[:n]) {
			return
		}
		if _, err := to.Write(buf[:n]); err != nil {
			return
		}
	}
}

func (w *wire) cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.conns {
		_ = c.Close()
	}
	w.conns = nil
}

func (w *wire) close() {
	_ = w.listener.Close()
	w.cut()
}

// BenchmarkTurn is what the store does for one question, with as many at once as the bot has
// workers.
func BenchmarkTurn(b *testing.B) {
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
			if err := turn(b.Context(), db, id); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func turn(ctx context.Context, s store.Store, id int64) error {
	if _, err := s.Add(ctx, []store.Update{{ID: id, Chat: id, Body: []byte("{}")}}); err != nil {
		return err
	}
	session, err := s.Load(ctx, id)
	if err != nil {
		return err
	}
	return s.Finish(ctx, store.Outcome{Update: id, Chat: id, Session: &session})
}
