package ics_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ical "github.com/arran4/golang-ical"

	"github.com/yibaowenwen/yibao/bot/ics"
)

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

func write() []byte {
	return ics.Write("医保转移", []ics.Event{
		{Title: "医保转移:转出最晚今天办完", Note: "转出:原参保地10个工作日内办完(受理当天不算),最晚2026年10月12日;没办完,就打 12393 问。\n第二行", Day: day("2026-10-12")},
		{Title: "年底", Day: day("2026-12-31")},
	}, time.Date(2026, 9, 21, 3, 4, 5, 0, time.UTC))
}

// RFC 5545, sections 3.1, 3.4, 3.6 and 3.3.4, checked on the bytes, not with the library that
// wrote them.
func TestWrite(t *testing.T) {
	text := write()
	if !bytes.HasSuffix(text, []byte("END:VCALENDAR\r\n")) || bytes.Contains(bytes.ReplaceAll(text, []byte("\r\n"), nil), []byte("\n")) {
		t.Error("lines must end with CRLF")
	}
	for line := range strings.SplitSeq(string(text), "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) {
			t.Errorf("%d octets, or a character cut in two: %q", len(line), line)
		}
	}
	flat := strings.ReplaceAll(string(text), "\r\n ", "")
	if !strings.HasPrefix(flat, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:") {
		t.Errorf("begins %q", flat[:60])
	}
	events := strings.Split(flat, "BEGIN:VEVENT\r\n")[1:]
	if len(events) != 2 {
		t.Fatalf("%d events", len(events))
	}
	for _, e := range events {
		for _, want := range []string{
			`(?m)^UID:\S+@\S+\r$`, `(?m)^DTSTAMP:20260921T030405Z\r$`, `(?m)^DTSTART;VALUE=DATE:\d{8}\r$`, `(?m)^DTEND;VALUE=DATE:\d{8}\r$`,
			`(?m)^SUMMARY:.+\r$`, `(?s)BEGIN:VALARM\r\n.*ACTION:DISPLAY\r\n.*END:VALARM`, `(?s)BEGIN:VALARM.*DESCRIPTION:.*END:VALARM`, `(?m)^TRIGGER:PT9H\r$`,
		} {
			if n := len(regexp.MustCompile(want).FindAllString(e, -1)); n != 1 {
				t.Errorf("%s is there %d times in\n%s", want, n, e)
			}
		}
	}
	if !strings.Contains(events[0], "DTSTART;VALUE=DATE:20261012\r\n") || !strings.Contains(events[0], "DTEND;VALUE=DATE:20261013\r\n") {
		t.Error("an all-day event ends on the day after, which is not part of it")
	}
	if !strings.Contains(events[1], "DTEND;VALUE=DATE:20270101\r\n") {
		t.Error("the last day of the year does not end in the next one")
	}
	if !strings.Contains(flat, `\n第二行`) || !strings.Contains(flat, "X-WR-TIMEZONE:Asia/Shanghai") {
		t.Error("a line break is not escaped, or the time zone is missing")
	}
}

// Another reader finds the same, and taking in the file twice does not double the events.
func TestRead(t *testing.T) {
	cal, err := ical.ParseCalendar(bytes.NewReader(write()))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, e := range cal.Events() {
		start, err := e.GetAllDayStartAt()
		if err != nil || len(e.Alarms()) != 1 || seen[e.Id()] {
			t.Errorf("%s at %v, %d alarms, %v", e.Id(), start, len(e.Alarms()), err)
		}
		seen[e.Id()] = true
	}
	if again := string(write()); again != string(write()) {
		t.Error("the same events give another file")
	}
}
