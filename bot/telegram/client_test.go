package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tg "github.com/go-telegram/bot"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
)

const fakeToken = "42:A-token"

// An api answers the n-th request, from 0, to a method.
type api func(w http.ResponseWriter, method string, n int)

// fake returns a bot that talks to a, and the bodies of its requests.
func fake(t *testing.T, a api) (*Bot, func() []string) {
	t.Helper()
	var mu sync.Mutex
	seen := map[string]int{}
	var bodies []string
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		method := strings.TrimPrefix(r.URL.Path, "/bot"+fakeToken+"/")
		mu.Lock()
		n := seen[method]
		seen[method]++
		bodies = append(bodies, string(body))
		mu.Unlock()
		a(w, method, n)
	}))
	t.Cleanup(srv.Close)
	return client(t, srv.URL), func() []string { mu.Lock(); defer mu.Unlock(); return bodies }
}

func client(t *testing.T, address string) *Bot {
	t.Helper()
	b, err := New(Options{
		Token: fakeToken, Brain: noBrain{}, Store: noStore{}, Now: time.Now, APIURL: address,
		Limits: Limits{PerChat: 1e6},
	})
	if err != nil {
		t.Fatal(err)
	}
	b.Hurry()
	return b
}

// shown sends a text.
func shown(ctx context.Context, b *Bot, chat int64, text string) error {
	return b.send(ctx, &plan{to: target{chat: chat}}, rendered{html: text, plain: text})
}

type noBrain struct{}

func (noBrain) Reply(context.Context, bot.Message) (bot.Reply, error) { return bot.Reply{}, nil }

type noStore struct{ store.Store }

func (noStore) Finish(context.Context, store.Outcome) error { return nil }

func ok(w http.ResponseWriter) { fmt.Fprint(w, `{"ok":true,"result":{"message_id":1}}`) }

func refuse(w http.ResponseWriter, code int, more string) {
	w.WriteHeader(code)
	fmt.Fprintf(w, `{"ok":false,"error_code":%d,"description":"no"%s}`, code, more)
}

func TestRepeatedRequestsAreTheSame(t *testing.T) {
	b, bodies := fake(t, func(w http.ResponseWriter, _ string, n int) {
		if n < 3 {
			refuse(w, 500, "")
			return
		}
		ok(w)
	})
	if err := shown(t.Context(), b, 7, "<b>好</b>"); err != nil {
		t.Fatal(err)
	}
	got := bodies()
	if len(got) != 4 {
		t.Fatalf("%d requests", len(got))
	}
	for _, body := range got {
		if body != got[0] || !strings.Contains(body, "<b>好</b>") {
			t.Errorf("body %q", body)
		}
	}
}

func TestJudge(t *testing.T) {
	tests := []struct {
		name     string
		answer   api
		want     verdict
		outcome  string
		requests int
	}{
		{"fine", func(w http.ResponseWriter, _ string, _ int) { ok(w) }, verdict{fate: done}, "done", 1},
		{"a result we do not know", func(w http.ResponseWriter, _ string, _ int) {
			fmt.Fprint(w, `{"ok":true,"result":{"message_id":"new kind"}}`)
		}, verdict{fate: done}, "done", 1},
		{"blocked", func(w http.ResponseWriter, _ string, _ int) { refuse(w, 403, "") }, verdict{fate: gone}, "gone", 1},
		{"bad request", func(w http.ResponseWriter, _ string, _ int) { refuse(w, 400, "") }, verdict{fate: refused}, "refused", 1},
		{"revoked", func(w http.ResponseWriter, _ string, _ int) { refuse(w, 401, "") }, verdict{fate: forbidden}, "forbidden", 1},
		{"migrated", func(w http.ResponseWriter, _ string, _ int) {
			refuse(w, 400, `,"parameters":{"migrate_to_chat_id":-1009}`)
		}, verdict{fate: moved, chat: -1009}, "moved", 1},
		{"wait", func(w http.ResponseWriter, _ string, _ int) {
			refuse(w, 429, `,"parameters":{"retry_after":40}`)
		}, verdict{fate: again, after: 40 * time.Second}, "asked_to_wait", 1},
		{"wait for ever", func(w http.ResponseWriter, _ string, _ int) {
			refuse(w, 429, `,"parameters":{"retry_after":99999999}`)
		}, verdict{fate: again, after: maxWait}, "asked_to_wait", 1},
		{"in trouble", func(w http.ResponseWriter, _ string, _ int) { refuse(w, 502, "") }, verdict{fate: again}, "status_502", 4},
		{"a proxy's page", func(w http.ResponseWriter, _ string, _ int) {
			w.WriteHeader(http.StatusNotFound)
			fmt.Fprint(w, "<html>secret words")
		}, verdict{fate: again}, "status_404", 1},
		{"redirect", func(w http.ResponseWriter, _ string, _ int) {
			w.Header().Set("Location", "/elsewhere")
			w.WriteHeader(http.StatusTemporaryRedirect)
		}, verdict{fate: again}, "failed", 1},
		{"not JSON", func(w http.ResponseWriter, _ string, _ int) { fmt.Fprint(w, "hello") }, verdict{fate: again}, "failed", 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b, bodies := fake(t, tt.answer)
			err := shown(t.Context(), b, 7, "好")
			if got := judge(err); got != tt.want {
				t.Errorf("verdict %+v of %v, want %+v", got, err, tt.want)
			}
			if got := outcome(err); got != tt.outcome {
				t.Errorf("outcome %q of %v, want %q", got, err, tt.outcome)
			}
			if n := len(bodies()); n != tt.requests {
				t.Errorf("%d requests, want %d", n, tt.requests)
			}
		})
	}
}

