package bot_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/button"
	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/bot/say"
)

// A screen is a chat as it is seen: messages of the bot, which a press may replace.
type screen struct {
	t       *testing.T
	now     time.Time
	session bot.Session
	shown   []bot.Reply
}

func newScreen(t *testing.T) *screen {
	t.Helper()
	return &screen{t: t, now: noon}
}

// last returns the newest message.
func (s *screen) last() bot.Reply { return s.shown[len(s.shown)-1] }

// say types a text and returns the reply.
func (s *screen) say(text string) bot.Reply {
	s.t.Helper()
	return s.take(bot.Message{Text: bot.Text(text)}, -1)
}

// tap presses the first button of a message whose label holds the words.
func (s *screen) tap(message int, label string) bot.Reply {
	s.t.Helper()
	return s.take(bot.Message{Press: labelled(s.t, s.shown[message], label)}, message)
}

func (s *screen) take(m bot.Message, pressed int) bot.Reply {
	s.t.Helper()
	m.Session, m.Now = s.session, s.now
	r := reply(s.t, m)
	s.session = r.Session
	if r.Edit && pressed >= 0 {
		s.shown[pressed] = r
	} else {
		s.shown = append(s.shown, r)
	}
	return r
}

// wants checks that a reply says something.
func wants(t *testing.T, r bot.Reply, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(ascii(r.Plain()), w) {
			t.Errorf("does not say %q:\n%s", w, r.Plain())
		}
	}
}

// A dialog or checklist that is opened from an answer, an outcome or a reminder leaves it as it
// was, to the last ✖.
func TestWhatWasToldStays(t *testing.T) {
	for _, tt := range []struct {
		name  string
		told  func(*screen)
		taps  []string // the first below what was told, the others below the newest message
		there int      // messages at the end
	}{
		{"⏱ below an answer, and ✖", func(s *screen) { s.say("绵阳转到成都要多久") }, []string{"测算", "不算了"}, 2},
		{"⏱ below an answer, to the outcome", func(s *screen) { s.say("绵阳转到成都要多久") }, []string{"测算", "职工医保", "已经停了", "已经参保"}, 2},
		{"⏱ below offers", func(s *screen) { s.say("断了三个月能补吗怎么办啊我的") }, []string{"测算", "不算了"}, 2},
		{"the day is told already", func(s *screen) { s.say("9月21号受理的,从深圳转到成都,医保转移要多久") }, []string{"测算"}, 2},
		{"📋 below an answer", func(s *screen) { s.say("医保转移要带什么") }, []string{"材料清单", "☐", "☐", "☑"}, 2},
		{"📋 below an outcome", outcome, []string{"材料清单", "☐"}, 2},
		{"an answer of an outcome is changed", outcome, []string{"改原地停保", "还没停"}, 2},
		{"an outcome is reckoned anew, and ✖", outcome, []string{"重新算", "不算了"}, 2},
		{"today, below a reminder", due, []string{"今天该办到哪"}, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newScreen(t)
			tt.told(s)
			told := s.last()
			s.shown = s.shown[len(s.shown)-1:]
			at := 0
			for _, label := range tt.taps {
				s.tap(at, label)
				at = len(s.shown) - 1
			}
			if d := cmp.Diff(told, s.shown[0]); d != "" {
				t.Errorf("what was told has changed: %s", d)
			}
			if len(s.shown) != tt.there {
				t.Errorf("%d messages are there, want %d: %s", len(s.shown), tt.there, s.last().Plain())
			}
		})
	}
}

// outcome goes through the transfer flow to its outcome, with dates, 📅 and 🔗.
func outcome(s *screen) {
	f, _ := flowOf(s.t, "transfer")
	s.take(bot.Message{Press: button.Flow.With(f.Encode(dialog.Answers{
		"from": {Text: "440300"}, "to": {Text: "510100"}, "insured": {Text: "employee"},
		"stopped": {Text: "yes"}, "enrolled": {Text: "yes"},
	}))}, -1)
	for _, label := range []string{"材料清单", "放进手机日历", "分享结果"} {
		labelled(s.t, s.last(), label)
	}
	wants(s.t, s.last(), "能转", "月")
}

// due brings a reminder.
func due(s *screen) {
	s.take(bot.Message{Press: button.Reminded{Accepted: knownDay(s.t, "2026-11-20"), From: "440300", To: "510100"}.Data()}, -1)
	first := s.session.Reminders[0]
	s.now = first.At
	s.take(bot.Message{Due: first.ID}, -1)
}

func flowOf(t *testing.T, name string) (*dialog.Flow, dialog.Env) {
	t.Helper()
	set, env := flowSet(t)
	f, ok := set.Flow(name)
	if !ok {
		t.Fatalf("no flow %s", name)
	}
	return f, env
}

