package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
)

// One process at a time works on a chat; another one is told at once that there is nothing for it,
// and updates may come in meanwhile.
func claimedOnce(t *testing.T, process func() store.Shared) {
	t.Helper()
	a, b := process(), process()
	add(t, a, update(1, 7), update(2, 7), update(3, 8))
	chats(t, b, 3, 7, 8)
	c := take(t, a, 7, 1)
	none(t, a, 7)
	none(t, b, 7)
	none(t, b, 9)
	put(t, b, 4, 7) // does not wait for the claim
	d := take(t, b, 8, 3)
	done(t, d, "")
	done(t, c, "")
	done(t, take(t, b, 7, 2), "")
	done(t, take(t, a, 7, 4), "")
	none(t, a, 7)
	chats(t, b, 0)
	put(t, b, 5, 7)
	done(t, take(t, b, 7, 5), "")
}

// What arrives in the same second is taken in the order of the numbers, whichever process took it
// in; each task says whether more wait behind it.
func claimedInOrder(t *testing.T, process func() store.Shared) {
	t.Helper()
	a, b := process(), process()
	put(t, a, 12, 7)
	put(t, b, 11, 7)
	put(t, a, 13, 7)
	for _, id := range []int64{11, 12, 13} {
		c := take(t, b, 7, id)
		if more := c.Task().More; more != (id != 13) {
			t.Errorf("update %d: more %v", id, more)
		}
		done(t, c, "")
	}
}

// Others see all that a claim did, or nothing: /forget too takes effect when the claim ends.
func claimedAtomically(t *testing.T, process func() store.Shared) {
	t.Helper()
	a, b := process(), process()
	add(t, a, update(1, 7), update(2, 7))
	c := take(t, a, 7, 1)
	o := store.Outcome{Update: 1, Chat: 7, Session: &bot.Session{Home: "510100"}}
	check(t, c.Finish(t.Context(), o, ""))
	if load(t, b, 7).Home != "510100" {
		t.Error("the session is not kept")
	}
	c = take(t, b, 7, 2)
	if s, err := c.Load(t.Context(), 7); err != nil || s.Home != "510100" {
		t.Errorf("session %+v, %v", s, err)
	}
	check(t, c.Forget(t.Context(), 7))
	if load(t, a, 7).Home == "" {
		t.Error("forgotten before the claim ended")
	}
	check(t, c.Discard(t.Context()))
	if load(t, a, 7).Home != "" {
		t.Error("not forgotten")
	}
	chats(t, a, 0)
	if err := c.Release(t.Context(), store.Progress{}, 0); err != nil {
		t.Errorf("released after the end: %v", err)
	}
}

// Whoever goes on after a wait must know which steps the person has seen: a step is not taken
// twice.
func parked(t *testing.T, process func() store.Shared) {
	t.Helper()
	a, b := process(), process()
	add(t, a, update(1, 7), update(2, 7))
	check(t, take(t, a, 7, 1).Release(t.Context(), store.Progress{Steps: 2, Fails: 3}, 400*time.Millisecond))
	none(t, b, 7)
	chats(t, b, 2)
	time.Sleep(500 * time.Millisecond)
	chats(t, b, 2, 7)
	c := take(t, b, 7, 1)
	same(t, store.Progress{Steps: 2, Fails: 3}, c.Task().Progress)
	done(t, c, "")
	c = take(t, b, 7, 2)
	same(t, store.Progress{}, c.Task().Progress)
	done(t, c, "")
}

// A button pressed twice may reach two processes; what counts is when the first press was
// answered.
func repeated(t *testing.T, process func() store.Shared) {
	t.Helper()
	a, b := process(), process()
	for id, step := range []struct{ seen, answered string }{{"", "press 1"}, {"press 1", "press 1"}, {"press 1", ""}, {"", ""}} {
		put(t, a, int64(id)+1, 7)
		c := take(t, b, 7, int64(id)+1)
		if got := c.Task().Repeat; got != step.seen {
			t.Errorf("step %d: repeat %q, want %q", id, got, step.seen)
		}
		done(t, c, step.answered)
		a, b = b, a
	}
	put(t, a, 10, 7)
	done(t, take(t, a, 7, 10), "press 2")
	time.Sleep(store.RepeatTTL + 100*time.Millisecond)
	put(t, a, 11, 7)
	c := take(t, b, 7, 11)
	if got := c.Task().Repeat; got != "" {
		t.Errorf("repeat %q after a while", got)
	}
	done(t, c, "")
}

// The bot's own updates are claimed like those that people send.
func claimedEvents(t *testing.T, process func() store.Shared) {
	t.Helper()
	a, b := process(), process()
	put(t, a, 1, 7)
	at := newClock().t
	o := store.Outcome{Update: 1, Chat: 7, Rescheduled: true, Session: &bot.Session{Reminders: []bot.Reminder{{ID: "x", At: at}}}}
	check(t, take(t, a, 7, 1).Finish(t.Context(), o, ""))
	rung := ring(t, b, 10)
	if len(rung) != 1 {
		t.Fatalf("rung %v", rung)
	}
	chats(t, a, 1, 7)
	done(t, take(t, a, 7, rung[0].ID), "")
}

// The mark of a repetition names a message of the chat, so it is forgotten with the rest.
func claimedForget(t *testing.T, process func() store.Shared) {
	t.Helper()
	a := process()
	put(t, a, 1, 7)
	save(t, a, 7, example())
	c := take(t, a, 7, 1)
	check(t, c.Forget(t.Context(), 7))
	done(t, c, "press 5 forget")
	put(t, a, 2, 7)
	if got := take(t, a, 7, 2).Task().Repeat; got != "" || load(t, a, 7).Home != "" {
		t.Errorf("repeat %q, home %q", got, load(t, a, 7).Home)
	}
}

func claim(t *testing.T, s store.Shared, chat int64) store.Claim {
	t.Helper()
	c, err := s.Claim(t.Context(), chat)
	if err != nil {
		t.Fatal(err)
	}
	if c != nil {
		t.Cleanup(func() { _ = c.Release(context.Background(), store.Progress{}, 0) }) // or closing waits for it
	}
	return c
}

func take(t *testing.T, s store.Shared, chat, want int64) store.Claim {
	t.Helper()
	c := claim(t, s, chat)
	if c == nil {
		t.Fatalf("chat %d not claimed", chat)
	}
	if got := c.Task(); got.ID != want || got.Chat != chat {
		t.Fatalf("claimed update %d of chat %d, want %d of %d", got.ID, got.Chat, want, chat)
	}
	return c
}

func none(t *testing.T, s store.Shared, chat int64) {
	t.Helper()
	if c := claim(t, s, chat); c != nil {
		t.Errorf("chat %d claimed: %+v", chat, c.Task())
	}
}

func done(t *testing.T, c store.Claim, repeat string) {
	t.Helper()
	check(t, c.Finish(t.Context(), store.Outcome{Update: c.Task().ID, Chat: c.Task().Chat}, repeat))
}
