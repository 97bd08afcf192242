package telegram_test

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot/telegram"
)

// A group that sends all it can does not keep private chats waiting. The limits are those
// of a bot on Telegram: 20 answers a minute to a group, 30 messages a second to all.
func TestGroupDoesNotStarvePrivateChats(t *testing.T) {
	const chats, flood = 25, 1500
	slowest := func(noisy bool) time.Duration {
		w := newWorld(t)
		stop := w.start(echo, func(o *telegram.Options) { o.Limits = telegram.Limits{} })
		w.Say(1, "你好")
		w.answers(1, 1)
		if noisy {
			for n := range flood {
				w.SayIn(-100, int64(500+n%40), fmt.Sprintf("@our_bot 第 %d 句", n))
			}
		}
		begun := time.Now()
		for chat := range int64(chats) {
			w.Say(1000+chat, "从绵阳转到成都要多久")
		}
		var worst time.Duration
		for chat := range int64(chats) {
			w.answers(1000+chat, 1)
			worst = max(worst, time.Since(begun))
		}
		if noisy {
			inGroup := len(byBot(w.Messages(-100)))
			if inGroup > 20 || w.seen.of("dropped") < flood-200 {
				t.Errorf("the group got %d answers, %d dropped", inGroup, w.seen.of("dropped"))
			}
			t.Logf("group: %d sent, %d answered so far, %d dropped", flood, inGroup, w.seen.of("dropped"))
		}
		w.abandon(stop)
		return worst
	}
	alone, beside := slowest(false), slowest(true)
	t.Logf("the slowest of %d private answers: %v alone, %v beside a flooding group", chats, alone, beside)
	if beside > alone+3*time.Second {
		t.Errorf("private answers took %v beside a flooding group, %v without", beside, alone)
	}
}

// hook runs a bot that receives by webhook and stops with the test.
func (w *world) hook() *telegram.Bot {
	w.t.Helper()
	var running atomic.Pointer[telegram.Bot]
	srv := httptest.NewServer(holder{&running})
	w.t.Cleanup(srv.Close)
	tb, err := telegram.New(telegram.Options{
		Token: token, Brain: brain(echo), Store: w.db, Now: time.Now, APIURL: w.url, Metrics: w.seen,
		Webhook: telegram.Webhook{URL: srv.URL + "/hook", Secret: secret}, Log: slog.New(slog.NewTextHandler(w.log, nil)),
	})
	if err != nil {
		w.t.Fatal(err)
	}
	tb.Hurry()
	running.Store(tb)
	w.run(tb)
	w.Say(8, "你好")
	w.answers(8, 1)
	return tb
}

// abandon stops a bot that has more to do than its time to stop allows.
func (w *world) abandon(stop func() error) {
	w.t.Helper()
	if err := stop(); err != nil {
		w.t.Error(err)
	}
}

// What cannot come from Telegram ends in one line of the log at most, which quotes nothing
// of it, and everyone else is answered.
func TestHostileUpdates(t *testing.T) {
	deep := func(n int) string { return strings.Repeat(`{"a":[`, n) + "1" + strings.Repeat("]}", n) }
	said := func(id int, more string) string {
		return fmt.Sprintf(`{"update_id":%d,"message":{"message_id":1,"date":1,"chat":{"id":66,"type":"private"},"from":{"id":66},%s}}`, id, more)
	}
	bodies := map[string]string{
		"entities out of range":      said(1, `"text":"秘密😀","entities":[{"type":"bot_command","offset":1,"length":900},{"type":"mention","offset":-5,"length":2},{"type":"text_mention","offset":3,"length":1,"user":{"id":42}}]`),
		"half of a surrogate pair":   said(2, `"text":"秘密😀","entities":[{"type":"bot_command","offset":3,"length":1},{"type":"mention","offset":2,"length":1}]`),
		"overflowing entity":         said(3, `"text":"/秘密","entities":[{"type":"bot_command","offset":9223372036854775807,"length":9223372036854775807}]`),
		"lone surrogates":            said(4, `"text":"秘密\ud800\udfff\udc00"`),
		"1 MB of text":               said(5, `"text":"`+strings.Repeat("秘", 340_000)+`"`),
		"1 MB of digits":             said(6, `"text":"秘密卡号`+strings.Repeat("1 ", 500_000)+`"`),
		"controls and zero bytes":    said(7, `"text":"秘密\u0000\u0007\u202e\u200b"`),
		"deep JSON":                  said(8, `"text":"秘密","x":`+deep(9_000)),
		"too deep JSON":              said(9, `"text":"秘密","x":`+deep(100_000)),
		"huge numbers":               said(10, `"text":"秘密","reply_to_message":{"from":{"id":99999999999999999999999}}`),
		"wrong types":                said(11, `"text":{"秘密":1},"entities":"x","photo":7`),
		"markup":                     said(12, `"text":"<b>秘密</b><script>&amp;"`),
		"a press with too much data": `{"update_id":13,"callback_query":{"id":"秘密","from":{"id":66},"data":"` + strings.Repeat("秘", 300_000) + `"}}`,
		"a press without a message":  `{"update_id":14,"callback_query":{"id":"q","from":{"id":66},"message":null,"data":"r:x:秘密"}}`,
		"the largest chat":           `{"update_id":15,"message":{"message_id":2147483647,"chat":{"id":9223372036854775807,"type":"private"},"text":"秘密"}}`,
		"the smallest chat":          `{"update_id":16,"message":{"message_id":-1,"chat":{"id":-9223372036854775808,"type":"group"},"text":"@our_bot 秘密","entities":[{"type":"mention","offset":0,"length":8}]}}`,
		"the largest update":         `{"update_id":9223372036854775807,"message":{"message_id":1,"chat":{"id":66,"type":"private"},"text":"秘密"}}`,
		"an update below zero":       `{"update_id":-9223372036854775808,"message":{"message_id":1,"chat":{"id":66,"type":"private"},"text":"秘密"}}`,
		"no chat":                    `{"update_id":18,"message":{"text":"秘密"}}`,
		"not JSON":                   `秘密`,
		"nothing":                    ``,
	}
	for name, body := range bodies {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			h := w.hook()
			before := strings.Count(w.log.String(), "\n")
			r := httptest.NewRequest(http.MethodPost, "/hook", strings.NewReader(body))
			r.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
			rec := httptest.NewRecorder()
			h.ServeHTTP(rec, r)
			if rec.Code >= 500 {
				t.Errorf("status %d", rec.Code)
			}
			w.Say(7, "我呢")
			w.answers(7, 1)
			for range 100 { // until it is done with
				if h.Waiting() == 0 {
					break
				}
				time.Sleep(10 * time.Millisecond)
			}
			log := w.log.String()
			if n := strings.Count(log, "\n") - before; n > 1 {
				t.Errorf("%d lines of log: %s", n, log)
			}
			if strings.Contains(log, "秘") || strings.Contains(log, "panic") {
				t.Errorf("log: %.500s", log)
			}
		})
	}
}
