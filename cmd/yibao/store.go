package main

import (
	"context"
	"fmt"
	"io"
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
