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
// vanishes, the database ends the transaction after 100 seconds. What had been sent but not
// committed is then sent again, one answer for each claim at most.
//
// Each process keeps up to 20 connections, 16 of them for claims; pool_max_conns in the
// address changes that. Polling is led by the holder of a lease that ends after a few seconds,
// rather than by a lock: a transaction open for days would keep the tables from being vacuumed.
//
// # Durability
//
// What is received is committed to disk before Telegram is told so, and so is all else that
// happens outside a claim. The commit that ends a claim does not wait for the disk
// (synchronous_commit off): it is seen by everybody at once and on disk within a second, or
// with the next update received. A power cut of the database, or falling back to a replica
// that lags, can undo the last such commits, each as a whole: then the updates are still in
// the inbox and are answered once more. So nothing that someone was told is lost, a reminder
// neither: the same update sets it again. A killed process loses no commit. Who would rather
// wait for the disk writes synchronous_commit=on in the address.
//
// # Design
//
// A claim takes two round trips to the database, whatever is stored: one to begin, lock and
// read, one to write and commit. Its connections do not plan a statement again each time
// (plan_cache_mode): all of them find rows by their keys.
//
// Whatever changes many updates at once first locks the one row of the table mark, FOR
// UPDATE; there are no advisory locks and no notifications.
//
// When the connection breaks during a commit, nobody knows whether it happened. What is tried
// again then does no harm (a thumb may count twice), but Add must not take its own updates
// for duplicates: it remembers those in doubt until they come again.
//
// What counts as a duplicate is what package sqlite says.
//
// # CockroachDB and YugabyteDB
//
// They speak PostgreSQL's protocol, and this package avoids what they lack, but it was never
// run on either, nor were its statements put through their parsers. In November 2026 they were
// read beside the documentation of both, and the names beside CockroachDB's lists of reserved
// words; nothing was found that is refused. What not all of them know is a wish that may fail.
// They may ask for a transaction to be run again (40001), and it is, also when the commit
// asks; or say that they do not know whether a commit happened (40003), which counts as a
// broken connection. SKIP LOCKED must hold under READ COMMITTED: CockroachDB had it wrong at
// first (its issue 115057), and runs READ COMMITTED as it is named from 24.1 on; YugabyteDB
// needs yb_enable_read_committed_isolation. Before use, run the tests on the database, see
// package pgtest.
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
	abandoned = 100 * time.Second
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
	lasting.AfterConnect = func(ctx context.Context, conn *pgx.Conn) error {
		return prefer(ctx, conn, map[string]string{"synchronous_commit": "off", "plan_cache_mode": "force_generic_plan"})
	}
	return lasting
}

// prefer sets parameters that the address does not.
func prefer(ctx context.Context, conn *pgx.Conn, parameters map[string]string) error {
	for name, value := range parameters {
		if _, ok := conn.Config().RuntimeParams[name]; ok {
			continue
		}
		if err := wish(ctx, conn, `SET `+name+` = `+value); err != nil {
			return err
		}
	}
	return nil
}

// An executor is a pool or one of its connections.
type executor interface {
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
}

// wish carries out what not every database that speaks PostgreSQL's protocol knows, and what
// can be done without.
func wish(ctx context.Context, on executor, statement string) error {
	_, err := on.Exec(ctx, statement)
	if e := (*pgconn.PgError)(nil); errors.As(err, &e) && !clash(err) && !broken(err) {
		return nil
	}
	return err
}

// do is change with an error that says what was to be done.
func (db *DB) do(ctx context.Context, what string, f func(ctx context.Context, tx pgx.Tx) error) error {
	if err := db.change(ctx, f); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

// exec runs one statement in a transaction of its own.
func (db *DB) exec(ctx context.Context, what, statement string, args ...any) error {
	return db.do(ctx, what, func(ctx context.Context, tx pgx.Tx) error {
		_, err := tx.Exec(ctx, statement, args...)
		return err
	})
}

// batch sends what f queues, in one round trip and one transaction.
func (db *DB) batch(ctx context.Context, what string, f func(b *pgx.Batch) error) error {
	return db.do(ctx, what, func(ctx context.Context, tx pgx.Tx) error {
		b := &pgx.Batch{}
		if err := f(b); err != nil {
			return err
		}
		return tx.SendBatch(ctx, b).Close()
	})
}

// change runs f in a transaction, again if it clashes with another one or the connection
// breaks before the commit: f must not leave anything behind when it fails. A connection that
// breaks during the commit is an error for the caller to judge: the change may have been made.
func (db *DB) change(ctx context.Context, f func(ctx context.Context, tx pgx.Tx) error) error {
	return again(ctx, func(ctx context.Context) error {
		committing := false
		err := pgx.BeginFunc(ctx, db.pool, func(tx pgx.Tx) error {
			err := f(ctx, tx)
			committing = err == nil
			return err
		})
		if committing && err != nil && !clash(err) {
			err = backoff.Permanent(err)
		}
		return err
	})
}

// again runs f until it neither clashes with another transaction nor loses its connection.
func again(ctx context.Context, f func(ctx context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	pauses := backoff.NewExponentialBackOff()
	pauses.InitialInterval = 5 * time.Millisecond
	_, err := backoff.Retry(ctx, func() (struct{}, error) {
		err := f(ctx)
		if err != nil && !clash(err) && !broken(err) {
			err = backoff.Permanent(err)
		}
		return struct{}{}, err
	}, backoff.WithBackOff(pauses), backoff.WithMaxTries(maxRuns))
	return err
}

// collect reads rows outside a transaction. Its error says what was to be done.
func collect[T any](ctx context.Context, db *DB, what string, read pgx.RowToFunc[T], query string, args ...any) (list []T, err error) {
	err = again(ctx, func(ctx context.Context) error {
		rows, err := db.pool.Query(ctx, query, args...)
		if err != nil {
			return err
		}
		list, err = pgx.CollectRows(rows, read)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	return list, nil
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

// broken reports whether the connection is lost, or the server is on its way down or does not
// know (40003) what became of a statement.
func broken(err error) bool {
	var e *pgconn.PgError
	if errors.As(err, &e) {
		return e.Code == "40003" || strings.HasPrefix(e.Code, "08") || strings.HasPrefix(e.Code, "57P")
	}
	return true
}
