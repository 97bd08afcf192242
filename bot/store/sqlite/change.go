package sqlite

import (
	"context"
	"database/sql"
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

// change runs f in a transaction and returns when it is committed or has failed. Once it has
// begun it is not given up.
func (db *DB) change(ctx context.Context, level durability, f func(c *conn) error) error {
	own := &change{ctx: ctx, level: level, run: f, done: make(chan struct{})}
	db.line.join(own)
	for {
		select {
		case <-own.done:
			return own.err
		case db.line.turn <- struct{}{}: // nobody is writing: write for all who wait
			db.writeNext()
		}
	}
}

func (db *DB) writeNext() {
	defer func() { <-db.line.turn }()
	batch := db.line.next()
	db.in.mu.Lock()
	defer db.in.mu.Unlock()
	db.in.write(batch)
}

// write commits changes together, or one by one if they cannot be.
func (c *conn) write(batch []*change) {
	if len(batch) == 0 {
		return
	}
	if err := c.together(batch); err != nil {
		for i := range batch {
			batch[i].err = err
			if len(batch) > 1 {
				batch[i].err = c.together(batch[i : i+1])
			}
		}
	}
	for _, own := range batch {
		close(own.done)
	}
}

func (c *conn) together(batch []*change) error {
	level := normal
	for _, own := range batch {
		if own.level == full {
			level = full
		}
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

// list calls each for every row of a query.
func (db *DB) list(ctx context.Context, query string, args []any, each func(*sql.Rows) error) error {
	return db.read(ctx, func(c *conn) error { return c.rows(query, args, each) })
}
