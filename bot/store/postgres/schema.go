package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// A migration is one step.
type migration struct {
	statements string
	// wish is what not every database that speaks PostgreSQL's protocol knows, and what can
	// be done without.
	wish string
}

// migrations are the steps from an empty database to the present one. A step that has been
// released is never edited; a change is a new step.
func migrations() []migration {
	return []migration{
		{statements: `CREATE TABLE inbox (
			update_id BIGINT PRIMARY KEY,
			chat      BIGINT NOT NULL, -- 0 once handled
			body      BYTEA,           -- NULL once handled
			received  BIGINT NOT NULL, -- Unix seconds
			tries     INT NOT NULL DEFAULT 0
		);
		CREATE INDEX inbox_waiting ON inbox (received, update_id) WHERE body IS NOT NULL;
		CREATE TABLE mark (
			row     INT PRIMARY KEY CHECK (row = 1),
			bot     BIGINT NOT NULL, -- id of the bot whose updates these are
			removed BIGINT NOT NULL, -- highest update_id whose row was removed
			latest  BIGINT NOT NULL  -- when something was last received, Unix seconds
		);
		INSERT INTO mark VALUES (1, 0, 0, 0);
		CREATE TABLE session (
			chat    BIGINT PRIMARY KEY,
			session TEXT NOT NULL,   -- JSON
			saved   BIGINT NOT NULL  -- Unix seconds
		);
		CREATE INDEX session_saved ON session (saved);
		CREATE TABLE rating (
			entry     TEXT PRIMARY KEY,
			helpful   BIGINT NOT NULL,
			unhelpful BIGINT NOT NULL
		);`},
		eventTables(),
		several(),
	}
}

// migrate takes the steps that the database has not seen yet, each in a transaction. A
// process that starts at the same time waits for the row of the step.
func (db *DB) migrate(ctx context.Context) error {
	const table = `CREATE TABLE IF NOT EXISTS migration (step INT PRIMARY KEY, applied BIGINT NOT NULL)`
	if err := db.exec(ctx, "prepare migrations", table); err != nil {
		return err
	}
	steps := migrations()
	for i := range steps {
		if err := db.step(ctx, i+1, steps[i]); err != nil {
			return fmt.Errorf("migrate to step %d: %w", i+1, err)
		}
	}
	return db.current(ctx)
}

// current returns an error if the tables are not those that this version knows.
func (db *DB) current(ctx context.Context) error {
	var last int
	if err := db.pool.QueryRow(ctx, `SELECT max(step) FROM migration`).Scan(&last); err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	switch known := len(migrations()); {
	case last > known:
		return fmt.Errorf("the tables are at step %d, this program knows %d: they were made by a newer version", last, known)
	case last < known:
		return fmt.Errorf("the tables are at step %d, this program needs %d: start yibao serve of this version first", last, known)
	}
	return nil
}

func (db *DB) step(ctx context.Context, n int, m migration) error {
	taken := false
	err := db.change(ctx, func(ctx context.Context, tx pgx.Tx) error {
		r, err := tx.Exec(ctx, `INSERT INTO migration VALUES ($1, $2) ON CONFLICT DO NOTHING`, n, db.now().Unix())
		if taken = err == nil && r.RowsAffected() == 1; !taken {
			return err
		}
		_, err = tx.Exec(ctx, m.statements)
		return err
	})
	if err != nil || !taken || m.wish == "" {
		return err
	}
	// Not in the transaction: a savepoint cannot always be gone back to after a change of tables.
	return again(ctx, func(ctx context.Context) error { return wish(ctx, db.pool, m.wish) })
}
