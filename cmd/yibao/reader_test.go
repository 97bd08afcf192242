package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// vague are questions of which our own finding is not sure.
func vague(n int) string {
	return fmt.Sprintf("第%d回说这个事了:我爸在老家做了手术回来,单子一堆,医院让我们自己想办法,村里又说要等,跑了三趟没个准话,到底这笔钱还能不能要回来一些,该找谁", n)
}

// modelServer chooses as choose says; "" hangs until the test ends.
func modelServer(t *testing.T, choose func() string) string {
	t.Helper()
	end := make(chan struct{})
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		content := choose()
		if content == "" {
			<-end
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{
			"choices": []any{map[string]any{"message": map[string]any{"role": "assistant", "content": content}}},
			"usage":   map[string]any{"prompt_tokens": 9, "completion_tokens": 3},
		})
	}))
	t.Cleanup(s.Close)
	t.Cleanup(func() { close(end) }) // first: the server waits for its handlers
	return s.URL + "/v1"
}

// A model that hangs costs each person at most its time, the order of a chat stays, and after a
// while it is left alone; when it chooses, its choice is answered in our words.
func TestServeWithReader(t *testing.T) {
	var say atomic.Value
	say.Store(`{"choose":[2],"in_scope":true,"facts":[]}`)
	monitor := freeAddress(t)
	world, log := serve(t, "--metrics", monitor, "--log-level", "debug",
		"--reader", modelServer(t, func() string { return say.Load().(string) }), "--reader-model", "small")
	world.Say(1, "/start")
	if got := last(wait(t, world, 1, "welcome", enough(1))).Text; !strings.Contains(got, "模型") {
		t.Errorf("the welcome does not tell of the model: %s", got)
	}
	world.Say(1, vague(0))
	wait(t, world, 1, "chosen", enough(2))
	if _, got := get(t, monitor, "/readyz"); got != "ok\nreader: ok\n" {
		t.Errorf("readyz: %q", got)
	}

	say.Store("")
	for n := range 6 {
		begun := time.Now()
		world.Say(2, vague(n+1))
		wait(t, world, 2, "our own", enough(n+1))
		if took := time.Since(begun); took > 5*time.Second {
			t.Errorf("%d took %v", n, took)
		}
	}
	if _, got := get(t, monitor, "/readyz"); got != "ok\nreader: resting\n" {
		t.Errorf("readyz: %q", got)
	}
	_, figures := get(t, monitor, "/metrics")
	for _, want := range []string{
		`yibao_reader_questions_total{outcome="chosen"} 1`, `yibao_reader_questions_total{outcome="late"} 5`,
		`yibao_reader_questions_total{outcome="resting"} 1`, `yibao_reader_resting 1`, `yibao_reader_tokens_total{direction="in"} 9`,
	} {
		if !strings.Contains(figures, want+"\n") {
			t.Errorf("no %s in the metrics", want)
		}
	}
	world.Say(3, vague(7))
	world.Say(3, "医保转移要多久")
	if got := answers(wait(t, world, 3, "in order", enough(2))); !strings.Contains(got[1].Text, "工作日") {
		t.Errorf("out of order: %v", got)
	}
	for _, secret := range []string{"单子", "手术", "choose"} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("%q is in the log", secret)
		}
	}
}

// Without a reader nothing tells of one.
func TestNoReader(t *testing.T) {
	m := newMetrics()
	m.readBy(nil)
	rec := httptest.NewRecorder()
	m.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	if strings.Contains(rec.Body.String(), "reader") {
		t.Error("the metrics tell of a reader")
	}
	c := &cli{}
	if err := (readerFlags{}).plugIn(t.Context(), c); err != nil || c.model != nil || typingAfter(c.model) != 0 {
		t.Errorf("model %v, %v", c.model, err)
	}
}
