package sqlite

import "time"

// TidyAfter shortens how soon after a change the log is emptied.
func (db *DB) TidyAfter(d time.Duration) {
	db.tidy.mu.Lock()
	defer db.tidy.mu.Unlock()
	db.tidy.after = d
}

// SliceRows is how many rows a sweep looks at in one transaction.
const SliceRows = sliceRows

// Commits returns how many transactions have been committed or undone.
func (db *DB) Commits() int64 { return db.commits.Load() }

// Shrink allows the file no more pages than it has.
func (db *DB) Shrink() { _ = db.in.script(`PRAGMA max_page_count = 1`) }

// Crash lets go of the file's lock, as the end of the process does, and closes nothing.
func (db *DB) Crash() { _ = db.lock.release() }
