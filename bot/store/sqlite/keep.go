package sqlite

import (
	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
)

// keep marks the update of an outcome as handled and writes what came of it, in the transaction
// of its caller: an answer that counts as given and a session that knows of it go together.
func (db *DB) keep(c *conn, o store.Outcome) error {
	// First: a reminder may set itself again.
	if err := c.run(handled, o.Update); err != nil {
		return err
	}
	if o.Session != nil {
		if err := db.save(c, o.Chat, *o.Session); err != nil {
			return err
		}
		if o.Rescheduled {
			if err := reschedule(c, o.Chat, o.Session.Reminders); err != nil {
				return err
			}
		}
	}
	if o.Given != nil {
		if err := db.give(c, o.Chat, *o.Given); err != nil {
			return err
		}
	}
	return db.count(c, o)
}

// count writes what is kept without saying whose it is.
func (db *DB) count(c *conn, o store.Outcome) error {
	today := store.Day(db.now())
	if o.Feedback != nil {
		if err := rate(c, *o.Feedback); err != nil {
			return err
		}
	}
	if a := o.Asked; a != nil {
		err := c.run(`INSERT INTO asked (day, topic, entry, place, decision, n) VALUES (?, ?, ?, ?, ?, 1)
			ON CONFLICT DO UPDATE SET n = n + 1`, today, a.Topic, a.Entry, a.Place, string(a.Decision))
		if err != nil {
			return err
		}
	}
	if s := o.Sample; s != nil {
		return c.run(`INSERT INTO sample (text, topic, entry, unhelpful, kept) VALUES (?, ?, ?, ?, ?)`,
			store.Clean(s.Text), s.Topic, s.Entry, s.Unhelpful, today)
	}
	return nil
}

// reschedule replaces the reminders of a chat, except those that wait in the inbox.
func reschedule(c *conn, chat int64, list []bot.Reminder) error {
	if err := c.run(`DELETE FROM reminder WHERE chat = ?`, chat); err != nil {
		return err
	}
	for _, r := range list {
		ref := store.Clean(r.ID)
		body, err := store.Event{Due: ref}.Body()
		if err != nil {
			return err
		}
		err = c.run(`INSERT OR IGNORE INTO reminder (chat, ref, due) SELECT ?1, ?2, ?3
			WHERE NOT EXISTS (SELECT 1 FROM inbox WHERE update_id < 0 AND chat = ?1 AND body = ?4)`,
			chat, ref, r.At.Unix(), body)
		if err != nil {
			return err
		}
	}
	return nil
}

// give watches an answer, instead of the one given before for the same places.
func (db *DB) give(c *conn, chat int64, g bot.Given) error {
	row, err := store.RowOf(g)
	if err != nil {
		return err
	}
	err = c.run(`INSERT INTO given (chat, entry, places, answer, given) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET answer = excluded.answer, given = excluded.given`,
		chat, row.Entry, row.Places, row.Answer, db.now().Unix())
	if err != nil {
		return err
	}
	return c.run(`DELETE FROM given WHERE id IN
		(SELECT id FROM given WHERE chat = ? ORDER BY given DESC, id DESC LIMIT -1 OFFSET ?)`, chat, store.WatchesPerChat)
}
