package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/yibaowenwen/yibao/bot/store"
)

var _ store.Shared = (*DB)(nil)

// instant is now, in milliseconds, by the clock of the database: those of the processes differ.
const instant = `(extract(epoch FROM clock_timestamp()) * 1000)::BIGINT`

// several is the step that lets several processes answer one inbox.
func several() migration {
	return migration{statements: `CREATE TABLE lane ( -- who holds the lock of a row works on that chat
			chat       BIGINT PRIMARY KEY,
			not_before BIGINT NOT NULL DEFAULT 0, -- milliseconds
			head       BIGINT NOT NULL DEFAULT 0, -- update that the next two are about
			steps      INT NOT NULL DEFAULT 0,
			fails      INT NOT NULL DEFAULT 0,
			repeat     TEXT NOT NULL DEFAULT '',  -- what was answered last
			repeated   BIGINT NOT NULL DEFAULT 0  -- when, milliseconds
		);
		ALTER TABLE inbox ADD COLUMN flood BOOLEAN NOT NULL DEFAULT FALSE; -- stands for what was dropped
		CREATE INDEX inbox_lane ON inbox (chat, received) WHERE body IS NOT NULL;
		DROP INDEX inbox_waiting;
		CREATE TABLE leader (
			row   INT PRIMARY KEY CHECK (row = 1),
			who   TEXT NOT NULL,
			until BIGINT NOT NULL -- milliseconds
		);
		INSERT INTO leader VALUES (1, '', 0);`}
}

// Join drops the inbox if another bot used it before.
func (db *DB) Join(ctx context.Context, botID int64) error {
	return db.do(ctx, "join inbox", func(ctx context.Context, tx pgx.Tx) error { return own(ctx, tx, botID) })
}

// Put records updates and drops what is too much of one chat.
func (db *DB) Put(ctx context.Context, updates []store.Update, backlog int) ([]store.Update, int, error) {
	fresh, dropped, err := db.gather.add(ctx, updates, backlog)
	if err != nil {
		return nil, 0, fmt.Errorf("put into inbox: %w", err)
	}
	return fresh, dropped, nil
}

// put returns the numbers of what was not seen before, and of what was dropped of that.
func (db *DB) put(ctx context.Context, updates []store.Update, backlog int) (fresh, dropped map[int64]bool, err error) {
	err = db.change(ctx, func(ctx context.Context, tx pgx.Tx) error {
		fresh, dropped = map[int64]bool{}, map[int64]bool{}
		list, err := db.add(ctx, tx, updates)
		if err != nil || len(list) == 0 {
			return err
		}
		drop, err := flooded(ctx, tx, list, backlog)
		for _, u := range list {
			fresh[u.ID] = true
		}
		for _, id := range drop {
			dropped[id] = true
			delete(fresh, id)
		}
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	return fresh, dropped, nil
}

// flooded drops what is too much and marks the notices. It returns the numbers dropped.
func flooded(ctx context.Context, tx pgx.Tx, fresh []store.Update, backlog int) ([]int64, error) {
	crowd, err := crowds(ctx, tx, fresh, backlog/2)
	if err != nil || len(crowd) == 0 {
		return nil, err
	}
	var drop, notices []int64
	for _, u := range fresh {
		c := crowd[u.Chat]
		switch {
		case c == nil:
		case c.told:
			drop = append(drop, u.ID)
		case c.ahead >= backlog:
			notices = append(notices, u.ID)
			c.told = true
		default:
			c.ahead++
		}
	}
	if len(notices) > 0 {
		if _, err := tx.Exec(ctx, `UPDATE inbox SET flood = TRUE WHERE update_id = ANY ($1)`, notices); err != nil {
			return nil, err
		}
	}
	if len(drop) == 0 {
		return nil, nil
	}
	_, err = tx.Exec(ctx, eraseAll, drop)
	return drop, err
}

// A crowd is what waits in a chat.
type crowd struct {
	ahead int  // of the updates just put in
	told  bool // one of them is a notice
}

// crowds returns the chats in which more than so many wait ahead of the fresh updates.
func crowds(ctx context.Context, tx pgx.Tx, fresh []store.Update, half int) (map[int64]*crowd, error) {
	var chats []int64
	count := map[int64]int{}
	for _, u := range fresh {
		if count[u.Chat]++; count[u.Chat] == 1 {
			chats = append(chats, u.Chat)
		}
	}
	rows, err := tx.Query(ctx, `SELECT chat, count(*), bool_or(flood) FROM inbox
		WHERE body IS NOT NULL AND chat = ANY ($1) GROUP BY chat HAVING count(*) > $2`, chats, half)
	if err != nil {
		return nil, err
	}
	list := map[int64]*crowd{}
	for rows.Next() {
		var chat int64
		var c crowd
		if err := rows.Scan(&chat, &c.ahead, &c.told); err != nil {
			return nil, err
		}
		c.ahead -= count[chat]
		c.told = c.told && c.ahead > half
		list[chat] = &c
	}
	return list, rows.Err()
}

// tidy removes the row of a chat in which nothing waits, unless somebody is at it.
const tidy = `DELETE FROM lane WHERE chat IN (SELECT chat FROM lane WHERE chat = $1
	AND NOT EXISTS (SELECT 1 FROM inbox WHERE inbox.chat = lane.chat AND body IS NOT NULL) FOR UPDATE SKIP LOCKED)`

// A lot is what waits in a chat.
type lot struct {
	Chat   int64
	N      int
	Parked bool
}

// Waiting returns chats with something to be answered now.
func (db *DB) Waiting(ctx context.Context, limit int) (chats []int64, total int, err error) {
	lots, err := collect(ctx, db, "look into inbox", pgx.RowToStructByPos[lot], `SELECT i.chat, count(*), coalesce(max(l.not_before), 0) > `+instant+`
		FROM inbox i LEFT JOIN lane l ON l.chat = i.chat WHERE i.body IS NOT NULL
		GROUP BY i.chat ORDER BY min(i.received), i.chat`)
	if err != nil {
		return nil, 0, err
	}
	for _, l := range lots {
		total += l.N
		if !l.Parked && len(chats) < limit {
			chats = append(chats, l.Chat)
		}
	}
	return chats, total, nil
}

// Lead takes or renews the lease of the leader.
func (db *DB) Lead(ctx context.Context, who string, lease time.Duration) (leads bool, err error) {
	err = db.do(ctx, "lead", func(ctx context.Context, tx pgx.Tx) error {
		r, err := tx.Exec(ctx, `UPDATE leader SET who = $1, until = `+instant+` + $2 WHERE who = $1 OR until < `+instant,
			who, lease.Milliseconds())
		leads = r.RowsAffected() == 1
		return err
	})
	return leads && err == nil, err
}

// Resign ends the lease.
func (db *DB) Resign(ctx context.Context, who string) error {
	return db.exec(ctx, "resign", `UPDATE leader SET who = '', until = 0 WHERE who = $1`, who)
}
