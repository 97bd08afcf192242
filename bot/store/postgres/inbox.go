package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/yibaowenwen/yibao/bot/store"
)

var _ store.Store = (*DB)(nil)

// Resume returns the updates still waiting, oldest first.
func (db *DB) Resume(ctx context.Context, botID int64) ([]store.Update, error) {
	var waiting []store.Update
	err := db.change(ctx, func(ctx context.Context, tx pgx.Tx) error {
		if err := claim(ctx, tx, botID); err != nil {
			return err
		}
		var err error
		waiting, err = queued(ctx, tx)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("resume inbox: %w", err)
	}
	return waiting, nil
}

// claim empties the inbox if it was another bot's.
func claim(ctx context.Context, tx pgx.Tx, botID int64) error {
	var owner int64
	if err := tx.QueryRow(ctx, `SELECT bot FROM mark FOR UPDATE`).Scan(&owner); err != nil {
		return err
	}
	if owner != botID && owner != 0 {
		if _, err := tx.Exec(ctx, `DELETE FROM inbox; UPDATE mark SET removed = 0, latest = 0`); err != nil {
			return err
		}
	}
	_, err := tx.Exec(ctx, `UPDATE mark SET bot = $1`, botID)
	return err
}

func queued(ctx context.Context, tx pgx.Tx) ([]store.Update, error) {
	// Order of arrival: numbers may start again from a lower one.
	const waiting = `SELECT update_id, chat, body, tries FROM inbox WHERE body IS NOT NULL ORDER BY received, update_id`
	rows, err := tx.Query(ctx, waiting)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[store.Update])
}

// Add records updates and returns those not seen before.
func (db *DB) Add(ctx context.Context, updates []store.Update) ([]store.Update, error) {
	var fresh []store.Update
	err := db.change(ctx, func(ctx context.Context, tx pgx.Tx) error {
		now := db.now().Unix()
		removed, err := received(ctx, tx, now)
		if err != nil {
			return err
		}
		fresh, err = insert(ctx, tx, updates, removed, now)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("add to inbox: %w", err)
	}
	return fresh, nil
}

// received notes that something arrived and returns the number up to which updates are known
// although their rows are gone. After a long silence that is none.
func received(ctx context.Context, tx pgx.Tx, now int64) (removed int64, err error) {
	var latest int64
	if err := tx.QueryRow(ctx, `SELECT removed, latest FROM mark FOR UPDATE`).Scan(&removed, &latest); err != nil {
		return 0, err
	}
	if now-latest > int64(store.SeenTTL.Seconds()) {
		removed = 0
		if _, err := tx.Exec(ctx, `DELETE FROM inbox WHERE body IS NULL`); err != nil {
			return 0, err
		}
	}
	_, err = tx.Exec(ctx, `UPDATE mark SET removed = $1, latest = $2`, removed, now)
	return removed, err
}

// insert puts updates in the inbox, in one statement, and returns those that were not there.
func insert(ctx context.Context, tx pgx.Tx, updates []store.Update, removed, now int64) ([]store.Update, error) {
	var ids, chats []int64
	var bodies [][]byte
	for _, u := range updates {
		if u.ID > removed {
			ids, chats, bodies = append(ids, u.ID), append(chats, u.Chat), append(bodies, append([]byte{}, u.Body...))
		}
	}
	const all = `INSERT INTO inbox (update_id, chat, body, received)
		SELECT id, chat, body, $4 FROM unnest($1::BIGINT[], $2::BIGINT[], $3::BYTEA[]) AS u (id, chat, body)
		ON CONFLICT DO NOTHING RETURNING update_id`
	rows, err := tx.Query(ctx, all, ids, chats, bodies, now)
	if err != nil {
		return nil, err
	}
	list, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, err
	}
	inserted := map[int64]bool{}
	for _, id := range list {
		inserted[id] = true
	}
	var fresh []store.Update
	for _, u := range updates {
		if inserted[u.ID] {
			inserted[u.ID] = false // the same number again in this batch
			fresh = append(fresh, u)
		}
	}
	return fresh, nil
}

// Try counts an attempt to handle an update.
func (db *DB) Try(ctx context.Context, update int64) error {
	err := db.change(ctx, func(ctx context.Context, tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE inbox SET tries = tries + 1 WHERE update_id = $1`, update)
		return err
	})
	if err != nil {
		return fmt.Errorf("count attempt: %w", err)
	}
	return nil
}

// Finish marks an update as handled and keeps what came of it.
func (db *DB) Finish(ctx context.Context, o store.Outcome) error {
	err := db.change(ctx, func(ctx context.Context, tx pgx.Tx) error {
		if o.Session != nil {
			if err := db.save(ctx, tx, o.Chat, *o.Session); err != nil {
				return err
			}
		}
		if o.Feedback != nil {
			if err := rate(ctx, tx, *o.Feedback); err != nil {
				return err
			}
		}
		return handled(ctx, tx, o.Update)
	})
	if err != nil {
		return fmt.Errorf("finish update: %w", err)
	}
	return nil
}

// Discard marks updates as handled without an answer.
func (db *DB) Discard(ctx context.Context, updates ...int64) error {
	err := db.change(ctx, func(ctx context.Context, tx pgx.Tx) error { return handled(ctx, tx, updates...) })
	if err != nil {
		return fmt.Errorf("discard updates: %w", err)
	}
	return nil
}

func handled(ctx context.Context, tx pgx.Tx, updates ...int64) error {
	_, err := tx.Exec(ctx, `UPDATE inbox SET body = NULL, chat = 0 WHERE update_id = ANY ($1)`, updates)
	return err
}
