package postgres

import (
	"encoding/json"

	"github.com/jackc/pgx/v5"

	"github.com/yibaowenwen/yibao/bot/store"
)

// parts is how many rows share a count.
const parts = 16

// keep queues what marks the update of an outcome as handled and writes what came of it.
// Rows that other chats write too come last: they are locked until the commit. If the chat
// had a session without a wish for notices, no answers given to it are watched.
func (db *DB) keep(b *pgx.Batch, o store.Outcome, watched bool) error {
	if o.Update != 0 { // first: a reminder may set itself again
		b.Queue(erase, o.Update)
	}
	if err := db.save(b, o, watched); err != nil {
		return err
	}
	if err := reschedule(b, o); err != nil {
		return err
	}
	if err := db.give(b, o); err != nil {
		return err
	}
	db.count(b, o)
	return nil
}

func (db *DB) save(b *pgx.Batch, o store.Outcome, watched bool) error {
	if o.Session == nil {
		return nil
	}
	text, err := json.Marshal(o.Session)
	if err != nil {
		return err
	}
	now := db.now()
	b.Queue(`INSERT INTO session (chat, session, saved, until) VALUES ($1, $2, $3, $4) ON CONFLICT (chat) DO UPDATE
		SET session = excluded.session, saved = excluded.saved, until = excluded.until`,
		o.Chat, string(text), now.Unix(), max(0, store.Until(*o.Session, now).Unix()))
	if watched && !o.Session.Notify {
		b.Queue(`DELETE FROM given WHERE chat = $1`, o.Chat)
	}
	return nil
}

// reschedule replaces the reminders of a chat, except those that wait in the inbox.
func reschedule(b *pgx.Batch, o store.Outcome) error {
	if !o.Rescheduled || o.Session == nil {
		return nil
	}
	b.Queue(`DELETE FROM reminder WHERE chat = $1`, o.Chat)
	for _, r := range o.Session.Reminders {
		ref := store.Clean(r.ID)
		body, err := store.Event{Due: ref}.Body()
		if err != nil {
			return err
		}
		b.Queue(`INSERT INTO reminder (chat, ref, due) SELECT $1::BIGINT, $2::TEXT, $3::BIGINT
			WHERE NOT EXISTS (SELECT 1 FROM inbox WHERE update_id < 0 AND chat = $1 AND body = $4)
			ON CONFLICT DO NOTHING`, o.Chat, ref, r.At.Unix(), body)
	}
	return nil
}

// give watches an answer, instead of the one given before for the same places.
func (db *DB) give(b *pgx.Batch, o store.Outcome) error {
	if o.Given == nil {
		return nil
	}
	row, err := store.RowOf(*o.Given)
	if err != nil {
		return err
	}
	b.Queue(`INSERT INTO given (chat, entry, places, answer, given) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (chat, entry, places) DO UPDATE SET answer = excluded.answer, given = excluded.given`,
		o.Chat, row.Entry, row.Places, row.Answer, db.now().Unix())
	b.Queue(`DELETE FROM given WHERE id IN
		(SELECT id FROM given WHERE chat = $1 ORDER BY given DESC, id DESC OFFSET $2)`, o.Chat, store.WatchesPerChat)
	return nil
}

// count writes what is kept without saying whose it is.
func (db *DB) count(b *pgx.Batch, o store.Outcome) {
	today := store.Day(db.now())
	if s := o.Sample; s != nil {
		b.Queue(`INSERT INTO sample (text, topic, entry, unhelpful, kept) VALUES ($1, $2, $3, $4, $5)`,
			store.Clean(s.Text), s.Topic, s.Entry, s.Unhelpful, today)
	}
	if o.Feedback != nil {
		rate(b, *o.Feedback)
	}
	if a := o.Asked; a != nil {
		b.Queue(`INSERT INTO asked (day, topic, entry, place, decision, part, n) VALUES ($1, $2, $3, $4, $5, $6, 1)
			ON CONFLICT (day, topic, entry, place, decision, part) DO UPDATE SET n = asked.n + 1`,
			today, a.Topic, a.Entry, a.Place, string(a.Decision), uint64(o.Update)%parts)
	}
}
