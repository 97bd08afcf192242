package telegram

import (
	"context"
	"crypto/rand"
	"errors"
	"time"

	"github.com/yibaowenwen/yibao/bot/store"
)

const (
	// lease is how long a leader leads without being heard of: after that another process
	// fetches the updates.
	lease      = 5 * time.Second
	renewEvery = time.Second
)

// pollInTurn fetches updates while this process is the leader of those that share the store,
// and otherwise stands by: Telegram allows only one to fetch. Should an old leader not know
// yet that it is one no more, both add to the same inbox, which takes each update once.
func (b *Bot) pollInTurn(ctx context.Context, l store.Leader) error {
	who := rand.Text()
	defer func() {
		resign, cancel := context.WithTimeout(context.WithoutCancel(ctx), closing)
		defer cancel()
		if err := l.Resign(resign, who); err != nil {
			b.log.Warn("leader not resigned", "error", err) // the others wait for the lease to end
		}
	}()
	for b.becomeLeader(ctx, l, who) {
		b.log.Info("leading: this process fetches the updates")
		err := b.pollAsLeader(ctx, l, who)
		b.cut.Store(false)
		if err != nil && !errors.Is(err, errConflict) {
			return err
		}
		if leads, _ := b.leads(ctx, l, who); leads { // so it is none of ours that fetches too
			return err
		}
	}
	return nil
}

// becomeLeader waits until this process leads, or returns false when ctx ends.
func (b *Bot) becomeLeader(ctx context.Context, l store.Leader, who string) bool {
	for told := false; ctx.Err() == nil; {
		if leads, _ := b.leads(ctx, l, who); leads {
			return true
		}
		if !told {
			b.log.Info("standing by: another process fetches the updates")
			told = true
		}
		_ = sleep(ctx, renewEvery/2)
	}
	return false
}

// leads takes or renews the lease.
func (b *Bot) leads(ctx context.Context, l store.Leader, who string) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, renewEvery)
	defer cancel()
	ok, err := l.Lead(ctx, who, lease)
	if err != nil && ctx.Err() == nil {
		b.complain("leader not known", err)
	}
	return ok && err == nil, err
}

// pollAsLeader polls as long as the lease is renewed in time.
func (b *Bot) pollAsLeader(ctx context.Context, l store.Leader, who string) error {
	leading, stop := context.WithCancel(ctx)
	defer stop()
	renewed := make(chan struct{})
	go func() {
		defer close(renewed)
		defer stop()
		// A renewal takes less than renewEvery, so we stop before another one begins.
		over := time.AfterFunc(lease-2*renewEvery, stop)
		defer over.Stop()
		for sleep(leading, renewEvery) == nil {
			ok, err := b.leads(leading, l, who)
			if ok {
				over.Reset(lease - 2*renewEvery)
			} else if err == nil {
				return
			}
		}
	}()
	err := b.poll(leading)
	stop()
	<-renewed
	if err == nil && ctx.Err() == nil {
		b.log.Warn("leading no more")
	}
	return err
}