// Inside a dialog and a checklist everything stays in one message.
func TestDialogStaysInItsMessage(t *testing.T) {
	s := newScreen(t)
	s.say("绵阳转到成都要多久")
	s.tap(0, "测算")
	for _, label := range []string{"职工医保", "上一步", "职工医保", "已经停了", "上一步", "还没停"} {
		s.tap(1, label)
	}
	wants(t, s.shown[1], "还不能申请")
	if len(s.shown) != 2 {
		t.Errorf("%d messages, want 2", len(s.shown))
	}
	s.tap(1, "材料清单")
	for _, label := range []string{"☐", "☑", "☐"} {
		s.tap(2, label)
	}
	if len(s.shown) != 3 {
		t.Errorf("%d messages, want 3", len(s.shown))
	}
}

// Whatever is asked in between: its own buttons and those of the waiting question are there, the
// answer stays when the dialog goes on, and so does the dialog when it is typed on.
func TestDigressions(t *testing.T) {
	for _, tt := range []struct {
		name, asks string
		decision   bot.Decision
		own        string // a button of the digression's own
	}{
		{"an unclear question offers its choices", unclear(t), bot.Choose, ""},
		{"a clear one has its next steps", "医保电话是多少", bot.Answer, say.ButtonOthers},
		{"one with a checklist", "医保转移要带什么", bot.Answer, "材料清单"},
		{"another office's business", "养老金怎么转", bot.Refuse, ""},
		{"thanks", "谢谢", bot.SmallTalk, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			alone := newScreen(t)
			alone.say(tt.asks)
			s := newScreen(t)
			s.say("/estimate")
			s.tap(0, "我能不能转")
			s.say("深圳")
			s.say("成都")
			waiting := s.session.Asking
			r := s.say(tt.asks)
			if r.Decision != tt.decision {
				t.Fatalf("%s: %s", r.Decision, r.Plain())
			}
			if tt.own != "" {
				labelled(t, r, tt.own)
			}
			have := map[string]bool{}
			for _, row := range r.Buttons {
				for _, b := range row {
					have[b.Label] = true
				}
			}
			for _, row := range alone.last().Buttons {
				for _, b := range row {
					if !have[b.Label] {
						t.Errorf("the button %q of the digression is lost", b.Label)
					}
				}
			}
			wants(t, r, "回到刚才那一题:原来参加的是哪种医保?")
			if s.session.Asking != waiting {
				t.Errorf("waits for %q, want %q", s.session.Asking, waiting)
			}
			at := len(s.shown) - 1
			for _, label := range []string{"职工医保", "上一步", "不算了"} {
				n := len(s.shown)
				before := s.session
				s.tap(at, label)
				if d := cmp.Diff(r, s.shown[at]); d != "" || len(s.shown) != n+1 {
					t.Errorf("%s replaces the answer: %s", label, d)
				}
				s.session = before
			}
			wants(t, s.say("职工"), "原来的地方停保了吗?")
		})
	}
}

// unclear returns a question to which the bot offers choices.
func unclear(t *testing.T) string {
	t.Helper()
	for _, text := range []string{"公司裁员的消息怎么那么多", "医保的钱怎么回事", "卡里的钱怎么处理", "异地的怎么弄", "单位不管怎么办"} {
		if reply(t, bot.Message{Text: bot.Text(text), Now: noon}).Decision == bot.Choose {
			return text
		}
	}
	t.Fatal("every question is clear")
	return ""
}

// The same for the day of acceptance.
func TestDigressionFromTheDay(t *testing.T) {
	s := newScreen(t)
	s.say("/estimate")
	s.tap(0, "今天该办到哪")
	r := s.say("医保电话是多少")
	labelled(t, r, say.ButtonOthers)
	labelled(t, r, "昨天")
	wants(t, r, "回到刚才那一题:哪天受理的?")
	s.tap(len(s.shown)-1, "昨天")
	wants(t, s.last(), "还在转出这一步")
	s.say("医保电话是多少")
	s.session = r.Session
	wants(t, s.say("上周五"), "从11月20日受理算起")
}

// What a dialog's or a checklist's button of an earlier version says still works, in place.
func TestButtonsInPlaceStillWork(t *testing.T) {
	f, _ := flowOf(t, "transfer")
	for _, data := range []string{
		button.Flow.With(f.Encode(nil)), button.TickData("transfer.online", 0), button.Leave.With(""), "e:2026-11-20", "e:2026-11-20:440300>510100",
	} {
		in := reply(t, bot.Message{Press: data, Now: noon})
		apart := reply(t, bot.Message{Press: button.Apart(data), Now: noon})
		if !in.Edit || apart.Edit {
			t.Errorf("%s: in place %v, apart %v", data, in.Edit, apart.Edit)
		}
		apart.Edit = true
		if d := cmp.Diff(in, apart); d != "" {
			t.Errorf("%s: %s", data, d)
		}
	}
	if r := reply(t, bot.Message{Press: "o:o:x:", Now: noon}); !strings.Contains(r.Plain(), "旧版") {
		t.Errorf("a nested button: %s", r.Plain())
	}
}
