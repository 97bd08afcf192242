package telegram_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
	"github.com/yibaowenwen/yibao/bot/store/sqlite"
	"github.com/yibaowenwen/yibao/bot/telegram"
)

// A clock that a test sets.
type clock struct{ at atomic.Int64 }

func (c *clock) now() time.Time  { return time.Unix(c.at.Load(), 0) }
func (c *clock) set(t time.Time) { c.at.Store(t.Unix()) }

var morning = time.Date(2026, 10, 13, 9, 0, 0, 0, time.FixedZone("CST", 8*60*60))

// A keeper remembers one thing for everyone who says so, and watches what it has answered.
type keeper struct {
	edition atomic.Int64
	broken  atomic.Bool
	mu      sync.Mutex
	heard   []bot.Message
}

func (k *keeper) Reply(_ context.Context, m bot.Message) (bot.Reply, error) {
	k.mu.Lock()
	k.heard = append(k.heard, m)
	k.mu.Unlock()
	r := bot.Reply{Session: m.Session, Lines: []bot.Line{{Kind: bot.Plain, Text: "好"}}}
	switch {
	case m.Due != "" && k.broken.Load():
		panic("broken")
	case m.Due != "":
		r.Lines[0].Text = "到期 " + m.Due
		left := len(r.Session.Reminders)
		r.Session.Reminders = slices.DeleteFunc(slices.Clone(r.Session.Reminders), func(x bot.Reminder) bool { return x.ID == m.Due })
		r.Rescheduled = true
		if left == len(r.Session.Reminders) {
			r.Lines = nil
		}
	case m.Changed != nil:
		r.Lines[0].Text = fmt.Sprintf("变化 %v → %v", m.Changed.Lines, m.Changed.Now)
	case m.Text == "提醒我":
		r.Session.Reminders = []bot.Reminder{{ID: "x", Kind: "balance", At: morning}}
		r.Rescheduled = true
	case m.Text == "通知我":
		r.Session.Notify = true
		r.Given = &bot.Given{Entry: "e", Lines: []string{"第 0 版"}}
	}
	return r, nil
}

func (k *keeper) Again(bot.Given, time.Time) []string {
	return []string{fmt.Sprintf("第 %d 版", k.edition.Load())}
}

func (k *keeper) Edition() int64 { return k.edition.Load() }

// events waits until the keeper has heard of n events.
func (k *keeper) events(t *testing.T, n int) []bot.Message {
	t.Helper()
	var list []bot.Message
	looks := 1500
	if n == 0 { // and then it is still
		looks = 30
	}
	for range looks {
		list = nil
		k.mu.Lock()
		for _, m := range k.heard {
			if m.Due != "" || m.Changed != nil {
				list = append(list, m)
			}
		}
		k.mu.Unlock()
		if len(list) >= n && n > 0 {
			break
		}
		time.Sleep(2 * time.Millisecond)
		if n == 0 && len(list) > 0 {
			break
		}
	}
	if len(list) != n {
		t.Fatalf("%d events, want %d: %+v", len(list), n, list)
	}
	return list
}

// remembering is a world whose clock stands a day before a reminder.
func remembering(t *testing.T) (*world, *clock, *keeper) {
	t.Helper()
	w := newWorld(t)
	c := &clock{}
	c.set(morning.AddDate(0, 0, -1))
	db, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "later.db"), c.now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	w.db = db
	return w, c, &keeper{}
}

func (w *world) keep(k *keeper, c *clock) (stop func() error) {
	w.t.Helper()
	return w.start(nil, func(o *telegram.Options) { o.Brain, o.Now, o.EventsEvery = k, c.now, 2*time.Millisecond })
}

func TestReminderComesOnceAndInItsTime(t *testing.T) {
	w, c, k := remembering(t)
	stop := w.keep(k, c)
	w.Say(7, "提醒我")
	w.answers(7, 1)
	w.settled("answered", 1)
	k.events(t, 0)
	if err := stop(); err != nil { // it survives a restart
		t.Fatal(err)
	}
	c.set(morning.Add(-time.Second))
	stop = w.keep(k, c)
	k.events(t, 0)
	c.set(morning)
	if got := w.answers(7, 2)[1].Text; got != "到期 x" {
		t.Errorf("answer %q", got)
	}
	w.settled("answered", 2)
	c.set(morning.Add(time.Hour))
	time.Sleep(50 * time.Millisecond)
	k.events(t, 1)
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	w.keep(k, c)
	time.Sleep(50 * time.Millisecond)
	w.answers(7, 2)
}

// When a reminder fails, nobody gets an apology for something they did not ask.
func TestFailedReminderSaysNothing(t *testing.T) {
	w, c, k := remembering(t)
	w.keep(k, c)
	w.Say(7, "提醒我")
	w.answers(7, 1)
	w.settled("answered", 1)
	k.broken.Store(true)
	c.set(morning)
	w.settled("failed", 1)
	w.answers(7, 1)
	if !strings.Contains(w.log.String(), "panic") {
		t.Error("not logged")
	}
}

