package bot_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/yibaowenwen/yibao/bot"
)

// Whatever is sent, there is a sentence in reply, the session survives, and nothing of the
// message comes back as markup.
func TestBadInputIsAnswered(t *testing.T) {
	e := brain(t)
	before := bot.Session{Home: "510700", Topic: "transfer.duration", Entry: "transfer.duration"}
	tests := []struct{ name, text string }{
		{"empty", ""},
		{"10,000 characters", strings.Repeat("医保转移要多久", 1429)[:10000*3]},
		{"10,000 letters", strings.Repeat("a", 10000)},
		{"emoji", strings.Repeat("😀", 500)},
		{"punctuation", "???...!!!"},
		{"control characters", "\x00\x01\x02\x1b[31m医保\x7f"},
		{"not UTF-8", "医保\xff\xfe转移"},
		{"HTML", "<b>医保</b><img src=x onerror=alert(1)>"},
		{"SQL", "'; DROP TABLE sessions;--"},
		{"English", "How do I transfer my medical insurance?"},
		{"Japanese", "医療保険を移すにはどうすればいいですか"},
		{"Arabic, right to left", "\u202eكيف"},
		{"template", "{transfer.out_workdays} {{.}} %s %d"},
		{"button data typed", "a:transfer.duration:510700>510100:"},
		{"JSON", `{"text":"医保"}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, err := e.Reply(t.Context(), bot.Message{Text: bot.Text(tt.text), Session: before, Now: noon})
			if err != nil {
				t.Fatal(err)
			}
			if strings.TrimSpace(r.Plain()) == "" || r.Decision == "" {
				t.Fatalf("no reply: %+v", r)
			}
			if !utf8.ValidString(r.Plain()) || strings.Contains(r.Plain(), "onerror") {
				t.Errorf("the reply repeats what was sent: %q", r.Plain())
			}
			if r.Session.Home != before.Home {
				t.Error("the city is forgotten")
			}
		})
	}
}

func TestPressesThatMeanNothing(t *testing.T) {
	e := brain(t)
	for _, press := range []string{"", "x", "a:", "a:nothing:>:", "a:transfer.duration", "k:nothing:0", "k:transfer.offline:zz", "h:999999", "e:2026-99-99", "f:", "\xff"} {
		r, err := e.Reply(t.Context(), bot.Message{Press: press, Now: noon})
		if err != nil {
			t.Fatal(err)
		}
		if r.Plain() == "" && r.Toast == "" {
			t.Errorf("press %q is not answered", press)
		}
	}
}

func FuzzPress(f *testing.F) {
	e := brain(f)
	f.Add("a:transfer.duration:510700>510100,110000:emp")
	f.Add("k:transfer.offline:1f")
	f.Add("e:2026-09-21")
	f.Fuzz(func(t *testing.T, press string) {
		if _, err := e.Reply(t.Context(), bot.Message{Press: press, Now: noon}); err != nil {
			t.Error(err)
		}
	})
}

// Every button of every answer fits into Telegram's 64 bytes and leads somewhere.
func TestButtonsWork(t *testing.T) {
	e := brain(t)
	s := bot.Session{Places: bot.Places{Said: []string{"510700", "510100", "110000", "310000"}, From: "510700", To: "510100"}, Insured: "retired"}
	for _, q := range []string{"医保转移要多久", "退休医保要交多少年", "家庭共济怎么绑", "住院能报多少", "养老金怎么转", "鼓楼区医保"} {
		r, err := e.Reply(t.Context(), bot.Message{Text: bot.Text(q), Session: s, Now: noon})
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Buttons) == 0 {
			t.Errorf("%s: no buttons", q)
		}
		for _, row := range r.Buttons {
			for _, b := range row {
				if b.Data == "" && b.URL == "" || len(b.Data) > 64 {
					t.Errorf("%s: button %q has %d bytes of data", q, b.Label, len(b.Data))
				}
				next, err := e.Reply(t.Context(), bot.Message{Press: b.Data, Session: r.Session, Now: noon})
				if err != nil || next.Plain() == "" && next.Toast == "" || strings.Contains(next.Plain(), "旧版") {
					t.Errorf("%s: button %q leads nowhere: %v %s", q, b.Label, err, next.Plain())
				}
			}
		}
	}
}
