// Package pgtest finds a PostgreSQL server for tests.
package pgtest

import (
	"cmp"
	"context"
	"crypto/rand"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// variable is where a test looks for the address of a database first, a URL.
const variable = "YIBAO_TEST_POSTGRES"

// New returns the address of an empty schema of its own, which is dropped when the test
// ends. If no server answers, the test is skipped; it fails instead if one was named in
// YIBAO_TEST_POSTGRES, or if CI is true.
func New(tb testing.TB) string {
	tb.Helper()
	address := cmp.Or(os.Getenv(variable), "postgres://root@127.0.0.1:5432/test?sslmode=disable")
	schema := "yibao_test_" + strings.ToLower(rand.Text()[:12])
	if err := execute(address, `CREATE SCHEMA `+schema); err != nil {
		if os.Getenv(variable) != "" || os.Getenv("CI") == "true" {
			tb.Fatalf("no PostgreSQL server to test with, see %s: %v", variable, err)
		}
		tb.Skipf("NOT TESTED: no PostgreSQL server answers; name one in %s: %v", variable, err)
	}
	tb.Cleanup(func() {
		if err := execute(address, `DROP SCHEMA `+schema+` CASCADE`); err != nil {
			tb.Errorf("drop schema of the test: %v", err)
		}
	})
	u, err := url.Parse(address)
	if err != nil {
		tb.Fatalf("%s is not a URL", variable)
	}
	q := u.Query()
	q.Set("search_path", schema)
	u.RawQuery = q.Encode()
	return u.String()
}

func execute(address, statement string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, address)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, statement)
	return err
}
