package storetest

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
)

const botID = 77

func update(id, chat int64) store.Update {
	return store.Update{ID: id, Chat: chat, Body: fmt.Appendf(nil, `{"update_id":%d}`, id)}
}

// What was added and not handled is there after a restart, its body as it came.
func waiting(t *testing.T, p Place) {
	t.Helper()
	s := p(newClock().now)
	want := []store.Update{update(5, 1), update(6, 2), {ID: 7, Body: []byte(`{}`)}}
	ids(t, add(t, s, want...), 5, 6, 7)
	same(t, want, resume(t, s, botID))
}

// Telegram delivers again what it has no answer for; each number is new once, in whatever order.
func duplicates(t *testing.T, p Place) {
	t.Helper()
	s := p(newClock().now)
	ids(t, add(t, s, update(11, 1), update(11, 1), update(12, 1), update(9, 1)), 11, 12, 9)
	ids(t, add(t, s, update(9, 1), update(12, 1), update(13, 1)), 13)
	finish(t, s, 11, 1, nil)
	ids(t, add(t, s, update(11, 1)))
	ids(t, resume(t, s, botID), 9, 12, 13)
	ids(t, add(t, s))
}

// Handling what was never received is no error: after a lost commit it is tried again.
func handled(t *testing.T, p Place) {
	t.Helper()
	ctx := t.Context()
	s := p(newClock().now)
	add(t, s, update(1, 8), update(2, 8), update(3, 8), update(4, 9))
	finish(t, s, 1, 8, &bot.Session{Topic: "a"})
	finish(t, s, 4, 9, nil)
	finish(t, s, 99, 9, nil) // never received
	ids(t, resume(t, s, botID), 2, 3)
	check(t, s.Discard(ctx, 2, 3, 98))
	check(t, s.Discard(ctx))
	ids(t, resume(t, s, botID))
	if got := load(t, s, 8).Topic; got != "a" {
		t.Errorf("topic of the session is %q", got)
	}
}

// Numbers of another bot's updates mean nothing to this one. Sessions belong to people and stay.
func otherBot(t *testing.T, p Place) {
	t.Helper()
	c := newClock()
	s := p(c.now)
	resume(t, s, botID)
	add(t, s, update(1000, 1), update(1001, 1))
	finish(t, s, 1001, 1, &bot.Session{Home: "510700"})
	ids(t, resume(t, s, botID+1))
	ids(t, add(t, s, update(1001, 1)), 1001)
	ids(t, resume(t, s, botID+1), 1001)
	if load(t, s, 1).Home != "510700" {
		t.Error("the session is gone")
	}
}

// The sweep removes rows, not the knowledge that their numbers were used.
func swept(t *testing.T, p Place) {
	t.Helper()
	c := newClock()
	s := p(c.now)
	add(t, s, update(20, 1), update(21, 1), update(22, 1))
	finish(t, s, 20, 1, nil)
	finish(t, s, 22, 1, nil)
	c.pass(store.SeenTTL - time.Hour)
	add(t, s, update(30, 1)) // never silent for long
	c.pass(2 * time.Hour)
	sweep(t, s)
	ids(t, add(t, s, update(20, 1), update(22, 1), update(30, 1), update(31, 1)), 31)
	ids(t, resume(t, s, botID), 21, 30, 31)
}

// After a week of silence Telegram starts from a random number, which may be a lower one.
func restarted(t *testing.T, p Place) {
	t.Helper()
	c := newClock()
	s := p(c.now)
	add(t, s, update(900, 1), update(901, 1))
	finish(t, s, 900, 1, nil)
	finish(t, s, 901, 1, nil)
	c.pass(store.SeenTTL + time.Hour)
	sweep(t, s)
	c.pass(8 * 24 * time.Hour)
	ids(t, add(t, s, update(17, 1)), 17)
	ids(t, add(t, s, update(17, 1), update(18, 1)), 18)
}

// An update that brings the process down is recognised by its count, which must not go with it.
func tries(t *testing.T, p Place) {
	t.Helper()
	s := p(newClock().now)
	resume(t, s, botID)
	add(t, s, update(1, 1))
	for want := range 3 {
		if got := resume(t, s, botID); len(got) != 1 || got[0].Tries != want {
			t.Fatalf("resumed %+v, want one update with %d tries", got, want)
		}
		check(t, s.Try(t.Context(), 1))
	}
}

// Thumbs are counted by entry; who gave them is not kept, and no session comes of them.
func rated(t *testing.T, p Place) {
	t.Helper()
	s := p(newClock().now)
	for i, f := range []bot.Feedback{{Entry: "b", Helpful: true}, {Entry: "a"}, {Entry: "b"}, {Entry: "b", Helpful: true}} {
		o := store.Outcome{Update: int64(i + 1), Chat: 1, Feedback: &f}
		check(t, s.Finish(t.Context(), o))
	}
	got := must(s.Ratings(t.Context()))(t)
	want := []store.Rating{{Entry: "a", Unhelpful: 1}, {Entry: "b", Helpful: 2, Unhelpful: 1}}
	same(t, want, got)
	if load(t, s, 1).Topic != "" {
		t.Error("a session appeared")
	}
}

func resume(t *testing.T, s store.Store, id int64) []store.Update {
	t.Helper()
	return must(s.Resume(t.Context(), id))(t)
}

func add(t *testing.T, s store.Store, list ...store.Update) []store.Update {
	t.Helper()
	return must(s.Add(t.Context(), list))(t)
}

func finish(t *testing.T, s store.Store, id, chat int64, session *bot.Session) {
	t.Helper()
	check(t, s.Finish(t.Context(), store.Outcome{Update: id, Chat: chat, Session: session}))
}

func sweep(t *testing.T, s store.Store) {
	t.Helper()
	check(t, s.Sweep(t.Context()))
}

func ids(t *testing.T, list []store.Update, want ...int64) {
	t.Helper()
	got := []int64{}
	for _, u := range list {
		got = append(got, u.ID)
	}
	if diff := cmp.Diff(append([]int64{}, want...), got); diff != "" {
		t.Errorf("ids: %s", diff)
	}
}

// How far an answer has got survives the process that began it.
func noted(t *testing.T, p Place) {
	t.Helper()
	s := p(newClock().now)
	resume(t, s, botID)
	add(t, s, update(1, 1), update(2, 2))
	check(t, s.Note(t.Context(), 2, 3))
	if got := resume(t, s, botID); len(got) != 2 || got[0].Steps != 0 || got[1].Steps != 3 {
		t.Errorf("resumed %+v, want 3 steps of the second", got)
	}
}
