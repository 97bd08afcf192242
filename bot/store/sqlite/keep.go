package sqlite

import (
	"context"
	"database/sql"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
)

// keep marks the update of an outcome as handled and writes what came of it.
func (db *DB) keep(ctx context.Context, tx *sql.Tx, o store.Outcome) error {
	// First: a reminder may set itself again.
	if _, err := tx.ExecContext(ctx, handled, o.Update); err != nil {
		return err
	}
	if o.Session != nil {
		if err := db.save(ctx, tx, o.Chat, *o.Session); err != nil {
			return err
		}
		if o.Rescheduled {
			if err := reschedule(ctx, tx, o.Chat, o.Session.Reminders); err != nil {
				return err
			}
		}
	}
	if o.Given != nil {
		if err := db.give(ctx, tx, o.Chat, *o.Given); err != nil {
			return err
		}
	}
	return db.count(ctx, tx, o)
}

// count writes what is kept without saying whose it is.
func (db *DB) count(ctx context.Context, tx *sql.Tx, o store.Outcome) error {
	today := store.Day(db.now())
	if o.Feedback != nil {
		if err := rate(ctx, tx, *o.Feedback); err != nil {
			return err
		}
	}
	if a := o.Asked; a != nil {
		_, err := tx.ExecContext(ctx, `INSERT INTO asked (day, topic, entry, place, decision, n) VALUES (?, ?, ?, ?, ?, 1)
			ON CONFLICT DO UPDATE SET n = n + 1`, today, a.Topic, a.Entry, a.Place, string(a.Decision))
		if err != nil {
			return err
		}
	}
	if s := o.Sample; s != nil {
		_, err := tx.ExecContext(ctx, `INSERT INTO sample (text, topic, entry, unhelpful, kept) VALUES (?, ?, ?, ?, ?)`,
			store.Clean(s.Text), s.Topic, s.Entry, s.Unhelpful, today)
		return err
	}
	return nil
}

// reschedule replaces the reminders of a chat, except those that wait in the inbox.
func reschedule(ctx context.Context, tx *sql.Tx, chat int64, list []bot.Reminder) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM reminder WHERE chat = ?`, chat); err != nil {
		return err
	}
	for _, r := range list {
		ref := store.Clean(r.ID)
		body, err := store.Event{Due: ref}.Body()
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT OR IGNORE INTO reminder (chat, ref, due) SELECT ?1, ?2, ?3
			WHERE NOT EXISTS (SELECT 1 FROM inbox WHERE update_id < 0 AND chat = ?1 AND body = ?4)`,
			chat, ref, r.At.Unix(), body)
		if err != nil {
			return err
		}
	}
	return nil
}

// give watches an answer, instead of the one given before for the same places.
func (db *DB) give(ctx context.Context, tx *sql.Tx, chat int64, g bot.Given) error {
	row, err := store.RowOf(g)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO given (chat, entry, places, answer, given) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET answer = excluded.answer, given = excluded.given`,
		chat, row.Entry, row.Places, row.Answer, db.now().Unix())
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM given WHERE id IN
		(SELECT id FROM given WHERE chat = ? ORDER BY given DESC, id DESC LIMIT -1 OFFSET ?)`, chat, store.WatchesPerChat)
	return err
}
