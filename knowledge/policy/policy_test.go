package policy_test

import (
	"errors"
	"testing"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/data"
	"github.com/yibaowenwen/yibao/knowledge/policy"
)

func load(t *testing.T) *knowledge.Corpus {
	t.Helper()
	c, err := knowledge.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func day(t *testing.T, s string) knowledge.Date {
	t.Helper()
	d, err := knowledge.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The first and last rows of the three tables, the steps between them, and what lies outside.
func TestRetirement(t *testing.T) {
	for _, tt := range []struct {
		name        string
		year, month int
		track       policy.Track
		on          string
		delay       int
	}{
		{"men, before the table", 1964, 12, policy.Men60, "2024-12", 0},
		{"men, first row", 1965, 1, policy.Men60, "2025-02", 1},
		{"men, first row ends", 1965, 4, policy.Men60, "2025-05", 1},
		{"men, second row", 1965, 5, policy.Men60, "2025-07", 2},
		{"men, one whole year", 1968, 9, policy.Men60, "2029-09", 12},
		{"men, the row after", 1969, 1, policy.Men60, "2030-02", 13},
		{"men, last row but one", 1976, 8, policy.Men60, "2039-07", 35},
		{"men, last row", 1976, 9, policy.Men60, "2039-09", 36},
		{"men, long after", 2000, 1, policy.Men60, "2063-01", 36},
		{"women 55, before the table", 1969, 12, policy.Women55, "2024-12", 0},
		{"women 55, first row", 1970, 1, policy.Women55, "2025-02", 1},
		{"women 55, first row ends", 1970, 4, policy.Women55, "2025-05", 1},
		{"women 55, second row", 1970, 5, policy.Women55, "2025-07", 2},
		{"women 55, last row but one", 1981, 8, policy.Women55, "2039-07", 35},
		{"women 55, last row", 1981, 9, policy.Women55, "2039-09", 36},
		{"women 50, before the table", 1974, 12, policy.Women50, "2024-12", 0},
		{"women 50, first row", 1975, 1, policy.Women50, "2025-02", 1},
		{"women 50, first row ends", 1975, 2, policy.Women50, "2025-03", 1},
		{"women 50, second row", 1975, 3, policy.Women50, "2025-05", 2},
		{"women 50, last row but one", 1984, 10, policy.Women50, "2039-09", 59},
		{"women 50, last row", 1984, 11, policy.Women50, "2039-11", 60},
	} {
		t.Run(tt.name, func(t *testing.T) {
			on, delay := policy.Retirement(policy.NewMonth(tt.year, tt.month), tt.track)
			if on.String() != tt.on || delay != tt.delay {
				t.Errorf("retires %s, %d months late; want %s, %d", on, delay, tt.on, tt.delay)
			}
		})
	}
}

// Who is born later never retires earlier, and the delay grows by at most a month at a time.
func TestRetirementIsMonotonic(t *testing.T) {
	for _, track := range []policy.Track{policy.Men60, policy.Women55, policy.Women50} {
		last, lastDelay := policy.Retirement(policy.NewMonth(1950, 1), track)
		for m := policy.NewMonth(1950, 2); m < policy.NewMonth(2010, 1); m++ {
			on, delay := policy.Retirement(m, track)
			if on <= last || delay < lastDelay || delay > lastDelay+1 {
				t.Fatalf("track %d, born %s: %s after %s, delay %d after %d", track, m, on, last, delay, lastDelay)
			}
			last, lastDelay = on, delay
		}
	}
}

func TestAddMonths(t *testing.T) {
	for _, tt := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-08-31", 6, "2027-02-28"},
		{"2027-11-30", 3, "2028-02-29"},
		{"2026-01-31", 1, "2026-02-28"},
		{"2026-12-15", 1, "2027-01-15"},
		{"2026-03-31", -1, "2026-02-28"},
		{"2026-05-05", 0, "2026-05-05"},
	} {
		if got := policy.AddMonths(day(t, tt.from), tt.n).String(); got != tt.want {
			t.Errorf("%s and %d months is %s, want %s", tt.from, tt.n, got, tt.want)
		}
	}
}

// The two readings of the residents' waiting period, as two cities published them.
func TestResidentWait(t *testing.T) {
	c := load(t)
	on := day(t, "2026-03-02")
	for _, tt := range []struct {
		name, place  string
		lapsed, paid int
		min, max     int
	}{
		{"missed the window only", "510100", 0, 0, 3, 3},
		{"one year", "510100", 1, 0, 3, 4},
		{"two years", "510100", 2, 0, 4, 5},
		{"two years, one paid back", "510100", 2, 1, 3, 4},
		{"three years, all paid back", "510100", 3, 3, 3, 3},
		{"four years, all paid back", "510100", 4, 4, 6, 6},
		{"four years", "510100", 4, 0, 6, 7},
		{"ten years", "510100", 10, 0, 12, 13},
		{"青岛 does not count the first year", "370200", 2, 0, 4, 4},
		{"青岛, one paid back", "370200", 2, 1, 3, 3},
		{"厦门, one year", "350200", 1, 0, 3, 3},
		{"江苏 starts from two months", "320500", 1, 0, 2, 3},
		{"more paid back than lapsed", "510100", 1, 5, 3, 3},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w, err := policy.ResidentWait(c, tt.place, on, tt.lapsed, tt.paid)
			if err != nil || w.Min != tt.min || w.Max != tt.max {
				t.Errorf("got %d to %d months, %v; want %d to %d", w.Min, w.Max, err, tt.min, tt.max)
			}
		})
	}
	if _, err := policy.ResidentWait(c, "510100", day(t, "2024-12-31"), 1, 0); !errors.Is(err, knowledge.ErrNoValue) {
		t.Errorf("before the rule: %v, want no value", err)
	}
}

