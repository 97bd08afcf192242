package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/yibaowenwen/yibao/bot/store"
)

var _ store.Store = (*DB)(nil)

// Resume returns the updates still waiting, oldest first.
func (db *DB) Resume(ctx context.Context, botID int64) ([]store.Update, error) {
	var waiting []store.Update
	err := db.change(ctx, normal, func(c *conn) (err error) {
		if err := claim(c, botID); err != nil {
			return err
		}
		waiting, err = queued(c)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("resume inbox: %w", err)
	}
	return waiting, nil
}

// claim empties the inbox if it was another bot's.
func claim(c *conn, botID int64) error {
	var owner int64
	if err := c.row(`SELECT bot FROM mark`, nil, &owner); err != nil {
		return err
	}
	if owner != botID && owner != 0 {
		if err := c.script(`DELETE FROM inbox WHERE update_id > 0; UPDATE mark SET removed = 0, latest = 0`); err != nil {
			return err
		}
	}
	_, err := c.exec(`UPDATE mark SET bot = ?`, botID)
	return err
}

func queued(c *conn) (list []store.Update, err error) {
	// Order of arrival: numbers may start again from a lower one, and those of our own are negative.
	const waiting = `SELECT update_id, chat, body, tries FROM inbox WHERE body IS NOT NULL ORDER BY received, abs(update_id)`
	err = c.rows(waiting, nil, func(r *sql.Rows) error {
		var u store.Update
		err := r.Scan(&u.ID, &u.Chat, &u.Body, &u.Tries)
		list = append(list, u)
		return err
	})
	return list, err
}

// Add records updates and returns those not seen before.
func (db *DB) Add(ctx context.Context, updates []store.Update) ([]store.Update, error) {
	var fresh []store.Update
	now := db.now().Unix()
	err := db.change(ctx, full, func(c *conn) error {
		fresh = nil
		removed, err := received(c, now)
		if err != nil {
			return err
		}
		for _, u := range updates {
			if u.ID <= removed {
				continue
			}
			n, err := c.exec(`INSERT OR IGNORE INTO inbox (update_id, chat, body, received) VALUES (?, ?, ?, ?)`,
				u.ID, u.Chat, append([]byte{}, u.Body...), now)
			if err != nil {
				return err
			}
			if n > 0 {
				fresh = append(fresh, u)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("add to inbox: %w", err)
	}
	return fresh, nil
}

// received notes that something arrived and returns the number up to which updates are known
// although their rows are gone. After a long silence that is none, see the package comment.
func received(c *conn, now int64) (removed int64, err error) {
	var latest int64
	if err := c.row(`SELECT removed, latest FROM mark`, nil, &removed, &latest); err != nil {
		return 0, err
	}
	if now-latest > int64(store.SeenTTL.Seconds()) {
		removed = 0
		if _, err := c.exec(`DELETE FROM inbox WHERE body IS NULL`); err != nil {
			return 0, err
		}
	}
	_, err = c.exec(`UPDATE mark SET removed = ?, latest = ?`, removed, now)
	return removed, err
}

// Try counts an attempt to handle an update.
func (db *DB) Try(ctx context.Context, update int64) error {
	err := db.change(ctx, normal, func(c *conn) error {
		_, err := c.exec(`UPDATE inbox SET tries = tries + 1 WHERE update_id = ?`, update)
		return err
	})
	if err != nil {
		return fmt.Errorf("count attempt: %w", err)
	}
	return nil
}

const handled = `UPDATE inbox SET body = NULL, chat = 0 WHERE update_id = ?`

// Finish marks an update as handled and keeps what came of it.
func (db *DB) Finish(ctx context.Context, o store.Outcome) error {
	err := db.change(ctx, normal, func(c *conn) error { return db.keep(c, o) })
	if err != nil {
		return fmt.Errorf("finish update: %w", err)
	}
	return nil
}

// Discard marks updates as handled without an answer.
func (db *DB) Discard(ctx context.Context, updates ...int64) error {
	err := db.change(ctx, normal, func(c *conn) error {
		for _, id := range updates {
			if _, err := c.exec(handled, id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("discard updates: %w", err)
	}
	return nil
}
