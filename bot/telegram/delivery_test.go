package telegram_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot/store"
	"github.com/yibaowenwen/yibao/bot/telegram"
)

// A crowd is a Bot API where so many chats have asked one thing each, and which notes when each
// was answered.
type crowd struct {
	n int

	mu    sync.Mutex
	first int // lowest update not confirmed
	at    []time.Time
	times map[int64]int
	fault func(chat int64) (retryAfter int)
}

func newCrowd(n int) *crowd { return &crowd{n: n, first: 1, times: map[int64]int{}} }

func (c *crowd) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch filepath.Base(r.URL.Path) {
	case "getMe":
		fmt.Fprint(w, `{"ok":true,"result":{"id":42,"is_bot":true,"first_name":"b","username":"our_bot"}}`)
	case "getUpdates":
		var p struct{ Offset int }
		_ = json.NewDecoder(r.Body).Decode(&p)
		fmt.Fprintf(w, `{"ok":true,"result":[%s]}`, strings.Join(c.batch(p.Offset), ","))
	case "sendMessage":
		chat, _ := strconv.ParseInt(r.FormValue("chat_id"), 10, 64)
		if wait := c.answered(chat); wait > 0 {
			w.WriteHeader(http.StatusTooManyRequests)
			fmt.Fprintf(w, `{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":%d}}`, wait)
			return
		}
		fmt.Fprintf(w, `{"ok":true,"result":{"message_id":1,"date":1,"chat":{"id":%d,"type":"private"}}}`, chat)
	default:
		fmt.Fprint(w, `{"ok":true,"result":true}`)
	}
}

func (c *crowd) batch(offset int) (list []string) {
	c.mu.Lock()
	c.first = max(c.first, offset)
	first := c.first
	c.mu.Unlock()
	if first > c.n {
		time.Sleep(time.Second)
	}
	for id := first; id <= c.n && len(list) < 100; id++ {
		list = append(list, fmt.Sprintf(`{"update_id":%d,"message":{"message_id":1,"date":1,"chat":{"id":%d,"type":"private"},"from":{"id":%d},"text":"要多久"}}`, id, id+1000, id+1000))
	}
	return list
}

func (c *crowd) answered(chat int64) (wait int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.fault != nil {
		if wait = c.fault(chat); wait > 0 {
			return wait
		}
	}
	c.at = append(c.at, time.Now())
	c.times[chat]++
	return 0
}

func (c *crowd) count() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.at)
}

// slowest returns the fewest answers in any whole window of the time in between.
func (c *crowd) slowest(window time.Duration) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	least := len(c.at)
	from, last := c.at[0], c.at[len(c.at)-1]
	for ; from.Add(window).Before(last); from = from.Add(window) {
		n := 0
		for _, at := range c.at {
			if !at.Before(from) && at.Before(from.Add(window)) {
				n++
			}
		}
		least = min(least, n)
	}
	return least
}

// serveCrowd answers all, and returns how long it took.
func serveCrowd(t *testing.T, c *crowd, limits telegram.Limits, patience time.Duration) (w *world, took time.Duration) {
	t.Helper()
	w = newWorld(t)
	srv := httptest.NewServer(c)
	t.Cleanup(srv.Close)
	begun := time.Now()
	w.start(echo, func(o *telegram.Options) { o.APIURL, o.Limits = srv.URL, limits })
	for c.count() < c.n {
		if time.Since(begun) > patience {
			t.Fatalf("%d of %d answered after %v\n%.2000s", c.count(), c.n, patience, w.log)
		}
		time.Sleep(10 * time.Millisecond)
	}
	took = time.Since(begun)
	w.settled("answered", c.n)
	for chat, n := range c.times {
		if n != 1 {
			t.Errorf("chat %d: %d answers", chat, n)
		}
	}
	for _, bad := range []string{"gave_up", "dropped", "failed"} {
		if n := w.seen.of(bad); n != 0 {
			t.Errorf("%d %s", n, bad)
		}
	}
	if n := strings.Count(w.log.String(), "\n"); n > 100 {
		t.Errorf("%d lines of log", n)
	}
	return w, took
}

