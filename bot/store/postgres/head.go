package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/yibaowenwen/yibao/bot/store"
)

// heads are the first two updates of a chat, each with the session of the chat.
const heads = `SELECT i.update_id, i.chat, i.body, i.tries, i.flood, $2::BIGINT - i.received, s.session
	FROM (SELECT update_id, chat, body, tries, flood, received FROM inbox
		WHERE chat = $1 AND body IS NOT NULL ORDER BY received, abs(update_id) LIMIT 2) i
	LEFT JOIN session s ON s.chat = i.chat AND (s.saved > $3 OR s.until > $2) ORDER BY i.received, abs(i.update_id)`

// read begins the transaction, locks the row and reads what is first in the chat.
func (c *claim) read(ctx context.Context, chat int64) error {
	var head, repeated int64
	var p store.Progress
	b := &pgx.Batch{}
	// Each statement must see what was committed before it: the lock comes first.
	b.Queue(`begin isolation level read committed`)
	b.Queue(`SELECT head, steps, fails, repeat, `+instant+` - repeated FROM lane
		WHERE chat = $1 AND not_before <= `+instant+` FOR UPDATE SKIP LOCKED`, chat).QueryRow(func(row pgx.Row) error {
		err := row.Scan(&head, &p.Steps, &p.Fails, &c.task.Repeat, &repeated)
		if errors.Is(err, pgx.ErrNoRows) {
			return nil
		}
		c.locked = err == nil
		return err
	})
	b.Queue(heads, chat, c.db.now().Unix(), c.db.sessionLimit()).Query(c.first)
	if err := c.conn.SendBatch(ctx, b).Close(); err != nil {
		return err
	}
	if c.exists = c.locked; !c.locked {
		const q = `SELECT EXISTS (SELECT 1 FROM lane WHERE chat = $1)`
		return c.conn.QueryRow(ctx, q, chat).Scan(&c.exists)
	}
	c.marked = c.task.Repeat != ""
	if time.Duration(repeated)*time.Millisecond > store.RepeatTTL {
		c.task.Repeat = ""
	}
	if c.waiting && head == c.task.ID {
		c.task.Progress = p
	}
	return nil
}

func (c *claim) first(rows pgx.Rows) error {
	for rows.Next() {
		if c.waiting {
			c.task.More = true
			continue
		}
		c.waiting = true
		t, age := &c.task, int64(0)
		var session *string
		if err := rows.Scan(&t.ID, &t.Chat, &t.Body, &t.Tries, &t.Flood, &age, &session); err != nil {
			return err
		}
		t.Age = time.Duration(age) * time.Second
		if session != nil {
			c.session, c.known = decode(*session)
		}
	}
	return rows.Err()
}
