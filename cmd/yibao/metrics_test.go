package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"

	"github.com/yibaowenwen/yibao/bot"
)

func TestMetrics(t *testing.T) {
	m := newMetrics()
	m.Handled("answered", 20*time.Millisecond)
	m.Handled("answered", 30*time.Millisecond)
	m.Handled("dropped", 0)
	m.Called("sendMessage", "ok", 40*time.Millisecond)
	m.Called("sendMessage", "retry", 40*time.Millisecond)
	brain := m.watch(replies{
		"a": {Decision: bot.Answer, Topic: "t"}, "b": {Decision: bot.Choose}, "c": {Decision: bot.Answer},
	})
	for _, text := range []bot.Text{"a", "b", "c", "nobody knows"} {
		_, _ = brain.Reply(t.Context(), bot.Message{Text: text})
	}
	if problems, err := testutil.GatherAndLint(m.registry); err != nil || len(problems) != 0 {
		t.Errorf("names or helps are not as Prometheus wants them: %v, %v", problems, err)
	}
	rec := httptest.NewRecorder()
	m.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	got := figures(t, rec.Body)
	for line, want := range map[string]string{
		`yibao_updates_total{outcome="answered"}`:                     "2",
		`yibao_updates_total{outcome="dropped"}`:                      "1",
		`yibao_updates_total{outcome="gave_up"}`:                      "0",
		`yibao_update_seconds_count`:                                  "2",
		`yibao_update_seconds_bucket{le="0.025"}`:                     "1",
		`yibao_api_calls_total{method="sendMessage",outcome="ok"}`:    "1",
		`yibao_api_calls_total{method="sendMessage",outcome="retry"}`: "1",
		`yibao_api_call_seconds_count{method="sendMessage"}`:          "2",
		`yibao_replies_total{decision="answer"}`:                      "2",
		`yibao_replies_total{decision="choose"}`:                      "1",
		`yibao_replies_total{decision="refuse"}`:                      "0",
		`yibao_reply_errors_total`:                                    "1",
		`yibao_reply_seconds_count`:                                   "4",
	} {
		if got[line] != want {
			t.Errorf("%s is %q, want %s", line, got[line], want)
		}
	}
}

// replies is a brain that knows some answers.
type replies map[bot.Text]bot.Reply

func (r replies) Reply(_ context.Context, m bot.Message) (bot.Reply, error) {
	reply, ok := r[m.Text]
	if !ok {
		return bot.Reply{}, errors.New("no reply")
	}
	return reply, nil
}

func TestServeMonitor(t *testing.T) {
	addr := freeAddress(t)
	world, _ := serve(t, "--metrics", addr)
	const chat = 515151
	world.Say(chat, "从绵阳转到成都要多久")
	wait(t, world, chat, "answer", enough(1))
	for path, want := range map[string]string{"/healthz": "ok", "/readyz": "ok"} {
		if status, body := get(t, addr, path); status != http.StatusOK || strings.TrimSpace(body) != want {
			t.Errorf("%s: %d %q", path, status, body)
		}
	}
	var got map[string]string
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(10 * time.Millisecond) {
		_, body := get(t, addr, "/metrics")
		got = figures(t, strings.NewReader(body))
		if got[`yibao_updates_total{outcome="answered"}`] == "1" || time.Now().After(deadline) {
			for _, private := range []string{"绵阳", "515151", testToken} {
				if strings.Contains(body, private) {
					t.Errorf("the figures hold %q", private)
				}
			}
			break
		}
	}
	for line, want := range map[string]string{
		`yibao_updates_total{outcome="answered"}`:                  "1",
		`yibao_replies_total{decision="answer"}`:                   "1",
		`yibao_api_calls_total{method="sendMessage",outcome="ok"}`: "1",
		`yibao_updates_waiting`:                                    "0",
		`yibao_ready`:                                              "1",
	} {
		if got[line] != want {
			t.Errorf("%s is %q, want %s", line, got[line], want)
		}
	}
}

// figures reads what Prometheus reads: the lines that are no comments.
func figures(t *testing.T, r io.Reader) map[string]string {
	t.Helper()
	all := map[string]string{}
	for lines := bufio.NewScanner(r); lines.Scan(); {
		if name, value, ok := strings.Cut(lines.Text(), " "); ok && name != "#" {
			all[name] = value
		}
	}
	return all
}

func get(t *testing.T, addr, path string) (int, string) {
	t.Helper()
	resp, err := http.Get("http://" + addr + path)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}
