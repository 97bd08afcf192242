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
		if err := own(ctx, tx, botID); err != nil {
			return err
		}
		var err error
		waiting, err = queued(ctx, tx)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("resume inbox: %w", err)
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
	const waiting = `SELECT update_id, chat, body, tries FROM inbox WHERE body IS NOT NULL ORDER BY received, abs(update_id)`
	rows, err := tx.Query(ctx, waiting)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[store.Update])
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
		b := &pgx.Batch{}
		if err := db.keep(b, o, true); err != nil {
			return err
		}
		b.Queue(tidy, o.Chat)
		return tx.SendBatch(ctx, b).Close()
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

const erase = `UPDATE inbox SET body = NULL, chat = 0 WHERE update_id = $1`

func handled(ctx context.Context, tx pgx.Tx, updates ...int64) error {
	_, err := tx.Exec(ctx, `UPDATE inbox SET body = NULL, chat = 0 WHERE update_id = ANY ($1)`, updates)
	return err
}
