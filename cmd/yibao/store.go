package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/yibaowenwen/yibao/bot/store"
	"github.com/yibaowenwen/yibao/bot/store/postgres"
	"github.com/yibaowenwen/yibao/bot/store/sqlite"
)

// A closingStore is a store that is closed after use.
type closingStore interface {
	store.Store
	io.Closer
}

// A closingRecords is what editors look at, closed after use.
type closingRecords interface {
	store.Records
	io.Closer
}

// openRecords opens what --store names to look at it, while a bot uses it or not. If there is
// none, the error says what can be done without.
func openRecords(ctx context.Context, where, otherwise string) (closingRecords, error) {
	scheme, path, _ := strings.Cut(where, ":")
	switch {
	case scheme == "sqlite" && path != "":
		if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
			return nil, usageError{fmt.Errorf("没有 %s 这个文件。--store 要和 serve 用的一样;%s", path, otherwise)}
		}
		return sqlite.OpenToRead(ctx, path, time.Now)
	case isPostgres(scheme, path):
		return postgres.OpenToRead(ctx, where, time.Now)
	}
	return nil, noSuchStore(scheme)
}

// openStore opens what --store names.
func openStore(ctx context.Context, where string) (closingStore, error) {
	scheme, path, _ := strings.Cut(where, ":")
	switch {
	case scheme == "sqlite" && path != "":
		return sqlite.Open(ctx, path, time.Now)
	case isPostgres(scheme, path):
		return postgres.Open(ctx, where, time.Now)
	}
	return nil, noSuchStore(scheme)
}

func isPostgres(scheme, path string) bool {
	return (scheme == "postgres" || scheme == "postgresql") && strings.HasPrefix(path, "//")
}

// noSuchStore does not show the address, which may hold a password.
func noSuchStore(scheme string) error {
	return usageError{fmt.Errorf("--store %s:…: write sqlite:PATH or postgres://USER@HOST/DATABASE", scheme)}
}
