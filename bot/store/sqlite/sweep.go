package sqlite

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/yibaowenwen/yibao/bot/store"
)

const (
	// sliceRows is how many rows are looked at in one transaction of a sweep: nobody who has
	// something to write waits longer than that takes.
	sliceRows = 500
	// sliceRest is how many times as long as a slice took the sweep rests after it.
	sliceRest = 2
)

// Sweep removes what is past its time, in slices: others write in between.
func (db *DB) Sweep(ctx context.Context) error {
	now := db.now()
	seen := now.Add(-store.SeenTTL).Unix()
	var err error
	for _, old := range []struct {
		table, key, where string
		args              []any
	}{
		{"inbox", "update_id", `body IS NULL AND received < ?3`, []any{seen}},
		{"session", "chat", `saved <= ?3 AND until <= ?4`, []any{db.sessionLimit(), now.Unix()}},
		{"given", "id", `given <= ?3`, []any{now.Add(-store.GivenTTL).Unix()}},
		{"sample", "id", `kept < ?3`, []any{store.Day(now.Add(-store.SampleTTL))}},
	} {
		err = errors.Join(err, db.sweepTable(ctx, old.table, old.key, old.where, old.args))
	}
	err = errors.Join(err, db.sweepDays(ctx, store.Day(now.Add(-store.CountTTL))))
	if err == nil {
		err = db.clean()
	}
	if err != nil {
		return fmt.Errorf("sweep store: %w", err)
	}
	return nil
}

// lowest is below every key.
const lowest = -1 << 63

// sweepTable removes the rows of a table that fit, going through it in the order of its key. Of the
// inbox the highest number removed is noted in the same transaction: without it an update delivered
// again would be taken for a new one.
func (db *DB) sweepTable(ctx context.Context, table, key, where string, args []any) error {
	next := fmt.Sprintf(`SELECT coalesce(max(%[1]s), ?1), count(*) FROM (SELECT %[1]s FROM %[2]s WHERE %[1]s > ?1 ORDER BY %[1]s LIMIT ?2)`, key, table)
	slice := fmt.Sprintf(`%[1]s > ?1 AND %[1]s <= ?2 AND %[2]s`, key, where)
	for after, n := int64(lowest), sliceRows; n == sliceRows; {
		begun := time.Now() //nolint:forbidigo // how long others had to wait
		from := after
		err := db.change(ctx, normal, func(c *conn) error {
			after = from
			if err := c.row(next, []any{from, sliceRows}, &after, &n); err != nil || n == 0 {
				return err
			}
			all := append([]any{from, after}, args...)
			if table == "inbox" {
				err := c.run(`UPDATE mark SET removed = max(removed, coalesce((SELECT max(update_id) FROM inbox WHERE `+slice+`), 0))`, all...)
				if err != nil {
					return err
				}
			}
			return c.run(`DELETE FROM `+table+` WHERE `+slice, all...)
		})
		if err != nil {
			return err
		}
		if err := store.Rest(ctx, sliceRest*time.Since(begun)); err != nil && n == sliceRows {
			return err
		}
	}
	return nil
}

// sweepDays removes the counts of days before a day, one day at a time.
func (db *DB) sweepDays(ctx context.Context, before string) error {
	for n := int64(1); n > 0; {
		err := db.change(ctx, normal, func(c *conn) (err error) {
			n, err = c.exec(`DELETE FROM asked WHERE day = (SELECT min(day) FROM asked WHERE day < ?)`, before)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
