package postgres

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/yibaowenwen/yibao/bot/store"
)

const (
	// sliceRows is how many rows go in one transaction of a sweep: whoever has something to write
	// waits no longer than that takes.
	sliceRows = 1000
	sliceRest = 20 * time.Millisecond // between two of them
)

// Sweep removes what is past its time, in slices: others write in between.
func (db *DB) Sweep(ctx context.Context) error {
	if err := db.sweep(ctx); err != nil {
		return fmt.Errorf("sweep store: %w", err)
	}
	return nil
}

func (db *DB) sweep(ctx context.Context) error {
	now := db.now()
	if err := db.sweepInbox(ctx, now.Add(-store.SeenTTL).Unix()); err != nil {
		return err
	}
	for _, old := range []struct {
		statement string
		args      []any
	}{
		{`DELETE FROM session WHERE chat IN (SELECT chat FROM session WHERE saved <= $1 AND until <= $2 LIMIT $3)`, []any{db.sessionLimit(), now.Unix()}},
		{`DELETE FROM given WHERE id IN (SELECT id FROM given WHERE given <= $1 LIMIT $2)`, []any{now.Add(-store.GivenTTL).Unix()}},
		{`DELETE FROM sample WHERE id IN (SELECT id FROM sample WHERE kept < $1 LIMIT $2)`, []any{store.Day(now.Add(-store.SampleTTL))}},
		{`DELETE FROM asked WHERE (day, topic, entry, place, decision, part) IN
			(SELECT day, topic, entry, place, decision, part FROM asked WHERE day < $1 LIMIT $2)`, []any{store.Day(now.Add(-store.CountTTL))}},
		{`DELETE FROM lane WHERE chat IN (SELECT chat FROM lane WHERE repeated + 60000 < ` + instant + ` AND not_before < ` + instant + `
			AND NOT EXISTS (SELECT 1 FROM inbox WHERE inbox.chat = lane.chat AND body IS NOT NULL) LIMIT $1 FOR UPDATE SKIP LOCKED)`, nil},
	} {
		if err := db.sweepTable(ctx, old.statement, old.args); err != nil {
			return err
		}
	}
	return nil
}

// sweepTable repeats a statement, whose last argument is how many rows it may remove.
func (db *DB) sweepTable(ctx context.Context, statement string, args []any) error {
	for n := int64(sliceRows); n == sliceRows; {
		err := db.change(ctx, func(ctx context.Context, tx pgx.Tx) error {
			r, err := tx.Exec(ctx, statement, append(args, sliceRows)...)
			n = r.RowsAffected()
			return err
		})
		if err != nil {
			return err
		}
		if err := rest(ctx, n); err != nil {
			return err
		}
	}
	return nil
}

// sweepInbox goes through the inbox in the order of the numbers. In one statement: an update
// handled meanwhile must not go without leaving its number.
func (db *DB) sweepInbox(ctx context.Context, seen int64) error {
	const slice = `WITH looked AS (SELECT update_id, body IS NULL AND received < $1 AS old FROM inbox
			WHERE update_id > $2 ORDER BY update_id LIMIT $3),
		gone AS (DELETE FROM inbox WHERE update_id IN (SELECT update_id FROM looked WHERE old) RETURNING update_id),
		marked AS (UPDATE mark SET removed = greatest(removed, coalesce((SELECT max(update_id) FROM gone), 0)))
		SELECT coalesce(max(update_id), $2), count(*) FROM looked`
	for after, n := int64(math.MinInt64), int64(sliceRows); n == sliceRows; {
		from := after
		err := db.change(ctx, func(ctx context.Context, tx pgx.Tx) error {
			if _, err := tx.Exec(ctx, `SELECT row FROM mark FOR UPDATE`); err != nil {
				return err
			}
			return tx.QueryRow(ctx, slice, seen, from, sliceRows).Scan(&after, &n)
		})
		if err != nil {
			return err
		}
		if err := rest(ctx, n); err != nil {
			return err
		}
	}
	return nil
}

// rest waits before the next slice, if there is one.
func rest(ctx context.Context, n int64) error {
	if n < sliceRows {
		return nil
	}
	return store.Rest(ctx, sliceRest)
}
