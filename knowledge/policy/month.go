package policy

import (
	"fmt"
	"time"

	"github.com/yibaowenwen/yibao/knowledge"
)

// A Month is a calendar month, counted from January of the year 0.
type Month int

// MonthOf returns the month of the day.
func MonthOf(d knowledge.Date) Month {
	y, m, _ := d.Time().Date()
	return NewMonth(y, int(m))
}

// NewMonth returns the month of the year; month counts from 1.
func NewMonth(year, month int) Month { return Month(year*12 + month - 1) }

// First returns the first day of the month.
func (m Month) First() knowledge.Date {
	return knowledge.DateOf(time.Date(int(m)/12, time.Month(int(m)%12+1), 1, 0, 0, 0, 0, time.UTC))
}

// String returns YYYY-MM.
func (m Month) String() string { return fmt.Sprintf("%04d-%02d", int(m)/12, int(m)%12+1) }

// AddMonths returns the same day n months later, or the last day of that month if it has no
// such day: three months after 30 November end on 28 or 29 February.
func AddMonths(d knowledge.Date, n int) knowledge.Date {
	first := (MonthOf(d) + Month(n)).First()
	last := (MonthOf(first) + 1).First().AddDays(-1)
	day := first.AddDays(d.Time().Day() - 1)
	if last.Before(day) {
		return last
	}
	return day
}
