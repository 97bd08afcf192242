package telegram_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/demo"
	"github.com/yibaowenwen/yibao/bot/telegram"
)

func TestManyChatsKeepTheirOrder(t *testing.T) {
	const chats, each = 200, 5
	w := newWorld(t)
	w.start(echo)
	var want []string
	for n := range each {
		for chat := range int64(chats) {
			w.Say(chat+1, fmt.Sprintf("第 %d 句", n))
		}
		want = append(want, fmt.Sprintf("你说:第 %d 句", n))
	}
	for chat := range int64(chats) {
		if diff := cmp.Diff(want, texts(w.answers(chat+1, each))); diff != "" {
			t.Fatalf("chat %d: %s", chat+1, diff)
		}
	}
	w.settled("answered", chats*each)
	for chat := range int64(chats) {
		if got := w.session(chat + 1).Topic; got != "+++++" {
			t.Fatalf("chat %d: session %q", chat+1, got)
		}
	}
}

func TestSlowChatHoldsUpNobody(t *testing.T) {
	w := newWorld(t)
	release := make(chan struct{})
	w.start(func(ctx context.Context, m bot.Message) (bot.Reply, error) {
		if m.Text == "慢" {
			<-release
		}
		return echo(ctx, m)
	})
	w.Say(1, "慢")
	w.Say(1, "快")
	w.Say(2, "快")
	w.answers(2, 1)
	if n := len(byBot(w.Messages(1))); n != 0 {
		t.Errorf("%d answers came before their turn", n)
	}
	close(release)
	w.answers(1, 2)
}

func TestDuplicateUpdates(t *testing.T) {
	w := newWorld(t)
	const body = `{"update_id":%d,"message":{"message_id":1,"date":1,"chat":{"id":7,"type":"private"},"from":{"id":7},"text":"第 %d 条"}}`
	w.Say(7, "你好") // before the bot runs: one batch, or the lowest would count as confirmed
	for _, id := range []int{5011, 5011, 5012, 5009} {
		push(t, w, fmt.Sprintf(body, id, id))
	}
	stop := w.start(echo)
	w.answers(7, 4)
	w.settled("answered", 4)
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	push(t, w, fmt.Sprintf(body, 5012, 5012))
	push(t, w, fmt.Sprintf(body, 5013, 5013))
	w.start(echo)
	if got := w.answers(7, 5)[4].Text; got != "你说:第 5013 条" {
		t.Errorf("answer %q", got)
	}
}

func TestFaults(t *testing.T) {
	tests := []struct {
		name   string
		method string
		times  int
		fault  demo.Fault
		least  time.Duration
	}{
		{"asked to wait", "sendMessage", 1, demo.Fault{RetryAfter: 1}, time.Second},
		{"asked to wait longer than one waits on the spot", "sendMessage", 1, demo.Fault{RetryAfter: 4}, 4 * time.Second},
		{"server error", "sendMessage", 2, demo.Fault{Status: 500}, 0},
		{"long server error", "sendMessage", 9, demo.Fault{Status: 503}, 0},
		{"page of a proxy", "sendMessage", 2, demo.Fault{Status: 502, HTML: "<html>Bad Gateway</html>"}, 0},
		{"connection reset", "sendMessage", 2, demo.Fault{Reset: true}, 0},
		{"fetching: server error", "getUpdates", 2, demo.Fault{Status: 500}, 0},
		{"fetching: page of a proxy", "getUpdates", 2, demo.Fault{Status: 502, HTML: "<html>"}, 0},
		{"fetching: connection reset", "getUpdates", 2, demo.Fault{Reset: true}, 0},
		{"fetching: asked to wait", "getUpdates", 1, demo.Fault{RetryAfter: 1}, time.Second},
		{"starting: server error", "getMe", 5, demo.Fault{Status: 500}, 0},
		{"starting: connection reset", "deleteWebhook", 5, demo.Fault{Reset: true}, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.fail(tt.method, tt.times, tt.fault)
			begin := time.Now()
			w.Say(7, "一")
			w.Say(7, "二")
			w.start(echo)
			if diff := cmp.Diff([]string{"你说:一", "你说:二"}, texts(w.answers(7, 2))); diff != "" {
				t.Error(diff)
			}
			if d := time.Since(begin); d < tt.least {
				t.Errorf("answered after %v", d)
			}
		})
	}
}

