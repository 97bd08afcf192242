package storetest

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
)

// RunShared runs the tests of a store that serves several processes. Opening a place again
// is one more process.
func RunShared(t *testing.T, place func(t *testing.T) Place) {
	t.Helper()
	tests := []struct {
		name string
		test func(t *testing.T, p func() store.Shared)
	}{
		{"a chat is claimed by one at a time", claimedOnce},
		{"updates are claimed in their order", claimedInOrder},
		{"what a claim did is seen when it ends", claimedAtomically},
		{"a parked chat waits, and keeps how far it got", parked},
		{"a repetition is known everywhere", repeated},
		{"a flood is told once and then dropped", floods},
		{"events can be claimed", claimedEvents},
		{"forgetting leaves nothing", claimedForget},
		{"two processes answer everything once", twoProcesses},
		{"one leads", leads},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, c := place(t), newClock()
			tt.test(t, func() store.Shared {
				s, ok := p(c.now).(store.Shared)
				if !ok {
					t.Fatal("the store cannot be shared")
				}
				if err := s.Join(t.Context(), botID); err != nil {
					t.Fatal(err)
				}
				return s
			})
		})
	}
}

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

func claimedAtomically(t *testing.T, process func() store.Shared) {
	t.Helper()
	a, b := process(), process()
	add(t, a, update(1, 7), update(2, 7))
	c := take(t, a, 7, 1)
	o := store.Outcome{Update: 1, Chat: 7, Session: &bot.Session{Home: "510100"}}
	if err := c.Finish(t.Context(), o, ""); err != nil {
		t.Fatal(err)
	}
	if load(t, b, 7).Home != "510100" {
		t.Error("the session is not kept")
	}
	c = take(t, b, 7, 2)
	if s, err := c.Load(t.Context(), 7); err != nil || s.Home != "510100" {
		t.Errorf("session %+v, %v", s, err)
	}
	if err := c.Forget(t.Context(), 7); err != nil {
		t.Fatal(err)
	}
	if load(t, a, 7).Home == "" {
		t.Error("forgotten before the claim ended")
	}
	if err := c.Discard(t.Context()); err != nil {
		t.Fatal(err)
	}
	if load(t, a, 7).Home != "" {
		t.Error("not forgotten")
	}
	chats(t, a, 0)
	if err := c.Release(t.Context(), store.Progress{}, 0); err != nil {
		t.Errorf("released after the end: %v", err)
	}
}

func parked(t *testing.T, process func() store.Shared) {
	t.Helper()
	a, b := process(), process()
	add(t, a, update(1, 7), update(2, 7))
	if err := take(t, a, 7, 1).Release(t.Context(), store.Progress{Steps: 2, Fails: 3}, 400*time.Millisecond); err != nil {
		t.Fatal(err)
	}
	none(t, b, 7)
	chats(t, b, 2)
	time.Sleep(500 * time.Millisecond)
	chats(t, b, 2, 7)
	c := take(t, b, 7, 1)
	if diff := cmp.Diff(store.Progress{Steps: 2, Fails: 3}, c.Task().Progress); diff != "" {
		t.Error(diff)
	}
	done(t, c, "")
	c = take(t, b, 7, 2)
	if diff := cmp.Diff(store.Progress{}, c.Task().Progress); diff != "" {
		t.Error(diff)
	}
	done(t, c, "")
}

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

func floods(t *testing.T, process func() store.Shared) {
	t.Helper()
	const backlog = 4
	a, b := process(), process()
	next := int64(0)
	pour := func(n int) (stayed, dropped int) {
		t.Helper()
		for range n {
			next++
			fresh, gone, err := a.Put(t.Context(), []store.Update{update(next, 7)}, backlog)
			if err != nil {
				t.Fatal(err)
			}
			stayed, dropped = stayed+len(fresh), dropped+gone
			a, b = b, a
		}
		return stayed, dropped
	}
	answer := func(flood bool) {
		t.Helper()
		c := claim(t, b, 7)
		if c == nil || c.Task().Flood != flood {
			t.Fatalf("claim %+v, want a flood %v", c, flood)
		}
		done(t, c, "")
	}
	if stayed, dropped := pour(10); stayed != 5 || dropped != 5 {
		t.Fatalf("%d stayed, %d dropped", stayed, dropped)
	}
	put(t, a, 1000, 8)
	done(t, take(t, b, 8, 1000), "")
	answer(false)
	if stayed, _ := pour(2); stayed != 0 {
		t.Error("kept before half of them were done")
	}
	answer(false)
	answer(false)
	if stayed, _ := pour(1); stayed != 1 {
		t.Error("dropped when half of them were done")
	}
	answer(false)
	answer(true)
	answer(false)
	none(t, a, 7)
	all := []store.Update{}
	for n := range int64(8) {
		all = append(all, update(2000+n, 7))
	}
	if fresh, dropped, err := a.Put(t.Context(), all, backlog); err != nil || len(fresh) != 5 || dropped != 3 {
		t.Errorf("all at once: %d stayed, %d dropped, %v", len(fresh), dropped, err)
	}
}

