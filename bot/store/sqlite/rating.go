package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
)

func rate(c *conn, f bot.Feedback) error {
	_, err := c.exec(`INSERT INTO rating VALUES (?1, ?2, 1 - ?2)
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
	err = db.list(ctx, `SELECT entry, helpful, unhelpful FROM rating ORDER BY entry`, nil, func(rows *sql.Rows) error {
		var r store.Rating
		err := rows.Scan(&r.Entry, &r.Helpful, &r.Unhelpful)
		list = append(list, r)
		return err
	})
	return list, err
}
