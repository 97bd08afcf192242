package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
)

func rate(b *pgx.Batch, f bot.Feedback) {
	helpful, unhelpful := 0, 1
	if f.Helpful {
		helpful, unhelpful = 1, 0
	}
	b.Queue(`INSERT INTO rating VALUES ($1, $2, $3) ON CONFLICT (entry) DO UPDATE
		SET helpful = rating.helpful + excluded.helpful, unhelpful = rating.unhelpful + excluded.unhelpful`,
		store.Clean(f.Entry), helpful, unhelpful)
}

// Ratings returns the thumbs counted so far, by entry.
func (db *DB) Ratings(ctx context.Context) ([]store.Rating, error) {
	list, err := collect(ctx, db, pgx.RowToStructByPos[store.Rating], `SELECT entry, helpful, unhelpful FROM rating ORDER BY entry`)
	if err != nil {
		return nil, fmt.Errorf("read ratings: %w", err)
	}
	return list, nil
}
