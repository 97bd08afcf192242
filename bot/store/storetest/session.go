package storetest

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
)

func example() bot.Session {
	return bot.Session{
		Topic: "transfer.duration", Entry: "transfer-how-long", Home: "510100", Asking: "city",
		Places:      bot.Places{Said: []string{"510700", "510100"}, From: "510700", To: "510100"},
		Traditional: true,
	}
}

// A group has a number below zero; the last session saved counts.
func sessions(t *testing.T, p Place) {
	t.Helper()
	s := p(newClock().now)
	if diff := cmp.Diff(bot.Session{}, load(t, s, 1)); diff != "" {
		t.Errorf("session of an unknown chat: %s", diff)
	}
	save(t, s, 1, bot.Session{Topic: "old"})
	save(t, s, 1, example())
	save(t, s, -100200300400, bot.Session{Topic: "group"})
	same(t, example(), load(t, s, 1))
	if got := load(t, s, -100200300400).Topic; got != "group" {
		t.Errorf("topic of the group is %q", got)
	}
}

// An old session is not loaded even while the sweep has not removed it.
func expired(t *testing.T, p Place) {
	t.Helper()
	c := newClock()
	s := p(c.now)
	save(t, s, 1, example())
	c.pass(store.SessionTTL - time.Hour)
	save(t, s, 2, example())
	if load(t, s, 1).Topic == "" {
		t.Error("expired too early")
	}
	c.pass(2 * time.Hour)
	for range 2 { // before the sweep and after it
		if load(t, s, 1).Topic != "" {
			t.Error("not expired")
		}
		if load(t, s, 2).Topic == "" {
			t.Error("the other session is gone")
		}
		sweep(t, s)
	}
}

// Messages that wait stay: they came after the wish to be forgotten, or are that wish.
func forgotten(t *testing.T, p Place) {
	t.Helper()
	s := p(newClock().now)
	add(t, s, update(1, 5), update(2, 5))
	save(t, s, 5, example())
	save(t, s, 6, example())
	for range 2 {
		check(t, s.Forget(t.Context(), 5))
	}
	same(t, bot.Session{}, load(t, s, 5))
	if load(t, s, 6).Topic == "" {
		t.Error("another chat was forgotten too")
	}
	ids(t, resume(t, s, botID), 1, 2)
}

// Many chats at once lose nothing to each other.
func concurrent(t *testing.T, p Place) {
	t.Helper()
	const chats, each = 20, 10
	s := p(newClock().now)
	resume(t, s, botID)
	var wg sync.WaitGroup
	for chat := range int64(chats) {
		wg.Go(func() {
			for n := range int64(each) {
				if err := turn(t.Context(), s, chat*each+n+1, chat+1); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	ids(t, resume(t, s, botID))
	for chat := range int64(chats) {
		if load(t, s, chat+1).Topic != "t" {
			t.Errorf("chat %d has no session", chat+1)
		}
	}
}

func turn(ctx context.Context, s store.Store, id, chat int64) error {
	if _, err := s.Add(ctx, []store.Update{update(id, chat)}); err != nil {
		return err
	}
	if _, err := s.Load(ctx, chat); err != nil {
		return err
	}
	return s.Finish(ctx, store.Outcome{Update: id, Chat: chat, Session: &bot.Session{Topic: "t"}})
}

// Opening the place while the first store is still open is what happens after a crash.
func lasts(t *testing.T, p Place) {
	t.Helper()
	c := newClock()
	s := p(c.now)
	resume(t, s, botID)
	add(t, s, update(1, 3), update(2, 3))
	finish(t, s, 1, 3, &bot.Session{Home: "440800"})
	again := p(c.now) // while the first is still open, as after a crash
	ids(t, resume(t, again, botID), 2)
	ids(t, add(t, again, update(1, 3), update(2, 3), update(3, 3)), 3)
	if got := load(t, again, 3).Home; got != "440800" {
		t.Errorf("home is %q", got)
	}
}

func load(t *testing.T, s store.Store, chat int64) bot.Session {
	t.Helper()
	return must(s.Load(t.Context(), chat))(t)
}

func save(t *testing.T, s store.Store, chat int64, session bot.Session) {
	t.Helper()
	check(t, s.Save(t.Context(), chat, session))
}