func TestPools(t *testing.T) {
	c := load(t)
	for _, tt := range []struct {
		name, from, to string
		resident       bool
		on             string
		want           policy.Pooling
	}{
		{"one city", "510700", "510700", false, "2026-03-02", policy.Same},
		{"two counties of one city", "510704", "510781", false, "2026-03-02", policy.Same},
		{"two districts of 重庆", "500101", "500103", false, "2026-03-02", policy.Same},
		{"two cities of 四川", "510700", "510100", false, "2026-03-02", policy.Apart},
		{"two provinces", "440300", "510100", false, "2026-03-02", policy.Apart},
		{"only a province is known", "510000", "510100", false, "2026-03-02", policy.Vague},
		{"two cities of 海南", "460100", "460200", true, "2026-03-02", policy.OnePool},
		{"a province that pools needs no city", "460000", "460200", false, "2026-03-02", policy.OnePool},
		{"employees of 宁夏", "640100", "640300", false, "2026-03-02", policy.OnePool},
		{"residents of 宁夏", "640100", "640300", true, "2026-03-02", policy.Apart},
		{"湖南 on the first day", "430100", "430200", false, "2025-07-10", policy.Settles},
		{"湖南 the day before", "430100", "430200", false, "2025-07-09", policy.Apart},
		{"residents of 湖南", "430100", "430200", true, "2026-03-02", policy.Apart},
		{"an unknown place", "990000", "510100", false, "2026-03-02", policy.Apart},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, basis := policy.Pools(c, tt.from, tt.to, tt.resident, day(t, tt.on))
			if got != tt.want {
				t.Errorf("got %d, want %d", got, tt.want)
			}
			if local := got == policy.OnePool || got == policy.Settles; local == basis.IsZero() {
				t.Errorf("rests on %+v", basis)
			}
		})
	}
}

func TestNeededYears(t *testing.T) {
	c := load(t)
	y, err := policy.NeededYears(c, "500000", true, day(t, "2031-10-01"))
	if err != nil || y.Total.Value != 30 || !y.LocalKnown || y.Local.Value != 10 {
		t.Errorf("重庆 asks %+v, %v", y, err)
	}
	if all, here := y.Short(24.4, 10); all != 5.6 || here != 0 {
		t.Errorf("short by %v and %v", all, here)
	}
	y, err = policy.NeededYears(c, "330100", false, day(t, "2031-10-01"))
	if err != nil || y.LocalKnown {
		t.Errorf("杭州 asks %+v, %v; no rule on local years is known", y, err)
	}
	if _, here := y.Short(0, 0); here != 0 {
		t.Errorf("short by %v local years without a rule", here)
	}
	if _, err := policy.NeededYears(c, "360100", true, day(t, "2031-10-01")); !errors.Is(err, knowledge.ErrNoValue) {
		t.Errorf("南昌: %v, want no value", err)
	}
}

func TestBalanceStays(t *testing.T) {
	c := load(t)
	on := day(t, "2026-03-02")
	if stays, b := policy.BalanceStays(c, "440300", "440800", on); !stays || b.IsZero() {
		t.Error("within 广东 the balance stays")
	}
	if stays, _ := policy.BalanceStays(c, "440300", "510100", on); stays {
		t.Error("from 广东 to 四川 it is moved")
	}
}
