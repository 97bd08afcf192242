package bot_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/bot"
)

// talk sends messages in one conversation, each as a press if it looks like one.
type talk struct {
	t       *testing.T
	session bot.Session
	group   bool
}

func (c *talk) send(m bot.Message) bot.Reply {
	c.t.Helper()
	m.Session, m.Group = c.session, c.group
	r, err := brain(c.t).Reply(c.t.Context(), m)
	if err != nil {
		c.t.Fatal(err)
	}
	c.session = r.Session
	return r
}

func chinaTime(s string) time.Time {
	at, err := time.ParseInLocation("2006-01-02 15:04", s, time.FixedZone("CST", 8*60*60))
	if err != nil {
		panic(err)
	}
	return at
}

func TestQuiet(t *testing.T) {
	for at, want := range map[string]bool{
		"2026-11-24 21:59": false, "2026-11-24 22:00": true, "2026-11-25 00:00": true,
		"2026-11-25 07:59": true, "2026-11-25 08:00": false, "2026-11-25 12:00": false,
	} {
		if got := bot.Quiet(chinaTime(at).UTC()); got != want {
			t.Errorf("%s: %v", at, got)
		}
	}
}

// remembered is a chat that is to be reminded of a transfer accepted on 2026-09-21: the
// tenth working day after it is 2026-10-12, and the fifth after that 2026-10-19.
func remembered(t *testing.T) *talk {
	t.Helper()
	c := &talk{t: t}
	r := c.send(bot.Message{Press: "r:t:2026-09-21:510700>510100", Now: chinaTime("2026-09-22 12:00")})
	if !r.Rescheduled || len(c.session.Reminders) != 3 {
		t.Fatalf("reminders %+v", c.session.Reminders)
	}
	return c
}

func TestRemindersOfATransfer(t *testing.T) {
	c := remembered(t)
	var got []string
	for _, r := range c.session.Reminders {
		got = append(got, r.Kind+" "+r.At.UTC().Format(time.DateTime))
	}
	want := []string{"transfer_out 2026-10-13 01:00:00", "transfer_in 2026-10-20 01:00:00", "balance 2026-11-18 01:00:00"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	kept, err := json.Marshal(c.session)
	if err != nil {
		t.Fatal(err)
	}
	var back bot.Session
	if err := json.Unmarshal(kept, &back); err != nil || back.Reminders[0].Since.String() != "2026-09-21" {
		t.Errorf("the session does not survive: %s, %v", kept, err)
	}
	for _, r := range c.session.Reminders {
		if n := len("r:x:" + r.ID); n > 64 {
			t.Errorf("%s: button of %d bytes", r.ID, n)
		}
	}
}

func TestResidentHasNoBalance(t *testing.T) {
	c := &talk{t: t}
	c.send(bot.Message{Press: "r:t:2026-09-21:510700>510100:r", Now: chinaTime("2026-09-22 12:00")})
	if len(c.session.Reminders) != 2 {
		t.Errorf("reminders %+v", c.session.Reminders)
	}
}

func TestDue(t *testing.T) {
	const out = "transfer_out.2026-09-21.510700.510100"
	tests := []struct {
		name, at  string
		has, lack []string
		left      int
	}{
		{"in time", "2026-10-13 09:00", []string{"10月12日前就该转出", "绵阳→成都", "12393", "信息表发出去了吗"}, []string{"本该"}, 2},
		{"a little late", "2026-10-13 11:00", []string{"就该转出"}, []string{"本该"}, 2},
		{"late by hours", "2026-10-13 14:30", []string{"本该在10月13日 09:00 发出", "5 小时"}, nil, 2},
		{"late by days", "2026-10-19 09:00", []string{"本该在10月13日", "6 天"}, nil, 2},
		{"at night", "2026-10-13 22:10", nil, nil, 3},
		{"before its time: a clock was put back", "2026-10-12 12:00", nil, nil, 3},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := remembered(t)
			c.session.Asking, c.session.Entry = "city", "transfer.duration"
			r := c.send(bot.Message{Due: out, Now: chinaTime(tt.at)})
			text := r.Plain()
			for _, h := range tt.has {
				if !strings.Contains(text, h) {
					t.Errorf("does not say %q:\n%s", h, text)
				}
			}
			for _, l := range tt.lack {
				if strings.Contains(text, l) {
					t.Errorf("says %q:\n%s", l, text)
				}
			}
			if len(tt.has) == 0 && len(r.Lines) > 0 {
				t.Errorf("says something:\n%s", text)
			}
			if !r.Rescheduled || len(c.session.Reminders) != tt.left {
				t.Errorf("%d reminders left", len(c.session.Reminders))
			}
			if c.session.Asking != "city" || c.session.Entry != "transfer.duration" {
				t.Error("the conversation was disturbed")
			}
			if first, _, _ := strings.Cut(text, "\n"); len([]rune(first)) > 40 {
				t.Errorf("first line too long: %s", first)
			}
		})
	}
}

