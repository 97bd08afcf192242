package postgres

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
)

// Counts returns what was asked since a day.
func (db *DB) Counts(ctx context.Context, since string) ([]store.Count, error) {
	list, err := collect(ctx, db, count, `SELECT day, topic, entry, place, decision, sum(n)::BIGINT FROM asked
		WHERE day >= $1 GROUP BY day, topic, entry, place, decision`, store.Clean(since))
	if err != nil {
		return nil, fmt.Errorf("read counts: %w", err)
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
	list, err := collect(ctx, db, pgx.RowToStructByPos[bot.Sample], `SELECT text, topic, entry, unhelpful FROM sample ORDER BY id`)
	if err != nil {
		return nil, fmt.Errorf("read samples: %w", err)
	}
	return list, nil
}
