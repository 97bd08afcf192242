package bot_test

import (
	"encoding/json"
	"testing"

	"github.com/yibaowenwen/yibao/bot"
)

// sound checks what must hold of every reply: buttons that fit, a session that survives being
// kept, and no more reminders than there may be.
func sound(t *testing.T, r bot.Reply) {
	t.Helper()
	for _, row := range r.Buttons {
		for _, b := range row {
			if len(b.Data) > 64 || b.Data == "" && b.URL == "" {
				t.Errorf("button %q has %d bytes of data", b.Label, len(b.Data))
			}
		}
	}
	if len(r.Session.Reminders) > 8 {
		t.Errorf("%d reminders", len(r.Session.Reminders))
	}
	kept, err := json.Marshal(r.Session)
	if err != nil {
		t.Fatal(err)
	}
	var back bot.Session
	if err := json.Unmarshal(kept, &back); err != nil {
		t.Fatal(err)
	}
	if again, _ := json.Marshal(back); string(again) != string(kept) {
		t.Errorf("kept %s, read %s", kept, again)
	}
}

// FuzzPressTwice decodes forged button data, each with the session that the one before left.
func FuzzPressTwice(f *testing.F) {
	e := brain(f)
	f.Add("r:t:2026-11-20:510700>510100:r", "r:x:transfer_out.2026-11-20.510700.510100", false)
	f.Add("r:l", "r:l:2026-10", false)
	f.Add("n:+:transfer.duration:510700>510100:emp", "n:-", false)
	f.Add("r:", "r:x:*", true)
	f.Add("d:", "e:2026-11-20:510700>510100", false)
	f.Add("p:+", "s:1", false)
	f.Add("i:", "l:", true)
	f.Add("0", "e:0000-01-10:0", true)
	f.Fuzz(func(t *testing.T, one, two string, group bool) {
		var s bot.Session
		for _, press := range []string{one, two, one} {
			r, err := e.Reply(t.Context(), bot.Message{Press: press, Session: s, Group: group, Now: noon})
			if err != nil {
				t.Fatal(err)
			}
			sound(t, r)
			if group && (len(r.Session.Reminders) > 0 || r.Session.Notify || r.Given != nil) {
				t.Errorf("%q in a group: %+v", press, r.Session)
			}
			s = r.Session
		}
	})
}

// FuzzCommand types commands with whatever behind them.
func FuzzCommand(f *testing.F) {
	e := brain(f)
	for _, s := range []string{"start transfer-duration--510700_510100", "city 绵阳", "estimate 9月21日", "reminders", "family", "big", "location 30.5 104.0", "location NaN -Inf", "help@x y", "START", "", "/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, err := e.Reply(t.Context(), bot.Message{Text: bot.Text("/" + s), Now: noon})
		if err != nil {
			t.Fatal(err)
		}
		sound(t, r)
		if r.Plain() == "" {
			t.Errorf("/%s is not answered", s)
		}
	})
}

// FuzzEvent handles events with sessions and answers of any content, as an older version or
// a damaged database may hold them.
func FuzzEvent(f *testing.F) {
	e := brain(f)
	f.Add("x", `{"notify":true,"reminders":[{"id":"x","kind":"transfer_out","at":"2026-11-23T01:00:00Z","since":"2026-11-02","from":"510700","to":"510100"}]}`,
		`{"entry":"transfer.duration","places":{"Said":["510700"]},"lines":["旧"],"now":["新"]}`)
	f.Add("", `{"notify":true,"reminders":[{"id":"y","kind":"?","at":"0001-01-01T00:00:00Z"}]}`, `{"entry":"?","now":null}`)
	f.Fuzz(func(t *testing.T, due, session, change string) {
		var s bot.Session
		var c bot.Change
		if json.Unmarshal([]byte(session), &s) != nil || json.Unmarshal([]byte(change), &c) != nil || len(s.Reminders) > 8 {
			return
		}
		for _, m := range []bot.Message{{Due: due, Session: s, Now: noon}, {Changed: &c, Session: s, Now: noon}} {
			if m.Due == "" && m.Changed == nil {
				continue
			}
			r, err := e.Reply(t.Context(), m)
			if err != nil {
				t.Fatal(err)
			}
			if len(r.Session.Reminders) > len(s.Reminders) || m.Due == "" && r.Rescheduled {
				t.Errorf("reminders %+v", r.Session.Reminders)
			}
		}
		_ = e.Again(c.Given, noon)
	})
}
