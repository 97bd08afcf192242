package main

import (
	"crypto/sha256"
	"fmt"
	"os"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/bot/say"
)

// writeCalendar writes the deadlines of a conclusion as all-day events, each with an alarm in
// the morning of its day, for the calendar of a phone.
func writeCalendar(file string, c dialog.Conclusion, now time.Time) error {
	text := calendarOf(c, now)
	if text == "" {
		return errNoDeadline
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		return fmt.Errorf("write calendar: %w", err)
	}
	return nil
}

// calendarOf returns the calendar file, or "" if nothing has a date.
func calendarOf(c dialog.Conclusion, now time.Time) string {
	cal := ics.NewCalendarFor("医保问问")
	cal.SetMethod(ics.MethodPublish)
	cal.SetXWRCalName("医保转移")
	cal.SetXWRTimezone("Asia/Shanghai")
	n := 0
	for i, s := range c.Timeline {
		if s.Latest.IsZero() {
			continue
		}
		n++
		note := ""
		if i < len(c.Deadlines) {
			note = say.Typeset(c.Deadlines[i])
		}
		addDay(cal, stageTitle(s), note, s.Latest.Time(), now)
		if s.Name == "transfer_in" {
			check := s.Latest.AddDays(30)
			addDay(cal, "医保转移:查一次余额到没到", "没到就打 "+dialog.Hotline+" 问新参保地", check.Time(), now)
		}
	}
	if n == 0 {
		return ""
	}
	return cal.Serialize()
}

func stageTitle(s dialog.Stage) string {
	title := map[string]string{
		"transfer_out": "医保转移:转出最晚今天办完",
		"transfer_in":  "医保转移:转入最晚今天办完",
		"balance":      "医保转移:余额大约今天入账",
	}[s.Name]
	if !s.Certain && s.Name != "balance" {
		title += "(估计)"
	}
	return say.Typeset(title)
}

func addDay(cal *ics.Calendar, title, note string, day, now time.Time) {
	sum := sha256.Sum256([]byte(title + day.Format(time.DateOnly)))
	e := cal.AddEvent(fmt.Sprintf("%x@yibaowenwen", sum[:8]))
	e.SetDtStampTime(now)
	e.SetAllDayStartAt(day)
	e.SetAllDayEndAt(day.AddDate(0, 0, 1))
	e.SetSummary(say.Typeset(title))
	e.SetDescription(strings.TrimSpace(note))
	alarm := e.AddAlarm()
	alarm.SetAction(ics.ActionDisplay)
	alarm.SetDescription(say.Typeset(title))
	alarm.SetTrigger("PT9H") // nine in the morning of the day
}
