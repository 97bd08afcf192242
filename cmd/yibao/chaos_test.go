package main

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot/demo"
	"github.com/yibaowenwen/yibao/bot/store/postgres/pgtest"
)

// TestChaosKill kills `yibao serve` at odd moments (kill -9) and starts it again. Every
// question must be answered in its turn; what was being sent at that moment may come twice,
// one answer for each worker and kill at most. It prints what became of the questions:
//
//	go test -v -run Chaos ./cmd/yibao                      3 kills, 50 chats
//	YIBAO_CHAOS=full go test -v -run Chaos ./cmd/yibao     20 kills, 500 chats
func TestChaosKill(t *testing.T) {
	tests := []struct {
		name  string
		store func(t *testing.T) string
	}{
		{"sqlite", func(t *testing.T) string { t.Helper(); return "sqlite:" + filepath.Join(t.TempDir(), "killed.db") }},
		{"postgres", func(t *testing.T) string { t.Helper(); return pgtest.New(t) }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { killOften(t, tt.store(t)) })
	}
}

func killOften(t *testing.T, store string) {
	t.Helper()
	kills, chats := 3, 50
	if os.Getenv("YIBAO_CHAOS") == "full" {
		kills, chats = 20, 500
	}
	const workers = 32 // of serve
	world := demo.New(demo.Options{Token: testToken, Now: time.Now})
	api := httptest.NewServer(world)
	t.Cleanup(func() { world.Close(); api.Close() })
	said := script()
	for _, s := range said {
		for c := range chats {
			world.Say(int64(1+c), s.question)
		}
	}
	begin := time.Now()
	step := chats * len(said) / (kills + 1)
	for n := range kills {
		child := spawn(t, api.URL, store)
		untilSent(t, world, step*n+step/2)
		child.kill(t)
	}
	spawn(t, api.URL, store)
	sum := fates{}
	for c := range chats {
		list := wait(t, world, int64(1+c), fmt.Sprintf("chat %d", c), func(list []demo.Message) bool {
			return strings.Contains(last(list).Text, said[len(said)-1].answer)
		})
		sum.add(answers(list), said)
	}
	t.Logf("killed %d times: %v in %.1f s", kills, sum, time.Since(begin).Seconds())
	if sum.lost != 0 || sum.disorder != 0 {
		t.Errorf("lost or out of order: %v", sum)
	}
	if sum.doubled > kills*workers {
		t.Errorf("%d answers came twice, in flight were %d at most", sum.doubled, kills*workers)
	}
}

// untilSent waits until the bot has sent more than n messages.
func untilSent(t *testing.T, world *demo.Server, n int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := world.WaitCalls(ctx, func(calls []demo.Call) bool { return len(calls) > n }, "sendMessage"); err != nil {
		t.Fatal(err)
	}
}

// A line is a question and something that only its answer holds.
type line struct{ question, answer string }

// script is what is said in each chat: few enough not to meet the limit per chat. No answer
// holds what an earlier one is known by.
func script() []line {
	return []line{{"谢谢", "不客气"}, {"医保转移要多久", "工作日"}, {"/city 绵阳", "绵阳市"}, {"养老金怎么转", "12333"}}
}

// fates are what became of the questions.
type fates struct{ asked, answered, lost, doubled, disorder int }

func (f fates) String() string {
	return fmt.Sprintf("asked %d, answered %d, lost %d, doubled %d, out of order %d", f.asked, f.answered, f.lost, f.doubled, f.disorder)
}

// add looks at the answers of one chat: each may come again, but none after a later one.
func (f *fates) add(got []demo.Message, said []line) {
	times := make([]int, len(said))
	at := 0
	for _, m := range got {
		next := at
		for next < len(said) && !strings.Contains(m.Text, said[next].answer) {
			next++
		}
		if next == len(said) {
			f.disorder++
			continue
		}
		at = next
		times[at]++
	}
	f.asked += len(said)
	for _, n := range times {
		if n == 0 {
			f.lost++
			continue
		}
		f.answered++
		f.doubled += n - 1
	}
}

// A child is a process of our own.
type child struct {
	cmd    *exec.Cmd
	stderr *lockedBuffer
}

// spawn runs `yibao serve`; TestMain has put a yibao into PATH. What still runs when the
// test ends is killed.
func spawn(t *testing.T, api, store string) *child {
	t.Helper()
	c := &child{exec.Command("yibao", "serve", "--api-url", api, "--store", store, "--rate", "10000"), &lockedBuffer{}}
	c.cmd.Env = append(os.Environ(), "TELEGRAM_BOT_TOKEN="+testToken)
	c.cmd.Stderr = c.stderr
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = c.cmd.Process.Kill()
		_ = c.cmd.Wait()
		if t.Failed() {
			t.Logf("log of a child:\n%s", c.stderr)
		}
	})
	return c
}

func (c *child) kill(t *testing.T) {
	t.Helper()
	if err := c.cmd.Process.Kill(); err != nil {
		t.Fatalf("kill: %v; log:\n%s", err, c.stderr)
	}
	_ = c.cmd.Wait() // "signal: killed"
}
