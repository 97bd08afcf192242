package main

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"github.com/yibaowenwen/yibao/bot/store"
	"github.com/yibaowenwen/yibao/bot/store/postgres"
	"github.com/yibaowenwen/yibao/bot/store/sqlite"
	"github.com/yibaowenwen/yibao/bot/telegram"
)

// A fileClock is a clock that several processes can see: the time at which a file is said to
// have changed.
type fileClock string

func newFileClock(t *testing.T) fileClock {
	t.Helper()
	path := filepath.Join(t.TempDir(), "clock")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	return fileClock(path)
}

// set sets the clock in China.
func (c fileClock) set(t *testing.T, at string) {
	t.Helper()
	to, err := time.ParseInLocation("2006-01-02 15:04", at, time.FixedZone("CST", 8*60*60))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(string(c), to, to); err != nil {
		t.Fatal(err)
	}
}

func (c fileClock) now() time.Time { return must(os.Stat(string(c))).ModTime() }

// serveByClock is the main of a process that does what `yibao serve` does, except that its
// clock is a file: no reminder is sent at night, and a test must not depend on the hour.
func serveByClock() {
	v := struct {
		serveCmd `embed:""`
		Clock    fileClock
	}{}
	kong.Parse(&v)
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	err := v.byClock(ctx, v.Clock.now)
	stop()
	os.Exit(report(err, os.Stderr))
}

func (v serveCmd) byClock(ctx context.Context, now func() time.Time) error {
	log := slog.New(slog.NewJSONHandler(os.Stderr, nil))
	b, err := newBrain(&cli{})
	if err != nil {
		return err
	}
	db, err := openByClock(ctx, v.Store, now)
	if err != nil {
		return err
	}
	defer db.Close()
	bot, err := botByClock(v, b, db, now, log)
	if err != nil {
		return err
	}
	return v.run(ctx, bot, b, nil, log)
}

// openByClock opens a store as serve does, but with another clock.
func openByClock(ctx context.Context, where string, now func() time.Time) (closingStore, error) {
	if path, ok := strings.CutPrefix(where, "sqlite:"); ok {
		return sqlite.Open(ctx, path, now)
	}
	return postgres.Open(ctx, where, now)
}

// botByClock makes the bot that serve makes, but with another clock and without limits, and
// it looks for reminders all the time.
func botByClock(v serveCmd, b *brain, db store.Store, now func() time.Time, log *slog.Logger) (*telegram.Bot, error) {
	return telegram.New(telegram.Options{
		Token: telegram.Secret(v.Token), APIURL: v.APIURL, Brain: newMetrics().watch(b), Store: db, Now: now, Log: log,
		Webhook:     telegram.Webhook{URL: v.WebhookURL, Secret: telegram.Secret(v.WebhookSecret)},
		EventsEvery: 10 * time.Millisecond, Limits: telegram.Limits{PerSecond: 10000, PerChat: 10000},
	})
}
