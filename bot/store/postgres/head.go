package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/yibaowenwen/yibao/bot/store"
)

// read locks the row and reads what is first in the chat.
func (c *claim) read(ctx context.Context, chat int64) error {
	var head, repeated int64
	var p store.Progress
	b := &pgx.Batch{}
	b.Queue(`SELECT head, steps, fails, repeat, `+instant+` - repeated FROM lane
		WHERE chat = $1 AND not_before <= `+instant+` FOR UPDATE SKIP LOCKED`, chat).QueryRow(func(row pgx.Row) error {
		err := row.Scan(&head, &p.Steps, &p.Fails, &c.task.Repeat, &repeated)
		if errors.Is(err, pgx.ErrNoRows) {
			return nil
		}
		c.locked = err == nil
		return err
	})
	b.Queue(`SELECT update_id, chat, body, tries, flood, $2::BIGINT - received FROM inbox
		WHERE chat = $1 AND body IS NOT NULL ORDER BY received, abs(update_id) LIMIT 2`, chat, c.db.now().Unix()).Query(c.first)
	b.Queue(`SELECT EXISTS (SELECT 1 FROM lane WHERE chat = $1)`, chat).QueryRow(func(row pgx.Row) error { return row.Scan(&c.exists) })
	b.Queue(sessionOf, chat, c.db.sessionLimit(), c.db.now().Unix()).QueryRow(func(row pgx.Row) error {
		var text string
		err := row.Scan(&text)
		if errors.Is(err, pgx.ErrNoRows) {
			return nil
		}
		c.session = decode(text)
		return err
	})
	if err := c.tx.SendBatch(ctx, b).Close(); err != nil {
		return err
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
		if err := rows.Scan(&t.ID, &t.Chat, &t.Body, &t.Tries, &t.Flood, &age); err != nil {
			return err
		}
		t.Age = time.Duration(age) * time.Second
	}
	return rows.Err()
}
