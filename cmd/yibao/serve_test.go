package main

import (
	"context"
	"fmt"
	"io"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot/demo"
)

const testToken = "1:a-token-only-this-test-knows"

// A lockedBuffer is a log that can be read while it is written.
type lockedBuffer struct {
	mu sync.Mutex
	b  strings.Builder
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// newWorld returns a local Bot API server and its address. It ends with the test.
func newWorld(t *testing.T) (world *demo.Server, address string) {
	t.Helper()
	world = demo.New(demo.Options{Token: testToken, Now: time.Now, WebhookRetry: 10 * time.Millisecond})
	api := httptest.NewServer(world)
	t.Cleanup(func() { world.Close(); api.Close() })
	return world, api.URL
}

// serve runs `yibao serve` against a local Bot API server until the test ends.
func serve(t *testing.T, flags ...string) (*demo.Server, *lockedBuffer) {
	t.Helper()
	world, api := newWorld(t)
	t.Setenv("TELEGRAM_BOT_TOKEN", testToken)
	log := &lockedBuffer{}
	args := append([]string{"serve", "--api-url", api, "--store", "sqlite:" + filepath.Join(t.TempDir(), "state.db")}, flags...)
	t.Cleanup(background(t, log, args...))
	return world, log
}

// background runs a command line in this process. The returned function stops it and waits until
// it has ended.
func background(t *testing.T, log *lockedBuffer, args ...string) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan int, 1)
	go func() { done <- runContext(ctx, args, strings.NewReader(""), io.Discard, log) }()
	return func() {
		cancel()
		select {
		case status := <-done:
			if status != exitOK {
				t.Errorf("%s ended with %d; log:\n%s", args[0], status, log)
			}
		case <-time.After(30 * time.Second):
			t.Errorf("%s did not end", args[0])
		}
	}
}

func wait(t *testing.T, world *demo.Server, chat int64, what string, ok func([]demo.Message) bool) []demo.Message {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
	defer cancel()
	if err := world.Wait(ctx, chat, ok); err != nil {
		t.Fatalf("%s: %v; messages: %+v", what, err, world.Messages(chat))
	}
	return world.Messages(chat)
}

// answers returns what the bot wrote in a chat.
func answers(list []demo.Message) []demo.Message {
	var out []demo.Message
	for _, m := range list {
		if m.FromBot() {
			out = append(out, m)
		}
	}
	return out
}

func enough(n int) func([]demo.Message) bool {
	return func(list []demo.Message) bool { return len(answers(list)) >= n }
}

func TestServeAnswers(t *testing.T) {
	world, log := serve(t)
	const chat = 41
	world.Say(chat, "从绵阳转到成都要多久")
	got := answers(wait(t, world, chat, "text", enough(1)))
	if !strings.Contains(got[0].Text, "工作日") || !strings.Contains(got[0].Text, "医保办发〔2021〕43号") {
		t.Errorf("the answer has no rule or no source: %s", got[0].Text)
	}
	world.Say(chat, "需要什么材料")
	got = answers(wait(t, world, chat, "follow-up", enough(2)))
	tick := button(t, got[1], "材料清单")
	world.Press(chat, got[1].ID, tick)
	listed := wait(t, world, chat, "press", func(list []demo.Message) bool { return strings.Contains(last(list).Text, "☐") })
	item := button(t, last(listed), "☐")
	id := last(listed).ID
	world.Press(chat, id, item)
	ticked := wait(t, world, chat, "edit in place", func(list []demo.Message) bool { return strings.Contains(last(list).Text, "☑") })
	if last(ticked).ID != id {
		t.Error("the tick came as a new message")
	}
	world.Say(chat, "我的身份证 110101190001010006")
	wait(t, world, chat, "blocked", func(list []demo.Message) bool { return strings.Contains(last(list).Text, "没有保存") })
	for _, secret := range []string{"绵阳", "110101", testToken} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
}

func last(list []demo.Message) demo.Message {
	a := answers(list)
	if len(a) == 0 {
		return demo.Message{}
	}
	return a[len(a)-1]
}

