package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot/demo"
)

// A later is a bot with the real knowledge on Telegram, whose clock a test sets.
type later struct {
	*testing.T
	*demo.Server
	api, store string
	brain      *brain
	clock      fileClock
}

// eachStore runs a test of a bot on both stores.
func eachStore(t *testing.T, test func(l *later)) {
	t.Helper()
	onEachStore(t, func(t *testing.T, where string) {
		t.Helper()
		world, api := newWorld(t)
		b, err := newBrain(&cli{Knowledge: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		test(&later{T: t, Server: world, api: api, store: where, brain: b, clock: newFileClock(t)})
	})
}

// set sets the clock in China.
func (l *later) set(at string) {
	l.Helper()
	l.clock.set(l.T, at)
}

// run starts the bot. The returned function stops it, as the end of the test does.
func (l *later) run() (stop func()) {
	l.Helper()
	db, err := openByClock(context.Background(), l.store, l.clock.now)
	if err != nil {
		l.Fatal(err)
	}
	b, err := botByClock(serveCmd{Token: testToken, APIURL: l.api}, l.brain, db, l.clock.now, nil)
	if err != nil {
		l.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			l.Errorf("Run: %v", err)
		}
		_ = db.Close()
	})
	l.Cleanup(stop)
	return stop
}

// press presses the button with the label below the last message.
func (l *later) press(chat int64, label string) {
	l.Helper()
	m := last(l.Messages(chat))
	l.Press(chat, m.ID, button(l.T, m, label))
}

// reads waits for the nth message of the bot and returns it.
func (l *later) reads(chat int64, n int, want ...string) {
	l.Helper()
	got := answers(wait(l.T, l.Server, chat, strings.Join(want, " "), enough(n)))
	if len(got) != n {
		l.Fatalf("%d messages, want %d; the last: %s", len(got), n, got[len(got)-1].Text)
	}
	for _, w := range want {
		if !strings.Contains(got[n-1].Text, w) {
			l.Errorf("does not say %q: %s", w, got[n-1].Text)
		}
	}
}

// still makes sure that nothing more comes.
func (l *later) still(chat int64, n int) {
	l.Helper()
	time.Sleep(150 * time.Millisecond)
	if got := answers(l.Messages(chat)); len(got) != n {
		l.Fatalf("%d messages, want %d; the last: %s", len(got), n, got[len(got)-1].Text)
	}
}

// TestReminderOfATransfer goes from the question to the reminders, over restarts, a night
// and a day on which the bot was down.
func TestReminderOfATransfer(t *testing.T) {
	eachStore(t, func(l *later) {
		const chat = 71
		l.set("2026-09-22 12:00")
		stop := l.run()
		l.Say(chat, "从绵阳转到成都要多久")
		l.reads(chat, 1, "工作日")
		l.Say(chat, "/estimate 9月21日")
		l.reads(chat, 2, "10月12日")
		l.press(chat, "到期提醒我")
		l.reads(chat, 3, "到日子我来提醒你", "10月13日", "10月20日")
		l.still(chat, 3)
		stop()

		l.set("2026-10-13 08:59")
		stop = l.run()
		l.still(chat, 3)
		l.set("2026-10-13 09:00")
		l.reads(chat, 4, "10月12日前就该转出", "12393", "信息表发出去了吗")
		l.press(chat, "今天该办到哪了")
		wait(l.T, l.Server, chat, "standing", func(list []demo.Message) bool { return strings.Contains(last(list).Text, "转入") })
		stop()

		l.set("2026-10-20 22:30") // down on the day of the second, and up at night
		stop = l.run()
		l.still(chat, 5) // the answer to the press came as a message of its own
		l.set("2026-10-21 08:00")
		l.reads(chat, 6, "10月19日前就该转入", "本该在10月20日 09:00 发出")
		l.still(chat, 6)

		l.Say(chat, "/reminders")
		l.reads(chat, 7, "记着 1 条", "查余额")
		l.press(chat, "全部取消")
		wait(l.T, l.Server, chat, "cancelled", func(list []demo.Message) bool { return strings.Contains(last(list).Text, "没有记着") })
		stop()
		l.set("2026-12-01 12:00")
		l.run()
		l.still(chat, 7)
	})
}

// TestNoticeOfAChangedRule: an editor changes a number, and who asked to hear of it gets the
// old line, the new line and the source, once.
func TestNoticeOfAChangedRule(t *testing.T) {
	eachStore(t, func(l *later) {
		const chat, other = 72, 73
		l.set("2026-11-24 12:00")
		stop := l.run()
		for _, c := range []int64{chat, other} {
			l.Say(c, "从绵阳转到成都要多久")
			l.reads(c, 1, "10 + 5")
		}
		l.press(chat, "更多")
		wait(l.T, l.Server, chat, "more", func(list []demo.Message) bool {
			return slices.ContainsFunc(slices.Concat(last(list).Keyboard.Rows...), func(b demo.Button) bool { return strings.Contains(b.Text, "有变化通知我") })
		})
		l.press(chat, "有变化通知我")
		if err := l.WaitCalls(l.Context(), func(calls []demo.Call) bool { return len(calls) > 0 }, "answerCallbackQuery"); err != nil {
			l.Fatal(err)
		}
		l.still(chat, 1)
		l.overlay("7")
		l.reads(chat, 2, "有变化", "10 + 5", "10 + 7", "依据", "医保办发〔2021〕43号")
		l.still(chat, 2)
		stop()
		stop = l.run() // a restart tells nothing again
		l.still(chat, 2)
		stop()
		l.overlay("8") // while the bot is down
		l.run()
		l.reads(chat, 3, "10 + 7", "10 + 8")
		l.press(chat, "不再通知")
		l.still(chat, 3)
		l.overlay("9")
		l.still(chat, 3)
		l.still(other, 1)
	})
}

// overlay changes the working days that the new place has, as an editor does.
func (l *later) overlay(days string) {
	l.Helper()
	text := "values:\n  - {param: transfer.in_workdays, value: " + days + ", from: 2021-12-01, basis: {source: nhsa.2021-43, status: secondary, reviewed: 2026-11-22}}\n"
	if err := os.WriteFile(filepath.Join(l.brain.cli.Knowledge, "changed.yaml"), []byte(text), 0o600); err != nil {
		l.Fatal(err)
	}
	if err := l.brain.reload(); err != nil {
		l.Fatal(err)
	}
}
