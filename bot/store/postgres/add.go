package postgres

import (
	"context"
	"fmt"
	"sync"

	"github.com/jackc/pgx/v5"

	"github.com/yibaowenwen/yibao/bot/store"
)

// Add records updates and returns those not seen before.
func (db *DB) Add(ctx context.Context, updates []store.Update) ([]store.Update, error) {
	var fresh []store.Update
	err := db.change(ctx, func(ctx context.Context, tx pgx.Tx) (err error) {
		fresh, err = db.add(ctx, tx, updates)
		return err
	})
	if err != nil {
		db.doubt.raise(fresh)
		return nil, fmt.Errorf("add to inbox: %w", err)
	}
	db.doubt.settle(fresh)
	return fresh, nil
}

func (db *DB) add(ctx context.Context, tx pgx.Tx, updates []store.Update) (fresh []store.Update, err error) {
	now, removed, err := received(ctx, tx, db.now().Unix())
	if err != nil {
		return nil, err
	}
	unseen, err := insert(ctx, tx, above(removed, updates), now)
	if err != nil {
		return nil, err
	}
	db.doubt.join(unseen)
	for _, u := range updates {
		if unseen[u.ID] {
			unseen[u.ID] = false // it may be there twice
			fresh = append(fresh, u)
		}
	}
	return fresh, nil
}

// received notes that something arrived and returns the number up to which updates are known
// although their rows are gone. After a long silence that is none. It also returns the time
// to note: the clocks of several processes differ, but what arrives later must not seem to
// be earlier.
func received(ctx context.Context, tx pgx.Tx, now int64) (at, removed int64, err error) {
	var latest int64
	if err := tx.QueryRow(ctx, `SELECT removed, latest FROM mark FOR UPDATE`).Scan(&removed, &latest); err != nil {
		return 0, 0, err
	}
	if now-latest > int64(store.SeenTTL.Seconds()) {
		removed = 0
		if _, err := tx.Exec(ctx, `DELETE FROM inbox WHERE body IS NULL`); err != nil {
			return 0, 0, err
		}
	}
	now = max(now, latest)
	_, err = tx.Exec(ctx, `UPDATE mark SET removed = $1, latest = $2`, removed, now)
	return now, removed, err
}

func above(removed int64, updates []store.Update) (list []store.Update) {
	for _, u := range updates {
		if u.ID > removed {
			list = append(list, u)
		}
	}
	return list
}

// insert puts updates in the inbox, in one statement, and returns the numbers of those that
// were not there.
func insert(ctx context.Context, tx pgx.Tx, updates []store.Update, now int64) (map[int64]bool, error) {
	var ids, chats []int64
	var bodies [][]byte
	for _, u := range updates {
		ids, chats, bodies = append(ids, u.ID), append(chats, u.Chat), append(bodies, append([]byte{}, u.Body...))
	}
	const all = `WITH fresh AS (
			INSERT INTO inbox (update_id, chat, body, received)
			SELECT id, chat, body, $4 FROM unnest($1::BIGINT[], $2::BIGINT[], $3::BYTEA[]) AS u (id, chat, body)
			ON CONFLICT DO NOTHING RETURNING update_id, chat),
		lanes AS (INSERT INTO lane (chat) SELECT DISTINCT chat FROM fresh ORDER BY chat ON CONFLICT DO NOTHING)
		SELECT update_id FROM fresh`
	rows, err := tx.Query(ctx, all, ids, chats, bodies, now)
	if err != nil {
		return nil, err
	}
	list, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, err
	}
	inserted := make(map[int64]bool, len(list))
	for _, id := range list {
		inserted[id] = true
	}
	return inserted, nil
}

// doubt holds the numbers of updates which a commit of unknown outcome may have put in the
// inbox, and which nobody was told of.
type doubt struct {
	mu  sync.Mutex
	ids map[int64]bool
}

func (d *doubt) raise(updates []store.Update) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, u := range updates {
		d.ids[u.ID] = true
	}
}

// settle takes back what has been told of now.
func (d *doubt) settle(updates []store.Update) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, u := range updates {
		delete(d.ids, u.ID)
	}
}

func (d *doubt) join(unseen map[int64]bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for id := range d.ids {
		unseen[id] = true
	}
}