func TestDueOnce(t *testing.T) {
	c := remembered(t)
	const out = "transfer_out.2026-09-21.510700.510100"
	c.send(bot.Message{Due: out, Now: chinaTime("2026-10-14 09:00")})
	if r := c.send(bot.Message{Due: out, Now: chinaTime("2026-10-14 09:01")}); len(r.Lines) != 0 || r.Rescheduled {
		t.Errorf("said twice: %s", r.Plain())
	}
	c.send(bot.Message{Press: "r:x:*", Now: chinaTime("2026-10-14 10:00")})
	if r := c.send(bot.Message{Due: "transfer_in.2026-09-21.510700.510100", Now: chinaTime("2026-10-21 09:00")}); len(r.Lines) != 0 {
		t.Errorf("said although cancelled: %s", r.Plain())
	}
}

// Every kind says what happened, whom to ask, and leads on.
func TestDueOfEveryKind(t *testing.T) {
	c := remembered(t)
	c.send(bot.Message{Press: "r:l:2026-09", Now: chinaTime("2026-10-01 12:00")})
	want := map[string]string{"transfer_out": "信息表发出去了吗", "transfer_in": "信息表收到了吗", "balance": "余额入账了吗", "lapse": "能补缴吗"}
	for _, due := range slices.Clone(c.session.Reminders) {
		r := c.send(bot.Message{Due: due.ID, Now: due.At.Add(time.Minute)})
		if !strings.Contains(r.Plain(), want[due.Kind]) || !strings.Contains(r.Plain(), "12393") || len(r.Buttons) == 0 {
			t.Errorf("%s:\n%s\n%v", due.Kind, r.Plain(), r.Buttons)
		}
		delete(want, due.Kind)
		for _, row := range r.Buttons {
			for _, b := range row {
				next := c.send(bot.Message{Press: b.Data, Now: due.At.Add(2 * time.Minute)})
				if strings.Contains(next.Plain(), "旧版") || len(next.Lines) == 0 {
					t.Errorf("%s: button %s leads nowhere", due.Kind, b.Label)
				}
			}
		}
	}
	if len(want) > 0 {
		t.Errorf("not set: %v", want)
	}
}

func TestAtMostEightReminders(t *testing.T) {
	c := &talk{t: t}
	now := chinaTime("2026-09-22 12:00")
	for _, press := range []string{"r:t:2026-09-21:510700>510100", "r:t:2026-09-21:440300>510100", "r:t:2026-09-21:440100>510100"} {
		c.send(bot.Message{Press: press, Now: now})
	}
	if len(c.session.Reminders) != 8 {
		t.Errorf("%d reminders", len(c.session.Reminders))
	}
	if r := c.send(bot.Message{Press: "r:l:2026-09", Now: now}); !strings.Contains(r.Plain(), "最多记 8 条") || r.Rescheduled {
		t.Errorf("a ninth: %s", r.Plain())
	}
}

func TestReminderLapse(t *testing.T) {
	tests := []struct{ paid, now, at string }{
		{"2026-09", "2026-10-01 12:00", "2026-12-17 09:00"}, // limit 2026-12-31
		{"2026-11", "2026-11-24 12:00", "2027-02-14 09:00"}, // limit 2027-02-28
		{"2027-11", "2027-12-01 12:00", "2028-02-15 09:00"}, // limit 2028-02-29
	}
	for _, tt := range tests {
		t.Run(tt.paid, func(t *testing.T) {
			c := &talk{t: t}
			c.send(bot.Message{Press: "r:l:" + tt.paid, Now: chinaTime(tt.now)})
			if len(c.session.Reminders) != 1 || !c.session.Reminders[0].At.Equal(chinaTime(tt.at)) {
				t.Errorf("reminders %+v", c.session.Reminders)
			}
		})
	}
}

func TestRemindersAreOfferedOnce(t *testing.T) {
	c := &talk{t: t}
	r := c.send(bot.Message{Text: "/estimate 9月21日", Now: chinaTime("2026-09-22 12:00")})
	n := 0
	for _, b := range slices.Concat(r.Buttons...) {
		if strings.HasPrefix(b.Data, "r:t:") {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d buttons", n)
	}
}

func TestNoRemindersInAGroup(t *testing.T) {
	c := &talk{t: t, group: true}
	now := chinaTime("2026-09-22 12:00")
	r := c.send(bot.Message{Text: "/estimate 9月21日", Now: now})
	i := slices.IndexFunc(slices.Concat(r.Buttons...), func(b bot.Button) bool { return strings.Contains(b.Label, "私聊我设") })
	if i < 0 {
		t.Fatalf("buttons %v", r.Buttons)
	}
	r = c.send(bot.Message{Press: slices.Concat(r.Buttons...)[i].Data, Now: now})
	if !strings.Contains(r.Toast, "私聊") || r.Rescheduled || len(c.session.Reminders) != 0 {
		t.Errorf("toast %q, reminders %v", r.Toast, c.session.Reminders)
	}
	if r := c.send(bot.Message{Text: "/reminders", Now: now}); !strings.Contains(r.Plain(), "私聊") {
		t.Errorf("says %s", r.Plain())
	}
}

func TestForgedReminderButtons(t *testing.T) {
	for _, data := range []string{"r:t:", "r:t:x:y", "r:t:0001-01-01:>", "r:t:9999-12-31:510700>510100", "r:l:9999-99", "r:l:1900-01", "r:q:1", "r:t:2026-09-21:::::"} {
		c := &talk{t: t}
		r := c.send(bot.Message{Press: data, Now: chinaTime("2026-09-22 12:00")})
		if len(r.Lines) == 0 || len(c.session.Reminders) > 3 {
			t.Errorf("%s: %+v", data, r)
		}
	}
}
