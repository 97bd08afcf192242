package sqlite

import (
	"context"
	"errors"

	"github.com/yibaowenwen/yibao/bot/store"
)

var errNotYet = errors.New("not written yet")

// Ring implements [store.Events].
func (db *DB) Ring(ctx context.Context, limit int) ([]store.Update, error) { return nil, errNotYet }

// Watched implements [store.Events].
func (db *DB) Watched(ctx context.Context, after int64, limit int) ([]store.Watch, error) {
	return nil, errNotYet
}

// Correct implements [store.Events].
func (db *DB) Correct(ctx context.Context, w store.Watch, now []string) (store.Update, bool, error) {
	return store.Update{}, false, errNotYet
}
