package sqlite

import (
	"context"
	"database/sql"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
)

// Ring moves reminders whose time has come into the inbox.
func (db *DB) Ring(ctx context.Context, limit int) ([]store.Update, error) {
	const due = `SELECT chat, ref FROM reminder WHERE due <= ? ORDER BY due, chat, ref LIMIT ?`
	var rung []store.Update
	err := db.do(ctx, "ring reminders", func(c *conn) error {
		rung = nil
		list, err := collect(c, due, []any{db.now().Unix(), max(0, limit)}, func(row *sql.Rows, r *reminder) error {
			return row.Scan(&r.chat, &r.ref)
		})
		if err != nil {
			return err
		}
		for _, r := range list {
			u, err := db.enqueue(c, r.chat, store.Event{Due: r.ref})
			if err != nil {
				return err
			}
			if err := c.run(`DELETE FROM reminder WHERE chat = ? AND ref = ?`, r.chat, r.ref); err != nil {
				return err
			}
			rung = append(rung, u)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return rung, nil
}

type reminder struct {
	chat int64
	ref  string
}

// enqueue puts an event into the inbox under the next negative number. The last one given out
// is kept in a row of its own: the inbox forgets the numbers of what it has handled.
func (db *DB) enqueue(c *conn, chat int64, e store.Event) (store.Update, error) {
	body, err := e.Body()
	if err != nil {
		return store.Update{}, err
	}
	var n int64
	if err := c.row(`UPDATE event SET last = last + 1 RETURNING last`, nil, &n); err != nil {
		return store.Update{}, err
	}
	u := store.Update{ID: -n, Chat: chat, Body: body}
	return u, c.run(`INSERT INTO inbox (update_id, chat, body, received) VALUES (?, ?, ?, ?)`, u.ID, chat, body, db.now().Unix())
}

// Watched returns watched answers in order of their ID.
func (db *DB) Watched(ctx context.Context, after int64, limit int) ([]store.Watch, error) {
	const q = `SELECT id, chat, entry, places, answer FROM given WHERE id > ? ORDER BY id LIMIT ?`
	return list(ctx, db, "read answers given", q, []any{after, max(0, limit)}, func(r *sql.Rows, w *store.Watch) (err error) {
		var row store.GivenRow
		if err := r.Scan(&w.ID, &w.Chat, &row.Entry, &row.Places, &row.Answer); err != nil {
			return err
		}
		w.Given, err = row.Given()
		return err
	})
}

// Correct puts a notice of a changed answer into the inbox.
func (db *DB) Correct(ctx context.Context, w store.Watch, now []string) (store.Update, bool, error) {
	var u store.Update
	changed := false
	err := db.do(ctx, "correct an answer", func(c *conn) (err error) {
		if changed, err = replaceLines(c, w, now); err != nil || !changed {
			return err
		}
		u, err = db.enqueue(c, w.Chat, store.Event{Changed: &bot.Change{Given: w.Given, Now: now}})
		return err
	})
	if err != nil {
		return store.Update{}, false, err
	}
	return u, changed, nil
}

// replaceLines reports false if the answer is not the one watched any more.
func replaceLines(c *conn, w store.Watch, now []string) (bool, error) {
	before, after, err := store.Replaced(w.Given, now)
	if err != nil {
		return false, err
	}
	n, err := c.exec(`UPDATE given SET answer = ? WHERE id = ? AND chat = ? AND answer = ?`, after, w.ID, w.Chat, before)
	return n > 0, err
}
