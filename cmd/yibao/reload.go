package main

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"

	"github.com/yibaowenwen/yibao/bot"
)

// A brain is an engine that can be replaced while it works: a message is answered wholly by
// the old one or wholly by the new one.
type brain struct {
	cli     *cli
	now     atomic.Pointer[bot.Engine]
	edition atomic.Int64
	hup     chan os.Signal
}

// newBrain loads the knowledge. A SIGHUP that comes meanwhile is kept for reloadOnChange
// instead of ending the process.
func newBrain(c *cli) (*brain, error) {
	b := &brain{cli: c, hup: make(chan os.Signal, 1)}
	signal.Notify(b.hup, syscall.SIGHUP)
	return b, b.reload()
}

// Reply implements telegram.Brain.
func (b *brain) Reply(ctx context.Context, m bot.Message) (bot.Reply, error) {
	return b.now.Load().Reply(ctx, m)
}

// Inline implements telegram.Inliner.
func (b *brain) Inline(ctx context.Context, text bot.Text, now time.Time) ([]bot.InlineResult, error) {
	return b.now.Load().Inline(ctx, text, now)
}

// Again implements telegram.Reviser.
func (b *brain) Again(g bot.Given, now time.Time) []string { return b.now.Load().Again(g, now) }

// Edition implements telegram.Reviser.
func (b *brain) Edition() int64 { return b.edition.Load() }

// reload builds a new engine and swaps it in whole; on an error the old one stays.
func (b *brain) reload() error {
	e, err := b.cli.engine()
	if err == nil {
		b.now.Store(e)
		b.edition.Add(1)
	}
	return err
}

// settle is how long no file must change before the folder is read: editors write in steps.
const settle = 300 * time.Millisecond

// reloadOnChange reads the knowledge again on SIGHUP and whenever a file in the folder of
// --knowledge changes, until ctx ends.
func (b *brain) reloadOnChange(ctx context.Context, log *slog.Logger) error {
	defer signal.Stop(b.hup)
	watcher, err := watch(b.cli.Knowledge)
	if err != nil {
		return err
	}
	defer watcher.Close()
	changed := time.NewTimer(settle)
	changed.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-b.hup:
			changed.Reset(0)
		case e := <-watcher.Events:
			if e.Has(fsnotify.Create) {
				_ = watcher.Add(e.Name) // a new folder; a file does no harm
			}
			changed.Reset(settle)
		case err := <-watcher.Errors:
			log.Warn("watch knowledge", "error", err.Error())
		case <-changed.C:
			b.tryReload(log)
		}
	}
}

func (b *brain) tryReload(log *slog.Logger) {
	if err := b.reload(); err != nil {
		log.Error("knowledge refused, the old one stays", "problems", err.Error())
		return
	}
	log.Info("knowledge reloaded")
}

// watch watches a folder and those inside it; an empty name watches nothing.
func watch(dir string) (*fsnotify.Watcher, error) {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("watch knowledge: %w", err)
	}
	if dir == "" {
		return w, nil
	}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		return w.Add(path)
	})
	if err != nil {
		w.Close()
		return nil, fmt.Errorf("watch knowledge in %s: %w", dir, err)
	}
	return w, nil
}
