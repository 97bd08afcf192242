// Package storetest holds the tests that every implementation of the store must pass.
package storetest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/bot/store"
)

// A Place opens a store in one fixed place, again and again if the implementation outlives
// its process, and empty the first time.
type Place func(now func() time.Time) store.Store

// Run runs all tests. Each calls place once, for a new empty place; the store that a Place
// opened must be closed when the test ends. lasting says that what was stored is still there
// when the place is opened again.
func Run(t *testing.T, lasting bool, place func(t *testing.T) Place) {
	t.Helper()
	tests := []struct {
		name string
		test func(t *testing.T, p Place)
	}{
		{"waiting updates come back in order", waiting},
		{"an update is new only once", duplicates},
		{"a handled update leaves only its number", handled},
		{"an update of another bot is not a duplicate", otherBot},
		{"duplicates are known after a sweep", swept},
		{"numbers may start again after silence", restarted},
		{"tries are counted", tries},
		{"progress is noted", noted},
		{"thumbs are counted", rated},
		{"sessions", sessions},
		{"sessions expire", expired},
		{"forget", forgotten},
		{"many at once", concurrent},
		{"reminders ring once, in order", rung},
		{"reminders ring once for many processes", rungOnce},
		{"reminders are replaced", rescheduled},
		{"a reminder may set itself again", snoozed},
		{"a session waits for its reminders", patient},
		{"answers given are watched", watched},
		{"a change is told once", corrected},
		{"watching ends", unwatched},
		{"watching is bounded", watchedLately},
		{"events wait among messages", mixed},
		{"events are not taken for messages", numbered},
		{"questions are counted", counted},
		{"samples are kept", sampled},
		{"counts and samples expire", recordsExpire},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { tt.test(t, place(t)) })
	}
	if lasting {
		t.Run("what was stored lasts", func(t *testing.T) { lasts(t, place(t)) })
	}
}

// A clock is moved by the test.
type clock struct{ t time.Time }

func newClock() *clock { return &clock{time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time { return c.t }

func (c *clock) pass(d time.Duration) { c.t = c.t.Add(d) }

// check ends the test at an error that no store should return there.
func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// must is check for a call that also returns a value: must(f())(t).
func must[T any](v T, err error) func(t *testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		check(t, err)
		return v
	}
}

// same reports how what was found differs from what was wanted.
func same(t *testing.T, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
