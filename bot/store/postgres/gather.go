package postgres

import (
	"context"
	"sync"

	"github.com/yibaowenwen/yibao/bot/store"
)

// gatherMost is how many updates are put into the inbox at a time, if so many come at once.
const gatherMost = 500

// A gatherer puts together what many requests of a webhook bring at the same moment: only
// one transaction can add to the inbox at a time, and it waits for the disk.
type gatherer struct {
	put func(ctx context.Context, updates []store.Update, backlog int) (fresh, dropped map[int64]bool, err error)

	mu    sync.Mutex
	busy  bool
	queue []*delivery
}

// A delivery is one call of Put.
type delivery struct {
	updates []store.Update
	backlog int
	done    chan struct{} // closed when the rest is known
	fresh   []store.Update
	dropped int
	err     error
}

// add waits for its turn together with others, or until ctx ends: then the updates may be in
// the inbox or not.
func (g *gatherer) add(ctx context.Context, updates []store.Update, backlog int) ([]store.Update, int, error) {
	d := &delivery{updates: updates, backlog: backlog, done: make(chan struct{})}
	g.mu.Lock()
	g.queue = append(g.queue, d)
	if !g.busy {
		g.busy = true
		go g.work(context.WithoutCancel(ctx))
	}
	g.mu.Unlock()
	select {
	case <-d.done:
		return d.fresh, d.dropped, d.err
	case <-ctx.Done():
		return nil, 0, ctx.Err()
	}
}

// work ends when nothing is left to be put.
func (g *gatherer) work(ctx context.Context) {
	for list := g.next(); len(list) > 0; list = g.next() {
		var all []store.Update
		for _, d := range list {
			all = append(all, d.updates...)
		}
		fresh, dropped, err := g.put(ctx, all, list[0].backlog)
		for _, d := range list {
			d.settle(fresh, dropped, err)
		}
	}
}

func (g *gatherer) next() (list []*delivery) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for n := 0; len(g.queue) > 0; g.queue = g.queue[1:] {
		d := g.queue[0]
		n += len(d.updates)
		if len(list) > 0 && (n > gatherMost || d.backlog != list[0].backlog) {
			break
		}
		list = append(list, d)
	}
	g.busy = len(list) > 0
	return list
}

// settle gives a delivery its part of the result. An update that several bring is one's only.
func (d *delivery) settle(fresh, dropped map[int64]bool, err error) {
	d.err = err
	for _, u := range d.updates {
		switch {
		case fresh[u.ID]:
			delete(fresh, u.ID)
			d.fresh = append(d.fresh, u)
		case dropped[u.ID]:
			delete(dropped, u.ID)
			d.dropped++
		}
	}
	close(d.done)
}
