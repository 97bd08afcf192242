package telegram

import (
	"context"
	"sync"
	"time"
)

const (
	// badRun is how many calls in a row must fail before the gate closes: one chat alone, or a
	// hiccup, does not stop the others.
	badRun   = 8
	gateLeap = 500 * time.Millisecond // how long it is closed at first
	gateTime = 15 * time.Second       // at most, unless Telegram asks for longer
)

// A gate keeps everybody from calling a Bot API that answers nobody: while it is closed no
// update is taken up, so an outage costs neither attempts nor lines of the log, and ends for
// all chats within seconds. One call that works opens it.
type gate struct {
	leap time.Duration

	mu     sync.Mutex
	row    int // calls that failed since one worked
	until  time.Time
	opened chan struct{} // closed when it opens before its time
	worked int64         // calls that have
}

func newGate() *gate { return &gate{leap: gateLeap, opened: make(chan struct{})} }

// failed notes a call that did not get through, and how long Telegram asks to wait.
func (g *gate) failed(now time.Time, after time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.row++
	if g.row < badRun {
		return
	}
	d := max(after, min(g.leap<<min(g.row/badRun-1, 10), gateTime))
	if until := now.Add(d); until.After(g.until) {
		g.until = until
	}
}

// passed notes a call that got through.
func (g *gate) passed() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.worked++
	g.row = 0
	if !g.until.IsZero() {
		g.until = time.Time{}
		close(g.opened)
		g.opened = make(chan struct{})
	}
}

// count returns how many calls have got through.
func (g *gate) count() int64 {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.worked
}

// wait returns when the gate is open, or when ctx or halt ends. It goes by the clock of the
// machine.
func (g *gate) wait(ctx context.Context, now func() time.Time, halt <-chan struct{}) {
	for {
		g.mu.Lock()
		d, opened := g.until.Sub(now()), g.opened
		g.mu.Unlock()
		if d <= 0 {
			return
		}
		t := time.NewTimer(d)
		select {
		case <-t.C:
		case <-opened:
		case <-halt:
		case <-ctx.Done():
		}
		if t.Stop(); ctx.Err() != nil || ended(halt) {
			return
		}
	}
}

// ended reports whether a channel is closed.
func ended(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// nap waits, or returns an error when ctx or halt ends before.
func nap(ctx context.Context, halt <-chan struct{}, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-halt:
		return errHalted
	case <-ctx.Done():
		return ctx.Err()
	}
}
