package main

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/yibaowenwen/yibao/bot/store/postgres/pgtest"
)

func TestOpenStore(t *testing.T) {
	tests := []struct {
		name, where string
		usage       bool
	}{
		{"no scheme", "yibao.db", true},
		{"no path", "sqlite:", true},
		{"other database", "mysql://someone:hush-hush@host/db", true},
		{"misspelt", "postgre://someone:hush-hush@host/db", true},
		{"not a URL", "postgres:someone:hush-hush@host", true},
		{"nobody listens", "postgres://someone:hush-hush@127.0.0.1:1/db", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := openStore(t.Context(), tt.where)
			if err == nil {
				t.Fatal("opened")
			}
			if usage := (usageError{}); errors.As(err, &usage) != tt.usage {
				t.Errorf("error %v", err)
			}
			if strings.Contains(err.Error(), "hush") {
				t.Errorf("the password is in the error: %v", err)
			}
		})
	}
}

// onEachStore runs a test with the address of an empty store of each kind.
func onEachStore(t *testing.T, test func(t *testing.T, where string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, "sqlite:"+filepath.Join(t.TempDir(), "state.db")) })
	t.Run("postgres", func(t *testing.T) { test(t, pgtest.New(t)) })
}

func TestOpenStoreOfEachKind(t *testing.T) {
	tests := []struct {
		name  string
		where func(t *testing.T) string
	}{
		{"sqlite", func(t *testing.T) string { t.Helper(); return "sqlite:" + filepath.Join(t.TempDir(), "a:b.db") }},
		{"postgres", func(t *testing.T) string { t.Helper(); return pgtest.New(t) }},
		{"postgresql", func(t *testing.T) string {
			t.Helper()
			return strings.Replace(pgtest.New(t), "postgres:", "postgresql:", 1)
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			db, err := openStore(t.Context(), tt.where(t))
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			if left, err := db.Resume(t.Context(), 1); err != nil || len(left) != 0 {
				t.Errorf("left %v, %v", left, err)
			}
		})
	}
}
