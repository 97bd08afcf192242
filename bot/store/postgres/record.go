package postgres

import (
	"cmp"
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
)

// Counts returns what was asked since a day.
func (db *DB) Counts(ctx context.Context, since string) ([]store.Count, error) {
	list, err := collect(ctx, db, "read counts", count, `SELECT day, topic, entry, place, decision, sum(n)::BIGINT FROM asked
		WHERE day >= $1 GROUP BY day, topic, entry, place, decision`, store.Clean(since))
	if err != nil {
		return nil, err
	}
	// Not by the database: its order depends on its language.
	slices.SortFunc(list, func(a, b store.Count) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Topic, b.Topic), cmp.Compare(a.Entry, b.Entry),
			cmp.Compare(a.Place, b.Place), cmp.Compare(a.Decision, b.Decision))
	})
	return list, nil
}

func count(r pgx.CollectableRow) (c store.Count, err error) {
	err = r.Scan(&c.Day, &c.Topic, &c.Entry, &c.Place, &c.Decision, &c.N)
	return c, err
}

// Samples returns the questions left for the editors, oldest first.
func (db *DB) Samples(ctx context.Context) ([]bot.Sample, error) {
	const q = `SELECT text, topic, entry, unhelpful FROM sample ORDER BY id`
	return collect(ctx, db, "read samples", pgx.RowToStructByPos[bot.Sample], q)
}

// Ratings returns the thumbs counted so far, by entry.
func (db *DB) Ratings(ctx context.Context) ([]store.Rating, error) {
	const q = `SELECT entry, helpful, unhelpful FROM rating ORDER BY entry`
	return collect(ctx, db, "read ratings", pgx.RowToStructByPos[store.Rating], q)
}

func rate(b *pgx.Batch, f bot.Feedback) {
	helpful, unhelpful := 0, 1
	if f.Helpful {
		helpful, unhelpful = 1, 0
	}
	b.Queue(`INSERT INTO rating VALUES ($1, $2, $3) ON CONFLICT (entry) DO UPDATE
		SET helpful = rating.helpful + excluded.helpful, unhelpful = rating.unhelpful + excluded.unhelpful`,
		store.Clean(f.Entry), helpful, unhelpful)
}
