package sqlite

import (
	"context"
	"database/sql"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
)

// Counts returns what was asked since a day.
func (db *DB) Counts(ctx context.Context, since string) ([]store.Count, error) {
	const q = `SELECT day, topic, entry, place, decision, n FROM asked WHERE day >= ? ORDER BY day, topic, entry, place, decision`
	return list(ctx, db, "read counts", q, []any{since}, func(r *sql.Rows, c *store.Count) error {
		return r.Scan(&c.Day, &c.Topic, &c.Entry, &c.Place, &c.Decision, &c.N)
	})
}

// Samples returns the questions left for the editors, oldest first.
func (db *DB) Samples(ctx context.Context) ([]bot.Sample, error) {
	const q = `SELECT text, topic, entry, unhelpful FROM sample ORDER BY id`
	return list(ctx, db, "read samples", q, nil, func(r *sql.Rows, s *bot.Sample) error {
		return r.Scan(&s.Text, &s.Topic, &s.Entry, &s.Unhelpful)
	})
}

// Ratings returns the thumbs counted so far, by entry.
func (db *DB) Ratings(ctx context.Context) ([]store.Rating, error) {
	const q = `SELECT entry, helpful, unhelpful FROM rating ORDER BY entry`
	return list(ctx, db, "read ratings", q, nil, func(r *sql.Rows, v *store.Rating) error {
		return r.Scan(&v.Entry, &v.Helpful, &v.Unhelpful)
	})
}

func rate(c *conn, f bot.Feedback) error {
	return c.run(`INSERT INTO rating VALUES (?1, ?2, 1 - ?2)
		ON CONFLICT (entry) DO UPDATE SET helpful = helpful + ?2, unhelpful = unhelpful + 1 - ?2`, f.Entry, f.Helpful)
}
