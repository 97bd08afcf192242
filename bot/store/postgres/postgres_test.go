package postgres_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
	"github.com/yibaowenwen/yibao/bot/store/postgres"
	"github.com/yibaowenwen/yibao/bot/store/postgres/pgtest"
	"github.com/yibaowenwen/yibao/bot/store/storetest"
)

func TestPostgres(t *testing.T) {
	storetest.Run(t, true, func(t *testing.T) storetest.Place {
		t.Helper()
		address := pgtest.New(t)
		return func(now func() time.Time) store.Store { return open(t, address, now) }
	})
}

func TestNewerTables(t *testing.T) {
	address := pgtest.New(t)
	open(t, address, noon)
	execute(t, address, `INSERT INTO migration VALUES (9999, 0)`)
	_, err := postgres.Open(t.Context(), address, noon)
	if err == nil || !strings.Contains(err.Error(), "newer version") {
		t.Errorf("error %v", err)
	}
}

func TestOpenToRead(t *testing.T) {
	ctx := t.Context()
	address := pgtest.New(t)
	if _, err := postgres.OpenToRead(ctx, address, noon); err == nil {
		t.Error("opened what is no database of the bot")
	}
	db := open(t, address, noon)
	if err := db.Finish(ctx, store.Outcome{Asked: &store.Asked{Topic: "t"}}); err != nil {
		t.Fatal(err)
	}
	reader, err := postgres.OpenToRead(ctx, address, noon)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	if counts, err := reader.Counts(ctx, ""); err != nil || len(counts) != 1 {
		t.Errorf("counts %v, error %v", counts, err)
	}
	if err := reader.Save(ctx, 1, bot.Session{}); err == nil {
		t.Error("wrote to a database opened to read")
	}
	execute(t, address, `DELETE FROM migration WHERE step > 1`)
	if _, err = postgres.OpenToRead(ctx, address, noon); err == nil || !strings.Contains(err.Error(), "yibao serve") {
		t.Errorf("error %v of older tables", err)
	}
	if n := number(t, address, `SELECT count(*) FROM migration`); n != 1 {
		t.Errorf("looking has changed the tables: %d steps", n)
	}
}

// Several processes may come up at once after a deployment.
func TestOpenAtOnce(t *testing.T) {
	address := pgtest.New(t)
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			db, err := postgres.Open(t.Context(), address, noon)
			if err != nil {
				t.Error(err)
				return
			}
			if err := db.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := number(t, address, `SELECT count(*) FROM mark`); n != 1 {
		t.Errorf("%d marks", n)
	}
}

func TestErased(t *testing.T) {
	ctx := t.Context()
	address := pgtest.New(t)
	db := open(t, address, noon)
	if _, err := db.Add(ctx, []store.Update{{ID: 1, Chat: 987654321, Body: []byte("what was said")}}); err != nil {
		t.Fatal(err)
	}
	left := func() int {
		return number(t, address, `SELECT (SELECT count(*) FROM inbox WHERE chat <> 0 OR body IS NOT NULL) + (SELECT count(*) FROM session)`)
	}
	if left() != 1 {
		t.Fatal("the test cannot find what is stored")
	}
	o := store.Outcome{Update: 1, Chat: 987654321, Session: &bot.Session{Topic: "t"}}
	if err := db.Finish(ctx, o); err != nil {
		t.Fatal(err)
	}
	if err := db.Forget(ctx, 987654321); err != nil {
		t.Fatal(err)
	}
	if n := left(); n != 0 {
		t.Errorf("%d rows still know the chat", n)
	}
}

// Erased bodies must not lie about for long.
func TestInboxIsVacuumedOften(t *testing.T) {
	address := pgtest.New(t)
	open(t, address, noon)
	n := number(t, address, `SELECT count(*) FROM pg_class WHERE oid = 'inbox'::regclass
		AND reloptions @> ARRAY['autovacuum_vacuum_scale_factor=0', 'autovacuum_vacuum_threshold=100']`)
	if n != 1 {
		t.Error("the inbox is vacuumed as seldom as any table")
	}
}

func TestForgedFeedback(t *testing.T) {
	db := open(t, pgtest.New(t), noon)
	o := store.Outcome{Update: 1, Chat: 1, Feedback: &bot.Feedback{Entry: "a\x00b\xff", Helpful: true}}
	if err := db.Finish(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	got, err := db.Ratings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]store.Rating{{Entry: "ab", Helpful: 1}}, got); diff != "" {
		t.Error(diff)
	}
}

func TestOpenFails(t *testing.T) {
	tests := []struct{ name, address string }{
		{"nobody listens", "postgres://someone:hush-hush@127.0.0.1:1/test?connect_timeout=2"},
		{"no such port", "postgres://someone:hush-hush@127.0.0.1:port/test"},
		{"bad option", "postgres://someone:hush-hush@127.0.0.1/test?sslmode=perhaps"},
		{"bad escape", "postgres://someone:hush-hush%zz@127.0.0.1/test"},
		{"password as option", "postgres://127.0.0.1:1/test?user=someone&password=hush-hush"},
		{"password as bad option", "postgres://127.0.0.1:1/test?sslmode=perhaps&password=hush-hush"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := postgres.Open(t.Context(), tt.address, noon)
			if err == nil {
				t.Fatal("opened")
			}
			if strings.Contains(err.Error(), "hush") {
				t.Errorf("the password is in the error: %v", err)
			}
		})
	}
}

func noon() time.Time { return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC) }

func open(t *testing.T, address string, now func() time.Time) *postgres.DB {
	t.Helper()
	db, err := postgres.Open(t.Context(), address, now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func execute(t *testing.T, address, statement string) {
	t.Helper()
	with(t, address, func(ctx context.Context, c *pgx.Conn) error {
		_, err := c.Exec(ctx, statement)
		return err
	})
}

func number(t *testing.T, address, query string) (n int) {
	t.Helper()
	with(t, address, func(ctx context.Context, c *pgx.Conn) error { return c.QueryRow(ctx, query).Scan(&n) })
	return n
}

func with(t *testing.T, address string, f func(ctx context.Context, c *pgx.Conn) error) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	if err := f(t.Context(), conn); err != nil {
		t.Fatal(fmt.Errorf("ask the database: %w", err))
	}
}
