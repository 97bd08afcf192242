package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	ical "github.com/arran4/golang-ical"

	"github.com/yibaowenwen/yibao/bot/demo"
)

// A phone is one private chat with `yibao serve` on a local Bot API server.
type phone struct {
	t     *testing.T
	chat  int64
	world *demo.Server
	// restart ends the process and starts it again on the same state.
	restart func()
}

// newPhone starts serve; it ends with the test.
func newPhone(t *testing.T, chat int64) *phone {
	t.Helper()
	world, api := newWorld(t)
	t.Setenv("TELEGRAM_BOT_TOKEN", testToken)
	args := []string{"serve", "--api-url", api, "--store", "sqlite:" + filepath.Join(t.TempDir(), "state.db")}
	log := &lockedBuffer{}
	stop := background(t, log, args...)
	t.Cleanup(func() { stop() })
	return &phone{t: t, chat: chat, world: world, restart: func() {
		stop()
		stop = background(t, log, args...)
	}}
}

// say types a text and waits until the bot shows all of the words in one message.
func (p *phone) say(text string, has ...string) demo.Message {
	p.t.Helper()
	p.world.Say(p.chat, text)
	return p.shown(text, has...)
}

// tap presses the newest button with the label and waits likewise.
func (p *phone) tap(label string, has ...string) demo.Message {
	p.t.Helper()
	id, data := p.button(label)
	p.world.Press(p.chat, id, data)
	return p.shown(label, has...)
}

func (p *phone) button(label string) (message int, data string) {
	p.t.Helper()
	list := answers(p.world.Messages(p.chat))
	for i := len(list) - 1; i >= 0; i-- {
		for _, b := range list[i].Buttons() {
			if b.Data != nil && strings.Contains(b.Text, label) {
				return list[i].ID, *b.Data
			}
		}
	}
	p.t.Fatalf("no button %q", label)
	return 0, ""
}

func (p *phone) shown(what string, has ...string) demo.Message {
	p.t.Helper()
	find := func(list []demo.Message) (demo.Message, bool) {
		all := answers(list)
		for i := len(all) - 1; i >= 0; i-- {
			missing := false
			for _, h := range has {
				missing = missing || !strings.Contains(all[i].Text, h)
			}
			if !missing {
				return all[i], true
			}
		}
		return demo.Message{}, false
	}
	ctx, cancel := context.WithTimeout(p.t.Context(), 30*time.Second)
	defer cancel()
	if err := p.world.Wait(ctx, p.chat, func(list []demo.Message) bool { _, ok := find(list); return ok }); err != nil {
		p.t.Fatalf("%s: nothing shows %q: %v; last: %s", what, has, err, last(p.world.Messages(p.chat)).Text)
	}
	m, _ := find(p.world.Messages(p.chat))
	return m
}

// A dialog from the first question to the calendar file, with the process restarted between
// all steps: every button is one from before a restart.
func TestDialogOverRestarts(t *testing.T) {
	p := newPhone(t, 501)
	steps := []struct {
		say, tap string
		has      []string
	}{
		{say: "/estimate", has: []string{"想测算什么"}},
		{tap: "我能不能转", has: []string{"原来在哪个城市参保"}},
		{say: "深圳", has: []string{"要转到哪个城市", "深圳"}},
		{say: "成都", has: []string{"哪种医保", "成都"}},
		{tap: "职工医保", has: []string{"停保了吗", "职工医保"}},
		{tap: "已经停了", has: []string{"新地方参上医保了吗", "已经停了"}},
		{tap: "上一步", has: []string{"停保了吗"}},
		{tap: "已经停了", has: []string{"新地方参上医保了吗", "已经停了"}},
		{tap: "已经参保", has: []string{"现在就能申请", "个工作日"}},
	}
	for _, s := range steps {
		if s.say != "" {
			p.say(s.say, s.has...)
		} else {
			p.tap(s.tap, s.has...)
		}
		p.restart()
	}
	p.tap("放进手机日历", "日历文件")
	list := wait(t, p.world, p.chat, "calendar", func(list []demo.Message) bool { return last(list).Document != nil })
	file, ok := p.world.File(last(list).Document.ID)
	if !ok {
		t.Fatal("the document cannot be loaded")
	}
	cal, err := ical.ParseCalendar(bytes.NewReader(file.Data))
	if err != nil || len(cal.Events()) != 3 {
		t.Errorf("the phone reads %d events, %v", len(cal.Events()), err)
	}
}

