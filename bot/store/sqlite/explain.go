package sqlite

import (
	"errors"
	"fmt"

	driver "modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// explain says what an error of SQLite means for a file and what can be done about it.
func explain(path string, err error) error {
	var e *driver.Error
	if !errors.As(err, &e) || path == "" {
		return err
	}
	advice := ""
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_FULL:
		advice = "no space left in the folder of %[1]s: free some; what Telegram was not told of comes again"
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		advice = "%[1]s is damaged or no database of this bot: stop the bot, move %[1]s, %[1]s-wal and %[1]s-shm aside together, " +
			"and save what waits in them with: sqlite3 OLD .recover | sqlite3 %[1]s; or start with a new file"
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH:
		advice = "%[1]s cannot be written: give the user of this process the file and its folder"
	case sqlite3.SQLITE_IOERR:
		advice = "%[1]s cannot be read or written: is its disk full, or broken?"
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		advice = "%[1]s is locked by another program: close it"
	default:
		return err
	}
	return fmt.Errorf(advice+" (%[2]w)", path, err)
}