func claimedEvents(t *testing.T, process func() store.Shared) {
	t.Helper()
	a, b := process(), process()
	put(t, a, 1, 7)
	at := newClock().t
	o := store.Outcome{Update: 1, Chat: 7, Rescheduled: true, Session: &bot.Session{Reminders: []bot.Reminder{{ID: "x", At: at}}}}
	if err := take(t, a, 7, 1).Finish(t.Context(), o, ""); err != nil {
		t.Fatal(err)
	}
	rung := ring(t, b, 10)
	if len(rung) != 1 {
		t.Fatalf("rung %v", rung)
	}
	chats(t, a, 1, 7)
	done(t, take(t, a, 7, rung[0].ID), "")
}

func claimedForget(t *testing.T, process func() store.Shared) {
	t.Helper()
	a := process()
	put(t, a, 1, 7)
	save(t, a, 7, example())
	c := take(t, a, 7, 1)
	if err := c.Forget(t.Context(), 7); err != nil {
		t.Fatal(err)
	}
	done(t, c, "press 5 forget")
	put(t, a, 2, 7)
	if got := take(t, a, 7, 2).Task().Repeat; got != "" || load(t, a, 7).Home != "" {
		t.Errorf("repeat %q, home %q", got, load(t, a, 7).Home)
	}
}

// Each process receives half of the updates and works on whatever it finds, several at once.
func twoProcesses(t *testing.T, process func() store.Shared) {
	t.Helper()
	const workers = 4
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
	defer cancel()
	w := &crew{t: t, got: map[int64][]int64{}, busy: map[int64]bool{}}
	var all sync.WaitGroup
	processes := []store.Shared{process(), process()}
	for i, s := range processes {
		all.Go(func() { w.fill(ctx, s, i) })
		for range workers {
			all.Go(func() { w.work(ctx, s) })
		}
	}
	all.Wait()
	for chat := range int64(crewChats) {
		if len(w.got[chat+1]) != crewEach || len(load(t, processes[0], chat+1).Topic) != crewEach {
			t.Errorf("chat %d: %v, session %q", chat+1, w.got[chat+1], load(t, processes[0], chat+1).Topic)
		}
	}
}

const crewChats, crewEach = 12, 15

// A crew is what workers of several processes have done together.
type crew struct {
	t    *testing.T
	mu   sync.Mutex
	got  map[int64][]int64
	busy map[int64]bool
	n    int
}

// fill puts every second update of each chat.
func (w *crew) fill(ctx context.Context, s store.Shared, part int) {
	for n := part; n < crewEach; n += 2 {
		for chat := range crewChats {
			u := update(int64(n*crewChats+chat+1), int64(chat+1))
			if _, _, err := s.Put(ctx, []store.Update{u}, 100); err != nil {
				w.t.Error(err)
			}
		}
	}
}

func (w *crew) work(ctx context.Context, s store.Shared) {
	for !w.done() && ctx.Err() == nil {
		list, _, err := s.Waiting(ctx, 100)
		if err != nil {
			w.t.Error(err)
			return
		}
		for _, chat := range list {
			if err := w.turn(ctx, s, chat); err != nil {
				w.t.Error(err)
				return
			}
		}
	}
}

func (w *crew) turn(ctx context.Context, s store.Shared, chat int64) error {
	c, err := s.Claim(ctx, chat)
	if err != nil || c == nil {
		return err
	}
	w.begin(chat)
	session, err := c.Load(ctx, chat)
	if err != nil {
		return err
	}
	session.Topic += "+"
	w.end(chat, c.Task().ID)
	return c.Finish(ctx, store.Outcome{Update: c.Task().ID, Chat: chat, Session: &session}, "")
}

func (w *crew) begin(chat int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.busy[chat] {
		w.t.Errorf("two at chat %d", chat)
	}
	w.busy[chat] = true
}

func (w *crew) end(chat, id int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.busy[chat] = false
	w.got[chat] = append(w.got[chat], id)
	w.n++
}

func (w *crew) done() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.n == crewChats*crewEach
}

func leads(t *testing.T, process func() store.Shared) {
	t.Helper()
	a, b := process(), process()
	lead := func(s store.Shared, who string, want bool) {
		t.Helper()
		got, err := s.Lead(t.Context(), who, 500*time.Millisecond)
		if err != nil || got != want {
			t.Errorf("%s leads: %v, %v", who, got, err)
		}
	}
	lead(a, "a", true)
	lead(b, "b", false)
	lead(a, "a", true)
	time.Sleep(600 * time.Millisecond)
	lead(b, "b", true)
	lead(a, "a", false)
	if err := a.Resign(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	lead(a, "a", false)
	if err := b.Resign(t.Context(), "b"); err != nil {
		t.Fatal(err)
	}
	lead(a, "a", true)
}

func put(t *testing.T, s store.Shared, id, chat int64) {
	t.Helper()
	fresh, dropped, err := s.Put(t.Context(), []store.Update{update(id, chat)}, 100)
	if err != nil || dropped != 0 {
		t.Fatal(dropped, err)
	}
	ids(t, fresh, id)
}

func chats(t *testing.T, s store.Shared, total int, want ...int64) {
	t.Helper()
	got, n, err := s.Waiting(t.Context(), 10)
	if err != nil || n != total {
		t.Errorf("%d wait, want %d; %v", n, total, err)
	}
	if diff := cmp.Diff(fmt.Sprint(want), fmt.Sprint(got)); diff != "" {
		t.Error(diff)
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
	if err := c.Finish(t.Context(), store.Outcome{Update: c.Task().ID, Chat: c.Task().Chat}, repeat); err != nil {
		t.Fatal(err)
	}
}
