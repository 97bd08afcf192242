// Package postgres keeps the store in a PostgreSQL database, for when the machine that runs
// the bot must not be the one that keeps its state.
//
// One process uses a database at a time: the lanes that keep a chat in order are in memory.
// A second process that joins in loses nothing, but may answer twice.
//
// # Design
//
// Everything is committed durably before it is reported as done: the bot sends some thirty
// messages a second at most, and a commit costs a few milliseconds.
//
// Whatever changes many updates at once first locks the one row of the table mark, FOR
// UPDATE; there are no advisory locks and no notifications, so that databases which speak
// PostgreSQL's protocol, such as CockroachDB and YugabyteDB, can serve. They may ask for a
// transaction to be run again, and it is.
//
// When the connection breaks during a commit, nobody knows whether it happened. What is tried
// again then does no harm (a thumb may count twice), but Add must not take its own updates
// for duplicates: it remembers those in doubt until they come again.
//
// What counts as a duplicate is what package sqlite says. An erased body is gone for every
// reader at once; PostgreSQL overwrites it on disk when it next vacuums, and write-ahead
// logs and backups keep it for as long as the operator keeps them.
package postgres

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

const (
	patience = 15 * time.Second // for one operation; whoever asked may try again
	maxRuns  = 10               // of a transaction that clashes with others
)

// A DB is a store in a PostgreSQL database. It is safe for concurrent use.
type DB struct {
	now   func() time.Time
	pool  *pgxpool.Pool
	doubt doubt
}

// Open connects to a database and brings its tables up to date. The address is a URL,
// postgres://USER@HOST:PORT/DATABASE?sslmode=…; what is missing in it, such as the password,
// is taken from PostgreSQL's environment variables and its password file. An error does not
// show a password.
func Open(ctx context.Context, address string, now func() time.Time) (*DB, error) {
	config, err := pgxpool.ParseConfig(address)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	db := &DB{now: now, pool: pool, doubt: doubt{ids: map[int64]bool{}}}
	if err := db.migrate(ctx); err != nil {
		pool.Close()
		return nil, fmt.Errorf("open database: %w", err)
	}
	return db, nil
}

// Close waits for what is under way and closes the connections. The error is always nil.
func (db *DB) Close() error {
	db.pool.Close()
	return nil
}

// change runs f in a transaction, again if it clashes with another one or the connection
// breaks before the commit: f must not leave anything behind when it fails.
func (db *DB) change(ctx context.Context, f func(ctx context.Context, tx pgx.Tx) error) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	pauses := backoff.NewExponentialBackOff()
	pauses.InitialInterval = 5 * time.Millisecond
	_, err := backoff.Retry(ctx, func() (struct{}, error) {
		committing := false
		err := pgx.BeginFunc(ctx, db.pool, func(tx pgx.Tx) error {
			err := f(ctx, tx)
			committing = err == nil
			return err
		})
		if err != nil && !clash(err) && (committing || !broken(err)) {
			err = backoff.Permanent(err)
		}
		return struct{}{}, err
	}, backoff.WithBackOff(pauses), backoff.WithMaxTries(maxRuns))
	return err
}

// clash reports whether a transaction was undone because another one was under way.
func clash(err error) bool {
	var e *pgconn.PgError
	if !errors.As(err, &e) {
		return false
	}
	switch e.Code {
	case "40001", "40P01": // serialization failure, deadlock
		return true
	case "23505", "42P07": // unique violation, duplicate table: two processes create the tables
		return true
	}
	return false
}

// broken reports whether the connection is lost or the server is on its way down.
func broken(err error) bool {
	var e *pgconn.PgError
	if errors.As(err, &e) {
		return strings.HasPrefix(e.Code, "08") || strings.HasPrefix(e.Code, "57P")
	}
	return true
}