// TestEverybodyInTurn lets many chats wait at once, far more than may be answered in a second.
// All are answered at the full rate, nobody is left out, and the log stays short. In full, at
// Telegram's own limits:
//
//	YIBAO_DELIVERY=full go test ./bot/telegram -run EverybodyInTurn -v -timeout 60m
func TestEverybodyInTurn(t *testing.T) {
	tests := []struct {
		chats int
		rate  float64
		full  bool
	}{
		{3000, 300, false},
		{600, 30, true},
		{50_000, 30, true},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprintf("%d chats at %.0f", tt.chats, tt.rate), func(t *testing.T) {
			if tt.full && os.Getenv("YIBAO_DELIVERY") != "full" {
				t.Skip("takes minutes; set YIBAO_DELIVERY=full")
			}
			t.Parallel()
			ideal := time.Duration(float64(tt.chats) / tt.rate * float64(time.Second))
			c := newCrowd(tt.chats)
			w, took := serveCrowd(t, c, telegram.Limits{PerSecond: tt.rate}, 3*ideal)
			window := 10 * time.Second
			if ideal < 30*time.Second {
				window = 2 * time.Second
			}
			rate := float64(c.slowest(window)) / window.Seconds()
			t.Logf("%v (ideal %v), slowest %v: %.1f a second; %d lines of log", took, ideal, window, rate, strings.Count(w.log.String(), "\n"))
			// At 300 a second, two seconds of a busy machine's time are not enough to judge by.
			if took > ideal*5/4 || tt.full && rate < tt.rate*28/30 {
				t.Errorf("too slow")
			}
		})
	}
}

// Telegram asks every chat to wait, again and again: nobody is left out.
func TestAskedToWaitIsNoFailure(t *testing.T) {
	c := newCrowd(40)
	asked := map[int64]int{}
	c.fault = func(chat int64) int {
		if asked[chat]++; asked[chat] <= 3 {
			return 1
		}
		return 0
	}
	serveCrowd(t, c, telegram.Limits{PerSecond: 1e6, PerChat: 1e6}, time.Minute)
}

// An outage longer than any number of attempts: every question is answered, in order, as soon
// as it is over, and the log stays short.
func TestOutage(t *testing.T) {
	const chats, each = 150, 3
	w := newWorld(t)
	broken := httptest.NewServer(nil)
	broken.Close()
	var mu sync.Mutex
	down, calls := true, 0
	front := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		mu.Lock()
		bad := down && strings.HasSuffix(r.URL.Path, "/sendMessage")
		if bad {
			calls++
		}
		mu.Unlock()
		if bad {
			rw.WriteHeader(http.StatusBadGateway)
			return
		}
		w.ServeHTTP(rw, r)
	}))
	t.Cleanup(front.Close)
	for n := range each {
		for chat := range int64(chats) {
			w.Say(chat+1, fmt.Sprintf("第 %d 问", n))
		}
	}
	w.start(echo, func(o *telegram.Options) { o.APIURL = front.URL })
	for until := time.Now().Add(4 * time.Second); time.Now().Before(until); time.Sleep(20 * time.Millisecond) {
	}
	mu.Lock()
	down = false
	tried := calls
	mu.Unlock()
	for chat := range int64(chats) {
		got := texts(w.answers(chat+1, each))
		if !slices.IsSorted(got) {
			t.Errorf("chat %d: %q", chat+1, got)
		}
	}
	w.settled("answered", chats*each)
	if n := strings.Count(w.log.String(), "\n"); n > 100 {
		t.Errorf("%d lines of log for %d calls that failed", n, tried)
	}
}

