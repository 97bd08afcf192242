package dialog_test

import (
	"reflect"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/knowledge"
)

// partners are places to move from and to besides the one that has rules of its own: two cities
// of a province without, and one that is far away.
func partners(k *knowledge.Corpus, code string) []string {
	places := []string{code}
	for _, g := range k.Regions.All() {
		if g.Grade == knowledge.Prefecture && g.Code[:2] == code[:2] && g.Code != code && len(places) < 3 {
			places = append(places, g.Code)
		}
	}
	return append(places, "530100")
}

// Every path of every flow, in every place that has a number of its own, on a day like today.
func TestEveryPathEndsWell(t *testing.T) {
	k, set := load(t)
	env := dialog.Env{On: day("2026-11-22"), Calendar: calendar(t)}
	begin, paths := time.Now(), 0
	for _, f := range set.Flows() {
		places := f.Places()
		if len(places) == 0 {
			places = []string{"510700"}
		}
		if slow > 1 { // the race detector looks for races, not for paths
			places = places[:min(2, len(places))]
		}
		for _, place := range places {
			x := f.Explore(env, partners(k, place), func(a dialog.Answers, r dialog.Result) bool {
				endsWell(t, k, f, a, r, env)
				return !t.Failed()
			})
			paths += x.Paths
			if x.Longest > 7 {
				t.Errorf("%s in %s: %d questions", f.Name, place, x.Longest)
			}
		}
	}
	t.Logf("%d paths in %v", paths, time.Since(begin))
}

// The walk alone has a budget: it is part of every run of the tests. Counted is the time of the
// processor, so that a busy machine matters little.
func TestExploreIsFast(t *testing.T) {
	k, set := load(t)
	env := dialog.Env{On: day("2026-11-22")}
	begin, paths, walks := processorTime(t), 0, 0
	for _, f := range set.Flows() {
		for i, place := range f.Places() {
			if slow > 1 && i > 2 {
				break
			}
			paths += f.Explore(env, partners(k, place), nil).Paths
			walks++
		}
	}
	d := processorTime(t) - begin
	t.Logf("%d walks, %d paths in %v", walks, paths, d)
	if d > slow*10*time.Second {
		t.Errorf("walking everything takes %v, want less than 10 s", d)
	}
}

func processorTime(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func endsWell(t *testing.T, k *knowledge.Corpus, f *dialog.Flow, a dialog.Answers, r dialog.Result, env dialog.Env) {
	t.Helper()
	if r.Decision != dialog.Concluded {
		if r.Decision == dialog.Asking && !r.Again {
			t.Errorf("%s %v: stuck at %s", f.Name, a, r.Question.ID)
		}
		return
	}
	c, err := f.Conclude(r, a, env)
	if err != nil {
		t.Errorf("%s %v: %v", f.Name, a, err)
		return
	}
	if len(c.Because) == 0 || len(c.Next) == 0 || c.Hotline == "" {
		t.Errorf("%s %v: no source, next step or hotline", f.Name, a)
	}
	for _, b := range c.Because {
		if _, ok := k.Source(b.Source); !ok {
			t.Errorf("%s %v: unknown source %s", f.Name, a, b.Source)
		}
		if b.Status != "" && !b.Status.Verified() && c.Warning == "" {
			t.Errorf("%s %v: rests on %s, but does not warn", f.Name, a, b.Source)
		}
	}
	if (c.Outcome == "not_yet") != (len(c.Missing) > 0) {
		t.Errorf("%s %v: %s lacks %v", f.Name, a, c.Outcome, c.Missing)
	}
	for i := 1; i < len(c.Timeline); i++ {
		before, now := c.Timeline[i-1].Latest, c.Timeline[i].Latest
		if !now.IsZero() && now.Before(before) {
			t.Errorf("%s %v: %s ends before the stage before it", f.Name, a, c.Timeline[i].Name)
		}
	}
	if low, ok := c.Values["wait_months_min"].(int); ok && (low < 0 || low > c.Values["wait_months_max"].(int)) {
		t.Errorf("%s %v: waits from %v to %v", f.Name, a, low, c.Values["wait_months_max"])
	}
	unsureIsNotFine(t, f, a, c)
}

// unsureIsNotFine checks that 不确定 never leads to the best outcome, unless it makes no
// difference, as in a province that pools as one for everybody.
func unsureIsNotFine(t *testing.T, f *dialog.Flow, a dialog.Answers, c dialog.Conclusion) {
	t.Helper()
	fine := []string{"can_apply", "enough", "no_wait", "allowed", "transfer_instead"}
	for q, v := range a {
		if v.Text == dialog.Unsure && slices.Contains(fine, c.Outcome) {
			t.Errorf("%s %v: unsure of %s, and yet %s", f.Name, a, q, c.Outcome)
		}
	}
}

// Pre-filling is the same as answering, and the order does not matter: what the walk answered
// one by one gives the same when it is all known at the start, also from a button.
func TestReplayAndButtons(t *testing.T) {
	_, set := load(t)
	env := dialog.Env{On: day("2026-11-22")}
	for _, f := range set.Flows() {
		n := 0
		f.Explore(env, []string{"510700", "510100", "440300", "650100"}, func(a dialog.Answers, r dialog.Result) bool {
			n++
			button := f.Encode(a)
			if len(button) > 56 {
				t.Errorf("%s %v: %d bytes in a button", f.Name, a, len(button))
			}
			saved, err := set.Decode(button, env)
			if err != nil || saved.Stale || saved.Flow != f {
				t.Errorf("%s %v: decoded as %+v, %v", f.Name, a, saved, err)
				return false
			}
			if !reflect.DeepEqual(saved.Answers, a) {
				t.Errorf("%s: %v came back as %v", f.Name, a, saved.Answers)
			}
			again := f.Step(saved.Answers, env)
			if again.Decision != r.Decision || again.Outcome != r.Outcome {
				t.Errorf("%s %v: %v, from a button %v", f.Name, a, r.Decision, again.Decision)
			}
			return n < 3000 && !t.Failed()
		})
	}
}

func day(s string) knowledge.Date {
	d, err := knowledge.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}
