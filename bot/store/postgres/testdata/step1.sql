-- A database as the first release left it. This file never changes.
CREATE TABLE IF NOT EXISTS migration (step INT PRIMARY KEY, applied BIGINT NOT NULL);
INSERT INTO migration VALUES (1, 1772352000);
CREATE TABLE inbox (
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
);
UPDATE mark SET bot = 77, removed = 1, latest = 1772352000;
INSERT INTO inbox (update_id, chat, body, received, tries) VALUES
	(2, 0, NULL, 1772352000, 0),
	(3, 5, '{}', 1772352000, 1),
	(4, 6, '{}', 1772352000, 0);
INSERT INTO session (chat, session, saved) VALUES
	(5, '{"topic":"transfer.duration","entry":"transfer.duration","places":{"said":["510700"],"from":"510700"},"home":"510100"}', 1772352000),
	(6, '{"home":"440300"}', 1740000000);
INSERT INTO rating VALUES ('transfer.duration', 3, 1);