// What was asked a day and more ago is answered with an excuse that names the day.
func TestLateAnswer(t *testing.T) {
	now := time.Date(2026, 11, 30, 4, 0, 0, 0, time.UTC)
	tests := []struct {
		name string
		sent time.Time
		want string
	}{
		{"in time", now.Add(-23 * time.Hour), "你说:要多久"},
		{"late", now.Add(-25 * time.Hour), "这是你11月29日问的。当时没能答上，来晚了，抱歉。\n你说:要多久"},
		{"the day in China", time.Date(2026, 11, 27, 17, 0, 0, 0, time.UTC), "这是你11月28日问的。当时没能答上，来晚了，抱歉。\n你说:要多久"},
		{"no date", time.Unix(1, 0), "你说:要多久"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			w.Say(7, "你好")
			stop := w.start(echo)
			w.answers(7, 1)
			w.settled("answered", 1)
			if err := stop(); err != nil {
				t.Fatal(err)
			}
			body := fmt.Sprintf(`{"update_id":99,"message":{"message_id":9,"date":%d,"chat":{"id":7,"type":"private"},"from":{"id":7},"text":"要多久"}}`, tt.sent.Unix())
			if _, err := w.db.Add(t.Context(), []store.Update{{ID: 99, Chat: 7, Body: []byte(body)}}); err != nil {
				t.Fatal(err)
			}
			w.start(echo, func(o *telegram.Options) { o.Now = func() time.Time { return now } })
			if got := w.answers(7, 2)[1].Text; got != tt.want {
				t.Errorf("answer %q, want %q", got, tt.want)
			}
		})
	}
}

// Calls that hang hold up their own chats, not the others, and lose nothing.
func TestCallsThatHang(t *testing.T) {
	const chats, hung = 100, 40 // more than there are workers
	w := newWorld(t)
	var mu sync.Mutex
	times := map[string]int{}
	front := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, "/sendMessage") {
			w.ServeHTTP(rw, r)
			return
		}
		chat := r.FormValue("chat_id")
		n, _ := strconv.Atoi(chat)
		mu.Lock()
		times[chat]++
		hangs := n <= hung && times[chat] <= 2
		mu.Unlock()
		if hangs {
			<-r.Context().Done()
			return
		}
		w.ServeHTTP(rw, r)
	}))
	t.Cleanup(func() { front.CloseClientConnections(); front.Close() })
	for chat := range int64(chats) {
		w.Say(chat+1, "你好")
	}
	tb, err := telegram.New(telegram.Options{
		Token: token, Brain: brain(echo), Store: w.db, Now: time.Now, APIURL: front.URL, Metrics: w.seen,
		Limits: telegram.Limits{PerSecond: 1e6, PerChat: 1e6},
	})
	if err != nil {
		t.Fatal(err)
	}
	tb.Hurry()
	tb.GiveUpCallsAfter(300 * time.Millisecond)
	begun := time.Now()
	w.run(tb)
	for chat := range int64(chats - hung) {
		w.answers(chat+hung+1, 1)
	}
	others := time.Since(begun)
	for chat := range int64(hung) {
		w.answers(chat+1, 1)
	}
	w.settled("answered", chats)
	if others > 5*time.Second {
		t.Errorf("the other chats waited %v", others)
	}
}

