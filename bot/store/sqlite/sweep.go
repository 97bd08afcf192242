package sqlite

import (
	"context"
	"fmt"

	"github.com/yibaowenwen/yibao/bot/store"
)

// Sweep removes what is past its time.
func (db *DB) Sweep(ctx context.Context) error {
	err := db.change(ctx, normal, func(c *conn) error {
		if err := db.sweepInbox(c); err != nil {
			return err
		}
		now := db.now()
		_, err := c.exec(`DELETE FROM session WHERE saved <= ? AND until <= ?`, db.sessionLimit(), now.Unix())
		if err != nil {
			return err
		}
		for _, old := range []struct {
			statement string
			limit     any
		}{
			{`DELETE FROM given WHERE given <= ?`, now.Add(-store.GivenTTL).Unix()},
			{`DELETE FROM asked WHERE day < ?`, store.Day(now.Add(-store.CountTTL))},
			{`DELETE FROM sample WHERE kept < ?`, store.Day(now.Add(-store.SampleTTL))},
		} {
			if _, err := c.exec(old.statement, old.limit); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		err = db.checkpoint()
	}
	if err != nil {
		return fmt.Errorf("sweep store: %w", err)
	}
	return nil
}

func (db *DB) sweepInbox(c *conn) error {
	seen := db.now().Add(-store.SeenTTL).Unix()
	_, err := c.exec(`UPDATE mark SET removed =
		max(removed, coalesce((SELECT max(update_id) FROM inbox WHERE body IS NULL AND received < ?), 0))`, seen)
	if err != nil {
		return err
	}
	_, err = c.exec(`DELETE FROM inbox WHERE body IS NULL AND received < ?`, seen)
	return err
}