// What people do besides answering, on one process.
func TestDialogManners(t *testing.T) {
	p := newPhone(t, 601)
	open := func(t *testing.T, chat int64) *phone {
		t.Helper()
		q := &phone{t: t, chat: chat, world: p.world}
		q.say("从深圳转到成都要多久", "工作日")
		q.tap("测算", "哪种医保", "深圳")
		q.tap("职工医保", "停保了吗")
		return q
	}
	t.Run("double press", func(t *testing.T) {
		q := open(t, 602)
		id, data := q.button("已经停了")
		q.world.Press(q.chat, id, data)
		q.world.Press(q.chat, id, data)
		q.shown("pressed twice", "新地方参上医保了吗")
		q.say("谢谢", "不客气") // both presses have been served
		if n := len(answers(q.world.Messages(q.chat))); n != 3 {
			t.Errorf("the bot wrote %d messages, want the answer, the dialog and the thanks", n)
		}
	})
	t.Run("older version", func(t *testing.T) {
		q := open(t, 603)
		id, data := q.button("已经停了") // d:tr and three characters of the version
		q.world.Press(q.chat, id, data[:4]+"zzz"+data[7:])
		q.shown("old button", "规则有更新", "新地方参上医保了吗", "已经停了")
	})
	t.Run("no state at all", func(t *testing.T) {
		q := open(t, 604)
		id, _ := q.button("已经停了")
		q.world.Press(q.chat, id, "d:!!")
		q.shown("garbage", "旧版")
	})
	t.Run("wrong text", func(t *testing.T) {
		q := open(t, 605)
		q.say("哈哈哈", "没看懂", "停保了吗")
		q.say("已经停了", "新地方参上医保了吗")
	})
	t.Run("digression and return", func(t *testing.T) {
		q := open(t, 606)
		q.say("医保转移要带什么材料呢", "回到刚才那一题", "停保了吗")
		q.tap("已经停了", "新地方参上医保了吗", "深圳")
	})
	t.Run("back", func(t *testing.T) {
		q := open(t, 607)
		q.tap("还没停", "还不能申请")
		q.tap("改原地停保", "停保了吗")
		q.tap("已经停了", "新地方参上医保了吗")
		q.tap("上一步", "原来的地方停保了吗")
	})
	t.Run("change one answer", func(t *testing.T) {
		q := open(t, 608)
		q.tap("已经停了", "新地方参上医保了吗")
		q.tap("已经参保", "现在就能申请")
		q.tap("改原地停保", "停保了吗", "已经参保") // the later answer stays
		m := q.tap("还没停", "还不能申请", "停保")
		if strings.Contains(m.Text, "先在新地方参上医保") {
			t.Error("the later answer that still holds was lost")
		}
		q.tap("改原地停保", "停保了吗")
		q.tap("已经停了", "现在就能申请")
	})
	t.Run("cancel", func(t *testing.T) {
		q := open(t, 609)
		q.tap("不算了", "不算了")
	})
	t.Run("shared link", func(t *testing.T) {
		q := open(t, 610)
		q.tap("已经停了", "新地方参上医保了吗")
		q.tap("已经参保", "现在就能申请")
		m := q.tap("分享结果", "?start=d-tr")
		_, payload, _ := strings.Cut(m.Text, "?start=")
		payload, _, _ = strings.Cut(payload, "\n")
		friend := &phone{t: t, chat: 611, world: p.world}
		friend.say("/start "+payload, "现在就能申请", "深圳到成都")
	})
}
