package storetest

import (
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
)

// remind finishes an update of a chat with reminders that are due after so many hours.
func remind(t *testing.T, s store.Store, c *clock, id, chat int64, hours map[string]int) {
	t.Helper()
	var session bot.Session
	for ref, h := range hours {
		session.Reminders = append(session.Reminders, bot.Reminder{ID: ref, At: c.t.Add(time.Duration(h) * time.Hour)})
	}
	check(t, s.Finish(t.Context(), store.Outcome{Update: id, Chat: chat, Session: &session, Rescheduled: true}))
}

func ring(t *testing.T, s store.Store, limit int) []store.Update {
	t.Helper()
	return must(s.Ring(t.Context(), limit))(t)
}

func due(chat, id int64, ref string) store.Update {
	return store.Update{ID: id, Chat: chat, Body: []byte(`{"due":"` + ref + `"}`)}
}

// Reminders leave in the order in which they fell due, those of a time when the bot was down too.
func rung(t *testing.T, p Place) {
	t.Helper()
	c := newClock()
	s := p(c.now)
	remind(t, s, c, 1, 5, map[string]int{"b": 3, "a": 1})
	remind(t, s, c, 2, 6, map[string]int{"a": 2, "late": -1, "never": 1000})
	same(t, []store.Update{due(6, -1, "late")}, ring(t, s, 10))
	c.pass(4 * time.Hour)
	if got := ring(t, s, 0); len(got) != 0 {
		t.Errorf("rang %d of none", len(got))
	}
	want := []store.Update{due(5, -2, "a"), due(6, -3, "a"), due(5, -4, "b")}
	same(t, want[:2], ring(t, s, 2))
	same(t, want[2:], ring(t, s, 2))
	if got := ring(t, s, 2); len(got) != 0 {
		t.Errorf("rang again: %d", len(got))
	}
	ids(t, resume(t, s, botID), -1, -2, -3, -4)
}

// However many processes look at once, nobody is reminded twice and no number is used twice.
func rungOnce(t *testing.T, p Place) {
	t.Helper()
	const chats, processes = 300, 8
	c := newClock()
	s := p(c.now)
	for chat := range int64(chats) {
		remind(t, s, c, chat+1, chat+1, map[string]int{"a": 0})
	}
	var mu sync.Mutex
	seen, numbers := map[int64]int{}, map[int64]bool{}
	var all sync.WaitGroup
	for range processes {
		all.Go(func() {
			for range chats {
				list, err := s.Ring(t.Context(), 7)
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				for _, u := range list {
					seen[u.Chat]++
					numbers[u.ID] = true
				}
				enough := len(seen) == chats
				mu.Unlock()
				if enough {
					return
				}
			}
		})
	}
	all.Wait()
	for chat := range int64(chats) {
		if seen[chat+1] != 1 {
			t.Errorf("chat %d was reminded %d times", chat+1, seen[chat+1])
		}
	}
	if len(numbers) != chats || len(resume(t, s, botID)) != chats {
		t.Errorf("%d numbers, %d waiting", len(numbers), len(resume(t, s, botID)))
	}
}

// A session that was read before a reminder rang still holds it; saving it must not ring again.
func rescheduled(t *testing.T, p Place) {
	t.Helper()
	c := newClock()
	s := p(c.now)
	remind(t, s, c, 1, 5, map[string]int{"cancelled": 1, "moved": 1, "kept": 1})
	remind(t, s, c, 2, 6, map[string]int{"kept": 1})
	remind(t, s, c, 3, 5, map[string]int{"moved": 9, "kept": 1})
	c.pass(2 * time.Hour)
	first := ring(t, s, 10)
	if diff := cmp.Diff([]store.Update{due(5, -1, "kept"), due(6, -2, "kept")}, first); diff != "" {
		t.Fatal(diff)
	}
	// A message came before the reminder was said: the session still holds it.
	remind(t, s, c, 4, 5, map[string]int{"moved": 7, "kept": -1})
	if got := ring(t, s, 10); len(got) != 0 {
		t.Errorf("rang again while it waited: %d", len(got))
	}
	finish(t, s, 5, 5, &bot.Session{Topic: "t"}) // says nothing of reminders
	c.pass(8 * time.Hour)
	same(t, []store.Update{due(5, -3, "moved")}, ring(t, s, 10))
}

