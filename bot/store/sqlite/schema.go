package sqlite

import (
	"context"
	"fmt"
)

// migrations are the steps from an empty database to the present one. A step that has been
// released is never edited; a change is a new step.
func migrations() []string {
	return []string{
		`CREATE TABLE inbox (
			update_id INTEGER PRIMARY KEY,
			chat      INTEGER NOT NULL, -- 0 once handled
			body      BLOB,             -- NULL once handled
			received  INTEGER NOT NULL, -- Unix seconds
			tries     INTEGER NOT NULL DEFAULT 0
		) STRICT;
		CREATE INDEX inbox_waiting ON inbox (update_id) WHERE body IS NOT NULL;
		CREATE TABLE mark (
			bot     INTEGER NOT NULL, -- id of the bot whose updates these are
			removed INTEGER NOT NULL, -- highest update_id whose row was removed
			latest  INTEGER NOT NULL  -- when something was last received, Unix seconds
		) STRICT;
		INSERT INTO mark VALUES (0, 0, 0);
		CREATE TABLE session (
			chat    INTEGER PRIMARY KEY,
			session TEXT NOT NULL,    -- JSON
			saved   INTEGER NOT NULL  -- Unix seconds
		) STRICT;
		CREATE INDEX session_saved ON session (saved);
		CREATE TABLE rating (
			entry     TEXT PRIMARY KEY,
			helpful   INTEGER NOT NULL,
			unhelpful INTEGER NOT NULL
		) STRICT;`,
		`ALTER TABLE session ADD COLUMN until INTEGER NOT NULL DEFAULT 0; -- kept up to then in any case, Unix seconds
		CREATE TABLE event (
			last INTEGER NOT NULL -- highest number that an update of our own has had
		) STRICT;
		INSERT INTO event VALUES (0);
		CREATE TABLE reminder (
			chat INTEGER NOT NULL,
			ref  TEXT NOT NULL,    -- id of the reminder in the session
			due  INTEGER NOT NULL, -- Unix seconds
			PRIMARY KEY (chat, ref)
		) STRICT, WITHOUT ROWID;
		CREATE INDEX reminder_due ON reminder (due);
		CREATE TABLE given (
			id     INTEGER PRIMARY KEY AUTOINCREMENT,
			chat   INTEGER NOT NULL,
			entry  TEXT NOT NULL,
			places TEXT NOT NULL,   -- JSON
			answer TEXT NOT NULL,   -- JSON
			given  INTEGER NOT NULL -- Unix seconds
		) STRICT;
		CREATE UNIQUE INDEX given_once ON given (chat, entry, places);
		CREATE INDEX given_given ON given (given);
		CREATE TABLE asked (
			day      TEXT NOT NULL, -- in China
			topic    TEXT NOT NULL,
			entry    TEXT NOT NULL,
			place    TEXT NOT NULL, -- code of the province
			decision TEXT NOT NULL,
			n        INTEGER NOT NULL,
			PRIMARY KEY (day, topic, entry, place, decision)
		) STRICT, WITHOUT ROWID;
		CREATE TABLE sample (
			id        INTEGER PRIMARY KEY AUTOINCREMENT,
			text      TEXT NOT NULL,
			topic     TEXT NOT NULL,
			entry     TEXT NOT NULL,
			unhelpful INTEGER NOT NULL,
			kept      TEXT NOT NULL -- the day only: the second would tell whose it is
		) STRICT;`,
		`ALTER TABLE inbox ADD COLUMN steps INTEGER NOT NULL DEFAULT 0; -- of the answer, taken`,
	}
}

// migrate takes the steps that the database has not seen yet, each in a transaction.
func (db *DB) migrate(ctx context.Context) error {
	const table = `CREATE TABLE IF NOT EXISTS migration (step INTEGER PRIMARY KEY, applied INTEGER NOT NULL) STRICT`
	if err := db.in.script(table); err != nil {
		return fmt.Errorf("prepare migrations: %w", err)
	}
	steps := migrations()
	for i := range steps {
		if err := db.step(ctx, i+1, steps[i]); err != nil {
			return fmt.Errorf("migrate to step %d: %w", i+1, err)
		}
	}
	return nil
}

// current returns an error if the tables are not those that this version knows.
func (db *DB) current() error {
	var last int
	if err := db.out.row(`SELECT max(step) FROM migration`, nil, &last); err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	switch known := len(migrations()); {
	case last > known:
		return fmt.Errorf("the file is at step %d, this program knows %d: it was written by a newer version", last, known)
	case last < known:
		return fmt.Errorf("the file is at step %d, this program needs %d: start yibao serve of this version first", last, known)
	}
	return nil
}

func (db *DB) step(ctx context.Context, n int, statements string) error {
	return db.change(ctx, full, func(c *conn) error {
		fresh, err := c.exec(`INSERT OR IGNORE INTO migration VALUES (?, ?)`, n, db.now().Unix())
		if err != nil || fresh == 0 {
			return err
		}
		return c.script(statements)
	})
}
