package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/yibaowenwen/yibao/bot/store"
)

// Sweep removes what is past its time.
func (db *DB) Sweep(ctx context.Context) error {
	err := db.change(ctx, func(ctx context.Context, tx pgx.Tx) error {
		now := db.now()
		b := &pgx.Batch{}
		b.Queue(`SELECT row FROM mark FOR UPDATE`)
		// In one statement: an update handled meanwhile must not go without leaving its number.
		b.Queue(`WITH gone AS (DELETE FROM inbox WHERE body IS NULL AND received < $1 RETURNING update_id)
			UPDATE mark SET removed = greatest(removed, coalesce((SELECT max(update_id) FROM gone), 0))`,
			now.Add(-store.SeenTTL).Unix())
		b.Queue(`DELETE FROM session WHERE saved <= $1 AND until <= $2`, db.sessionLimit(), now.Unix())
		b.Queue(`DELETE FROM given WHERE given <= $1`, now.Add(-store.GivenTTL).Unix())
		b.Queue(`DELETE FROM asked WHERE day < $1`, store.Day(now.Add(-store.CountTTL)))
		b.Queue(`DELETE FROM sample WHERE kept < $1`, store.Day(now.Add(-store.SampleTTL)))
		b.Queue(`DELETE FROM lane WHERE chat IN (SELECT chat FROM lane WHERE repeated + 60000 < ` + instant + ` AND not_before < ` + instant + `
			AND NOT EXISTS (SELECT 1 FROM inbox WHERE inbox.chat = lane.chat AND body IS NOT NULL) FOR UPDATE SKIP LOCKED)`)
		return tx.SendBatch(ctx, b).Close()
	})
	if err != nil {
		return fmt.Errorf("sweep store: %w", err)
	}
	return nil
}
