package postgres

// eventTables is the step that brings what is said later, and the counts for the editors.
func eventTables() migration {
	return migration{
		statements: `ALTER TABLE session ADD COLUMN until BIGINT NOT NULL DEFAULT 0; -- kept up to then in any case, Unix seconds
		CREATE SEQUENCE event; -- numbers of updates of our own
		CREATE TABLE reminder (
			chat BIGINT NOT NULL,
			ref  TEXT NOT NULL,   -- id of the reminder in the session
			due  BIGINT NOT NULL, -- Unix seconds
			PRIMARY KEY (chat, ref)
		);
		CREATE INDEX reminder_due ON reminder (due, chat, ref);
		CREATE SEQUENCE given_id;
		CREATE TABLE given (
			id     BIGINT PRIMARY KEY DEFAULT nextval('given_id'),
			chat   BIGINT NOT NULL,
			entry  TEXT NOT NULL,
			places TEXT NOT NULL,  -- JSON
			answer TEXT NOT NULL,  -- JSON
			given  BIGINT NOT NULL -- Unix seconds
		);
		CREATE UNIQUE INDEX given_once ON given (chat, entry, places);
		CREATE INDEX given_given ON given (given);
		CREATE TABLE asked (
			day      TEXT NOT NULL, -- in China
			topic    TEXT NOT NULL,
			entry    TEXT NOT NULL,
			place    TEXT NOT NULL, -- code of the province
			decision TEXT NOT NULL,
			part     INT NOT NULL,  -- one question is asked by many at once: they need not wait for one row
			n        BIGINT NOT NULL,
			PRIMARY KEY (day, topic, entry, place, decision, part)
		);
		CREATE SEQUENCE sample_id;
		CREATE TABLE sample (
			id        BIGINT PRIMARY KEY DEFAULT nextval('sample_id'),
			text      TEXT NOT NULL,
			topic     TEXT NOT NULL,
			entry     TEXT NOT NULL,
			unhelpful BOOLEAN NOT NULL,
			kept      TEXT NOT NULL -- the day only: the second would tell whose it is
		);`,
		wish: `ALTER TABLE inbox SET (
			autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 100,
			toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 100)`,
	}
}
