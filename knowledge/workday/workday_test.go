package workday_test

import (
	"strings"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/data"
	"github.com/yibaowenwen/yibao/knowledge/workday"
)

func day(t *testing.T, s string) knowledge.Date {
	t.Helper()
	d, err := knowledge.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func calendar(t *testing.T) *workday.Calendar {
	t.Helper()
	f, err := data.FS.Open("calendar/holidays.yaml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	c, err := workday.Read(f)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAfter(t *testing.T) {
	c := calendar(t)
	tests := []struct {
		name, start string
		n           int
		want        string
		certain     bool
	}{
		{"plain week", "2026-03-02", 5, "2026-03-09", true},
		{"the day itself does not count", "2026-03-02", 1, "2026-03-03", true},
		{"over National Day, Saturday 10 October worked", "2026-09-21", 10, "2026-10-12", true},
		{"accepted on a holiday", "2026-10-01", 1, "2026-10-08", true},
		{"the Sunday before National Day is worked", "2025-09-26", 1, "2025-09-28", true},
		{"into a year without notice", "2026-12-28", 5, "2027-01-04", false},
		{"last days of a known year", "2026-12-28", 3, "2026-12-31", true},
		{"nothing to do", "2026-03-07", 0, "2026-03-07", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, certain := c.After(day(t, tt.start), tt.n)
			if got.String() != tt.want || certain != tt.certain {
				t.Errorf("After(%s, %d) = %s, %v; want %s, %v", tt.start, tt.n, got, certain, tt.want, tt.certain)
			}
		})
	}
}

// The notices of both years leave 248 working days.
func TestWorkingDaysOfYear(t *testing.T) {
	c := calendar(t)
	for _, year := range []int{2025, 2026} {
		before := knowledge.DateOf(time.Date(year-1, 12, 31, 0, 0, 0, 0, time.UTC))
		last := knowledge.DateOf(time.Date(year, 12, 31, 0, 0, 0, 0, time.UTC))
		if got := c.Between(before, last); got != 248 {
			t.Errorf("%d has %d working days, want 248", year, got)
		}
	}
}

func TestReadLaterCalendarReplacesYear(t *testing.T) {
	base := "years: [{year: 2026, off: [{name: 元旦, from: 2026-01-01, until: 2026-01-03}], worked: [2026-01-04]}]"
	c, err := workday.Read(strings.NewReader(base), strings.NewReader("years: [{year: 2026, off: [{name: 元旦, from: 2026-01-01, until: 2026-01-01}]}]"))
	if err != nil {
		t.Fatal(err)
	}
	if c.Open(day(t, "2026-01-04")) || !c.Open(day(t, "2026-01-02")) || c.Open(day(t, "2026-01-01")) {
		t.Error("the second calendar does not replace the first year's days")
	}
	if _, err := workday.Read(strings.NewReader("years: [{year: 2026, of: []}]")); err == nil {
		t.Error("an unknown field is accepted")
	}
}
