package storetest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
)

func counts(t *testing.T, s store.Store, since string) []store.Count {
	t.Helper()
	list, err := s.Counts(t.Context(), since)
	if err != nil {
		t.Fatal(err)
	}
	return append([]store.Count{}, list...)
}

func samples(t *testing.T, s store.Store) []bot.Sample {
	t.Helper()
	return must(s.Samples(t.Context()))(t)
}

// Days are those of China, where a day ends while it is still the day before in Greenwich.
func counted(t *testing.T, p Place) {
	t.Helper()
	c := newClock() // five in the afternoon in China
	s := p(c.now)
	ask := func(id int64, a store.Asked) {
		t.Helper()
		check(t, s.Finish(t.Context(), store.Outcome{Update: id, Chat: id, Asked: &a}))
	}
	duration := store.Asked{Topic: "transfer.duration", Entry: "transfer.duration", Place: "510000", Decision: bot.Answer}
	unknown := store.Asked{Topic: "out_of_scope", Decision: bot.Refuse}
	for id := range int64(40) {
		ask(id+1, duration)
	}
	ask(41, unknown)
	c.pass(7 * time.Hour) // midnight there, not yet in Greenwich
	ask(42, duration)
	want := []store.Count{{Day: "2026-03-01", Asked: unknown, N: 1}, {Day: "2026-03-01", Asked: duration, N: 40}, {Day: "2026-03-02", Asked: duration, N: 1}}
	for _, tt := range []struct {
		since string
		want  []store.Count
	}{{"", want}, {"2026-03-01", want}, {"2026-03-02", want[2:]}, {"2026-03-03", want[:0]}} {
		if diff := cmp.Diff(tt.want, counts(t, s, tt.since)); diff != "" {
			t.Errorf("since %q: %s", tt.since, diff)
		}
	}
}

// A question left for the editors is not tied to a chat: /forget does not find it, nobody can.
func sampled(t *testing.T, p Place) {
	t.Helper()
	s := p(newClock().now)
	want := []bot.Sample{{Text: "人走了钱咋办", Topic: "out_of_scope"}, {Text: "坏\x00字\xff节", Entry: "transfer.duration", Unhelpful: true}}
	for i, q := range want {
		check(t, s.Finish(t.Context(), store.Outcome{Update: int64(i + 1), Chat: 5, Sample: &q}))
	}
	want[1].Text = "坏字节"
	same(t, want, samples(t, s))
	if err := s.Forget(t.Context(), 5); err != nil { // nobody knows whose they are
		t.Fatal(err)
	}
	if n := len(samples(t, s)); n != 2 {
		t.Errorf("%d samples", n)
	}
}

// Samples and counts go on the day after their time, neither earlier nor together.
func recordsExpire(t *testing.T, p Place) {
	t.Helper()
	c := newClock()
	s := p(c.now)
	o := store.Outcome{Update: 1, Chat: 5, Sample: &bot.Sample{Text: "x"}, Asked: &store.Asked{Topic: "t", Decision: bot.Answer}}
	check(t, s.Finish(t.Context(), o))
	const day = 24 * time.Hour
	for _, tt := range []struct {
		after           time.Duration
		samples, counts int
	}{{store.SampleTTL, 1, 1}, {day, 0, 1}, {store.CountTTL - store.SampleTTL - day, 0, 1}, {day, 0, 0}} {
		c.pass(tt.after)
		sweep(t, s)
		if a, b := len(samples(t, s)), len(counts(t, s, "")); a != tt.samples || b != tt.counts {
			t.Errorf("on %s: %d samples, %d counts", store.Day(c.t), a, b)
		}
	}
}
