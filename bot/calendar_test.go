package bot_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	ical "github.com/arran4/golang-ical"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/knowledge"
)

func knownDay(t *testing.T, s string) knowledge.Date {
	t.Helper()
	d, err := knowledge.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// labelled returns the data of the first button with the label.
func labelled(t *testing.T, r bot.Reply, label string) string {
	t.Helper()
	for _, row := range r.Buttons {
		for _, b := range row {
			if strings.Contains(b.Label, label) {
				return b.Data
			}
		}
	}
	t.Fatalf("no button %q in %+v", label, r.Buttons)
	return ""
}

// Buttons of the first version, with the day alone, and those of today lead to the dates and to
// the calendar file.
func TestTrackingButtons(t *testing.T) {
	now := time.Date(2026, 10, 22, 4, 0, 0, 0, time.UTC)
	for _, tt := range []struct{ name, press, says string }{
		{"a button of the first version", "e:2026-09-21", "问新参保地,"},
		{"with places", "e:2026-09-21:440300>510100", "问新参保地(成都),"},
		{"with unknown places", "e:2026-09-21:999999>x", "问新参保地,"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := reply(t, bot.Message{Press: tt.press, Now: now})
			if r.Decision != bot.Answer || !r.Edit || !strings.Contains(ascii(r.Plain()), tt.says) {
				t.Errorf("%s: %s", r.Decision, r.Plain())
			}
			file := reply(t, bot.Message{Press: labelled(t, r, "放进手机日历"), Now: now, Session: r.Session})
			if len(file.Documents) != 1 || !strings.HasPrefix(file.Documents[0].Type, "text/calendar") {
				t.Fatalf("sent %+v", file.Documents)
			}
			cal, err := ical.ParseCalendar(bytes.NewReader(file.Documents[0].Data))
			if err != nil || len(cal.Events()) != 3 {
				t.Fatalf("%d events, %v", len(cal.Events()), err)
			}
			for i, want := range []string{"20261012", "20261019", "20261118"} {
				if got := cal.Events()[i].GetProperty(ical.ComponentPropertyDtStart).Value; got != want {
					t.Errorf("event %d is on %s, want %s", i+1, got, want)
				}
			}
		})
	}
	for _, press := range []string{"e:2026-02-30", "e:x", "i:", "i:zzzzz"} {
		if r := reply(t, bot.Message{Press: press, Now: now}); r.Decision != bot.SmallTalk {
			t.Errorf("%s: %s", press, r.Plain())
		}
	}
}

// ascii undoes the full-width punctuation.
func ascii(s string) string {
	return strings.NewReplacer("\uff0c", ",", "\uff08", "(", "\uff09", ")", "\uff1a", ":", "\uff1f", "?").Replace(s)
}
