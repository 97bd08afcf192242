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
	err := db.fast.QueryRowContext(ctx, q, chat, db.sessionLimit(), db.now().Unix()).Scan(&text)
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
	err := db.change(ctx, db.fast, func(tx *sql.Tx) error { return db.save(ctx, tx, chat, s) })
	if err != nil {
		return fmt.Errorf("save session: %w", err)
	}
	return nil
}

func (db *DB) save(ctx context.Context, tx *sql.Tx, chat int64, s bot.Session) error {
	text, err := json.Marshal(s)
	if err != nil {
		return err
	}
	now := db.now()
	_, err = tx.ExecContext(ctx, `INSERT OR REPLACE INTO session (chat, session, saved, until) VALUES (?, ?, ?, ?)`,
		chat, string(text), now.Unix(), max(0, store.Until(s, now).Unix()))
	if err != nil || s.Notify {
		return err
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM given WHERE chat = ?`, chat)
	return err
}

// Forget removes everything stored about a chat, from the write-ahead log too.
func (db *DB) Forget(ctx context.Context, chat int64) error {
	err := db.change(ctx, db.fast, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM session WHERE chat = ?1; DELETE FROM reminder WHERE chat = ?1;
			DELETE FROM given WHERE chat = ?1;
			UPDATE inbox SET body = NULL, chat = 0 WHERE update_id < 0 AND chat = ?1`, chat)
		return err
	})
	if err == nil {
		err = db.checkpoint(ctx)
	}
	if err != nil {
		return fmt.Errorf("forget chat: %w", err)
	}
	return nil
}

// checkpoint moves the write-ahead log into the file and empties it.
func (db *DB) checkpoint(ctx context.Context) error {
	db.write.Lock()
	defer db.write.Unlock()
	var busy, log, moved int
	return db.fast.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &log, &moved)
}

func (db *DB) sessionLimit() int64 { return db.now().Add(-store.SessionTTL).Unix() }
