// Package workday counts working days (工作日), the unit in which agencies promise how long
// a transfer takes: weekends and public holidays are skipped, weekend days worked in
// exchange for a holiday (调休) are not.
package workday

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"time"

	"gopkg.in/yaml.v3"

	"github.com/yibaowenwen/yibao/knowledge"
)

// A Calendar knows the days that differ from the usual Monday–Friday week.
type Calendar struct {
	swapped map[knowledge.Date]bool // true for a worked weekend day, false for a holiday
	years   map[int]bool            // years whose State Council notice is loaded
}

// file is the form of calendar/holidays.yaml.
type file struct {
	Years []struct {
		Year     int
		Source   string
		Number   string
		URL      string
		Reviewed knowledge.Date
		Off      []struct {
			Name        string
			From, Until knowledge.Date
		}
		Worked []knowledge.Date
	}
}

// Read reads calendars; a year in a later one replaces that of an earlier one.
func Read(files ...io.Reader) (*Calendar, error) {
	c := &Calendar{swapped: map[knowledge.Date]bool{}, years: map[int]bool{}}
	for _, r := range files {
		if err := c.read(r); err != nil {
			return nil, fmt.Errorf("read calendar: %w", err)
		}
	}
	return c, nil
}

func (c *Calendar) read(r io.Reader) error {
	text, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	var f file
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	if err := dec.Decode(&f); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	for _, y := range f.Years {
		for day := range c.swapped {
			if day.Time().Year() == y.Year {
				delete(c.swapped, day)
			}
		}
		c.years[y.Year] = true
		for _, h := range y.Off {
			if h.Until.Before(h.From) || h.From.IsZero() {
				return fmt.Errorf("%d: %s: from %s until %s is no period", y.Year, h.Name, h.From, h.Until)
			}
			for day := h.From; !h.Until.Before(day); day = day.AddDays(1) {
				c.swapped[day] = false
			}
		}
		for _, day := range y.Worked {
			c.swapped[day] = true
		}
	}
	return nil
}

// Open reports whether agencies work on the day.
func (c *Calendar) Open(day knowledge.Date) bool {
	if open, ok := c.swapped[day]; ok {
		return open
	}
	w := day.Time().Weekday()
	return w != time.Saturday && w != time.Sunday
}

// Known reports whether the holiday notice of the day's year is loaded.
func (c *Calendar) Known(day knowledge.Date) bool { return c.years[day.Time().Year()] }

// After returns the day by which a job of n working days, accepted on start, is due. The day
// of acceptance does not count. The date is certain only if the holiday notices of all years
// it passes through are known; otherwise those years count as having weekends only.
func (c *Calendar) After(start knowledge.Date, n int) (due knowledge.Date, certain bool) {
	due, certain = start, true
	for n > 0 {
		due = due.AddDays(1)
		certain = certain && c.Known(due)
		if c.Open(due) {
			n--
		}
	}
	return due, certain
}

// Between counts the working days after from up to and including until; 0 if until is not
// later.
func (c *Calendar) Between(from, until knowledge.Date) int {
	n := 0
	for day := from.AddDays(1); !until.Before(day); day = day.AddDays(1) {
		if c.Open(day) {
			n++
		}
	}
	return n
}
