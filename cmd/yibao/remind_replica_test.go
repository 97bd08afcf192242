package main

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot/demo"
	"github.com/yibaowenwen/yibao/bot/store/postgres"
	"github.com/yibaowenwen/yibao/bot/store/postgres/pgtest"
)

// TestReplicasRemind lets three processes with one PostgreSQL look for the same reminders,
// while other chats ask. The first reminder comes to each chat while all of them live: exactly
// once. While the second comes, the process that has found most is killed (kill -9): none is
// lost, and only what it was sending may come twice. It prints what became of them:
//
//	go test -v -run ReplicasRemind ./cmd/yibao
func TestReplicasRemind(t *testing.T) {
	w := newTrio(t)
	w.setReminders()
	// Sending takes its time, so that some is under way at any moment.
	w.world.SetFault(func(string) *demo.Fault { return &demo.Fault{Delay: 30 * time.Millisecond} })
	w.firstReminder()
	w.secondReminder()
	if left, err := w.db.Ring(t.Context(), 1); err != nil || len(left) != 0 {
		t.Errorf("left over: %v, %v", left, err)
	}
}

// A trio is three processes with one store and one clock.
type trio struct {
	*testing.T
	world            *demo.Server
	clock            fileClock
	db               *postgres.DB
	children         []*child
	reminded, asking []int64 // chats
	heard, said      []line  // in the former, and in the latter
}

func newTrio(t *testing.T) *trio {
	t.Helper()
	where := pgtest.New(t)
	w := &trio{T: t, clock: newFileClock(t), reminded: chats(1001, 250), asking: chats(1, 40), said: cities()[:8]}
	w.heard = []line{
		{"从绵阳转到成都要多久", "10 + 5"},
		{"/estimate 9月21日", "9月21日"},
		{"", "到日子我来提醒你"},
		{"", "10月12日前就该转出"},
		{"", "10月19日前就该转入"},
	}
	w.clock.set(t, "2026-09-22 12:00")
	var api string
	w.world, api = newWorld(t)
	w.children = behindFront(t, 3, func(flags ...string) *child {
		return start(t, "yibao-by-clock", append([]string{"--clock", string(w.clock), "--api-url", api, "--store", where}, flags...)...)
	})
	db, err := postgres.Open(t.Context(), where, w.clock.now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	w.db = db
	return w
}

// setReminders asks to be reminded in every chat, as people do.
func (w *trio) setReminders() {
	w.Helper()
	sayAll(w.world, w.reminded, w.heard[:2])
	for _, c := range w.reminded {
		m := last(wait(w.T, w.world, c, "estimate", enough(2)))
		w.world.Press(c, m.ID, button(w.T, m, "到期提醒我"))
	}
	count(w.T, w.world, w.reminded, w.heard[:3])
}

func (w *trio) firstReminder() {
	w.Helper()
	begin := time.Now()
	sayAll(w.world, w.asking, w.said[:2])
	w.clock.set(w.T, "2026-10-13 09:00")
	sayAll(w.world, w.asking, w.said[2:4])
	count(w.T, w.world, w.reminded, w.heard[:4])
	w.untilIdle()
	sum, found := count(w.T, w.world, w.reminded, w.heard[:4]), w.found()
	w.Logf("all alive: found by each %v; %v in %.1f s", found, sum, time.Since(begin).Seconds())
	sum.check(w.T, 0)
	if n := found[0] + found[1] + found[2]; n != len(w.reminded) {
		w.Errorf("found %d reminders, want %d", n, len(w.reminded))
	}
}

func (w *trio) secondReminder() {
	w.Helper()
	begin, before := time.Now(), w.found()
	sayAll(w.world, w.asking, w.said[4:6])
	w.clock.set(w.T, "2026-10-20 09:00")
	w.untilReminded(len(w.reminded) / 4)
	found := w.found()
	for i := range found {
		found[i] -= before[i]
	}
	victim := slices.Index(found, slices.Max(found))
	w.children[victim].kill(w.T)
	sayAll(w.world, w.asking, w.said[6:])
	count(w.T, w.world, w.reminded, w.heard)
	count(w.T, w.world, w.asking, w.said)
	w.untilIdle()
	took := time.Since(begin)
	for _, c := range slices.Delete(w.children, victim, victim+1) {
		c.stop(w.T)
	}
	sum, others := count(w.T, w.world, w.reminded, w.heard), count(w.T, w.world, w.asking, w.said)
	w.Logf("one killed: found by each until then %v; %v in %.1f s", found, sum, took.Seconds())
	w.Logf("questions meanwhile: %v", others)
	sum.check(w.T, claimsEach)
	others.check(w.T, claimsEach-sum.doubled)
}

// found returns how many reminders each process says it has found due.
func (w *trio) found() (list []int) {
	w.Helper()
	due := regexp.MustCompile(`"reminders due","count":(\d+)`)
	for _, c := range w.children {
		n := 0
		for _, m := range due.FindAllStringSubmatch(c.stderr.String(), -1) {
			n += must(strconv.Atoi(m[1]))
		}
		list = append(list, n)
	}
	return list
}

// untilReminded waits until the last reminder has been sent n times.
func (w *trio) untilReminded(n int) {
	w.Helper()
	ctx, cancel := context.WithTimeout(w.Context(), time.Minute)
	defer cancel()
	err := w.world.WaitCalls(ctx, func(calls []demo.Call) bool {
		sent := 0
		for _, c := range calls {
			if strings.Contains(c.Params["text"], w.heard[len(w.heard)-1].answer) {
				sent++
			}
		}
		return sent >= n
	}, "sendMessage")
	if err != nil {
		w.Fatal(err)
	}
}

// untilIdle waits until all that has been sent is stored as well.
func (w *trio) untilIdle() {
	w.Helper()
	for range 1000 {
		if _, n, err := w.db.Waiting(w.Context(), 1); err != nil || n == 0 {
			if err != nil {
				w.Fatal(err)
			}
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	w.Fatal("there is still something to do")
}
