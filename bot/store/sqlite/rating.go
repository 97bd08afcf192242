package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
)

func rate(ctx context.Context, tx *sql.Tx, f bot.Feedback) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO rating VALUES (?1, ?2, 1 - ?2)
		ON CONFLICT (entry) DO UPDATE SET helpful = helpful + ?2, unhelpful = unhelpful + 1 - ?2`, f.Entry, f.Helpful)
	return err
}

// Ratings returns the thumbs counted so far, by entry.
func (db *DB) Ratings(ctx context.Context) ([]store.Rating, error) {
	list, err := db.ratings(ctx)
	if err != nil {
		return nil, fmt.Errorf("read ratings: %w", err)
	}
	return list, nil
}

func (db *DB) ratings(ctx context.Context) (list []store.Rating, err error) {
	rows, err := db.fast.QueryContext(ctx, `SELECT entry, helpful, unhelpful FROM rating ORDER BY entry`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var r store.Rating
		if err := rows.Scan(&r.Entry, &r.Helpful, &r.Unhelpful); err != nil {
			return nil, err
		}
		list = append(list, r)
	}
	return list, rows.Err()
}
