package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
)

// Ring moves reminders whose time has come into the inbox. Those that another process is
// about to move are left to it.
func (db *DB) Ring(ctx context.Context, limit int) ([]store.Update, error) {
	var rung []store.Update
	err := db.do(ctx, "ring reminders", func(ctx context.Context, tx pgx.Tx) error {
		rung = nil
		list, err := db.due(ctx, tx, limit)
		if err != nil || len(list) == 0 {
			return err
		}
		for _, r := range list {
			body, err := store.Event{Due: r.Ref}.Body()
			if err != nil {
				return err
			}
			rung = append(rung, store.Update{Chat: r.Chat, Body: body})
		}
		return db.enqueue(ctx, tx, rung)
	})
	if err != nil {
		return nil, err
	}
	return rung, nil
}

type reminder struct {
	Chat int64
	Ref  string
}

// due takes out the reminders whose time has come.
func (db *DB) due(ctx context.Context, tx pgx.Tx, limit int) ([]reminder, error) {
	const q = `SELECT chat, ref FROM reminder WHERE due <= $1 ORDER BY due, chat, ref LIMIT $2 FOR UPDATE SKIP LOCKED`
	rows, err := tx.Query(ctx, q, db.now().Unix(), max(0, limit))
	if err != nil {
		return nil, err
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[reminder])
	if err != nil {
		return nil, err
	}
	b := &pgx.Batch{}
	for _, r := range list {
		b.Queue(`DELETE FROM reminder WHERE chat = $1 AND ref = $2`, r.Chat, r.Ref)
	}
	return list, tx.SendBatch(ctx, b).Close()
}

// enqueue numbers events and puts them into the inbox.
func (db *DB) enqueue(ctx context.Context, tx pgx.Tx, events []store.Update) error {
	rows, err := tx.Query(ctx, `SELECT nextval('event') FROM generate_series(1, $1::INT)`, len(events))
	if err != nil {
		return err
	}
	numbers, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return err
	}
	for i, n := range numbers {
		events[i].ID = -n
	}
	_, err = insert(ctx, tx, events, db.now().Unix())
	return err
}

// Watched returns watched answers in order of their ID.
func (db *DB) Watched(ctx context.Context, after int64, limit int) ([]store.Watch, error) {
	const q = `SELECT id, chat, entry, places, answer FROM given WHERE id > $1 ORDER BY id LIMIT $2`
	return collect(ctx, db, "read answers given", watch, q, after, max(0, limit))
}

func watch(r pgx.CollectableRow) (w store.Watch, err error) {
	var row store.GivenRow
	if err := r.Scan(&w.ID, &w.Chat, &row.Entry, &row.Places, &row.Answer); err != nil {
		return w, err
	}
	w.Given, err = row.Given()
	return w, err
}

// Correct puts a notice of a changed answer into the inbox.
func (db *DB) Correct(ctx context.Context, w store.Watch, now []string) (store.Update, bool, error) {
	var notice []store.Update
	err := db.do(ctx, "correct an answer", func(ctx context.Context, tx pgx.Tx) error {
		notice = nil
		before, after, err := store.Replaced(w.Given, now)
		if err != nil {
			return err
		}
		body, err := store.Event{Changed: &bot.Change{Given: w.Given, Now: now}}.Body()
		if err != nil {
			return err
		}
		r, err := tx.Exec(ctx, `UPDATE given SET answer = $1 WHERE id = $2 AND chat = $3 AND answer = $4`, after, w.ID, w.Chat, before)
		if err != nil || r.RowsAffected() == 0 {
			return err
		}
		notice = []store.Update{{Chat: w.Chat, Body: body}}
		return db.enqueue(ctx, tx, notice)
	})
	if err != nil || notice == nil {
		return store.Update{}, false, err
	}
	return notice[0], true, nil
}
