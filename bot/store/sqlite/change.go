package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"sync"
)

// A durability is what a commit survives.
type durability string

const (
	full   durability = "FULL"   // a power cut
	normal durability = "NORMAL" // the end of the process
)

// mostTogether is how many changes are committed in one transaction.
const mostTogether = 200

// A change is something to be written. It runs again if it was written together with one
// that failed, so it must not build on what it left in memory.
type change struct {
	ctx   context.Context
	level durability
	run   func(c *conn) error
	done  chan struct{}
	err   error
}

// A line is where changes wait to be written.
type line struct {
	mu      sync.Mutex
	waiting []*change
	turn    chan struct{} // full while somebody writes
}

func newLine() line { return line{turn: make(chan struct{}, 1)} }

func (l *line) join(c *change) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.waiting = append(l.waiting, c)
}

func (l *line) next() []*change {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := min(mostTogether, len(l.waiting))
	batch := l.waiting[:n:n]
	l.waiting = l.waiting[n:]
	return batch
}

// do makes a change that need not survive a power cut, see the package comment. Its error says
// what was to be done.
func (db *DB) do(ctx context.Context, what string, f func(c *conn) error) error {
	if err := db.change(ctx, normal, f); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

// change runs f in a transaction and returns when it is committed or has failed. Once it has
// begun it is not given up: ctx only keeps it from beginning, since a commit cut off halfway
// would leave the caller not knowing what is stored.
func (db *DB) change(ctx context.Context, level durability, f func(c *conn) error) error {
	own := &change{ctx: ctx, level: level, run: f, done: make(chan struct{})}
	db.line.join(own)
	for {
		select {
		case <-own.done:
			return explain(db.path, own.err)
		case db.line.turn <- struct{}{}: // nobody is writing: write for all who wait
			db.writeNext()
		}
	}
}

func (db *DB) writeNext() {
	defer func() { <-db.line.turn }()
	batch := db.line.next()
	if len(batch) == 0 { // whoever wrote before has written ours too
		return
	}
	db.in.mu.Lock()
	defer db.in.mu.Unlock()
	db.in.write(batch)
	db.commits.Add(1)
	db.tidy.soon()
}

// write commits changes together, or one by one if they cannot be: whoever waits for a change
// that is sound is not told of somebody else's error.
func (c *conn) write(batch []*change) {
	if err := c.commit(batch); err != nil {
		for i := range batch {
			batch[i].err = err
			if len(batch) > 1 {
				batch[i].err = c.commit(batch[i : i+1])
			}
		}
	}
	for _, own := range batch {
		close(own.done)
	}
}

func (c *conn) commit(batch []*change) error {
	level := normal
	if slices.ContainsFunc(batch, func(own *change) bool { return own.level == full }) {
		level = full
	}
	if err := c.sync(level); err != nil {
		return err
	}
	return c.transaction(func() error {
		for _, own := range batch {
			if err := own.ctx.Err(); err != nil {
				return err
			}
			if err := own.run(c); err != nil {
				return err
			}
		}
		return nil
	})
}

// read runs f when nobody else reads.
func (db *DB) read(ctx context.Context, f func(c *conn) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	db.out.mu.Lock()
	defer db.out.mu.Unlock()
	return f(db.out)
}

// list reads all rows of a query, each with scan. Its error says what was to be done.
func list[T any](ctx context.Context, db *DB, what, query string, args []any, scan func(*sql.Rows, *T) error) (all []T, err error) {
	err = db.read(ctx, func(c *conn) error {
		all, err = collect(c, query, args, scan)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	return all, nil
}
