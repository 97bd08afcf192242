package telegram

import (
	"context"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Limits are how much is sent at most, so that Telegram need not refuse anything. A short
// burst is never delayed. Zero means the default, which Telegram's own server asks for.
type Limits struct {
	PerSecond         float64 // messages a second to all chats together, 30 if 0
	PerChat           float64 // messages a second to one chat, 1 if 0
	PerGroupAndMinute float64 // messages a minute to one group, 20 if 0
}

const (
	chatBurst = 5
	// patience is how long a worker waits for the limit of one chat. When it is to be longer,
	// the worker turns to other chats.
	patience = time.Second
	// longTurn is how long it waits for the limit of all. Whoever comes first is served first,
	// and at that limit there is nothing else to do; but a claim must not be held for ever.
	longTurn = 20 * time.Second
	// manyLimits is how many chats' limits are kept before those at rest are dropped.
	manyLimits = 4096
)

// A limiter holds messages back. It goes by the clock of the machine, not by the bot's,
// since it really waits.
type limiter struct {
	l   Limits
	all *rate.Limiter

	mu    sync.Mutex
	chats map[int64]*rate.Limiter
	sweep int // number of chats at which to look for those at rest
}

func newLimiter(l Limits) *limiter {
	if l.PerSecond <= 0 {
		l.PerSecond = 30
	}
	if l.PerChat <= 0 {
		l.PerChat = 1
	}
	if l.PerGroupAndMinute <= 0 {
		l.PerGroupAndMinute = 20
	}
	return &limiter{
		l: l, all: rate.NewLimiter(rate.Limit(l.PerSecond), max(1, int(l.PerSecond))),
		chats: map[int64]*rate.Limiter{}, sweep: manyLimits,
	}
}

// wait returns when a message may be sent to the chat, or a limitError if that takes long.
func (l *limiter) wait(ctx context.Context, halt <-chan struct{}, chat int64) error {
	d, ok := l.reserve(chat)
	if !ok {
		return &limitError{after: d}
	}
	return nap(ctx, halt, d)
}

// reserve returns how long to wait before a message may be sent. If that is too long, it
// returns false and nothing is reserved.
func (l *limiter) reserve(chat int64) (time.Duration, bool) {
	one := l.chat(chat).Reserve()
	if d := one.Delay(); d > patience {
		one.Cancel()
		return d, false
	}
	all := l.all.Reserve()
	d := max(one.Delay(), all.Delay())
	if d > longTurn {
		all.Cancel()
		one.Cancel()
		return d, false
	}
	return d, true
}

func (l *limiter) chat(chat int64) *rate.Limiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	c := l.chats[chat]
	if c == nil {
		l.rest()
		c = rate.NewLimiter(l.rate(chat), chatBurst)
		l.chats[chat] = c
	}
	return c
}

// rate tells groups by their negative numbers.
func (l *limiter) rate(chat int64) rate.Limit {
	if chat < 0 {
		return rate.Limit(min(l.l.PerGroupAndMinute/60, l.l.PerChat))
	}
	return rate.Limit(l.l.PerChat)
}

// rest drops the limits of chats that have their full burst again.
func (l *limiter) rest() {
	if len(l.chats) < l.sweep {
		return
	}
	for id, c := range l.chats {
		if c.Tokens() >= chatBurst {
			delete(l.chats, id)
		}
	}
	l.sweep = max(manyLimits, 2*len(l.chats))
}
