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

// openExisting opens a store to read from. It does not make a new file: if there is none, the
// error says what can be done without.
func openExisting(ctx context.Context, where, otherwise string) (closingStore, error) {
	if path, ok := strings.CutPrefix(where, "sqlite:"); ok && path != "" {
		if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
			return nil, usageError{fmt.Errorf("没有 %s 这个文件。--store 要和 serve 用的一样;%s", path, otherwise)}
		}
	}
	return openStore(ctx, where)
}

// openStore opens what --store names.
func openStore(ctx context.Context, where string) (closingStore, error) {
	scheme, path, _ := strings.Cut(where, ":")
	switch {
	case scheme == "sqlite" && path != "":
		return sqlite.Open(ctx, path, time.Now)
	case (scheme == "postgres" || scheme == "postgresql") && strings.HasPrefix(path, "//"):
		return postgres.Open(ctx, where, time.Now)
	}
	// Not shown whole: it may hold a password.
	return nil, usageError{fmt.Errorf("--store %s:…: write sqlite:PATH or postgres://USER@HOST/DATABASE", scheme)}
}
