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
	err := db.do(ctx, "resume inbox", func(c *conn) (err error) {
		if err := claim(c, botID); err != nil {
			return err
		}
		waiting, err = queued(c)
		return err
	})
	if err != nil {
		return nil, err
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
	return c.run(`UPDATE mark SET bot = ?`, botID)
}

func queued(c *conn) ([]store.Update, error) {
	// Order of arrival: numbers may start again from a lower one, and those of our own are negative.
	const waiting = `SELECT update_id, chat, body, tries, steps FROM inbox WHERE body IS NOT NULL ORDER BY received, abs(update_id)`
	return collect(c, waiting, nil, func(r *sql.Rows, u *store.Update) error {
		return r.Scan(&u.ID, &u.Chat, &u.Body, &u.Tries, &u.Steps)
	})
}

// Add records updates and returns those not seen before.
func (db *DB) Add(ctx context.Context, updates []store.Update) ([]store.Update, error) {
	var fresh []store.Update
	now := db.now().Unix()
	if err := db.forgetSeen(ctx, now); err != nil {
		return nil, fmt.Errorf("add to inbox: %w", err)
	}
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

// forgetSeen removes, after a long silence, all numbers of updates handled before it: in slices,
// for there may be a million of them. What received finds then is little.
func (db *DB) forgetSeen(ctx context.Context, now int64) error {
	ttl := int64(store.SeenTTL.Seconds())
	if before := db.last.Swap(now); before != 0 && now-before <= ttl {
		return nil
	}
	var latest int64
	err := db.read(ctx, func(c *conn) error { return c.row(`SELECT latest FROM mark`, nil, &latest) })
	if err != nil || latest == 0 || now-latest <= ttl {
		return err
	}
	return db.sweepTable(ctx, "inbox", "update_id", `body IS NULL`, nil)
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
		if err := c.run(`DELETE FROM inbox WHERE body IS NULL`); err != nil {
			return 0, err
		}
	}
	return removed, c.run(`UPDATE mark SET removed = ?, latest = ?`, removed, now)
}

// Try counts an attempt to handle an update.
func (db *DB) Try(ctx context.Context, update int64) error {
	return db.do(ctx, "count attempt", func(c *conn) error {
		return c.run(`UPDATE inbox SET tries = tries + 1 WHERE update_id = ?`, update)
	})
}

// Note keeps how many steps of an answer have been taken.
func (db *DB) Note(ctx context.Context, update int64, steps int) error {
	return db.do(ctx, "note progress", func(c *conn) error {
		return c.run(`UPDATE inbox SET steps = ? WHERE update_id = ?`, steps, update)
	})
}

// handled keeps the number of an update, by which a second delivery is known, and nothing of what
// was in it or whose it was.
const handled = `UPDATE inbox SET body = NULL, chat = 0 WHERE update_id = ?`

// Finish marks an update as handled and keeps what came of it.
func (db *DB) Finish(ctx context.Context, o store.Outcome) error {
	return db.do(ctx, "finish update", func(c *conn) error { return db.keep(c, o) })
}

// Discard marks updates as handled without an answer.
func (db *DB) Discard(ctx context.Context, updates ...int64) error {
	return db.do(ctx, "discard updates", func(c *conn) error {
		for _, id := range updates {
			if err := c.run(handled, id); err != nil {
				return err
			}
		}
		return nil
	})
}
