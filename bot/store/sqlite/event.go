package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
)

// Ring moves reminders whose time has come into the inbox.
func (db *DB) Ring(ctx context.Context, limit int) ([]store.Update, error) {
	var rung []store.Update
	err := db.change(ctx, normal, func(c *conn) error {
		rung = nil
		list, err := db.due(c, limit)
		if err != nil {
			return err
		}
		for _, r := range list {
			u, err := db.enqueue(c, r.chat, store.Event{Due: r.ref})
			if err != nil {
				return err
			}
			if _, err := c.exec(`DELETE FROM reminder WHERE chat = ? AND ref = ?`, r.chat, r.ref); err != nil {
				return err
			}
			rung = append(rung, u)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("ring reminders: %w", err)
	}
	return rung, nil
}

type reminder struct {
	chat int64
	ref  string
}

func (db *DB) due(c *conn, limit int) (list []reminder, err error) {
	const q = `SELECT chat, ref FROM reminder WHERE due <= ? ORDER BY due, chat, ref LIMIT ?`
	err = c.rows(q, []any{db.now().Unix(), max(0, limit)}, func(rows *sql.Rows) error {
		var r reminder
		err := rows.Scan(&r.chat, &r.ref)
		list = append(list, r)
		return err
	})
	return list, err
}

// enqueue puts an event into the inbox.
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
	_, err = c.exec(`INSERT INTO inbox (update_id, chat, body, received) VALUES (?, ?, ?, ?)`, u.ID, chat, body, db.now().Unix())
	return u, err
}

// Watched returns watched answers in order of their ID.
func (db *DB) Watched(ctx context.Context, after int64, limit int) ([]store.Watch, error) {
	list, err := db.watched(ctx, after, limit)
	if err != nil {
		return nil, fmt.Errorf("read answers given: %w", err)
	}
	return list, nil
}

func (db *DB) watched(ctx context.Context, after int64, limit int) (list []store.Watch, err error) {
	const q = `SELECT id, chat, entry, places, answer FROM given WHERE id > ? ORDER BY id LIMIT ?`
	err = db.list(ctx, q, []any{after, max(0, limit)}, func(rows *sql.Rows) error {
		var w store.Watch
		var row store.GivenRow
		if err := rows.Scan(&w.ID, &w.Chat, &row.Entry, &row.Places, &row.Answer); err != nil {
			return err
		}
		w.Given, err = row.Given()
		list = append(list, w)
		return err
	})
	return list, err
}

// Correct puts a notice of a changed answer into the inbox.
func (db *DB) Correct(ctx context.Context, w store.Watch, now []string) (store.Update, bool, error) {
	var u store.Update
	changed := false
	err := db.change(ctx, normal, func(c *conn) (err error) {
		if changed, err = replaceLines(c, w, now); err != nil || !changed {
			return err
		}
		u, err = db.enqueue(c, w.Chat, store.Event{Changed: &bot.Change{Given: w.Given, Now: now}})
		return err
	})
	if err != nil {
		return store.Update{}, false, fmt.Errorf("correct an answer: %w", err)
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
