package telegram_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/demo"
	"github.com/yibaowenwen/yibao/bot/store/sqlite"
	"github.com/yibaowenwen/yibao/bot/telegram"
)

// childURL makes the test binary run a bot, so that it can be killed.
const childURL, childPath = "YIBAO_TEST_CHILD_URL", "YIBAO_TEST_CHILD_PATH"

func TestMain(m *testing.M) {
	if os.Getenv(childURL) == "" {
		os.Exit(m.Run())
	}
	if err := child(os.Getenv(childURL), os.Getenv(childPath)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func child(url, path string) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	db, err := sqlite.Open(ctx, path, time.Now)
	if err != nil {
		return err
	}
	slow := func(ctx context.Context, m bot.Message) (bot.Reply, error) {
		time.Sleep(5 * time.Millisecond)
		return echo(ctx, m)
	}
	tb, err := telegram.New(telegram.Options{
		Token: token, Brain: brain(slow), Store: db, Now: time.Now, APIURL: url, Workers: 8,
		Limits: telegram.Limits{PerSecond: 1e6, PerChat: 1e6},
	})
	if err != nil {
		return err
	}
	return tb.Run(ctx)
}

// TestKill kills the process at odd moments. Every question must be answered; an answer that
// was sent just before may come again, one per worker and kill at most.
func TestKill(t *testing.T) {
	const chats, each, kills, workers = 40, 10, 5, 8
	w := newWorld(t)
	path := filepath.Join(t.TempDir(), "killed.db")
	run := func() *exec.Cmd {
		c := exec.Command(os.Args[0])
		c.Env = append(os.Environ(), childURL+"="+w.url, childPath+"="+path)
		c.Stderr = os.Stderr
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		return c
	}
	for n := range each {
		for chat := range int64(chats) {
			w.Say(chat+1, fmt.Sprint(n))
		}
	}
	for n := range kills {
		before := len(w.Calls("sendMessage"))
		c := run()
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		err := w.WaitCalls(ctx, func(calls []demo.Call) bool { return len(calls) > before+10*n }, "sendMessage")
		cancel()
		_ = c.Process.Kill()
		_ = c.Wait()
		if err != nil {
			t.Fatal(err)
		}
	}
	c := run()
	defer func() { _ = c.Process.Kill(); _ = c.Wait() }()
	total := 0
	for chat := range int64(chats) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		last := fmt.Sprint("你说:", each-1)
		err := w.Wait(ctx, chat+1, func(all []demo.Message) bool {
			got := byBot(all)
			return len(got) > 0 && got[len(got)-1].Text == last
		})
		cancel()
		got := texts(byBot(w.Messages(chat + 1)))
		total += len(got)
		if err != nil {
			t.Fatalf("chat %d: answers %q", chat+1, got)
		}
		inOrder(t, chat+1, got, each)
	}
	if doubled := total - chats*each; doubled > kills*workers {
		t.Errorf("%d answers came twice", doubled)
	} else {
		t.Logf("%d answers, %d of them twice", total, doubled)
	}
}

// inOrder checks that all n are answered in order, save for repetitions of the last one.
func inOrder(t *testing.T, chat int64, got []string, n int) {
	t.Helper()
	next := 0
	for _, text := range got {
		switch text {
		case fmt.Sprint("你说:", next):
			next++
		case fmt.Sprint("你说:", next-1):
		default:
			t.Fatalf("chat %d: answers %q", chat, got)
		}
	}
	if next != n {
		t.Errorf("chat %d: %d of %d answered", chat, next, n)
	}
}