func TestErrorsDoNotShowTheToken(t *testing.T) {
	closed := httptest.NewServer(nil)
	closed.Close()
	slow := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	t.Cleanup(slow.CloseClientConnections)
	for name, address := range map[string]string{
		"refused": closed.URL, "no host": "http://no-such-host.invalid", "no TLS": strings.Replace(closed.URL, "http", "https", 1), "slow": slow.URL,
	} {
		t.Run(name, func(t *testing.T) {
			b := client(t, address)
			b.caller.slow = 200 * time.Millisecond
			ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
			defer cancel()
			_, getMe := b.api.GetMe(ctx)
			_, fetch := b.getUpdates(ctx, 0)
			for _, err := range []error{getMe, fetch, shown(ctx, b, 1, "x")} {
				if err == nil || strings.Contains(err.Error(), "A-token") {
					t.Errorf("error %v", err)
				}
			}
		})
	}
}

func TestCallEndsWithItsContext(t *testing.T) {
	b, _ := fake(t, func(w http.ResponseWriter, _ string, _ int) { refuse(w, 500, "") })
	b.caller.first = time.Hour
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := shown(ctx, b, 1, "x"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
}

func TestMovedGroup(t *testing.T) {
	b, bodies := fake(t, func(w http.ResponseWriter, _ string, n int) {
		if n == 0 {
			refuse(w, 400, `,"parameters":{"migrate_to_chat_id":-1009}`)
			return
		}
		ok(w)
	})
	p := &plan{to: target{chat: -7, reply: 3}, kept: store.Outcome{Chat: -7}, outcome: "answered"}
	p.say("好")
	if err := b.carryOut(t.Context(), &job{chat: -7, plan: p}); err != nil {
		t.Fatal(err)
	}
	got := bodies()
	if len(got) != 2 || !strings.Contains(got[1], "-1009") || strings.Contains(got[1], "reply_parameters") || p.kept.Chat != -7 { // whose session it is does not move
		t.Errorf("requests %q, kept for %d", got, p.kept.Chat)
	}
}

func TestPanicWhileAnswering(t *testing.T) {
	var log bytes.Buffer
	b, _ := fake(t, func(w http.ResponseWriter, _ string, _ int) { ok(w) })
	b.log = slog.New(slog.NewTextHandler(&log, nil))
	p := &plan{to: target{chat: 7}, kept: store.Outcome{Chat: 7, Session: &bot.Session{}}}
	p.reply.Forget = true // noStore panics
	if wait := b.handle(t.Context(), &job{chat: 7, plan: p, state: ownState{b.queue.(*alone), &job{chat: 7}}}); wait != 0 || p.outcome != "failed" || p.kept.Session != nil {
		t.Errorf("wait %v, plan %+v", wait, p)
	}
	if !strings.Contains(log.String(), "panic") {
		t.Errorf("log: %s", &log)
	}
}

// An update that fails while others are answered is given up in the end, but not before a day
// is over; in an outage nothing is.
func TestGivesUp(t *testing.T) {
	for _, outage := range []bool{false, true} {
		b, _ := fake(t, func(w http.ResponseWriter, _ string, _ int) { refuse(w, 500, "") })
		discarded := &discards{}
		b.o.Store = discarded
		j := &job{chat: 7, update: 3, plan: &plan{to: target{chat: 7}, thought: time.Now()}}
		j.state = ownState{b.queue.(*alone), j}
		j.plan.say("好")
		b.pause = time.Second
		var waits []time.Duration
		var whole time.Duration
		for len(waits) < maxAlone+3 {
			if !outage {
				b.caller.gate.passed()
			}
			d := b.handle(t.Context(), j)
			if d == 0 {
				break
			}
			whole += d
			waits = append(waits, d)
		}
		if waits[0] != time.Second || waits[1] != 2*time.Second || waits[len(waits)-1] != longest || whole < 22*time.Hour {
			t.Errorf("waits %v, together %v", waits, whole)
		}
		if lost := len(discarded.ids) != 0; lost == outage {
			t.Errorf("outage %v: discarded %v after %d attempts", outage, discarded.ids, len(waits))
		}
	}
}

type discards struct {
	store.Store
	ids []int64
}

func (d *discards) Discard(_ context.Context, ids ...int64) error {
	d.ids = append(d.ids, ids...)
	return nil
}

func TestGetUpdatesAsksForWhatWeWant(t *testing.T) {
	b, bodies := fake(t, func(w http.ResponseWriter, _ string, _ int) { fmt.Fprint(w, `{"ok":true,"result":[{"update_id":8}]}`) })
	got, err := b.getUpdates(t.Context(), 7)
	if err != nil || len(got) != 1 {
		t.Fatalf("%s, %v", got, err)
	}
	var asked struct {
		Offset  int64    `json:"offset"`
		Allowed []string `json:"allowed_updates"`
	}
	if err := json.Unmarshal([]byte(bodies()[0]), &asked); err != nil || asked.Offset != 7 || len(asked.Allowed) != 3 {
		t.Errorf("asked %+v, %v", asked, err)
	}
}

func TestConnectionsAreKept(t *testing.T) {
	var mu sync.Mutex
	opened := 0
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		time.Sleep(time.Millisecond)
		ok(w)
	}))
	srv.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			mu.Lock()
			defer mu.Unlock()
			opened++
		}
	}
	srv.Start()
	t.Cleanup(srv.Close)
	b := client(t, srv.URL)
	b.limit = newLimiter(Limits{PerSecond: 1e6, PerChat: 1e6})
	var wg sync.WaitGroup
	for chat := range int64(b.o.Workers) {
		wg.Go(func() {
			for range 20 {
				if err := shown(t.Context(), b, chat+1, "x"); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	mu.Lock()
	defer mu.Unlock()
	if opened > 3*b.o.Workers {
		t.Errorf("%d connections for %d workers", opened, b.o.Workers)
	}
}

var _ tg.HttpClient = (*caller)(nil)

// A slow server answers after a while.
type slow struct {
	after time.Duration
	calls int
}

func (s *slow) RoundTrip(r *http.Request) (*http.Response, error) {
	s.calls++
	select {
	case <-time.After(s.after):
		return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader(`{"ok":true}`))}, nil
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
}

func TestSlowAnswerIsWaitedFor(t *testing.T) {
	for after, calls := range map[time.Duration]int{20 * time.Second: 1, time.Hour: 1} {
		synctest.Test(t, func(t *testing.T) {
			c, server := newCaller(Options{Now: time.Now, Metrics: noMetrics{}}, nil), &slow{after: after}
			c.http.Transport = server
			req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://api.test/bot1:a/sendMessage", nil)
			if err != nil {
				t.Fatal(err)
			}
			resp, err := c.Do(req)
			if err == nil {
				resp.Body.Close()
			}
			if server.calls != calls || (err == nil) != (after < time.Minute) {
				t.Errorf("answer after %v: sent %d times, error %v", after, server.calls, err)
			}
		})
	}
}