func TestAFailedStepIsNotRepeatedFromTheStart(t *testing.T) {
	w := newWorld(t)
	w.fail("sendDocument", 9, demo.Fault{Status: 500})
	var thought atomic.Int32
	w.start(func(context.Context, bot.Message) (bot.Reply, error) {
		thought.Add(1)
		return bot.Reply{
			Lines:     []bot.Line{{Kind: bot.Plain, Text: "见附件"}},
			Documents: []bot.Document{{Name: "a.ics", Data: []byte("x")}, {Name: "b.ics", Data: []byte("y")}},
		}, nil
	})
	w.Say(7, "附件")
	got := w.answers(7, 3)
	if got[0].Text != "见附件" || got[1].Document.Name != "a.ics" || got[2].Document.Name != "b.ics" || thought.Load() != 1 {
		t.Errorf("answers %+v, thought %d times", got, thought.Load())
	}
}

func TestBlocked(t *testing.T) {
	w := newWorld(t)
	blocked := make(chan struct{})
	w.start(func(ctx context.Context, m bot.Message) (bot.Reply, error) {
		if m.Text == "再见" {
			<-blocked
		}
		return echo(ctx, m)
	})
	w.Say(7, "再见")
	w.Block(7)
	close(blocked)
	w.settled("blocked", 1)
	if n := len(w.Calls("sendMessage")); n != 1 {
		t.Errorf("%d attempts", n)
	}
	w.Say(8, "你好")
	w.answers(8, 1)
}

func TestRefusedFormatting(t *testing.T) {
	w := newWorld(t)
	w.start(func(context.Context, bot.Message) (bot.Reply, error) {
		return bot.Reply{
			Lines:   []bot.Line{{Kind: bot.Headline, Text: "好 <"}},
			Buttons: [][]bot.Button{{{Label: "坏", URL: "not a link"}}},
		}, nil
	})
	w.Say(7, "你好")
	if got := w.answers(7, 1)[0]; got.Text != "好 <" || len(got.Buttons()) != 0 {
		t.Errorf("answer %+v", got)
	}
}

func TestFlood(t *testing.T) {
	w := newWorld(t)
	release := make(chan struct{})
	w.start(func(ctx context.Context, m bot.Message) (bot.Reply, error) {
		if m.Text == "第 0 句" {
			<-release
		}
		return echo(ctx, m)
	}, func(o *telegram.Options) { o.Backlog = 5 })
	for n := range 50 {
		w.Say(7, fmt.Sprintf("第 %d 句", n))
	}
	w.settled("dropped", 44)
	close(release)
	got := texts(w.answers(7, 6))
	for n := range 5 {
		if got[n] != fmt.Sprintf("你说:第 %d 句", n) {
			t.Errorf("answer %d: %q", n, got[n])
		}
	}
	if strings.Contains(got[5], "你说") || !strings.Contains(got[5], "45条") {
		t.Errorf("last answer %q", got[5])
	}
	w.settled("flood", 1)
	w.Say(7, "现在呢")
	w.answers(7, 7)
}

// Told to stop while many wait: what is being answered is finished, what waits is left on
// disk, nothing comes twice, and it does not take longer than one call.
func TestStop(t *testing.T) {
	const chats, latency = 300, 700 * time.Millisecond
	w := newWorld(t)
	w.SetFault(func(method string) *demo.Fault {
		if method != "sendMessage" {
			return nil
		}
		return &demo.Fault{Delay: latency}
	})
	for chat := range int64(chats) {
		w.Say(chat+1, "一")
	}
	stop := w.start(echo, func(o *telegram.Options) { o.Grace = 0 })
	some := func(calls []demo.Call) bool { return len(calls) >= 40 } // answered, and on their way
	if err := w.WaitCalls(t.Context(), some, "sendMessage"); err != nil {
		t.Fatal(err)
	}
	at := time.Now()
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	if d := time.Since(at); d > 4*time.Second+latency {
		t.Errorf("stopped after %v", d)
	}
	left, err := w.db.Resume(t.Context(), 42)
	sent := 0
	for chat := range int64(chats) {
		sent += len(byBot(w.Messages(chat + 1)))
	}
	if err != nil || len(left)+sent != chats || len(left) < chats-3*32 {
		t.Errorf("%d sent, %d left of %d; %v", sent, len(left), chats, err)
	}
	w.SetFault(nil)
	w.start(echo)
	for chat := range int64(chats) {
		w.answers(chat+1, 1)
	}
	w.settled("answered", chats)
	for chat := range int64(chats) {
		w.answers(chat+1, 1) // none twice
	}
}

// Of an answer of several messages the next process sends those that are missing.
func TestStopBetweenTwoMessages(t *testing.T) {
	w := newWorld(t)
	reply := func(context.Context, bot.Message) (bot.Reply, error) {
		return bot.Reply{
			Lines:     []bot.Line{{Kind: bot.Plain, Text: "见附件"}},
			Documents: []bot.Document{{Name: "a.ics", Data: []byte("x")}},
		}, nil
	}
	w.fail("sendDocument", -1, demo.Fault{Status: 500})
	w.Say(7, "附件")
	stop := w.start(reply)
	w.answers(7, 1)
	if err := w.WaitCalls(t.Context(), func(c []demo.Call) bool { return len(c) > 0 }, "sendDocument"); err != nil {
		t.Fatal(err)
	}
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	w.SetFault(nil)
	w.start(reply)
	if got := w.answers(7, 2); got[1].Document == nil {
		t.Errorf("answers %q", texts(got))
	}
	w.settled("answered", 1)
	w.answers(7, 2)
}

