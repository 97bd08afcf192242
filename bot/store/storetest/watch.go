package storetest

import (
	"encoding/json"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
)

// give finishes an update of a chat with an answer to be watched.
func give(t *testing.T, s store.Store, id, chat int64, g bot.Given) {
	t.Helper()
	o := store.Outcome{Update: id, Chat: chat, Session: &bot.Session{Notify: true}, Given: &g}
	check(t, s.Finish(t.Context(), o))
}

func watches(t *testing.T, s store.Store, after int64, limit int) []store.Watch {
	t.Helper()
	return must(s.Watched(t.Context(), after, limit))(t)
}

func duration(city string, lines ...string) bot.Given {
	return bot.Given{Entry: "transfer.duration", Places: bot.Places{Said: []string{city}, To: city}, Insured: "employee", Lines: lines}
}

// There is one watch for each chat, entry and places: the newest answer.
func watched(t *testing.T, p Place) {
	t.Helper()
	s := p(newClock().now)
	if got := watches(t, s, 0, 10); len(got) != 0 {
		t.Errorf("%d watches in an empty store", len(got))
	}
	give(t, s, 1, 5, duration("510100", "旧的"))
	give(t, s, 2, 6, duration("510100", "一句", "两句"))
	give(t, s, 3, 5, duration("440300"))
	give(t, s, 4, 5, duration("510100", "新的"))
	got := watches(t, s, 0, 10)
	for i := range got {
		if i > 0 && got[i].ID <= got[i-1].ID {
			t.Errorf("ids %d, %d", got[i-1].ID, got[i].ID)
		}
	}
	want := []store.Watch{
		{Chat: 5, Given: duration("510100", "新的")},
		{Chat: 6, Given: duration("510100", "一句", "两句")},
		{Chat: 5, Given: duration("440300", []string{}...)},
	}
	want[2].Lines = []string{}
	if diff := cmp.Diff(want, got, cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".ID" }, cmp.Ignore())); diff != "" {
		t.Fatal(diff)
	}
	same(t, got[1:2], watches(t, s, got[0].ID, 1))
}

// A change is told once though many processes find it, and the new lines are what is compared
// next.
func corrected(t *testing.T, p Place) {
	t.Helper()
	s := p(newClock().now)
	g := duration("510100", "15 个工作日", "<b>&")
	g.Places.Said = []string{}
	give(t, s, 1, 5, g)
	w := watches(t, s, 0, 1)[0]
	notice := correctAtOnce(t, s, w)
	left := resume(t, s, botID)
	if diff := cmp.Diff([]store.Update{notice}, left); diff != "" || notice.ID >= 0 || notice.Chat != 5 {
		t.Errorf("notice %d of chat %d: %s", notice.ID, notice.Chat, diff)
	}
	var e store.Event
	check(t, json.Unmarshal(notice.Body, &e))
	want := store.Event{Changed: &bot.Change{Given: w.Given, Now: []string{"10 个工作日"}}}
	same(t, want, e)
	again := watches(t, s, 0, 10)
	if len(again) != 1 || len(again[0].Lines) != 1 || again[0].Lines[0] != "10 个工作日" {
		t.Errorf("watched now: %+v", again)
	}
	if _, ok, err := s.Correct(t.Context(), again[0], nil); !ok || err != nil {
		t.Errorf("a second change: %v %v", ok, err)
	}
	ids(t, resume(t, s, botID), notice.ID, notice.ID-1)
}

// correctAtOnce corrects one answer from many processes and returns the one notice.
func correctAtOnce(t *testing.T, s store.Store, w store.Watch) (notice store.Update) {
	t.Helper()
	var told atomic.Int32
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			u, ok, err := s.Correct(t.Context(), w, []string{"10 个工作日"})
			if err != nil {
				t.Error(err)
			}
			if ok && told.Add(1) == 1 {
				notice = u
			}
		})
	}
	all.Wait()
	if n := told.Load(); n != 1 {
		t.Fatalf("told %d times", n)
	}
	return notice
}

// Who wants no notices is watched no more, and neither is an answer older than its time.
func unwatched(t *testing.T, p Place) {
	t.Helper()
	c := newClock()
	s := p(c.now)
	give(t, s, 1, 5, duration("510100"))
	give(t, s, 2, 6, duration("510100"))
	w := watches(t, s, 0, 1)[0]
	save(t, s, 5, bot.Session{}) // wants no more notices
	if got := watches(t, s, 0, 10); len(got) != 1 || got[0].Chat != 6 {
		t.Errorf("watched: %+v", got)
	}
	if _, ok, err := s.Correct(t.Context(), w, []string{"x"}); ok || err != nil {
		t.Errorf("corrected what is not watched: %v %v", ok, err)
	}
	c.pass(store.GivenTTL - time.Hour)
	sweep(t, s)
	if len(watches(t, s, 0, 10)) != 1 || !load(t, s, 6).Notify {
		t.Error("ended too early")
	}
	c.pass(2 * time.Hour)
	sweep(t, s)
	if len(watches(t, s, 0, 10)) != 0 || load(t, s, 6).Notify {
		t.Error("does not end")
	}
}

// Of one chat the newest answers are watched; another chat loses nothing by it.
func watchedLately(t *testing.T, p Place) {
	t.Helper()
	c := newClock()
	s := p(c.now)
	give(t, s, 1, 6, duration("510100"))
	for i := range store.WatchesPerChat + 3 {
		c.pass(time.Second)
		give(t, s, int64(i+2), 5, duration(fmt.Sprint(100000+i)))
	}
	got := watches(t, s, 0, 1000)
	if len(got) != store.WatchesPerChat+1 || got[0].Chat != 6 || got[1].Places.To != "100003" {
		t.Errorf("%d watched, the first are %+v", len(got), got[:2])
	}
}
