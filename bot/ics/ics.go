// Package ics writes dates as a calendar file (iCalendar, RFC 5545) that phones take in.
package ics

import (
	"crypto/sha256"
	"fmt"
	"time"

	ical "github.com/arran4/golang-ical"
)

// An Event is one whole day to be reminded of.
type Event struct {
	Title, Note string
	Day         time.Time // its date counts; the hour does not
}

// Type is the media type of a calendar file.
const Type = "text/calendar; charset=utf-8; method=PUBLISH"

// alarmAt is when the phone rings: nine in the morning of the day.
const alarmAt = "PT9H"

// Write returns the file of a calendar with the title. The same title on the same day is the
// same event, so that taking in the file twice does not double it.
func Write(title string, events []Event, now time.Time) []byte {
	cal := ical.NewCalendarFor("yibaowenwen")
	cal.SetMethod(ical.MethodPublish)
	cal.SetXWRCalName(title)
	cal.SetXWRTimezone("Asia/Shanghai")
	for _, e := range events {
		add(cal, e, now)
	}
	return []byte(cal.Serialize(ical.WithNewLine("\r\n")))
}

func add(cal *ical.Calendar, e Event, now time.Time) {
	sum := sha256.Sum256([]byte(e.Title + e.Day.Format(time.DateOnly)))
	v := cal.AddEvent(fmt.Sprintf("%x@yibaowenwen", sum[:8]))
	v.SetDtStampTime(now)
	v.SetAllDayStartAt(e.Day)
	v.SetAllDayEndAt(e.Day.AddDate(0, 0, 1))
	v.SetSummary(e.Title)
	if e.Note != "" {
		v.SetDescription(e.Note)
	}
	v.SetTimeTransparency(ical.TransparencyTransparent) // the day stays free for other things
	alarm := v.AddAlarm()
	alarm.SetAction(ical.ActionDisplay)
	alarm.SetDescription(e.Title)
	alarm.SetTrigger(alarmAt)
}
