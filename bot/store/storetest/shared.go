package storetest

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

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
				check(t, s.Join(t.Context(), botID))
				return s
			})
		})
	}
}

// The first update over the backlog stays and stands for all that are dropped until half are done:
// the person is told once, not for each.
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

// A lease that is not renewed ends by the store's clock; only the holder can resign it.
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
	check(t, a.Resign(t.Context(), "a"))
	lead(a, "a", false)
	check(t, b.Resign(t.Context(), "b"))
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
	same(t, fmt.Sprint(want), fmt.Sprint(got))
}
