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
func (db *DB) Load(ctx context.Context, chat int64) (s bot.Session, err error) {
	err = again(ctx, func(ctx context.Context) (err error) {
		s, err = db.load(ctx, db.pool, chat)
		return err
	})
	return s, err
}

// A querier is a pool or one of its connections.
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
	s, _ := decode(text)
	return s, nil
}

// decode returns a new session if that of another version cannot be read.
func decode(text string) (s bot.Session, ok bool) {
	if json.Unmarshal([]byte(text), &s) != nil {
		return bot.Session{}, false
	}
	return s, true
}

// Save keeps a session.
func (db *DB) Save(ctx context.Context, chat int64, s bot.Session) error {
	return db.batch(ctx, "save session", func(b *pgx.Batch) error {
		return db.keep(b, store.Outcome{Chat: chat, Session: &s}, true)
	})
}

// Forget removes everything stored about a chat.
func (db *DB) Forget(ctx context.Context, chat int64) error {
	return db.batch(ctx, "forget chat", func(b *pgx.Batch) error {
		forget(b, chat)
		b.Queue(tidy, chat)
		return nil
	})
}

// forget queues the deletion of all that is stored about a chat. A reminder or notice that waits in
// the inbox goes too: it was made from what is to be forgotten.
func forget(b *pgx.Batch, chat int64) {
	for _, statement := range []string{
		`DELETE FROM session WHERE chat = $1`,
		`DELETE FROM reminder WHERE chat = $1`,
		`DELETE FROM given WHERE chat = $1`,
		`UPDATE inbox SET body = NULL, chat = 0 WHERE update_id < 0 AND chat = $1`,
	} {
		b.Queue(statement, chat)
	}
}

func (db *DB) sessionLimit() int64 { return db.now().Add(-store.SessionTTL).Unix() }
