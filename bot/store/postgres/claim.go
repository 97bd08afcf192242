package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
)

var errLost = errors.New("another process has taken the chat")

// A claim is a transaction that holds the lock of a row of the table lane. The row is only
// there while updates of its chat wait, and for a while after a press. It is written to just
// before the commit: until then Add need not wait for it.
type claim struct {
	db   *DB
	tx   pgx.Tx
	task store.Task
	// session is that of the chat.
	session   bot.Session
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
		if _, err := db.pool.Exec(ctx, `INSERT INTO lane (chat) VALUES ($1) ON CONFLICT DO NOTHING`, chat); err != nil {
			return nil, fmt.Errorf("claim chat: %w", err)
		}
	}
	return nil, nil
}

// claim begins a transaction, and ends it unless the chat is ours.
func (db *DB) claim(ctx context.Context, chat int64) (*claim, error) {
	// Each statement must see what was committed before it: the lock comes first.
	tx, err := db.claims.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.ReadCommitted})
	if err != nil {
		return nil, err
	}
	c := &claim{db: db, tx: tx}
	if err := c.read(ctx, chat); err != nil {
		c.undo()
		return nil, err
	}
	switch {
	case c.locked && c.waiting:
		return c, nil
	case c.locked && !c.marked: // the row is of no use any more
		_, err = tx.Exec(ctx, `DELETE FROM lane WHERE chat = $1`, chat)
		if err == nil {
			err = tx.Commit(ctx)
		}
	}
	c.undo()
	return c, err
}

// undo ends the transaction if it has not ended.
func (c *claim) undo() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	_ = c.tx.Rollback(ctx)
}

// Task returns what is to be done.
func (c *claim) Task() store.Task { return c.task }

// Load returns the session of a chat.
func (c *claim) Load(ctx context.Context, chat int64) (bot.Session, error) {
	if chat == c.task.Chat && !c.forgot { // not so in a group
		return c.session, nil
	}
	return c.db.load(ctx, c.tx, chat)
}

// Forget removes everything stored about a chat, when the claim ends.
func (c *claim) Forget(ctx context.Context, chat int64) error {
	c.forgot, c.forgotten = true, chat
	if err := forget(ctx, c.tx, chat); err != nil {
		return fmt.Errorf("forget chat: %w", err)
	}
	return nil
}

// Finish marks the update as handled and keeps what came of it.
func (c *claim) Finish(ctx context.Context, o store.Outcome, repeat string) error {
	if c.forgot {
		repeat = "" // it names a message of the chat
	}
	finish := func(ctx context.Context) error {
		return c.db.keep(ctx, c.tx, o, func(b *pgx.Batch) { c.settle(b, store.Clean(repeat)) })
	}
	err := c.commit(ctx, "finish update", finish)
	for n := 0; n < maxRuns && err != nil && ctx.Err() == nil && (clash(err) || broken(err)); n++ {
		// The answer is sent. If nobody has taken the chat since, it must not be sent again.
		done, lost := c.regain(ctx)
		if done || lost != nil {
			return lost
		}
		err = c.commit(ctx, "finish update", finish)
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
	c.tx, c.laneState, c.task.More = next.tx, next.laneState, next.task.More
	if c.forgot {
		err = forget(ctx, c.tx, c.forgotten)
	}
	return false, err
}

// Discard marks the update as handled without an answer.
func (c *claim) Discard(ctx context.Context) error {
	return c.commit(ctx, "discard update", func(ctx context.Context) error {
		b := &pgx.Batch{}
		c.settle(b, "")
		b.Queue(erase, []int64{c.task.ID})
		return c.tx.SendBatch(ctx, b).Close()
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
	if c.tx.Conn() == nil || c.tx.Conn().IsClosed() {
		c.undo()
		return nil
	}
	err := c.commit(ctx, "release chat", func(ctx context.Context) error {
		_, err := c.tx.Exec(ctx, `UPDATE lane SET not_before = `+instant+` + $2, head = $3, steps = $4, fails = $5 WHERE chat = $1`,
			c.task.Chat, wait.Milliseconds(), c.task.ID, p.Steps, p.Fails)
		return err
	})
	if errors.Is(err, pgx.ErrTxClosed) {
		return nil
	}
	return err
}

// commit ends the claim, one way or the other.
func (c *claim) commit(ctx context.Context, what string, f func(ctx context.Context) error) error {
	err := f(ctx)
	if err == nil {
		err = c.tx.Commit(ctx)
	}
	if err != nil {
		c.undo()
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}
