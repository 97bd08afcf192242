-- A database as the first release left it. This file never changes.
CREATE TABLE IF NOT EXISTS migration (step INTEGER PRIMARY KEY, applied INTEGER NOT NULL) STRICT;
INSERT INTO migration VALUES (1, 1772352000);
CREATE TABLE inbox (
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
) STRICT;
UPDATE mark SET bot = 77, removed = 1, latest = 1772352000;
INSERT INTO inbox (update_id, chat, body, received, tries) VALUES
	(2, 0, NULL, 1772352000, 0),
	(3, 5, X'7b7d', 1772352000, 1),
	(4, 6, X'7b7d', 1772352000, 0);
INSERT INTO session (chat, session, saved) VALUES
	(5, '{"topic":"transfer.duration","entry":"transfer.duration","places":{"said":["510700"],"from":"510700"},"home":"510100"}', 1772352000),
	(6, '{"home":"440300"}', 1740000000);
INSERT INTO rating VALUES ('transfer.duration', 3, 1);
