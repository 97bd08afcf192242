// Package sqlite keeps the store in one SQLite file, in pure Go.
//
// # Design
//
// Received updates are committed with synchronous=FULL, on a connection of their own: once
// Telegram has been told that an update arrived, a power cut must not lose it. All else is
// committed with NORMAL: what a power cut then loses is a mark that an update was answered,
// and the update is answered once more.
//
// Numbers of updates grow, but after a week of silence Telegram starts again from a random
// one. So an update is a duplicate if its row is still there, or if its number is not above
// the highest one whose row was removed; and the latter no longer counts once nothing has
// been received for [store.SeenTTL].
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"sync"
	"time"

	driver "modernc.org/sqlite"
)

// Memory is the path of a database that lives in memory until it is closed.
const Memory = ":memory:"

// A DB is a store in an SQLite database. It is safe for concurrent use by one process.
type DB struct {
	now   func() time.Time
	write sync.Mutex // SQLite has one writer; waiting here is fairer than its busy loop
	safe  *sql.DB    // synchronous=FULL
	fast  *sql.DB    // synchronous=NORMAL; the same as safe in memory
}

// Open opens or creates the database file, readable by its owner only, and brings its tables
// up to date. The path may be [Memory].
func Open(ctx context.Context, path string, now func() time.Time) (*DB, error) {
	db := &DB{now: now}
	if err := db.connect(path); err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	if err := db.migrate(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open database: %w", err), db.Close())
	}
	return db, nil
}

// Close writes everything into the one file and closes it.
func (db *DB) Close() error {
	if db.fast == db.safe {
		return db.safe.Close()
	}
	return errors.Join(db.fast.Close(), db.safe.Close())
}

func (db *DB) connect(path string) error {
	var err error
	if path == Memory {
		db.safe, err = dial("file::memory:?", "OFF")
		db.fast = db.safe
		return err
	}
	// The driver would create the file readable by all.
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	name := "file:" + (&url.URL{Path: path}).EscapedPath() + "?"
	if db.safe, err = dial(name, "FULL"); err != nil {
		return err
	}
	db.fast, err = dial(name, "NORMAL")
	return err
}

// dial returns a pool of exactly one connection.
func dial(name, synchronous string) (*sql.DB, error) {
	q := url.Values{}
	q.Set("_txlock", "immediate")
	q.Set("_busy_timeout", "10000")
	q.Set("_journal_mode", "WAL")
	q.Set("_synchronous", synchronous)
	q.Set("_pragma", "secure_delete(ON)") // erased bodies are overwritten, not just unlinked
	c, err := driver.NewConnector(name + q.Encode())
	if err != nil {
		return nil, err
	}
	pool := sql.OpenDB(c)
	pool.SetMaxOpenConns(1)
	pool.SetMaxIdleConns(1)
	pool.SetConnMaxLifetime(0)
	return pool, nil
}

// change runs f in a transaction on the pool.
func (db *DB) change(ctx context.Context, pool *sql.DB, f func(tx *sql.Tx) error) error {
	db.write.Lock()
	defer db.write.Unlock()
	tx, err := pool.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // does nothing after Commit
	if err := f(tx); err != nil {
		return err
	}
	return tx.Commit()
}