func button(t *testing.T, m demo.Message, label string) string {
	t.Helper()
	if m.Keyboard != nil {
		for _, row := range m.Keyboard.Rows {
			for _, b := range row {
				if strings.Contains(b.Text, label) && b.Data != nil {
					return *b.Data
				}
			}
		}
	}
	t.Fatalf("no button %q in %+v", label, m.Keyboard)
	return ""
}

// Many chats at once, each in its own order: every chat names a city and then asks three
// things in a row; every answer is the one to the question before it.
func TestServeKeepsOrderOfManyChats(t *testing.T) {
	world, _ := serve(t, "--rate", "10000")
	const chats = 200
	questions := []string{"/city 绵阳", "医保转移要多久", "谢谢", "养老金怎么转"}
	expect := []string{"绵阳市", "工作日", "不客气", "12333"}
	for _, q := range questions {
		for c := range chats {
			world.Say(int64(1000+c), q)
		}
	}
	for c := range chats {
		got := answers(wait(t, world, int64(1000+c), fmt.Sprintf("chat %d", c), enough(len(questions))))
		if len(got) != len(questions) {
			t.Errorf("chat %d has %d answers, want %d", c, len(got), len(questions))
		}
		for i, want := range expect {
			if !strings.Contains(got[i].Text, want) {
				t.Errorf("chat %d: answer %d does not hold %q: %s", c, i+1, want, got[i].Text)
			}
		}
	}
}

func TestServeRefusesWrongUse(t *testing.T) {
	tests := []struct {
		name, token string
		args        []string
	}{
		{"no token", "", []string{"serve"}},
		{"token that cannot be one", "not a token", []string{"serve", "--store", "sqlite::memory:"}},
		{"unknown store", testToken, []string{"serve", "--store", "mysql:x"}},
		{"bad address", testToken, []string{"serve", "--api-url", "ftp://x", "--store", "sqlite::memory:"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Setenv("TELEGRAM_BOT_TOKEN", tt.token)
			var log strings.Builder
			if status := run(tt.args, strings.NewReader(""), io.Discard, &log); status != exitUsage {
				t.Errorf("status %d, want %d; %s", status, exitUsage, &log)
			}
			if tt.token != "" && strings.Contains(log.String(), tt.token) {
				t.Error("the message holds the token")
			}
		})
	}
}

// An editor's file is taken up while serve runs; a broken one is refused with its line, and
// the old answers stay.
func TestServeReloadsKnowledge(t *testing.T) {
	dir := t.TempDir()
	world, log := serve(t, "--knowledge", dir)
	const chat = 77
	world.Say(chat, "医保转移要多久")
	wait(t, world, chat, "before", enough(1))

	entry := `
sources: [{id: mine.notice, title: 我们镇的告示, date: 2026-01-01, level: city}]
entries:
  - id: account.usage_scope.eggs
    topic: account.usage_scope
    question: 医保卡能换鸡蛋吗?
    asked: [药店能换鸡蛋吗, 医保卡换鸡蛋, 刷卡换鸡蛋行不行, 卡里的钱换鸡蛋, 药店送鸡蛋, 能买鸡蛋吗, 换米换油行吗, 药店换鸡蛋]
    basis: {source: mine.notice, status: document, reviewed: 2026-11-22}
    headline: [{text: 鸡蛋不能换。}]
    lines: [{text: 个人账户的钱只能看病买药。}]
`
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, "mine.yaml"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	logged := func(want string) {
		t.Helper()
		for deadline := time.Now().Add(60 * time.Second); !strings.Contains(log.String(), want); time.Sleep(20 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("the log does not hold %q:\n%s", want, log)
			}
		}
	}
	write(entry)
	logged("knowledge reloaded")
	world.Say(chat, "医保卡能换鸡蛋吗")
	wait(t, world, chat, "new entry", func(list []demo.Message) bool { return strings.Contains(last(list).Text, "鸡蛋不能换") })

	write(entry + "    anser: 写错了\n")
	logged("mine.yaml:11: field anser not found")
	world.Say(chat, "药店能换鸡蛋吗")
	wait(t, world, chat, "old answers stay", func(list []demo.Message) bool {
		return len(answers(list)) == 3 && strings.Contains(last(list).Text, "鸡蛋不能换")
	})
}
