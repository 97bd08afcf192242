package postgres

import (
	"context"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
)

// Counts implements [store.Records].
func (db *DB) Counts(ctx context.Context, since string) ([]store.Count, error) {
	return nil, errNotYet
}

// Samples implements [store.Records].
func (db *DB) Samples(ctx context.Context) ([]bot.Sample, error) { return nil, errNotYet }
