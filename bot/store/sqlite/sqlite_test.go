package sqlite_test

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
	"github.com/yibaowenwen/yibao/bot/store/sqlite"
	"github.com/yibaowenwen/yibao/bot/store/storetest"
)

func TestFile(t *testing.T) {
	storetest.Run(t, true, func(t *testing.T) storetest.Place {
		t.Helper()
		path := filepath.Join(t.TempDir(), "问 100%?.db")
		return reopened(t, path)
	})
}

// reopened opens a file again and again, each time as after a crash of the process before.
func reopened(t *testing.T, path string) storetest.Place {
	t.Helper()
	var last *sqlite.DB
	return func(now func() time.Time) store.Store {
		if last != nil {
			last.Crash()
		}
		last = open(t, path, now)
		return last
	}
}

func TestMemory(t *testing.T) {
	storetest.Run(t, false, func(t *testing.T) storetest.Place {
		t.Helper()
		return func(now func() time.Time) store.Store { return open(t, sqlite.Memory, now) }
	})
}

func TestFileBelongsToOwner(t *testing.T) {
	path := filepath.Join(t.TempDir(), "yibao.db")
	open(t, path, noon)
	names, err := filepath.Glob(path + "*")
	if err != nil || len(names) < 2 {
		t.Fatalf("files %v, error %v", names, err)
	}
	for _, name := range names {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if mode := info.Mode().Perm(); mode != 0o600 {
			t.Errorf("%s has mode %o", filepath.Base(name), mode)
		}
	}
}

func TestErased(t *testing.T) {
	const secret = "a sentence that nobody may find"
	ctx := t.Context()
	path := filepath.Join(t.TempDir(), "yibao.db")
	db := open(t, path, noon)
	if _, err := db.Add(ctx, []store.Update{{ID: 1, Chat: 987654321, Body: []byte(secret)}}); err != nil {
		t.Fatal(err)
	}
	if !anywhere(t, path, secret) {
		t.Fatal("the test cannot find what is stored")
	}
	session := bot.Session{Topic: "topic-of-the-chat", Notify: true, Reminders: []bot.Reminder{{ID: "reminder-of-the-chat"}}}
	given := bot.Given{Entry: "e", Lines: []string{"answer-for-the-chat"}}
	if err := db.Finish(ctx, store.Outcome{Update: 1, Chat: 987654321, Session: &session, Rescheduled: true, Given: &given}); err != nil {
		t.Fatal(err)
	}
	if !anywhere(t, path, given.Lines[0]) {
		t.Fatal("the test cannot find what is stored")
	}
	if err := db.Forget(ctx, 987654321); err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{secret, "topic-of-the-chat", "reminder-of-the-chat", "answer-for-the-chat"} {
		if anywhere(t, path, s) {
			t.Errorf("%q is still in the files", s)
		}
	}
}

func TestNewerFile(t *testing.T) {
	path, _ := edited(t, `INSERT INTO migration VALUES (9999, 0)`)
	_, err := sqlite.Open(t.Context(), path, noon)
	if err == nil || !strings.Contains(err.Error(), "newer version") {
		t.Errorf("error %v", err)
	}
}

// edited makes a database file and changes it by hand.
func edited(t *testing.T, statement string) (path string, raw *sql.DB) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "yibao.db")
	if err := open(t, path, noon).Close(); err != nil {
		t.Fatal(err)
	}
	raw, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = raw.Close() })
	if _, err := raw.Exec(statement); err != nil {
		t.Fatal(err)
	}
	return path, raw
}

func TestOpenToRead(t *testing.T) {
	ctx := t.Context()
	path := filepath.Join(t.TempDir(), "yibao.db")
	if _, err := sqlite.OpenToRead(ctx, path, noon); err == nil {
		t.Error("opened a file that does not exist")
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("made a file")
	}
	db := open(t, path, noon)
	if err := db.Finish(ctx, store.Outcome{Asked: &store.Asked{Topic: "t"}}); err != nil {
		t.Fatal(err)
	}
	reader, err := sqlite.OpenToRead(ctx, path, noon)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	if counts, err := reader.Counts(ctx, ""); err != nil || len(counts) != 1 {
		t.Errorf("counts %v, error %v", counts, err)
	}
	if err := reader.Save(ctx, 1, bot.Session{}); err == nil {
		t.Error("wrote to a file opened to read")
	}
	if err := db.Save(ctx, 1, bot.Session{}); err != nil {
		t.Errorf("the bot cannot write meanwhile: %v", err)
	}
}

func TestOpenToReadOlderFile(t *testing.T) {
	path, raw := edited(t, `DELETE FROM migration WHERE step > 1`)
	if _, err := sqlite.OpenToRead(t.Context(), path, noon); err == nil || !strings.Contains(err.Error(), "yibao serve") {
		t.Errorf("error %v", err)
	}
	var steps int
	if err := raw.QueryRow(`SELECT count(*) FROM migration`).Scan(&steps); err != nil || steps != 1 {
		t.Errorf("%d steps, error %v: looking has changed the tables", steps, err)
	}
}

func TestOpenFails(t *testing.T) {
	if _, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "no", "such", "directory.db"), noon); err == nil {
		t.Error("opened a file in a directory that does not exist")
	}
}

func noon() time.Time { return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC) }

func open(tb testing.TB, path string, now func() time.Time) *sqlite.DB {
	tb.Helper()
	db, err := sqlite.Open(tb.Context(), path, now)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = db.Close() })
	return db
}

func anywhere(t *testing.T, path, s string) bool {
	t.Helper()
	names, err := filepath.Glob(path + "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(data, []byte(s)) {
			return true
		}
	}
	return false
}
