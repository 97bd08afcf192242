package workday_test

import (
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/knowledge"
)

// months shows every day of a year, a line a month: o is worked, a dot is free. It was drawn
// from the State Council's notices (国办发明电〔2024〕12号, 〔2025〕7号), apart from the calendar
// that the bot reads.
func months() map[int][12]string {
	return map[int][12]string{
		2025: {
			".oo..ooooo..ooooo..ooooo.oo....",
			"....oooo.ooooo..ooooo..ooooo",
			"..ooooo..ooooo..ooooo..ooooo..o",
			"ooo...ooooo..ooooo..ooooo.oooo",
			".....oooo..ooooo..ooooo..ooooo.",
			"..oooo..ooooo..ooooo..ooooo..o",
			"oooo..ooooo..ooooo..ooooo..oooo",
			"o..ooooo..ooooo..ooooo..ooooo..",
			"ooooo..ooooo..ooooo..ooooo.ooo",
			"........ooo.ooooo..ooooo..ooooo",
			"..ooooo..ooooo..ooooo..ooooo..",
			"ooooo..ooooo..ooooo..ooooo..ooo",
		},
		2026: {
			"...oooooo..ooooo..ooooo..ooooo.",
			".ooooo..oooooo.........ooooo",
			".ooooo..ooooo..ooooo..ooooo..oo",
			"ooo...oooo..ooooo..ooooo..oooo",
			".....oooo.ooooo..ooooo..ooooo..",
			"ooooo..ooooo..oooo...ooooo..oo",
			"ooo..ooooo..ooooo..ooooo..ooooo",
			"..ooooo..ooooo..ooooo..ooooo..o",
			"oooo..ooooo..ooooo.ooooo...ooo",
			".......ooo.ooooo..ooooo..ooooo.",
			".ooooo..ooooo..ooooo..ooooo..o",
			"oooo..ooooo..ooooo..ooooo..oooo",
		},
	}
}

// Every day of both years is as in the independent table, and the working days add up.
func TestEveryDay(t *testing.T) {
	c := calendar(t)
	for year, table := range months() {
		worked := 0
		for m, days := range table {
			if last := time.Date(year, time.Month(m+2), 0, 0, 0, 0, 0, time.UTC).Day(); len(days) != last {
				t.Fatalf("%d-%02d: the table has %d days, not %d", year, m+1, len(days), last)
			}
			for d, mark := range days {
				day := knowledge.DateOf(time.Date(year, time.Month(m+1), d+1, 0, 0, 0, 0, time.UTC))
				if c.Open(day) != (mark == 'o') {
					t.Errorf("%s: open is %v, the table says %c", day, c.Open(day), mark)
				}
				if mark == 'o' {
					worked++
				}
			}
		}
		if worked != 248 {
			t.Errorf("%d: the table has %d working days, want 248", year, worked)
		}
	}
}

// From every day of both years, the deadlines of a transfer fall where the table's o are
// counted off: ten for the old place, five more for the new one.
func TestTenAndFiveFromEveryDay(t *testing.T) {
	c := calendar(t)
	var line []knowledge.Date // the working days of the table, in order
	first := knowledge.DateOf(time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC))
	end := knowledge.DateOf(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))
	table := months()
	for day := first; day.Before(end); day = day.AddDays(1) {
		y, m, d := day.Time().Date()
		if table[y][m-1][d-1] == 'o' {
			line = append(line, day)
		}
	}
	next := 0 // of line, after the day of acceptance
	for day := first; next+15 <= len(line); day = day.AddDays(1) {
		for next < len(line) && !day.Before(line[next]) {
			next++
		}
		if next+15 > len(line) {
			break
		}
		out, sure := c.After(day, 10)
		in, alsoSure := c.After(out, 5)
		if out != line[next+9] || in != line[next+14] || !sure || !alsoSure {
			t.Errorf("accepted %s: %s and %s, want %s and %s", day, out, in, line[next+9], line[next+14])
		}
	}
}
