package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
)

var errLost = errors.New("another process has taken the chat")

// A claim is a transaction that holds the lock of a row of the table lane. The row is only
// there while updates of its chat wait, and for a while after a press. All else is written
// together with the commit: until then nobody need wait for it. So a claim takes two round
// trips, one to begin and read, one to write and commit.
type claim struct {
	db   *DB
	conn *pgxpool.Conn // nil when the claim has ended
	task store.Task
	// session is that of the chat.
	session   bot.Session
	known     bool // the session was stored, and could be read
	forgot    bool
	forgotten int64
	laneState
}

type laneState struct {
	exists, locked, waiting bool
	marked                  bool // what was answered last is noted
}

// Claims is how many connections are kept for claims.
func (db *DB) Claims() int { return int(db.claims.Config().MaxConns) }

// Claim takes a chat if there is something to do that nobody does.
func (db *DB) Claim(ctx context.Context, chat int64) (store.Claim, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for range 2 {
		c, err := db.claim(ctx, chat)
		switch {
		case clash(err): // somebody else was at it
			return nil, nil
		case err != nil:
			return nil, fmt.Errorf("claim chat: %w", err)
		case c.locked && c.waiting:
			return c, nil
		case c.exists || !c.waiting:
			return nil, nil
		}
		if _, err := db.pool.Exec(ctx, `INSERT INTO lane (chat) VALUES ($1) ON CONFLICT DO NOTHING`, chat); err != nil && !clash(err) {
			return nil, fmt.Errorf("claim chat: %w", err)
		}
	}
	return nil, nil
}

// claim begins a transaction, and ends it unless the chat is ours.
func (db *DB) claim(ctx context.Context, chat int64) (*claim, error) {
	conn, err := db.claims.Acquire(ctx)
	if err != nil {
		return nil, err
	}
	c := &claim{db: db, conn: conn}
	defer func() {
		if err != nil || !c.locked || !c.waiting {
			c.undo()
		}
	}()
	if err = c.read(ctx, chat); err != nil {
		return nil, err
	}
	if c.locked && !c.waiting && !c.marked { // the row is of no use any more
		b := &pgx.Batch{}
		b.Queue(`DELETE FROM lane WHERE chat = $1`, chat)
		err = c.commit(ctx, b)
	}
	return c, err
}

// undo ends the transaction if it has not ended.
func (c *claim) undo() {
	if c.conn == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if c.conn.Conn().PgConn().TxStatus() != 'I' {
		_, _ = c.conn.Exec(ctx, `rollback`)
	}
	c.conn.Release() // closes it if that failed
	c.conn = nil
}

// Task returns what is to be done.
func (c *claim) Task() store.Task { return c.task }

// Load returns the session of a chat.
func (c *claim) Load(ctx context.Context, chat int64) (bot.Session, error) {
	switch {
	case c.forgot && chat == c.forgotten:
		return bot.Session{}, nil
	case chat == c.task.Chat:
		return c.session, nil
	case c.conn == nil:
		return bot.Session{}, fmt.Errorf("load session: %w", pgx.ErrTxClosed)
	}
	return c.db.load(ctx, c.conn, chat) // of a member of a group
}

// Forget removes everything stored about a chat, when the claim ends.
func (c *claim) Forget(_ context.Context, chat int64) error {
	c.forgot, c.forgotten = true, chat
	return nil
}

// Finish marks the update as handled and keeps what came of it.
func (c *claim) Finish(ctx context.Context, o store.Outcome, repeat string) error {
	if c.forgot {
		repeat = "" // it names a message of the chat
	}
	finish := func(b *pgx.Batch) error {
		c.settle(b, store.Clean(repeat))
		return c.db.keep(b, o, !c.known || c.session.Notify || o.Chat != c.task.Chat)
	}
	err := c.end(ctx, "finish update", finish)
	for n := 0; n < maxRuns && err != nil && ctx.Err() == nil && (clash(err) || broken(err)); n++ {
		// The answer is sent. If nobody has taken the chat since, it must not be sent again.
		done, lost := c.regain(ctx)
		if done || lost != nil {
			return lost
		}
		err = c.end(ctx, "finish update", finish)
	}
	return err
}

// regain claims the chat once more after the transaction was lost. It is done if the update
// is handled: the commit had succeeded after all.
func (c *claim) regain(ctx context.Context) (done bool, err error) {
	next, err := c.db.claim(ctx, c.task.Chat)
	switch {
	case err != nil:
		return false, fmt.Errorf("claim chat again: %w", err)
	case !next.waiting || next.locked && next.task.ID != c.task.ID:
		if next.locked {
			next.undo()
		}
		return true, nil
	case !next.locked:
		return false, errLost
	}
	c.conn, c.laneState, c.task.More = next.conn, next.laneState, next.task.More
	return false, nil
}

// Discard marks the update as handled without an answer.
func (c *claim) Discard(ctx context.Context) error {
	return c.end(ctx, "discard update", func(b *pgx.Batch) error {
		c.settle(b, "")
		b.Queue(erase, c.task.ID)
		return nil
	})
}

// settle leaves the row as the next one needs it. If an update comes in meanwhile whose row
// is removed here, whoever claims the chat makes it again.
func (c *claim) settle(b *pgx.Batch, repeat string) {
	switch {
	case repeat != "" || c.marked && c.task.More:
		b.Queue(`UPDATE lane SET repeat = $2, repeated = `+instant+` WHERE chat = $1`, c.task.Chat, repeat)
	case !c.task.More:
		b.Queue(`DELETE FROM lane WHERE chat = $1`, c.task.Chat)
	}
}

// Release leaves the update to whoever comes first after the wait.
func (c *claim) Release(ctx context.Context, p store.Progress, wait time.Duration) error {
	if c.conn == nil || c.conn.Conn().IsClosed() {
		c.undo()
		return nil
	}
	return c.end(ctx, "release chat", func(b *pgx.Batch) error {
		b.Queue(`UPDATE lane SET not_before = `+instant+` + $2, head = $3, steps = $4, fails = $5 WHERE chat = $1`,
			c.task.Chat, wait.Milliseconds(), c.task.ID, p.Steps, p.Fails)
		return nil
	})
}

// end writes what f queues, and what is to be forgotten, and ends the claim one way or the
// other.
func (c *claim) end(ctx context.Context, what string, f func(b *pgx.Batch) error) error {
	defer c.undo()
	b := &pgx.Batch{}
	if c.forgot {
		forget(b, c.forgotten)
	}
	err := f(b)
	if err == nil {
		err = c.commit(ctx, b)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

// commit sends a batch and the commit in one round trip. If a statement fails, the server
// skips those behind it, the commit too.
func (c *claim) commit(ctx context.Context, b *pgx.Batch) error {
	if c.conn == nil {
		return pgx.ErrTxClosed
	}
	b.Queue(`commit`).Exec(func(done pgconn.CommandTag) error {
		if done.String() != "COMMIT" {
			return pgx.ErrTxCommitRollback
		}
		return nil
	})
	return c.conn.SendBatch(ctx, b).Close()
}
