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

// openStore opens what --store names for serve, which must be the only one to write a file; several may
// share a database of PostgreSQL.
func openStore(ctx context.Context, where string) (closingStore, error) {
	scheme, path, _ := strings.Cut(where, ":")
	switch {
	case scheme == "sqlite" && path != "":
		db, err := sqlite.Open(ctx, path, time.Now)
		if used := (*sqlite.InUseError)(nil); errors.As(err, &used) {
			return nil, fmt.Errorf("另一个进程%s在用 %s:一个文件只能有一个 serve,不然每个问题会答两遍。先停掉它,或者用 --store 换一个文件;report 和 console 可以照看不误", pid(used.PID), path)
		}
		if err != nil {
			return nil, err
		}
		return db, nil
	case isPostgres(scheme, path):
		return postgres.Open(ctx, where, time.Now)
	}
	return nil, noSuchStore(scheme)
}

// pid names the process that holds a file, if it is known.
func pid(n string) string {
	if n == "" {
		return ""
	}
	return "(进程号 " + n + ")"
}

func isPostgres(scheme, path string) bool {
	return (scheme == "postgres" || scheme == "postgresql") && strings.HasPrefix(path, "//")
}

// noSuchStore does not show the address, which may hold a password.
func noSuchStore(scheme string) error {
	return usageError{fmt.Errorf("--store %s:…: write sqlite:PATH or postgres://USER@HOST/DATABASE", scheme)}
}
