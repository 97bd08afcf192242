package postgres_test

import (
	"database/sql"
	"os"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"

	"github.com/yibaowenwen/yibao/bot/store"
	"github.com/yibaowenwen/yibao/bot/store/postgres/pgtest"
	"github.com/yibaowenwen/yibao/bot/store/storetest"
)

func database(t *testing.T) storetest.Database {
	t.Helper()
	address := pgtest.New(t)
	raw, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = raw.Close() })
	return storetest.Database{
		Place: func(now func() time.Time) store.Store { return open(t, address, now) },
		Raw:   raw,
		Catalogue: `SELECT table_name, column_name FROM information_schema.columns
			WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position`,
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
