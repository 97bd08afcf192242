package bot_test

import (
	"strings"
	"testing"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/knowledge"
)

// What was told of a person stays with that person through the talk.
func TestEachTheirOwnKind(t *testing.T) {
	s := newScreen(t)
	for _, turn := range []struct {
		text string
		want knowledge.Insured
	}{
		{"我爸退休了,我在职,我从滨州转到德州要多久", knowledge.Employee},
		{"我爸那份要跟着转吗", knowledge.Retired},
		{"我这份要几天", knowledge.Employee},
		{"我爸的呢", knowledge.Retired},
	} {
		s.say(turn.text)
		if got := s.session.Insured; got != turn.want {
			t.Errorf("%s: about %q, want %q", turn.text, got, turn.want)
		}
	}
	if s.session.Own != knowledge.Employee {
		t.Errorf("own is %q", s.session.Own)
	}
}

// A session of an older version holds a kind without an owner; a question that names insurance keeps it.
func TestKindWithoutOwnerStays(t *testing.T) {
	r := reply(t, bot.Message{Text: "医保转移要带什么材料", Now: noon, Session: bot.Session{Insured: knowledge.Resident}})
	if r.Session.Insured != knowledge.Resident {
		t.Errorf("about %q", r.Session.Insured)
	}
}

// Moves of a talk: turning round, going on, taking back.
func TestMovesOfATalk(t *testing.T) {
	s := newScreen(t)
	for _, turn := range []struct{ text, from, to, entry string }{
		{"从增城市转到崇文区要几天", "440100", "110000", "transfer.duration"},
		{"反过来呢", "110000", "440100", "transfer.duration"},
		{"不是北京,是天津", "120000", "440100", "transfer.duration"},
		{"要带啥", "120000", "440100", "transfer.documents"},
	} {
		s.say(turn.text)
		if p := s.session.Places; p.From != turn.from || p.To != turn.to || s.session.Entry != turn.entry {
			t.Errorf("%s: %+v, %s, want %s to %s, %s", turn.text, p, s.session.Entry, turn.from, turn.to, turn.entry)
		}
	}
	s = newScreen(t)
	s.say("我爷爷去世了,卡里的钱怎么取")
	s.say("要带什么")
	if !s.session.Told["died"] {
		t.Error("the death is forgotten")
	}
	s.say("居民医保今年交多少钱")
	if s.session.Told["died"] {
		t.Error("a question of its own is still about the death")
	}
}

// A name of several places is asked back beside a known place too, above the answer, and a button
// or the plain name fills in the end that is missing.
func TestAmbiguousBesideKnown(t *testing.T) {
	s := newScreen(t)
	s.say("从鼓楼区转到成都要多久")
	wants(t, s.last(), "鼓楼区", "不止一个")
	if s.session.Entry != "transfer.duration" {
		t.Errorf("answers %q", s.session.Entry)
	}
	s.say("福州的")
	if p := s.session.Places; p.From != "350100" || p.To != "510100" {
		t.Errorf("after 福州的: %+v", p)
	}
	s = newScreen(t)
	s.say("在协和住院能报多少")
	wants(t, s.last(), "协和")
	if b := s.last().Buttons; len(b) != 2 || b[0][0].Label != "北京市" || b[1][0].Label != "武汉市" {
		t.Errorf("offers %+v", b)
	}
}

// A past year is not answered silently with the rules of today.
func TestPastYear(t *testing.T) {
	for text, past := range map[string]bool{"2021年的标准退休要交满几年": true, "我2015年参保,退休要交满几年": false} {
		r := reply(t, bot.Message{Text: bot.Text(text), Now: noon})
		if got := strings.Contains(r.Plain(), "2021年的没收录"); got != past {
			t.Errorf("%s: says so: %v\n%s", text, got, r.Plain())
		}
	}
}
