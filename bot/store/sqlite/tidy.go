package sqlite

import (
	"errors"
	"sync"
	"time"
)

const (
	// tidyAfter is how soon after a change the write-ahead log is emptied: what was erased in the
	// file still stands there.
	tidyAfter = 30 * time.Second
	// tidyRetry is how soon that is tried again while somebody else reads.
	tidyRetry = 5 * time.Second
)

var errBusy = errors.New("somebody reads the database")

// A tidier empties the write-ahead log of a file within a minute of each change.
type tidier struct {
	mu      sync.Mutex
	db      *DB
	on      bool
	pending *time.Timer // nil if nothing has changed since
	running sync.WaitGroup
	after   time.Duration
}

func (t *tidier) begin(db *DB, on bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.db, t.on, t.after = db, on, tidyAfter
}

// soon notes a change.
func (t *tidier) soon() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.set(t.after)
}

func (t *tidier) set(d time.Duration) {
	if !t.on || t.pending != nil {
		return
	}
	t.running.Add(1)
	t.pending = time.AfterFunc(d, func() {
		defer t.running.Done()
		t.mu.Lock()
		t.pending = nil
		t.mu.Unlock()
		if t.db.checkpoint() != nil {
			t.mu.Lock()
			defer t.mu.Unlock()
			t.set(tidyRetry)
		}
	})
}

// end waits for what has begun; closing the file empties the log too.
func (t *tidier) end() {
	t.mu.Lock()
	t.on = false
	if t.pending != nil && t.pending.Stop() {
		t.running.Done()
	}
	t.pending = nil
	t.mu.Unlock()
	t.running.Wait()
}

// clean empties the log now, or soon if somebody reads.
func (db *DB) clean() error {
	err := db.checkpoint()
	if errors.Is(err, errBusy) {
		db.tidy.mu.Lock()
		defer db.tidy.mu.Unlock()
		db.tidy.set(tidyRetry)
		return nil
	}
	return err
}

// checkpoint moves the write-ahead log into the file and empties it. It does not wait for
// others that read the file.
func (db *DB) checkpoint() error {
	db.in.mu.Lock()
	defer db.in.mu.Unlock()
	if db.out != db.in { // somebody who reads would be in the way
		db.out.mu.Lock()
		defer db.out.mu.Unlock()
	}
	if err := db.in.script(`PRAGMA busy_timeout = 200`); err != nil {
		return err
	}
	var busy, log, moved int
	err := db.in.row(`PRAGMA wal_checkpoint(TRUNCATE)`, nil, &busy, &log, &moved)
	if err == nil && busy != 0 {
		err = errBusy
	}
	return errors.Join(err, db.in.script(`PRAGMA busy_timeout = 10000`))
}
