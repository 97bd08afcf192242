package telegram

import (
	"context"
	"fmt"
	"time"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
)

// A queue hands out the updates of the inbox to the workers: those of one chat in their
// order and one at a time. There is one for a process that has its store for itself, and one
// for several processes with a store between them, see [store.Shared].
type queue interface {
	// begin takes up what an earlier process left.
	begin(ctx context.Context, botID int64) error
	// receive records updates in the inbox and queues those not seen before.
	receive(ctx context.Context, list []store.Update) error
	// put queues updates that are in the inbox already.
	put(list []store.Update)
	// take waits for a job that may be handled, nil if there is nothing left to do.
	take(ctx context.Context) *job
	// finished says that a job that was taken is out of the inbox.
	finished(j *job)
	// park leaves a job that was taken in its place, to be taken again later.
	park(ctx context.Context, j *job, d time.Duration)
	// watch looks for work that nobody handed in, until ctx ends.
	watch(ctx context.Context)
	close()   // lets the workers leave as soon as nothing is ready
	abandon() // lets them leave at once
	waiting() int
	full() bool
	workers(wanted int) int // how many are of use
}

// A desk is where a job is worked on: the state of its chat, and what is known of it.
type desk interface {
	Load(ctx context.Context, chat int64) (bot.Session, error)
	Forget(ctx context.Context, chat int64) error
	repeats(key string) bool
	finish(ctx context.Context, o store.Outcome, repeat string) error
	discard(ctx context.Context) error
}

func (b *Bot) newQueue() queue {
	if s, ok := b.o.Store.(store.Shared); ok {
		return newClaims(b, s)
	}
	return &alone{lanes: newLanes(b.o.Backlog), b: b, seen: newRepeats()}
}

// alone is the queue of a process that has its store for itself: everything is in memory.
type alone struct {
	*lanes
	b    *Bot
	seen *repeats
}

func (a *alone) begin(ctx context.Context, botID int64) error {
	left, err := a.b.o.Store.Resume(ctx, botID)
	if err != nil {
		return err
	}
	var drop []int64
	for _, u := range left {
		if u.Tries >= maxTries {
			a.b.giveUp(u)
			drop = append(drop, u.ID)
		} else if !a.enter(u, true) {
			drop = append(drop, u.ID)
		}
	}
	return a.drop(ctx, drop)
}

func (a *alone) receive(ctx context.Context, list []store.Update) error {
	fresh, err := a.b.o.Store.Add(ctx, list)
	if err != nil {
		return fmt.Errorf("store updates: %w", err)
	}
	var drop []int64
	for _, u := range fresh {
		if !a.enter(u, false) {
			a.b.metrics.Handled("dropped", 0)
			drop = append(drop, u.ID)
		}
	}
	if err := a.drop(ctx, drop); err != nil {
		a.b.log.Error("dropped updates not discarded", "error", err) // they come again after a restart
	}
	return nil
}

func (a *alone) put(list []store.Update) {
	for _, u := range list {
		a.enter(u, false) // over the backlog it waits for the next start
	}
}

func (a *alone) enter(u store.Update, left bool) bool {
	j := &job{update: u.ID, chat: u.Chat, body: u.Body, left: left}
	j.desk = here{a, j}
	return a.lanes.put(j)
}

func (a *alone) drop(ctx context.Context, ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	return a.b.o.Store.Discard(ctx, ids...)
}

func (a *alone) take(context.Context) *job                       { return a.lanes.take() }
func (a *alone) park(_ context.Context, j *job, d time.Duration) { a.lanes.park(j, d) }
func (a *alone) watch(context.Context)                           {}
func (a *alone) workers(wanted int) int                          { return wanted }

// here is a desk in front of a store of our own.
type here struct {
	a *alone
	j *job
}

func (h here) Load(ctx context.Context, chat int64) (bot.Session, error) {
	return h.a.b.o.Store.Load(ctx, chat)
}

func (h here) Forget(ctx context.Context, chat int64) error { return h.a.b.o.Store.Forget(ctx, chat) }
func (h here) repeats(key string) bool                      { return h.a.seen.is(h.j.chat, key) }
func (h here) discard(ctx context.Context) error            { return h.a.b.o.Store.Discard(ctx, h.j.update) }

func (h here) finish(ctx context.Context, o store.Outcome, repeat string) error {
	if err := h.a.b.o.Store.Finish(ctx, o); err != nil {
		return err
	}
	h.a.seen.answered(h.j.chat, repeat)
	return nil
}

// A booth is the desk of a claim.
type booth struct {
	store.Claim
	seen string
}

func (d *booth) repeats(key string) bool { return key != "" && key == d.seen }

func (d *booth) finish(ctx context.Context, o store.Outcome, repeat string) error {
	return d.Finish(ctx, o, repeat)
}

func (d *booth) discard(ctx context.Context) error { return d.Discard(ctx) }
