package telegram

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
)

// A Reviser is a [Brain] that can tell what it would answer today to someone who was given an
// answer earlier. Without it nobody hears of changes.
type Reviser interface {
	// Again returns the lines that an answer consists of today, none if it is no more.
	Again(g bot.Given, now time.Time) []string
	// Edition is another number whenever the knowledge may have changed.
	Edition() int64
}

const (
	ringLimit = 100 // reminders at a time
	watchPage = 200 // answers given at a time
)

// read makes of a job what the brain and the answer need. Events have numbers below zero;
// nothing that comes from outside does, see take.
func (b *Bot) read(j *job) incoming {
	if j.update >= 0 {
		return b.me.interpret(j.body)
	}
	var e store.Event
	if json.Unmarshal(j.body, &e) != nil || e.Due == "" && e.Changed == nil {
		return incoming{}
	}
	return incoming{kind: ourOwn, to: target{chat: j.chat}, who: j.chat, event: e}
}

// events makes reminders ring and answers be corrected, until ctx ends. At night it does
// nothing: in the morning it is not too late.
func (b *Bot) events(ctx context.Context) {
	r := &revision{b: b, edition: -1}
	for ctx.Err() == nil {
		if !bot.Quiet(b.o.Now()) {
			b.careful(func() { b.ring(ctx) })
			b.careful(func() { r.look(ctx) })
		}
		_ = sleep(ctx, b.o.EventsEvery)
	}
}

// careful survives a panic of f.
func (b *Bot) careful(f func()) {
	defer func() {
		if v := recover(); v != nil {
			b.log.Error("panic while looking for events", "type", fmt.Sprintf("%T", v), "at", frames())
		}
	}()
	f()
}

// ring hands reminders that are due to the workers.
func (b *Bot) ring(ctx context.Context) {
	for {
		list, err := b.o.Store.Ring(ctx, ringLimit)
		if err != nil {
			if ctx.Err() == nil {
				b.complain("reminders not looked for", err)
			}
			return
		}
		b.queue.put(list)
		if len(list) > 0 {
			b.log.Info("reminders due", "count", len(list))
		}
		if len(list) < ringLimit {
			return
		}
	}
}

// A revision compares the answers that people want to hear about with today's: at the start,
// after a change of the knowledge, and once a day, since rules begin and end.
type revision struct {
	b       *Bot
	edition int64
	day     string // on which it was done last
}

func (r *revision) look(ctx context.Context) {
	brain, ok := r.b.o.Brain.(Reviser)
	if !ok {
		return
	}
	now := r.b.o.Now()
	edition, day := brain.Edition(), store.Day(now)
	if edition == r.edition && day == r.day {
		return
	}
	n, err := r.b.revise(ctx, brain, now)
	if err != nil {
		if ctx.Err() == nil {
			r.b.complain("answers given not compared", err)
		}
		return // and tried again
	}
	r.edition, r.day = edition, day
	if n > 0 {
		r.b.log.Info("answers given have changed", "count", n)
	}
}

// revise goes through all answers given and queues a notice for each that has changed.
func (b *Bot) revise(ctx context.Context, brain Reviser, now time.Time) (changed int, err error) {
	for after := int64(0); ; {
		list, err := b.o.Store.Watched(ctx, after, watchPage)
		if err != nil || len(list) == 0 {
			return changed, err
		}
		for _, w := range list {
			after = w.ID
			lines := brain.Again(w.Given, now)
			if slices.Equal(lines, w.Lines) {
				continue
			}
			u, ok, err := b.o.Store.Correct(ctx, w, lines)
			if err != nil {
				return changed, err
			}
			if ok {
				b.queue.put([]store.Update{u})
				changed++
			}
		}
	}
}

// silence ends what the bot would say of its own accord to someone who has blocked it.
func (p *plan) silence() {
	if s := p.kept.Session; s != nil {
		s.Reminders, s.Notify = nil, false
		p.kept.Rescheduled = true
	}
}
