package telegram

import (
	"context"
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
	close() // lets the workers leave with what they are at; the rest stays in the inbox
	waiting() int
	full() bool
	workers(wanted int) int // how many are of use
}

// A jobState is the state of the chat that a job is for, and what is known of the job.
type jobState interface {
	// lost is how many updates of the chat were dropped, 0 if that is not known.
	lost() int
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

// begin queues what is left in the inbox. What has been begun too often is taken out: it may be what
// brought the process down.
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
			a.b.metrics.Handled("dropped", 0)
			drop = append(drop, u.ID)
		}
	}
	return a.drop(ctx, drop)
}

// receive returns nil once the updates are stored, whether there is room to answer them or not:
// Telegram would otherwise deliver a flood again and again.
func (a *alone) receive(ctx context.Context, list []store.Update) error {
	fresh, err := a.b.o.Store.Add(ctx, list)
	if err != nil {
		return &storeError{err}
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
		a.enter(u, false)
	}
}

// enter makes a job of an update. It returns false if its chat has too many.
func (a *alone) enter(u store.Update, left bool) bool {
	j := &job{update: u.ID, chat: u.Chat, body: u.Body, left: left, steps: u.Steps}
	if !left {
		j.since = a.b.o.Now()
	}
	j.state = ownState{a, j}
	return a.lanes.put(j)
}

func (a *alone) drop(ctx context.Context, ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	return a.b.o.Store.Discard(ctx, ids...)
}

func (a *alone) take(context.Context) *job { return a.lanes.take() }
func (a *alone) watch(context.Context)     {}
func (a *alone) workers(wanted int) int    { return wanted }

// park leaves a job where it is. If we are stopping, the next process must know what the
// person has seen of the answer.
func (a *alone) park(_ context.Context, j *job, d time.Duration) {
	if ended(a.b.halt) {
		if j.plan != nil && j.plan.taken > j.steps {
			note, cancel := a.b.storing()
			defer cancel()
			if err := a.b.o.Store.Note(note, j.update, j.plan.taken); err != nil {
				a.b.log.Error("progress not noted", "chat", a.b.tag(j.chat), "error", err)
			}
		}
		return
	}
	a.lanes.park(j, d)
}

// ownState is that in a store of our own.
type ownState struct {
	a *alone
	j *job
}

func (h ownState) Load(ctx context.Context, chat int64) (bot.Session, error) {
	return h.a.b.o.Store.Load(ctx, chat)
}

func (h ownState) Forget(ctx context.Context, chat int64) error {
	return h.a.b.o.Store.Forget(ctx, chat)
}
func (h ownState) lost() int                         { return h.a.lost(h.j.chat) }
func (h ownState) repeats(key string) bool           { return h.a.seen.is(h.j.chat, key) }
func (h ownState) discard(ctx context.Context) error { return h.a.b.o.Store.Discard(ctx, h.j.update) }

func (h ownState) finish(ctx context.Context, o store.Outcome, repeat string) error {
	if err := h.a.b.o.Store.Finish(ctx, o); err != nil {
		return err
	}
	h.a.seen.answered(h.j.chat, repeat)
	return nil
}

// A claimedState is that of a claim on a shared store.
type claimedState struct {
	store.Claim
	seen string
}

func (d *claimedState) lost() int { return 0 }

func (d *claimedState) repeats(key string) bool { return key != "" && key == d.seen }

func (d *claimedState) finish(ctx context.Context, o store.Outcome, repeat string) error {
	return d.Finish(ctx, o, repeat)
}

func (d *claimedState) discard(ctx context.Context) error { return d.Discard(ctx) }
