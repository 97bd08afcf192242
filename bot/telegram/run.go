package telegram

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/cenkalti/backoff/v5"
	tg "github.com/go-telegram/bot"

	"github.com/yibaowenwen/yibao/bot/store"
)

// maxTries is how often an update may be begun after a restart: one that keeps bringing
// the process down is left alone then.
const maxTries = 20

// stubborn is how often in a row Telegram may say that the token is not accepted, or that
// another process fetches the updates, before Run ends: a token is changed, a deployment
// overlaps, and neither is worth an outage. With the pauses that is about two minutes.
const stubborn = 8

// Run answers first what an earlier process left, then receives updates and answers them
// until ctx ends; then it finishes the answers that it has begun. What waits stays in the inbox
// for the next start.
//
// It returns nil after ctx has ended, and an error if it cannot go on: Telegram does not
// accept the token, another process is receiving for the same bot, or the store cannot be
// read. Network failures are waited out. Run is called once.
func (b *Bot) Run(ctx context.Context) error {
	if b.started.Swap(true) {
		return errors.New("run Telegram bot: it was run before")
	}
	if err := b.run(ctx); err != nil && ctx.Err() == nil {
		return fmt.Errorf("run Telegram bot: %w", err)
	}
	return nil
}

func (b *Bot) run(ctx context.Context) error {
	if err := b.prepare(ctx); err != nil {
		return err
	}
	receiving, stop := context.WithCancel(ctx)
	defer stop()
	// Answers go on after ctx has ended, until the grace period is over.
	work, abandon := context.WithCancel(context.WithoutCancel(ctx))
	defer abandon()
	var workers, helpers sync.WaitGroup
	for range b.queue.workers(b.o.Workers) {
		workers.Go(func() { b.work(work) })
	}
	helpers.Go(func() { b.introduce(receiving) })
	helpers.Go(func() { b.sweep(receiving) })
	helpers.Go(func() { b.events(receiving) })
	helpers.Go(func() { b.queue.watch(receiving) })
	b.open.Store(true)
	b.log.Info("receiving", "webhook", b.o.Webhook.URL != "", "waiting", b.Waiting())

	err := b.receive(receiving)
	b.open.Store(false)
	stop()
	b.drain(&workers, abandon)
	b.inlines.close()
	helpers.Wait()
	return err
}

// Ready returns nil while updates are received, and otherwise what keeps the bot from it.
func (b *Bot) Ready() error {
	if !b.open.Load() {
		return errors.New("not receiving")
	}
	if b.cut.Load() {
		return errors.New("no connection to Telegram")
	}
	if b.queue.full() {
		return errors.New("too much is waiting")
	}
	return nil
}

// Waiting returns the number of updates that are being answered or wait for it.
func (b *Bot) Waiting() int { return b.queue.waiting() }

// prepare learns who the bot is and queues what an earlier process left.
func (b *Bot) prepare(ctx context.Context) error {
	me, err := persist(ctx, b, "ask who we are", func() (self, error) {
		u, err := b.api.GetMe(ctx)
		if err != nil || u.ID == 0 {
			return self{}, fmt.Errorf("getMe: %w", cmp.Or(err, errors.New("no answer to use")))
		}
		return self{id: u.ID, name: u.Username, known: b.commands()}, nil
	})
	if err != nil {
		return err
	}
	b.me = me
	return b.queue.begin(ctx, me.id)
}

// giveUp notes that an update will never be answered.
func (b *Bot) giveUp(u store.Update) {
	b.log.Error("update given up after many starts", "chat", b.tag(u.Chat), "tries", u.Tries)
	b.metrics.Handled("gave_up", 0)
}

// receive returns when ctx ends or when receiving is impossible.
func (b *Bot) receive(ctx context.Context) error {
	if b.o.Webhook.URL == "" {
		if l, ok := b.o.Store.(store.Leader); ok {
			return b.pollInTurn(ctx, l)
		}
		return b.poll(ctx)
	}
	_, err := persist(ctx, b, "set webhook", func() (bool, error) {
		return b.api.SetWebhook(ctx, &tg.SetWebhookParams{
			URL:            b.o.Webhook.URL,
			SecretToken:    string(b.o.Webhook.Secret),
			AllowedUpdates: wanted(),
		})
	})
	if err != nil {
		return err
	}
	<-ctx.Done()
	return nil
}

// persist repeats what Run cannot do without, until it works, cannot work, or ctx ends.
func persist[T any](ctx context.Context, b *Bot, what string, f func() (T, error)) (T, error) {
	no := 0
	return backoff.Retry(ctx, func() (T, error) {
		result, err := f()
		v := judge(err)
		if v.fate == forbidden || v.fate == conflict {
			no++
		}
		switch {
		case v.fate == done:
			return result, nil
		case (v.fate == again || v.fate == forbidden || v.fate == conflict) && no < stubborn && ctx.Err() == nil:
			if left, ok := b.seldom.say(what); ok {
				b.log.Warn("cannot reach Telegram yet", "step", what, "outcome", outcome(err), "why", b.why(err), "try", advice(err), "and_others", left)
			}
			if v.fate != again {
				v.after = b.caller.stubbornPause(no)
			}
			if v.after > 0 {
				return result, &backoff.RetryAfterError{Duration: v.after}
			}
			return result, fmt.Errorf("%s: %w", what, err)
		default:
			return result, backoff.Permanent(fmt.Errorf("%s: %w", what, explain(err)))
		}
	}, backoff.WithBackOff(b.caller.pauses()), backoff.WithMaxElapsedTime(0))
}

// sweep cleans the store now and every hour.
func (b *Bot) sweep(ctx context.Context) {
	for {
		if err := b.o.Store.Sweep(ctx); err != nil && ctx.Err() == nil {
			b.complain("store not swept", err)
		}
		if sleep(ctx, time.Hour) != nil {
			return
		}
	}
}

// drain lets the workers finish what they are at, for the grace period at most; then no call
// is begun any more, but those on their way are waited for: they would be made again after the
// next start.
func (b *Bot) drain(workers *sync.WaitGroup, abandon func()) {
	finished := make(chan struct{})
	go func() { workers.Wait(); close(finished) }()
	close(b.halt)
	b.queue.close()
	select {
	case <-finished:
		return
	case <-time.After(b.o.Grace):
	}
	abandon()
	for idle := 0; idle < 20; idle++ { // one second without a call
		if b.caller.busy.Load() > 0 {
			idle = 0
		}
		select {
		case <-finished:
			return
		case <-time.After(50 * time.Millisecond):
		}
	}
	b.log.Error("stopped although an answer is still being thought of")
}

// sleep waits, or returns why ctx ended.
func sleep(ctx context.Context, d time.Duration) error { return nap(ctx, nil, d) }
