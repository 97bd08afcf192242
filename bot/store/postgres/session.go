package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
)

// Load returns the session of a chat. A session that cannot be read any more, because it was
// written by another version, is a new one.
func (db *DB) Load(ctx context.Context, chat int64) (bot.Session, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	const q = `SELECT session FROM session WHERE chat = $1 AND saved > $2`
	var text string
	err := db.pool.QueryRow(ctx, q, chat, db.sessionLimit()).Scan(&text)
	if errors.Is(err, pgx.ErrNoRows) {
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
	err := db.change(ctx, func(ctx context.Context, tx pgx.Tx) error { return db.save(ctx, tx, chat, s) })
	if err != nil {
		return fmt.Errorf("save session: %w", err)
	}
	return nil
}

func (db *DB) save(ctx context.Context, tx pgx.Tx, chat int64, s bot.Session) error {
	text, err := json.Marshal(s)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO session VALUES ($1, $2, $3)
		ON CONFLICT (chat) DO UPDATE SET session = excluded.session, saved = excluded.saved`, chat, string(text), db.now().Unix())
	return err
}

// Forget removes everything stored about a chat.
func (db *DB) Forget(ctx context.Context, chat int64) error {
	err := db.change(ctx, func(ctx context.Context, tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `DELETE FROM session WHERE chat = $1`, chat)
		return err
	})
	if err != nil {
		return fmt.Errorf("forget chat: %w", err)
	}
	return nil
}

// Sweep removes what is past its time.
func (db *DB) Sweep(ctx context.Context) error {
	err := db.change(ctx, func(ctx context.Context, tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `SELECT row FROM mark FOR UPDATE`); err != nil {
			return err
		}
		// In one statement: an update handled meanwhile must not go without leaving its number.
		_, err := tx.Exec(ctx, `WITH gone AS (DELETE FROM inbox WHERE body IS NULL AND received < $1 RETURNING update_id)
			UPDATE mark SET removed = greatest(removed, coalesce((SELECT max(update_id) FROM gone), 0))`,
			db.now().Add(-store.SeenTTL).Unix())
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `DELETE FROM session WHERE saved <= $1`, db.sessionLimit())
		return err
	})
	if err != nil {
		return fmt.Errorf("sweep store: %w", err)
	}
	return nil
}

func (db *DB) sessionLimit() int64 { return db.now().Add(-store.SessionTTL).Unix() }