// A server that answers getUpdates at once, with nothing, is left in peace.
func TestHastyServer(t *testing.T) {
	for name, answer := range map[string]string{
		"empty": `{"ok":true,"result":[]}`, "no result": `{"ok":true}`, "null": `{"ok":true,"result":null}`,
		"not an update": `{"ok":true,"result":[{"x":1}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var mu sync.Mutex
			polls := 0
			srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				switch filepath.Base(r.URL.Path) {
				case "getMe":
					fmt.Fprint(w, `{"ok":true,"result":{"id":42,"is_bot":true,"first_name":"b","username":"our_bot"}}`)
				case "getUpdates":
					mu.Lock()
					polls++
					mu.Unlock()
					fmt.Fprint(w, answer)
				default:
					fmt.Fprint(w, `{"ok":true,"result":true}`)
				}
			}))
			t.Cleanup(srv.Close)
			w := newWorld(t)
			w.start(echo, func(o *telegram.Options) { o.APIURL = srv.URL })
			time.Sleep(3 * time.Second)
			mu.Lock()
			defer mu.Unlock()
			if polls > 60 {
				t.Errorf("%d polls in three seconds", polls)
			}
			if n := strings.Count(w.log.String(), "\n"); n > 8 {
				t.Errorf("%d lines of log:\n%s", n, w.log)
			}
		})
	}
}

// One 401 or 409 does not end the bot: it says what to do, and goes on.
func TestRefusedForAMoment(t *testing.T) {
	for _, tt := range []struct {
		method string
		code   int
		advice string
	}{
		{"getMe", 401, "TELEGRAM_BOT_TOKEN"},
		{"getUpdates", 401, "TELEGRAM_BOT_TOKEN"},
		{"getUpdates", 409, "stop the other process"},
		{"deleteWebhook", 401, "TELEGRAM_BOT_TOKEN"},
		{"sendMessage", 401, ""},
	} {
		t.Run(fmt.Sprint(tt.method, tt.code), func(t *testing.T) {
			w := newWorld(t)
			refused := 0
			front := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
				if strings.HasSuffix(r.URL.Path, "/"+tt.method) && refused < 3 {
					refused++
					rw.WriteHeader(tt.code)
					fmt.Fprintf(rw, `{"ok":false,"error_code":%d,"description":"no"}`, tt.code)
					return
				}
				w.ServeHTTP(rw, r)
			}))
			t.Cleanup(front.Close)
			w.Say(7, "你好")
			w.start(echo, func(o *telegram.Options) { o.APIURL = front.URL })
			w.answers(7, 1)
			if !strings.Contains(w.log.String(), tt.advice) {
				t.Errorf("log %s", w.log)
			}
		})
	}
}

// What cannot be delivered for good is counted, and nobody else waits for it.
func TestUndeliverable(t *testing.T) {
	for words, want := range map[string]string{
		"Forbidden: bot was blocked by the user": "blocked", "Forbidden: user is deactivated": "blocked",
		"Forbidden: bot was kicked from the supergroup chat": "blocked",
		"Bad Request: chat not found":                        "blocked", "Bad Request: PEER_ID_INVALID": "blocked",
		"Bad Request: not enough rights to send text messages to the chat": "closed", "Bad Request: CHAT_WRITE_FORBIDDEN": "closed",
		"Bad Request: message text is too odd": "failed",
	} {
		t.Run(words, func(t *testing.T) {
			w := newWorld(t)
			front := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
				if strings.HasSuffix(r.URL.Path, "/sendMessage") && r.FormValue("chat_id") == "7" {
					code := 400
					if strings.HasPrefix(words, "Forbidden") {
						code = 403
					}
					rw.WriteHeader(code)
					fmt.Fprintf(rw, `{"ok":false,"error_code":%d,"description":%q}`, code, words)
					return
				}
				w.ServeHTTP(rw, r)
			}))
			t.Cleanup(front.Close)
			w.Say(7, "你好")
			w.Say(8, "你好")
			w.start(echo, func(o *telegram.Options) { o.APIURL = front.URL })
			w.answers(8, 1)
			w.settled(want, 1)
			w.settled("answered", 1)
			left, err := w.db.Resume(t.Context(), 42)
			if err != nil || len(left) != 0 {
				t.Errorf("left %v, %v", left, err)
			}
		})
	}
}

// Whatever optional part Telegram refuses, the words arrive, with the parts it takes.
func TestRefusedParts(t *testing.T) {
	tests := []struct {
		words string
		part  string   // refused while it is in the request
		keeps []string // what is still there
	}{
		{"Bad Request: message thread not found", "message_thread_id", []string{"reply_parameters", "parse_mode"}},
		{"Bad Request: TOPIC_DELETED", "message_thread_id", []string{"reply_parameters", "parse_mode"}},
		{"Bad Request: TOPIC_CLOSED", "message_thread_id", []string{"reply_parameters", "parse_mode"}},
		{"Bad Request: message to be replied not found", "reply_parameters", []string{"message_thread_id", "parse_mode"}},
		{"Bad Request: can't parse entities: Unsupported start tag", "parse_mode", []string{"message_thread_id", "reply_parameters"}},
		{"Bad Request: WEBPAGE_CURL_FAILED", "link_preview_options", []string{"message_thread_id", "parse_mode"}},
		{"Bad Request: something nobody has heard of", "parse_mode", nil},
		{"Bad Request: something nobody has heard of", "reply_parameters", nil},
	}
	for _, tt := range tests {
		t.Run(tt.words, func(t *testing.T) {
			w := newWorld(t)
			var mu sync.Mutex
			var sent []string
			front := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
				if !strings.HasSuffix(r.URL.Path, "/sendMessage") {
					w.ServeHTTP(rw, r)
					return
				}
				if r.FormValue(tt.part) != "" {
					rw.WriteHeader(http.StatusBadRequest)
					fmt.Fprintf(rw, `{"ok":false,"error_code":400,"description":%q}`, tt.words)
					return
				}
				var parts []string
				for name := range r.Form {
					parts = append(parts, name)
				}
				mu.Lock()
				sent = append(sent, strings.Join(parts, " "))
				mu.Unlock()
				fmt.Fprint(rw, `{"ok":true,"result":{"message_id":1,"date":1,"chat":{"id":-100,"type":"supergroup"}}}`)
			}))
			t.Cleanup(front.Close)
			w.start(echo, func(o *telegram.Options) { o.APIURL = front.URL })
			push(t, w, `{"message":{"message_id":5,"message_thread_id":3,"is_topic_message":true,"date":1,"chat":{"id":-100,"type":"supergroup"},"from":{"id":7},"text":"@our_bot 要多久","entities":[{"type":"mention","offset":0,"length":8}]}}`)
			w.settled("answered", 1)
			if len(sent) != 1 {
				t.Fatalf("sent %q\n%s", sent, w.log)
			}
			for _, part := range tt.keeps {
				if !strings.Contains(sent[0], part) {
					t.Errorf("%s is gone too: %s", part, sent[0])
				}
			}
		})
	}
}

// A disk that is full fails every request: the log says so, with the reason, a few times.
func TestFullDiskIsSaidSeldom(t *testing.T) {
	const reason = "no space left in the folder"
	w := newWorld(t)
	w.start(echo, func(o *telegram.Options) { o.Store = fullStore{w.db, reason} })
	w.Say(7, "你好")
	for until := time.Now().Add(2 * time.Second); time.Now().Before(until); time.Sleep(20 * time.Millisecond) {
	}
	log := w.log.String()
	if n := strings.Count(log, "\n"); n > 8 || !strings.Contains(log, reason) || !strings.Contains(log, "Telegram keeps them") {
		t.Errorf("%d lines of log:\n%.2000s", n, log)
	}
}

type fullStore struct {
	store.Store
	reason string
}

func (s fullStore) Add(context.Context, []store.Update) ([]store.Update, error) {
	return nil, errors.New(s.reason)
}

// Who runs the bot reads where it was to connect to, why it could not, and what to do.
func TestUnreachableSaysWhy(t *testing.T) {
	closed := httptest.NewServer(nil)
	closed.Close()
	w := newWorld(t)
	w.start(echo, func(o *telegram.Options) { o.APIURL = closed.URL })
	for until := time.Now().Add(10 * time.Second); !strings.Contains(w.log.String(), "level=WARN"); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(until) {
			t.Fatal("no word")
		}
	}
	for _, want := range []string{closed.URL, "connection refused", "--api-url"} {
		if !strings.Contains(w.log.String(), want) {
			t.Errorf("no %q in %s", want, w.log)
		}
	}
}
