// Package postgres keeps the store in a PostgreSQL database, for when one machine is not
// enough: several processes may use one database at the same time, see [store.Shared].
//
// # Several processes
//
// Whoever works on a chat holds the lock of its row in the table lane, FOR UPDATE SKIP LOCKED,
// from before it reads the oldest update until the commit that stores what came of it. So one
// process works on a chat at a time, on one update at a time, in the order of arrival: by the
// second noted in the inbox, which never goes back though clocks differ, then by number. When
// a process is killed, its connections break and its locks are free at once; when its machine
// vanishes, the database ends the transaction after 75 seconds. What had been sent but not
// committed is then sent again, one answer for each claim at most.
//
// Each process keeps up to 20 connections, 16 of them for claims; pool_max_conns in the
// address changes that. Polling is led by the holder of a lease that ends after a few seconds,
// rather than by a lock: a transaction open for days would keep the tables from being vacuumed.
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
// What counts as a duplicate is what package sqlite says.
//
// # Erased bodies
//
// An erased body is gone for every reader at once, but PostgreSQL leaves the old version of the
// row on disk until the table is vacuumed, and its bytes until the page is written again. So
// the inbox asks to be vacuumed after a hundred handled updates, instead of after a fifth of the
// table. Write-ahead logs, replicas and backups keep what they hold for as long as the operator
// keeps them.
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
	now    func() time.Time
	pool   *pgxpool.Pool
	claims *pgxpool.Pool // for transactions that last as long as an answer takes
	doubt  doubt
	gather gatherer
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
	lasting := share(config, strings.Contains(address, "pool_max_conns"))
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	claims, err := pgxpool.NewWithConfig(ctx, lasting)
	if err != nil {
		pool.Close()
		return nil, fmt.Errorf("open database: %w", err)
	}
	db := &DB{now: now, pool: pool, claims: claims, doubt: doubt{ids: map[int64]bool{}}}
	db.gather.put = db.put
	if err := db.migrate(ctx); err != nil {
		_ = db.Close()
		return nil, fmt.Errorf("open database: %w", err)
	}
	return db, nil
}

// Close waits for what is under way and closes the connections. The error is always nil.
func (db *DB) Close() error {
	db.claims.Close()
	db.pool.Close()
	return nil
}

const (
	connections = 20 // of one process, unless the address says something else
	others      = 4  // of these are not for claims
	// abandoned is when the database ends a claim whose process it does not hear of any more:
	// its machine may have vanished. An answer takes less than half of that.
	abandoned = 75 * time.Second
)

// share takes the connections for claims out of what a process may have.
func share(config *pgxpool.Config, given bool) *pgxpool.Config {
	n := int32(connections)
	if given {
		n = config.MaxConns
	}
	lasting := config.Copy()
	lasting.MaxConns = max(1, n-others)
	config.MaxConns = max(1, n-lasting.MaxConns)
	if _, ok := lasting.ConnConfig.RuntimeParams["idle_in_transaction_session_timeout"]; !ok {
		lasting.ConnConfig.RuntimeParams["idle_in_transaction_session_timeout"] = fmt.Sprint(abandoned.Milliseconds())
	}
	return lasting
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
	case "23505", "42P07", "42710": // unique violation, duplicate table or object: two processes create the tables
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
