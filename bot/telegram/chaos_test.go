package telegram_test

import (
	"fmt"
	"log/slog"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot/telegram"
)

// TestChaos asks many questions while everything goes wrong: 429, 500, pages of a proxy,
// connections reset, slow answers, answers lost after the message was sent, updates that
// come twice, a store that fails. It prints what became of the questions:
//
//	go test -v -run Chaos ./bot/...                          2,000 questions in 100 chats
//	YIBAO_CHAOS=full go test -v -run Chaos ./bot/...         20,000 in 500
func TestChaos(t *testing.T) {
	chats, each := 100, 20
	if os.Getenv("YIBAO_CHAOS") == "full" {
		chats, each = 500, 40
	}
	tests := []struct {
		name    string
		webhook bool
		lose    bool // answers of the Bot API get lost after the call was carried out
	}{
		{"polling", false, true},
		{"webhook", true, true},
		{"polling, no answer lost", false, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			bad := newWeather(tt.lose)
			w.SetFault(bad.call)
			begin := time.Now()
			stop := w.brave(tt.webhook, bad)
			w.askAll(chats, each)
			w.untilAnswered(chats * each)
			took := time.Since(begin)
			if err := stop(); err != nil {
				t.Error(err)
			}
			sum := w.count(chats, each)
			t.Logf("%v in %.1f s; faults %v", sum, took.Seconds(), bad.faults)
			if sum.lost != 0 || sum.disorder != 0 {
				t.Errorf("lost or out of order: %v", sum)
			}
			if lost := bad.faults["answer lost: sendMessage"]; sum.doubled > lost {
				t.Errorf("%d answers came twice, but only %d confirmations were lost", sum.doubled, lost)
			}
			if len(bad.faults) < 6 {
				t.Errorf("the weather was too good: %v", bad.faults)
			}
		})
	}
}

// brave runs a bot in bad weather.
func (w *world) brave(webhook bool, bad *weather) (stop func() error) {
	w.t.Helper()
	shaky := shakyStore{w.db, bad}
	if !webhook {
		return w.start(echo, func(o *telegram.Options) { o.Store = shaky })
	}
	var running atomic.Pointer[telegram.Bot]
	srv := httptest.NewServer(bad.front(holder{&running}))
	w.t.Cleanup(srv.Close)
	tb, err := telegram.New(telegram.Options{
		Token: token, Brain: brain(echo), Store: shaky, Now: time.Now, APIURL: w.url, Metrics: w.seen,
		Webhook: telegram.Webhook{URL: srv.URL + "/hook", Secret: secret}, Log: slog.New(slog.NewTextHandler(w.log, nil)),
		Limits: telegram.Limits{PerSecond: 1e6, PerChat: 1e6},
	})
	if err != nil {
		w.t.Fatal(err)
	}
	tb.Hurry()
	running.Store(tb)
	return w.run(tb)
}

// askAll asks in all chats in turn. One update in ten comes twice, some of them late.
func (w *world) askAll(chats, each int) {
	w.t.Helper()
	for chat := range int64(chats) {
		w.Say(chat+1, "第 0 问") // opens the chat
	}
	const body = `{"update_id":%d,"message":{"message_id":%d,"date":1,"chat":{"id":%d,"type":"private"},"from":{"id":%d},"text":"第 %d 问"}}`
	id := 100_000
	var late []string
	for n := 1; n < each; n++ {
		for chat := range chats {
			id++
			u := fmt.Sprintf(body, id, id, chat+1, chat+1, n)
			push(w.t, w, u)
			switch id % 20 {
			case 0:
				push(w.t, w, u)
			case 10:
				late = append(late, u)
			}
		}
		if n%3 == 0 {
			for _, u := range late {
				push(w.t, w, u)
			}
			late = nil
		}
	}
}

// untilAnswered waits until so many updates are done with, and all of them answered.
func (w *world) untilAnswered(n int) {
	w.t.Helper()
	for deadline := time.Now().Add(5 * time.Minute); w.seen.of("answered") < n && time.Now().Before(deadline); {
		time.Sleep(10 * time.Millisecond)
	}
	for _, outcome := range []string{"failed", "blocked", "flood", "dropped", "gave_up"} {
		if n := w.seen.of(outcome); n != 0 {
			w.t.Errorf("%d updates %s", n, outcome)
		}
	}
}

// A tally is what became of the questions.
type tally struct{ asked, answered, lost, doubled, disorder int }

func (s tally) String() string {
	return fmt.Sprintf("asked %d, answered %d, lost %d, doubled %d, out of order %d", s.asked, s.answered, s.lost, s.doubled, s.disorder)
}

// count looks at every answer in every chat, and at what the bot has kept.
func (w *world) count(chats, each int) (s tally) {
	w.t.Helper()
	for chat := range int64(chats) {
		s.add(texts(byBot(w.Messages(chat+1))), each)
		if got := len(w.session(chat + 1).Topic); got != each {
			w.t.Errorf("chat %d: the session counts %d of %d messages", chat+1, got, each)
		}
	}
	left, err := w.db.Resume(w.t.Context(), 42)
	if err != nil || len(left) != 0 {
		w.t.Errorf("left in the inbox: %d, %v", len(left), err)
	}
	if strings.Contains(w.log.String(), " 问") {
		w.t.Error("what people said was logged")
	}
	return s
}

// add counts the answers of one chat. Whatever comes after the answer to a later question
// is out of order.
func (s *tally) add(got []string, each int) {
	times := make([]int, each)
	latest := 0
	for _, text := range got {
		n := 0
		if _, err := fmt.Sscanf(text, "你说:第 %d 问", &n); err != nil || n < latest || n >= each {
			s.disorder++
			continue
		}
		latest = n
		times[n]++
	}
	s.asked += each
	for _, n := range times {
		if n == 0 {
			s.lost++
			continue
		}
		s.answered++
		s.doubled += n - 1
	}
}

// The tally itself must see what it is there to see.
func TestChaosTally(t *testing.T) {
	answers := func(list ...int) (all []string) {
		for _, n := range list {
			all = append(all, fmt.Sprintf("你说:第 %d 问", n))
		}
		return all
	}
	tests := []struct {
		name string
		got  []string
		want tally
	}{
		{"all well", answers(0, 1, 2), tally{3, 3, 0, 0, 0}},
		{"none", nil, tally{3, 0, 3, 0, 0}},
		{"lost", answers(0, 2), tally{3, 2, 1, 0, 0}},
		{"doubled", answers(0, 1, 1, 2, 2, 2), tally{3, 3, 0, 3, 0}},
		{"crossed", answers(0, 2, 1), tally{3, 2, 1, 0, 1}},
		{"doubled late", answers(0, 1, 2, 0), tally{3, 3, 0, 0, 1}},
		{"something else", append(answers(0, 1, 2), "抱歉"), tally{3, 3, 0, 0, 1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got tally
			if got.add(tt.got, 3); got != tt.want {
				t.Errorf("%v, want %v", got, tt.want)
			}
		})
	}
}
