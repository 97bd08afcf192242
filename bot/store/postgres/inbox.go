package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/yibaowenwen/yibao/bot/store"
)

var _ store.Store = (*DB)(nil)

// Resume returns the updates still waiting, oldest first.
func (db *DB) Resume(ctx context.Context, botID int64) ([]store.Update, error) {
	var waiting []store.Update
	err := db.do(ctx, "resume inbox", func(ctx context.Context, tx pgx.Tx) (err error) {
		if err := own(ctx, tx, botID); err != nil {
			return err
		}
		waiting, err = queued(ctx, tx)
		return err
	})
	if err != nil {
		return nil, err
	}
	db.doubt.settle(waiting)
	return waiting, nil
}

// own empties the inbox if it was another bot's.
func own(ctx context.Context, tx pgx.Tx, botID int64) error {
	var owner int64
	if err := tx.QueryRow(ctx, `SELECT bot FROM mark FOR UPDATE`).Scan(&owner); err != nil {
		return err
	}
	if owner != botID && owner != 0 {
		if _, err := tx.Exec(ctx, `DELETE FROM inbox WHERE update_id > 0; UPDATE mark SET removed = 0, latest = 0`); err != nil {
			return err
		}
	}
	_, err := tx.Exec(ctx, `UPDATE mark SET bot = $1`, botID)
	return err
}

func queued(ctx context.Context, tx pgx.Tx) ([]store.Update, error) {
	// Order of arrival: numbers may start again from a lower one, and those of our own are negative.
	const waiting = `SELECT i.update_id, i.chat, i.body, i.tries, coalesce(l.steps, 0) FROM inbox i
		LEFT JOIN lane l ON l.head = i.update_id AND l.chat = i.chat
		WHERE i.body IS NOT NULL ORDER BY i.received, abs(i.update_id)`
	rows, err := tx.Query(ctx, waiting)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[store.Update])
}

// Try counts an attempt to handle an update.
func (db *DB) Try(ctx context.Context, update int64) error {
	return db.exec(ctx, "count attempt", `UPDATE inbox SET tries = tries + 1 WHERE update_id = $1`, update)
}

// Note keeps how many steps of an answer have been taken.
func (db *DB) Note(ctx context.Context, update int64, steps int) error {
	return db.exec(ctx, "note progress", `UPDATE lane SET head = $1, steps = $2
		WHERE chat = (SELECT chat FROM inbox WHERE update_id = $1)`, update, steps)
}

// Finish marks an update as handled and keeps what came of it.
func (db *DB) Finish(ctx context.Context, o store.Outcome) error {
	return db.batch(ctx, "finish update", func(b *pgx.Batch) error {
		if err := db.keep(b, o, true); err != nil {
			return err
		}
		b.Queue(tidy, o.Chat)
		return nil
	})
}

// Discard marks updates as handled without an answer.
func (db *DB) Discard(ctx context.Context, updates ...int64) error {
	return db.exec(ctx, "discard updates", eraseAll, updates)
}

// What is handled keeps its number, by which a second delivery is known, and nothing of what was
// in it or whose it was.
const (
	erase    = `UPDATE inbox SET body = NULL, chat = 0 WHERE update_id = $1`
	eraseAll = `UPDATE inbox SET body = NULL, chat = 0 WHERE update_id = ANY ($1)`
)