func TestNoReminderAtNight(t *testing.T) {
	w, c, k := remembering(t)
	stop := w.keep(k, c)
	w.Say(7, "提醒我")
	w.answers(7, 1)
	w.settled("answered", 1)
	if err := stop(); err != nil { // and the bot is down the whole day
		t.Fatal(err)
	}
	c.set(morning.Add(13 * time.Hour)) // 22:00
	w.keep(k, c)
	k.events(t, 0)
	c.set(morning.Add(22*time.Hour + 59*time.Minute)) // 07:59
	k.events(t, 0)
	c.set(morning.Add(23 * time.Hour)) // 08:00
	w.answers(7, 2)
}

func TestCancelledReminderStaysAway(t *testing.T) {
	w, c, k := remembering(t)
	w.keep(k, c)
	w.Say(7, "提醒我")
	w.answers(7, 1)
	w.settled("answered", 1)
	if err := w.db.Forget(t.Context(), 7); err != nil {
		t.Fatal(err)
	}
	c.set(morning.Add(time.Minute))
	k.events(t, 0)
}

// Who has blocked the bot is not reminded again and again.
func TestBlockedEndsReminders(t *testing.T) {
	w, c, k := remembering(t)
	w.keep(k, c)
	w.Say(7, "提醒我")
	w.answers(7, 1)
	w.Say(7, "通知我")
	w.answers(7, 2)
	w.settled("answered", 2)
	s := w.session(7)
	s.Reminders = append(s.Reminders, bot.Reminder{ID: "y", Kind: "balance", At: morning.AddDate(0, 0, 7)})
	if err := w.db.Finish(t.Context(), store.Outcome{Chat: 7, Session: &s, Rescheduled: true}); err != nil {
		t.Fatal(err)
	}
	w.Block(7)
	c.set(morning)
	w.settled("blocked", 1)
	if s := w.session(7); len(s.Reminders) != 0 || s.Notify {
		t.Errorf("session %+v", s)
	}
	k.edition.Add(1)
	c.set(morning.AddDate(0, 0, 8))
	time.Sleep(50 * time.Millisecond)
	k.events(t, 1)
}

func TestNoticeOnceForEachChange(t *testing.T) {
	w, c, k := remembering(t)
	stop := w.keep(k, c)
	w.Say(7, "通知我")
	w.answers(7, 1)
	w.Say(8, "你好")
	w.answers(8, 1)
	w.settled("answered", 2)
	k.events(t, 0)
	k.edition.Store(1)
	if got := w.answers(7, 2)[1].Text; got != "变化 [第 0 版] → [第 1 版]" {
		t.Errorf("notice %q", got)
	}
	w.settled("answered", 3)
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	k.edition.Store(2) // while the bot is down
	stop = w.keep(k, c)
	if got := w.answers(7, 3)[2].Text; got != "变化 [第 1 版] → [第 2 版]" {
		t.Errorf("notice %q", got)
	}
	w.settled("answered", 4)
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	w.keep(k, c)
	time.Sleep(50 * time.Millisecond)
	w.answers(7, 3)
	w.answers(8, 1)
}

// Rules begin and end by date: without any new knowledge the answers are compared once a day.
func TestAnswersAreComparedEveryDay(t *testing.T) {
	w, c, _ := remembering(t)
	k := &daily{clock: c}
	w.start(nil, func(o *telegram.Options) { o.Brain, o.Now, o.EventsEvery = k, c.now, 2*time.Millisecond })
	w.Say(7, "通知我")
	w.answers(7, 1)
	w.settled("answered", 1)
	c.set(c.now().Add(24 * time.Hour))
	w.answers(7, 2)
}

type daily struct {
	keeper
	clock *clock
}

func (d *daily) Reply(ctx context.Context, m bot.Message) (bot.Reply, error) {
	r, err := d.keeper.Reply(ctx, m)
	if r.Given != nil {
		r.Given.Lines = d.Again(bot.Given{}, m.Now)
	}
	return r, err
}

func (d *daily) Again(_ bot.Given, now time.Time) []string { return []string{store.Day(now)} }

// Nobody can send our own events: not by a number below zero, and not by their form.
func TestEventsCannotBeForged(t *testing.T) {
	w, c, k := remembering(t)
	w.keep(k, c)
	w.Say(7, "提醒我")
	w.answers(7, 1)
	for _, body := range []string{
		`{"update_id":-1,"due":"x","message":{"message_id":1,"date":1,"chat":{"id":7,"type":"private"},"text":"假"}}`,
		`{"update_id":-9223372036854775808,"due":"x"}`,
		`{"due":"x","changed":{"entry":"e"}}`,
	} {
		_ = w.Push([]byte(body))
	}
	w.Say(7, "真")
	w.answers(7, 2)
	k.events(t, 0)
	if strings.Contains(w.log.String(), "panic") {
		t.Error(w.log)
	}
}
