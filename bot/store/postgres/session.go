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
	return db.load(ctx, db.pool, chat)
}

// A querier is a pool or a transaction.
type querier interface {
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}

const sessionOf = `SELECT session FROM session WHERE chat = $1 AND (saved > $2 OR until > $3)`

func (db *DB) load(ctx context.Context, from querier, chat int64) (bot.Session, error) {
	var text string
	err := from.QueryRow(ctx, sessionOf, chat, db.sessionLimit(), db.now().Unix()).Scan(&text)
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
	err := db.change(ctx, func(ctx context.Context, tx pgx.Tx) error {
		return db.keep(ctx, tx, store.Outcome{Chat: chat, Session: &s})
	})
	if err != nil {
		return fmt.Errorf("save session: %w", err)
	}
	return nil
}

// Forget removes everything stored about a chat.
func (db *DB) Forget(ctx context.Context, chat int64) error {
	err := db.change(ctx, func(ctx context.Context, tx pgx.Tx) error {
		if err := forget(ctx, tx, chat); err != nil {
			return err
		}
		return tidy(ctx, tx, chat)
	})
	if err != nil {
		return fmt.Errorf("forget chat: %w", err)
	}
	return nil
}

func forget(ctx context.Context, tx pgx.Tx, chat int64) error {
	b := &pgx.Batch{}
	for _, statement := range []string{
		`DELETE FROM session WHERE chat = $1`,
		`DELETE FROM reminder WHERE chat = $1`,
		`DELETE FROM given WHERE chat = $1`,
		`UPDATE inbox SET body = NULL, chat = 0 WHERE update_id < 0 AND chat = $1`,
	} {
		b.Queue(statement, chat)
	}
	return tx.SendBatch(ctx, b).Close()
}

func (db *DB) sessionLimit() int64 { return db.now().Add(-store.SessionTTL).Unix() }