func TestWhatIsLeftIsAnsweredAfterARestart(t *testing.T) {
	w := newWorld(t)
	var stuck sync.WaitGroup
	stuck.Add(1)
	stop := w.start(func(ctx context.Context, m bot.Message) (bot.Reply, error) {
		if m.Text == "二" {
			stuck.Done()
			<-ctx.Done()
			return bot.Reply{}, ctx.Err()
		}
		return echo(ctx, m)
	}, func(o *telegram.Options) { o.Grace = time.Millisecond })
	for _, text := range []string{"一", "二", "三"} {
		w.Say(7, text)
	}
	stuck.Wait()
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	w.answers(7, 1)
	w.Say(7, "四")
	w.start(echo)
	want := []string{"你说:一", "你说:二", "你说:三", "你说:四"}
	if diff := cmp.Diff(want, texts(w.answers(7, 4))); diff != "" {
		t.Error(diff)
	}
	w.settled("answered", 4)
	w.answers(7, 4) // and none twice
	if got := w.session(7).Topic; got != "++++" {
		t.Errorf("session %q", got)
	}
}

func TestRunCannotGoOn(t *testing.T) {
	tests := []struct {
		name  string
		fault string
		code  int
		want  string
	}{
		{"wrong token", "getMe", 401, "token is not accepted"},
		{"no such token", "getMe", 404, "token is not accepted"},
		{"revoked token", "getUpdates", 401, "token is not accepted"},
		{"second process", "getUpdates", 409, "another process"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			w.fail(tt.fault, -1, demo.Fault{Status: tt.code})
			tb, err := telegram.New(telegram.Options{Token: token, Brain: brain(echo), Store: w.db, Now: time.Now, APIURL: w.url})
			if err != nil {
				t.Fatal(err)
			}
			tb.Hurry()
			ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
			defer cancel()
			err = tb.Run(ctx)
			if err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), token) {
				t.Errorf("error %v", err)
			}
			if tb.Ready() == nil {
				t.Error("still ready")
			}
			if err := tb.Run(ctx); err == nil {
				t.Error("ran twice")
			}
		})
	}
}

func TestSecondProcess(t *testing.T) {
	w := newWorld(t)
	tb, err := telegram.New(telegram.Options{Token: token, Brain: brain(echo), Store: w.db, Now: time.Now, APIURL: w.url})
	if err != nil {
		t.Fatal(err)
	}
	tb.Hurry()
	first := make(chan error, 1)
	go func() { first <- tb.Run(context.Background()) }()
	if err := w.WaitCalls(t.Context(), func(c []demo.Call) bool { return len(c) > 0 }, "getUpdates"); err != nil {
		t.Fatal(err)
	}
	w.start(echo)
	if err := <-first; err == nil || !strings.Contains(err.Error(), "another process") {
		t.Errorf("error %v", err)
	}
}

func TestWebhook(t *testing.T) {
	w := newWorld(t)
	var handler atomic.Pointer[telegram.Bot]
	srv := httptest.NewServer(holder{&handler})
	t.Cleanup(srv.Close)
	tb, err := telegram.New(telegram.Options{
		Token: token, Brain: brain(echo), Store: w.db, Now: time.Now, APIURL: w.url, Metrics: w.seen,
		Webhook: telegram.Webhook{URL: srv.URL + "/hook", Secret: "webhook-secret_1"},
		Limits:  telegram.Limits{PerSecond: 1e6, PerChat: 1e6},
	})
	if err != nil {
		t.Fatal(err)
	}
	handler.Store(tb)
	stop := w.run(tb)
	for n := range 10 {
		w.Say(int64(n%2)+1, fmt.Sprint(n))
	}
	for chat, want := range map[int64][]string{
		1: {"你说:0", "你说:2", "你说:4", "你说:6", "你说:8"}, 2: {"你说:1", "你说:3", "你说:5", "你说:7", "你说:9"},
	} {
		if diff := cmp.Diff(want, texts(w.answers(chat, 5))); diff != "" {
			t.Error(diff)
		}
	}
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	w.Say(1, "还在吗") // refused, kept by the server
	if n := len(w.Calls("getUpdates")); n != 0 {
		t.Errorf("polled %d times", n)
	}
}
