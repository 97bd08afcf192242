package sqlite_test

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot/store"
	"github.com/yibaowenwen/yibao/bot/store/sqlite"
)

// An answered text leaves every file soon after the answer, the write-ahead log too, although
// nothing else happens, and although somebody reads meanwhile.
func TestAnsweredTextLeavesTheLog(t *testing.T) {
	const secret = "a sentence that nobody may find"
	for _, reader := range []bool{false, true} {
		t.Run(fmt.Sprint("reader ", reader), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "yibao.db")
			db := open(t, path, noon)
			db.TidyAfter(50 * time.Millisecond)
			if reader {
				other, err := sqlite.OpenToRead(t.Context(), path, noon)
				if err != nil {
					t.Fatal(err)
				}
				defer other.Close()
				if _, err := other.Samples(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := db.Add(t.Context(), []store.Update{{ID: 1, Chat: 5, Body: []byte(secret)}}); err != nil {
				t.Fatal(err)
			}
			if err := db.Finish(t.Context(), store.Outcome{Update: 1, Chat: 5}); err != nil {
				t.Fatal(err)
			}
			for until := time.Now().Add(10 * time.Second); anywhere(t, path, secret); time.Sleep(20 * time.Millisecond) {
				if time.Now().After(until) {
					t.Fatal("the sentence is still in a file")
				}
			}
		})
	}
}

// A sweep of many rows keeps nobody waiting for long, and removes all.
func TestSweepInSlices(t *testing.T) {
	const rows = 20 * sqlite.SliceRows
	path := filepath.Join(t.TempDir(), "yibao.db")
	now := noon()
	clock := func() time.Time { return now }
	if err := open(t, path, clock).Close(); err != nil {
		t.Fatal(err)
	}
	raw, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	old := now.Add(-30 * 24 * time.Hour).Unix()
	for _, statement := range []string{
		`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < %d) INSERT INTO inbox (update_id, chat, body, received) SELECT i, 0, NULL, %d FROM n`,
		`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < %d) INSERT INTO session (chat, session, saved) SELECT i-700, '{}', %d - 86400*90 FROM n`,
	} {
		if _, err := raw.Exec(fmt.Sprintf(statement, rows, old)); err != nil {
			t.Fatal(err)
		}
	}
	_ = raw.Close()
	db := open(t, path, clock)
	before := db.Commits()
	if err := db.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := db.Commits() - before; n < 40 {
		t.Errorf("%d rows of two tables went in %d transactions", rows, n)
	}
	raw, err = sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	for _, table := range []string{"inbox", "session"} {
		var n int
		if err := raw.QueryRow(`SELECT count(*) FROM ` + table).Scan(&n); err != nil || n != 0 {
			t.Errorf("%s: %d left, %v", table, n, err)
		}
	}
	// What was swept is still known.
	fresh, err := db.Add(t.Context(), []store.Update{{ID: rows - 3, Chat: 1, Body: []byte("{}")}, {ID: rows + 1, Chat: 1, Body: []byte("{}")}})
	if err != nil || len(fresh) != 1 && len(fresh) != 2 { // 2 after a long silence
		t.Errorf("fresh %v, %v", fresh, err)
	}
}

// The second process on one file is refused, by whatever name, and looking is not.
func TestOneProcessForAFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "y.db")
	first, err := sqlite.Open(t.Context(), path, noon)
	if err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "link.db")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{path, link} {
		_, err := sqlite.Open(t.Context(), name, noon)
		var used *sqlite.InUseError
		if !errors.As(err, &used) || used.PID != fmt.Sprint(os.Getpid()) {
			t.Errorf("%s: error %v", filepath.Base(name), err)
		}
	}
	look, err := sqlite.OpenToRead(t.Context(), path, noon)
	if err != nil {
		t.Fatal(err)
	}
	_ = look.Close()
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := sqlite.Open(t.Context(), link, noon)
	if err != nil {
		t.Fatal(err)
	}
	_ = again.Close()
}

// An error says which file it is about and what to do.
func TestErrorsAdvise(t *testing.T) {
	broken := filepath.Join(t.TempDir(), "broken.db")
	if err := os.WriteFile(broken, []byte(strings.Repeat("not a database ", 500)), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := sqlite.Open(t.Context(), broken, noon)
	if err == nil || !strings.Contains(err.Error(), broken) || !strings.Contains(err.Error(), ".recover") {
		t.Errorf("error %v", err)
	}
	_, err = sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "no", "such", "y.db"), noon)
	if err == nil || !strings.Contains(err.Error(), "y.db") {
		t.Errorf("error %v", err)
	}
	full := open(t, filepath.Join(t.TempDir(), "full.db"), noon)
	full.Shrink()
	var list []store.Update
	for id := range int64(200) {
		list = append(list, store.Update{ID: id + 1, Chat: 1, Body: make([]byte, 10_000)})
	}
	_, err = full.Add(t.Context(), list)
	if err == nil || !strings.Contains(err.Error(), "no space left") || !strings.Contains(err.Error(), "full.db") {
		t.Errorf("error %v", err)
	}
}
