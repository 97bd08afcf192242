package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
)

// Counts returns what was asked since a day.
func (db *DB) Counts(ctx context.Context, since string) ([]store.Count, error) {
	list, err := db.counts(ctx, since)
	if err != nil {
		return nil, fmt.Errorf("read counts: %w", err)
	}
	return list, nil
}

func (db *DB) counts(ctx context.Context, since string) (list []store.Count, err error) {
	const q = `SELECT day, topic, entry, place, decision, n FROM asked WHERE day >= ? ORDER BY day, topic, entry, place, decision`
	err = db.list(ctx, q, []any{since}, func(rows *sql.Rows) error {
		var c store.Count
		err := rows.Scan(&c.Day, &c.Topic, &c.Entry, &c.Place, &c.Decision, &c.N)
		list = append(list, c)
		return err
	})
	return list, err
}

// Samples returns the questions left for the editors, oldest first.
func (db *DB) Samples(ctx context.Context) ([]bot.Sample, error) {
	list, err := db.samples(ctx)
	if err != nil {
		return nil, fmt.Errorf("read samples: %w", err)
	}
	return list, nil
}

func (db *DB) samples(ctx context.Context) (list []bot.Sample, err error) {
	err = db.list(ctx, `SELECT text, topic, entry, unhelpful FROM sample ORDER BY id`, nil, func(rows *sql.Rows) error {
		var s bot.Sample
		err := rows.Scan(&s.Text, &s.Topic, &s.Entry, &s.Unhelpful)
		list = append(list, s)
		return err
	})
	return list, err
}
