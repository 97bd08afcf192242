package sqlite_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"testing"

	"github.com/yibaowenwen/yibao/bot/store/storetest"
)

func database(t *testing.T) storetest.Database {
	t.Helper()
	path := filepath.Join(t.TempDir(), "yibao.db")
	raw, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = raw.Close() })
	return storetest.Database{
		Place: reopened(t, path),
		Raw:   raw,
		Catalogue: `SELECT m.name, c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c
			WHERE m.type = 'table' ORDER BY m.name, c.cid`,
	}
}

func TestForgets(t *testing.T) { storetest.Forgets(t, database(t)) }

func TestMigrates(t *testing.T) {
	setup, err := os.ReadFile("testdata/step1.sql")
	if err != nil {
		t.Fatal(err)
	}
	storetest.Migrates(t, database(t), string(setup))
}
