package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
)

// Load returns the session of a chat. A session that cannot be read any more, because it was
// written by another version, is a new one.
func (db *DB) Load(ctx context.Context, chat int64) (bot.Session, error) {
	const q = `SELECT session FROM session WHERE chat = ? AND (saved > ? OR until > ?)`
	var text string
	err := db.read(ctx, func(c *conn) error {
		return c.row(q, []any{chat, db.sessionLimit(), db.now().Unix()}, &text)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return bot.Session{}, nil
	}
	if err != nil {
		return bot.Session{}, fmt.Errorf("load session: %w", err)
	}
	return decode(text), nil
}

func decode(text string) bot.Session {
	var s bot.Session
	if json.Unmarshal([]byte(text), &s) != nil {
		return bot.Session{}
	}
	return s
}

// Save keeps a session.
func (db *DB) Save(ctx context.Context, chat int64, s bot.Session) error {
	return db.do(ctx, "save session", func(c *conn) error { return db.save(c, chat, s) })
}

func (db *DB) save(c *conn, chat int64, s bot.Session) error {
	text, err := json.Marshal(s)
	if err != nil {
		return err
	}
	now := db.now()
	err = c.run(`INSERT INTO session (chat, session, saved, until) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE
		SET session = excluded.session, saved = excluded.saved, until = excluded.until`,
		chat, string(text), now.Unix(), max(0, store.Until(s, now).Unix()))
	if err != nil || s.Notify {
		return err
	}
	return c.run(`DELETE FROM given WHERE chat = ?`, chat)
}

// Forget removes everything stored about a chat, from the write-ahead log too.
func (db *DB) Forget(ctx context.Context, chat int64) error {
	err := db.change(ctx, normal, func(c *conn) error {
		for _, statement := range []string{
			`DELETE FROM session WHERE chat = ?`,
			`DELETE FROM reminder WHERE chat = ?`,
			`DELETE FROM given WHERE chat = ?`,
			`UPDATE inbox SET body = NULL, chat = 0 WHERE update_id < 0 AND chat = ?`,
		} {
			if err := c.run(statement, chat); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		err = db.clean()
	}
	if err != nil {
		return fmt.Errorf("forget chat: %w", err)
	}
	return nil
}

func (db *DB) sessionLimit() int64 { return db.now().Add(-store.SessionTTL).Unix() }