// Answering a reminder may set one of the same name for later.
func snoozed(t *testing.T, p Place) {
	t.Helper()
	c := newClock()
	s := p(c.now)
	remind(t, s, c, 1, 5, map[string]int{"a": 0})
	ids(t, ring(t, s, 10), -1)
	remind(t, s, c, -1, 5, map[string]int{"a": 1})
	ids(t, resume(t, s, botID))
	c.pass(time.Hour)
	ids(t, ring(t, s, 10), -2)
}

// A reminder may be set for years ahead: its session outlives the usual time, and nobody else's
// does.
func patient(t *testing.T, p Place) {
	t.Helper()
	c := newClock()
	s := p(c.now)
	const years = 2 * 365 * 24
	remind(t, s, c, 1, 5, map[string]int{"a": years})
	save(t, s, 6, bot.Session{Topic: "t"})
	c.pass(years * time.Hour)
	sweep(t, s)
	ids(t, ring(t, s, 10), -1)
	c.pass(3 * 24 * time.Hour) // down for a while
	sweep(t, s)
	if got := load(t, s, 5).Reminders; len(got) != 1 {
		t.Errorf("the session has %d reminders", len(got))
	}
	remind(t, s, c, -1, 5, nil)
	c.pass(store.SessionTTL - time.Hour)
	save(t, s, 7, bot.Session{Topic: "t"})
	if load(t, s, 6).Topic != "" || load(t, s, 7).Topic == "" {
		t.Error("the others did not expire in time")
	}
}

// Events stand in the inbox in their order of arrival, though their numbers run the other way.
func mixed(t *testing.T, p Place) {
	t.Helper()
	c := newClock()
	s := p(c.now)
	remind(t, s, c, 1, 5, map[string]int{"a": 1, "b": 2, "c": 3})
	c.pass(time.Hour)
	ring(t, s, 10)
	c.pass(time.Hour)
	add(t, s, update(40, 5))
	c.pass(time.Hour)
	ring(t, s, 10)
	c.pass(time.Hour)
	add(t, s, update(7, 5)) // numbers start again
	ids(t, resume(t, s, botID), -1, 40, -2, -3, 7)
	check(t, s.Try(t.Context(), -2))
	if got := resume(t, s, botID)[2].Tries; got != 1 {
		t.Errorf("%d tries", got)
	}
	check(t, s.Discard(t.Context(), -1, 40))
	ids(t, resume(t, s, botID), -2, -3, 7)
}

// The marks by which duplicates are known must not move for events.
func numbered(t *testing.T, p Place) {
	t.Helper()
	c := newClock()
	s := p(c.now)
	add(t, s, update(10, 5), update(12, 5))
	remind(t, s, c, 10, 5, map[string]int{"a": 0, "b": 30})
	ids(t, ring(t, s, 10), -1)
	finish(t, s, -1, 5, nil)
	finish(t, s, 12, 5, nil)
	c.pass(store.SeenTTL - time.Hour)
	ids(t, add(t, s, update(11, 5)), 11)
	c.pass(2 * time.Hour)
	ids(t, ring(t, s, 10), -2)
	finish(t, s, -2, 5, nil)
	sweep(t, s) // the rows of -1, 10 and 12 go
	ids(t, add(t, s, update(12, 5), update(11, 5), update(13, 5)), 13)
	c.pass(10 * 24 * time.Hour) // reminders do not break the silence
	remind(t, s, c, -2, 5, map[string]int{"a": 0})
	ids(t, ring(t, s, 10), -3)
	ids(t, add(t, s, update(3, 5)), 3)
	resume(t, s, botID)
	ids(t, resume(t, s, botID+1), -3) // another bot's messages go, its reminders stay
	remind(t, s, c, -3, 5, map[string]int{"a": 0})
	ids(t, ring(t, s, 10), -4)
}
