// Package sqlite keeps the store in one SQLite file, in pure Go.
//
// # Design
//
// SQLite has one writer. Changes that come while another one is being written are committed
// together: whoever comes next writes all that wait, in one transaction. One that fails does
// not take the others with it.
//
// Received updates are committed with synchronous=FULL: once Telegram has been told that an
// update arrived, a power cut must not lose it. All else is committed with NORMAL: what a
// power cut then loses is a mark that an update was answered, and the update is answered
// once more.
//
// Numbers of updates grow, but after a week of silence Telegram starts again from a random
// one. So an update is a duplicate if its row is still there, or if its number is not above
// the highest one whose row was removed; and the latter no longer counts once nothing has
// been received for [store.SeenTTL].
package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"sync/atomic"
	"time"

	driver "modernc.org/sqlite"
)

// Memory is the path of a database that lives in memory until it is closed.
const Memory = ":memory:"

// A DB is a store in an SQLite database. It is safe for concurrent use by one process.
type DB struct {
	now     func() time.Time
	path    string // of the file, empty in memory
	pool    *sql.DB
	in      *conn // writes
	out     *conn // reads; the same in memory
	line    line
	lock    *lock // nil in memory, and for looking only
	tidy    tidier
	commits atomic.Int64 // transactions
	last    atomic.Int64 // when something was added, Unix seconds
}

// An InUseError means that another process answers the inbox of a file.
type InUseError struct {
	Path string
	PID  string // of that process, empty if it is not known
}

func (e *InUseError) Error() string {
	return fmt.Sprintf("%s is used by another process (%s)", e.Path, cmp.Or(e.PID, "unknown"))
}

// Open opens or creates the database file, readable by its owner only, and brings its tables
// up to date. The path may be [Memory]. A file that another process has opened like this is
// refused with an [InUseError].
func Open(ctx context.Context, path string, now func() time.Time) (*DB, error) {
	return open(ctx, path, now, false)
}

// OpenToRead opens a database file that a bot uses, perhaps at this moment, and never writes
// to it. It is an error if the tables are not those of this version.
func OpenToRead(ctx context.Context, path string, now func() time.Time) (*DB, error) {
	return open(ctx, path, now, true)
}

func open(ctx context.Context, path string, now func() time.Time, toRead bool) (*DB, error) {
	db := &DB{now: now, line: newLine()}
	if path != Memory {
		db.path = path
	}
	if err := db.open(ctx, path, toRead); err != nil {
		return nil, errors.Join(fmt.Errorf("open database: %w", explain(db.path, err)), db.Close())
	}
	return db, nil
}

func (db *DB) open(ctx context.Context, path string, toRead bool) (err error) {
	if db.pool, err = dial(path, toRead); err != nil {
		return err
	}
	if path != Memory && !toRead {
		if db.lock, err = acquire(path); err != nil {
			return err
		}
	}
	if err := db.connect(ctx, path); err != nil {
		return err
	}
	if !toRead {
		if err := db.migrate(ctx); err != nil {
			return err
		}
		db.tidy.begin(db, path != Memory)
	}
	return db.current()
}

// Close writes everything into the one file and closes it.
func (db *DB) Close() error {
	db.tidy.end()
	var err error
	if db.in != nil {
		err = db.in.close()
	}
	if db.out != nil && db.out != db.in {
		err = errors.Join(err, db.out.close())
	}
	if db.pool != nil {
		err = errors.Join(err, db.pool.Close())
	}
	return errors.Join(err, db.lock.release())
}

func (db *DB) connect(ctx context.Context, path string) (err error) {
	if db.in, err = connect(ctx, db.pool); err != nil || path == Memory {
		db.out = db.in // each connection to memory would be a database of its own
		return err
	}
	db.out, err = connect(ctx, db.pool)
	return err
}

func dial(path string, toRead bool) (*sql.DB, error) {
	name := "file::memory:?"
	if path != Memory && !toRead {
		// The driver would create the file readable by all.
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
		if err != nil {
			return nil, err
		}
		if err := f.Close(); err != nil {
			return nil, err
		}
	}
	if path != Memory {
		name = "file:" + (&url.URL{Path: path}).EscapedPath() + "?"
	}
	q := url.Values{}
	q.Set("_busy_timeout", "10000")
	if toRead {
		q.Set("mode", "rw") // looking needs the lock file too, but no new file
		q.Set("_pragma", "query_only(ON)")
	} else {
		q.Set("_journal_mode", "WAL")
		q.Set("_pragma", "secure_delete(ON)") // erased bodies are overwritten, not just unlinked
	}
	c, err := driver.NewConnector(name + q.Encode())
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(c), nil
}
