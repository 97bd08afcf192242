package main

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/engine"
	"github.com/yibaowenwen/yibao/knowledge"
)

// A brain is an engine that can be replaced while it works: a message is answered wholly by
// the old one or wholly by the new one.
type brain struct {
	cli     *cli
	build   func() (*knowledge.Corpus, *engine.Engine, error)
	now     atomic.Pointer[mind]
	edition atomic.Int64
	hup     chan os.Signal
	seen    string               // what the folder was like before it was read
	told    func(outcome string) // what became of a reload: "ok" or "refused"; may be nil
}

// A mind is an engine and, if whoever built it wants to know, the knowledge that it rests on.
type mind struct {
	corpus *knowledge.Corpus
	engine *engine.Engine
}

// newBrain loads the knowledge for a process that goes on for a while.
func newBrain(c *cli) (*brain, error) {
	return newBrainOf(c, func() (*knowledge.Corpus, *engine.Engine, error) {
		e, err := c.engine()
		return nil, e, err
	})
}

// newBrainOf loads the knowledge. A SIGHUP that comes meanwhile is kept for reloadOnChange
// instead of ending the process.
func newBrainOf(c *cli, build func() (*knowledge.Corpus, *engine.Engine, error)) (*brain, error) {
	b := &brain{cli: c, build: build, hup: make(chan os.Signal, 1)}
	signal.Notify(b.hup, syscall.SIGHUP)
	if c.Knowledge != "" { // before reading: what changes meanwhile is read again
		b.seen, _ = folder{c.Knowledge}.fingerprint()
	}
	return b, b.reload()
}

// Reply implements telegram.Brain.
func (b *brain) Reply(ctx context.Context, m bot.Message) (bot.Reply, error) {
	return b.now.Load().engine.Reply(ctx, m)
}

// Inline implements telegram.Inliner.
func (b *brain) Inline(ctx context.Context, text bot.Text, now time.Time) ([]bot.InlineResult, error) {
	return b.now.Load().engine.Inline(ctx, text, now)
}

// Again implements telegram.Reviser.
func (b *brain) Again(g bot.Given, now time.Time) []string { return b.now.Load().engine.Again(g, now) }

// Edition implements telegram.Reviser.
func (b *brain) Edition() int64 { return b.edition.Load() }

// reload builds a new engine and swaps it in whole; on an error the old one stays.
func (b *brain) reload() error {
	k, e, err := b.build()
	if err == nil {
		b.now.Store(&mind{k, e})
		b.edition.Add(1)
	}
	return err
}

// lookEvery is how often the folder is looked at. Looking costs less than a millisecond, and
// works where watching does not: when the folder is replaced, when a link to it is changed, on
// network drives, in volumes of Kubernetes.
const lookEvery = 500 * time.Millisecond

// A watch sees changes of the folder of --knowledge.
type watch struct {
	folder folder
	seen   string // what the folder was like when it was last read
	last   string // what it was like a moment ago: editors write in steps
	lost   bool   // it is not there
}

// reloadOnChange reads the knowledge again on SIGHUP and whenever a file in the folder of
// --knowledge changes, until ctx ends.
func (b *brain) reloadOnChange(ctx context.Context, log *slog.Logger) error {
	defer signal.Stop(b.hup)
	w := &watch{folder: folder{b.cli.Knowledge}, seen: b.seen, last: b.seen}
	ticks := time.NewTicker(lookEvery)
	defer ticks.Stop()
	if b.cli.Knowledge == "" {
		ticks.Stop()
	}
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-b.hup:
			w.look(log) // what is read now need not be read again
			w.seen = w.last
			b.tryReload(log)
		case <-ticks.C:
			if w.look(log) {
				w.seen = w.last
				b.tryReload(log)
			}
		}
	}
}

// look reports whether the folder has changed and is at rest again. When it is not there, that
// is said once; the old knowledge stays until it is back.
func (w *watch) look(log *slog.Logger) bool {
	if w.folder.dir == "" {
		return false
	}
	now, err := w.folder.fingerprint()
	if err != nil {
		if !w.lost {
			log.Error("knowledge folder cannot be read, the old knowledge stays; it is looked for again and again", "error", err.Error())
		}
		w.lost = true
		return false
	}
	if w.lost {
		log.Info("knowledge folder is back")
		w.lost = false
	}
	rests := now == w.last
	w.last = now
	return rests && now != w.seen
}

func (b *brain) tryReload(log *slog.Logger) {
	outcome := "ok"
	if err := b.reload(); err != nil {
		outcome = "refused"
		log.Error("knowledge refused, the old one stays", "problems", err.Error())
	} else {
		log.Info("knowledge reloaded")
	}
	if b.told != nil {
		b.told(outcome)
	}
}
