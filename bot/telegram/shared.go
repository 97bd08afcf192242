package telegram

import (
	"context"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"github.com/yibaowenwen/yibao/bot/store"
)

const (
	lookEvery = 200 * time.Millisecond // for chats that nobody here was told of
	lookChats = 200
	// agedAfter is when an update that another process received has waited so long that this
	// process has probably died, maybe of it: from then on attempts are counted.
	agedAfter = 10 * time.Second
	// closing is how long putting a claim down may take while we are stopping.
	closing = 2 * time.Second
)

// claims are the queue of one of several processes that share a store. The order of a chat
// and that only one works on it are held by the store; here are only hints where there may
// be something to do. A hint that comes to nothing does no harm, and one that is missed is
// made up for by looking.
//
// Telegram delivers the updates of a chat one after another, the next one when it has got its
// 200, so they are in the inbox in their order whichever process received them. A message
// and a press at the same moment may be delivered together; they are taken in the order in
// which they were stored.
type claims struct {
	b     *Bot
	store store.Shared

	mu     sync.Mutex
	wake   *sync.Cond
	ready  []int64 // chats whose turn it is
	places map[int64]*place
	kept   map[int64]*job // parked here: to go on where they stopped
	total  int            // waiting in the store when we last looked
	closed bool
}

// A place is a chat that is ready or is being worked on here.
type place struct {
	busy  bool
	again bool    // there is more to do
	ours  []int64 // updates received here
}

func newClaims(b *Bot, s store.Shared) *claims {
	c := &claims{b: b, store: s, places: map[int64]*place{}, kept: map[int64]*job{}}
	c.wake = sync.NewCond(&c.mu)
	return c
}

func (c *claims) begin(ctx context.Context, botID int64) error { return c.store.Join(ctx, botID) }

// receive hints at what was stored. If the process dies before that, the others find it by looking.
func (c *claims) receive(ctx context.Context, list []store.Update) error {
	fresh, dropped, err := c.store.Put(ctx, list, c.b.o.Backlog)
	if err != nil {
		return &storeError{err}
	}
	for range dropped {
		c.b.metrics.Handled("dropped", 0)
	}
	c.put(fresh)
	return nil
}

func (c *claims) put(list []store.Update) {
	for _, u := range list {
		c.hint(u.Chat, u.ID)
	}
}

// hint says that there may be something to do in a chat, such as updates received here.
func (c *claims) hint(chat int64, ours ...int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return
	}
	p := c.places[chat]
	if p == nil {
		p = &place{}
		c.places[chat] = p
		c.enqueue(chat)
	}
	p.again = p.busy
	p.ours = append(p.ours, ours...)
}

// enqueue makes it the turn of a chat. The caller holds the lock.
func (c *claims) enqueue(chat int64) {
	c.ready = append(c.ready, chat)
	c.wake.Signal()
}

// take tries the chats that are ready until one of them is ours. Another process may have been
// quicker; then there is nothing to do here.
func (c *claims) take(ctx context.Context) *job {
	for {
		chat, ok := c.next()
		if !ok {
			return nil
		}
		if j := c.claim(ctx, chat); j != nil {
			return j
		}
	}
}

func (c *claims) next() (chat int64, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for len(c.ready) == 0 && !c.closed {
		c.wake.Wait()
	}
	if c.closed {
		return 0, false
	}
	chat, c.ready = c.ready[0], c.ready[1:]
	c.places[chat].busy = true
	return chat, true
}

// claim makes a job of what is first in a chat, nil if there is nothing for us.
func (c *claims) claim(ctx context.Context, chat int64) *job {
	got, err := c.store.Claim(ctx, chat)
	if err != nil {
		if ctx.Err() == nil {
			c.b.complain("chat not claimed", err)
		}
		c.leave(chat, false)
		time.AfterFunc(c.b.pause, func() { c.hint(chat) })
		return nil
	}
	kept := c.pick(chat)
	if got == nil {
		c.leave(chat, false)
		return nil
	}
	t := got.Task()
	if t.Tries >= maxTries {
		c.b.giveUp(t.Update)
		if err := got.Discard(ctx); err != nil {
			c.b.log.Error("update not discarded", "chat", c.b.tag(chat), "error", err)
		}
		c.leave(chat, true)
		return nil
	}
	j := kept
	if j == nil || j.update != t.ID || j.plan == nil || j.plan.taken < t.Progress.Steps {
		j = &job{update: t.ID, chat: t.Chat, body: t.Body, left: !c.ours(t.Update) && t.Age > agedAfter, flood: t.Flood, steps: t.Progress.Steps}
	}
	j.since = c.b.o.Now().Add(-t.Age)
	j.fails, j.more, j.state = max(j.fails, t.Fails), t.More, &claimedState{Claim: got, seen: t.Repeat}
	return j
}

// pick takes out what was kept of a chat's first update.
func (c *claims) pick(chat int64) *job {
	c.mu.Lock()
	defer c.mu.Unlock()
	j := c.kept[chat]
	delete(c.kept, chat)
	return j
}

// ours reports whether an update was received here, and forgets it.
func (c *claims) ours(u store.Update) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	p := c.places[u.Chat]
	i := slices.Index(p.ours, u.ID)
	if i < 0 {
		return false
	}
	p.ours = slices.Delete(p.ours, i, i+1)
	return true
}

// leave ends our work on a chat for now.
func (c *claims) leave(chat int64, more bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	p := c.places[chat]
	if c.closed || !p.again && !more {
		delete(c.places, chat)
		return
	}
	p.busy, p.again = false, false
	c.enqueue(chat)
}

func (c *claims) finished(j *job) { c.leave(j.chat, j.more) }

// park lets go of the chat: whoever comes first after the wait goes on. If that is us, we
// know more about it than what the store keeps.
func (c *claims) park(ctx context.Context, j *job, d time.Duration) {
	if ctx.Err() != nil || ended(c.b.halt) {
		d = 0 // others need not wait for what we cannot do any more
	}
	p := store.Progress{Steps: j.steps, Fails: j.fails}
	if j.plan != nil {
		p.Steps = j.plan.taken
	}
	release, cancel := context.WithTimeout(context.WithoutCancel(ctx), closing)
	defer cancel()
	if err := j.state.(*claimedState).Release(release, p, d); err != nil {
		c.b.complain("chat not released", err)
	}
	c.mu.Lock()
	c.kept[j.chat] = j
	c.mu.Unlock()
	c.leave(j.chat, false)
	time.AfterFunc(d, func() { c.hint(j.chat) })
}

// watch looks for chats that wait although nobody here was told: received by a process that
// has died, or that is busy, or parked by one.
func (c *claims) watch(ctx context.Context) {
	for sleep(ctx, lookEvery*3/4+rand.N(lookEvery/2)) == nil {
		chats, total, err := c.store.Waiting(ctx, lookChats)
		if err != nil {
			if ctx.Err() == nil {
				c.b.complain("inbox not read", err)
			}
			_ = sleep(ctx, time.Second)
			continue
		}
		c.mu.Lock()
		c.total = total
		idle := len(c.ready) == 0
		c.mu.Unlock()
		for _, chat := range chats {
			if idle {
				c.hint(chat)
			}
		}
	}
}

func (c *claims) close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed, c.ready = true, nil
	c.wake.Broadcast()
}

func (c *claims) waiting() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return max(c.total, len(c.places))
}

func (c *claims) full() bool { return c.waiting() >= maxWaiting }

func (c *claims) workers(wanted int) int { return min(wanted, c.store.Claims()) }
