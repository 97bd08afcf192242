package bot_test

import (
	"strings"
	"testing"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/knowledge"
)

// A kind of insurance is a person's own only where they say so of themselves.
func TestOwnInsurance(t *testing.T) {
	for _, tt := range []struct {
		text    string
		insured knowledge.Insured // this answer is for
		own     bool
	}{
		{"退休医保要交满多少年", knowledge.Retired, false},
		{"退休人员医保待遇", knowledge.Retired, false},
		{"退休的医保每月返多少", knowledge.Retired, false},
		{"居民医保能转移吗", knowledge.Resident, false},
		{"新农合今年交多少", knowledge.Resident, false},
		{"职工医保断缴了怎么办", knowledge.Employee, false},
		{"离职医保怎么办", knowledge.Employee, false},
		{"我妈退休了,医保卡的钱能取吗", knowledge.Retired, false},
		{"如果我退休了医保还要交吗", knowledge.Retired, false},
		{"听说居民医保涨价了", knowledge.Resident, false},
		{"我想问退休人员医保怎么返钱", knowledge.Retired, false},
		{"我能参加居民医保吗", knowledge.Resident, false},

		{"我退休了,医保还要交吗", knowledge.Retired, true},
		{"我已经退休了医保还要交吗", knowledge.Retired, true},
		{"我是居民医保,能转移吗", knowledge.Resident, true},
		{"我的职工医保怎么转", knowledge.Employee, true},
		{"我刚离职医保怎么办", knowledge.Employee, true},
		{"我被辞退了医保咋办", knowledge.Employee, true},
		{"我交的是职工医保,住院能报多少", knowledge.Employee, true},
		{"退休了,医保卡里的钱怎么用", knowledge.Retired, true},
		{"居民医保断了两年,能补吗", knowledge.Resident, true},
		{"深圳已停保,成都单位交上了,能转吗?", knowledge.Employee, true},
		{"用我的医保给我妈买药行吗", knowledge.Employee, true},
		{"我是退休人員,醫保怎麼轉", knowledge.Retired, true},
	} {
		r := reply(t, bot.Message{Text: bot.Text(tt.text), Now: noon})
		want := bot.Session{Insured: tt.insured}
		if tt.own {
			want.Own = tt.insured
		}
		if r.Session.Insured != want.Insured || r.Session.Own != want.Own {
			t.Errorf("%s: insured %q, own %q, want %q, %q", tt.text, r.Session.Insured, r.Session.Own, want.Insured, want.Own)
		}
	}
}

// After a general question nobody is taken for what was asked about: not in /estimate, nor in the
// next question of its own. What follows up is still about it.
func TestGeneralQuestionsAreNotStored(t *testing.T) {
	s := newScreen(t)
	s.say("退休人员医保能转移吗")
	s.say("/estimate")
	s.tap(1, "我能不能转")
	if text := s.last().Plain(); strings.Contains(text, "退休") {
		t.Errorf("/estimate takes the asker for a retiree:\n%s", text)
	}

	s = newScreen(t)
	s.say("退休医保要交满多少年")
	s.say("周口的")
	if s.session.Insured != knowledge.Retired || s.session.Own != "" {
		t.Errorf("a follow-up is about %q, own %q", s.session.Insured, s.session.Own)
	}
	s.say("医保转移要带什么材料")
	if s.session.Insured != "" {
		t.Errorf("another question is about %q", s.session.Insured)
	}

	// What the person said of themselves stays, whatever is asked about in between.
	s = newScreen(t)
	s.say("我是职工医保,怎么转移")
	s.say("退休的呢")
	if s.session.Insured != knowledge.Retired || s.session.Own != knowledge.Employee {
		t.Errorf("退休的呢 is about %q, own %q", s.session.Insured, s.session.Own)
	}
	s.say("医保转移要带什么材料")
	if s.session.Insured != knowledge.Employee {
		t.Errorf("another question is about %q, want the person's own", s.session.Insured)
	}
	s.say("居民医保能转移吗")
	s.say("/estimate")
	s.tap(len(s.shown)-1, "我能不能转")
	wants(t, s.last(), "已经知道:哪种医保 职工医保")

	// A relative's kind is kept while the relative is asked for.
	s = newScreen(t)
	s.say("/family")
	s.say("我妈退休了,医保卡里的钱能取吗")
	if s.session.Own != knowledge.Retired || !s.session.Family {
		t.Errorf("the relative's own is %q", s.session.Own)
	}

	// A button tells of what it says, not of the person.
	s = newScreen(t)
	s.take(bot.Message{Press: "a:transfer.overview:>:ret"}, -1)
	s.say("/estimate")
	s.tap(1, "我能不能转")
	if strings.Contains(s.last().Plain(), "退休") {
		t.Errorf("a button makes a retiree:\n%s", s.last().Plain())
	}
}
