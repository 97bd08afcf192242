package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot/store/postgres/pgtest"
)

// TestLoad measures `yibao serve`, a process of its own, answering real questions with the
// durable inbox, and prints one table. Latency is from the moment at which an update could
// be fetched, or was sent, until its answer arrives. Needs a quiet machine:
//
//	YIBAO_LOAD=1 go test -v -run TestLoad ./cmd/yibao
func TestLoad(t *testing.T) {
	if os.Getenv("YIBAO_LOAD") == "" {
		t.Skip("takes minutes; set YIBAO_LOAD=1")
	}
	const flat, paced = 40_000, 200
	var table strings.Builder
	fmt.Fprintf(&table, "%-28s %9s %9s %9s %9s %7s\n", "", "updates/s", "p50", "p99", "p99.9", "RSS MB")
	row := func(name string, f *fountain, c *child, took time.Duration) {
		fmt.Fprintf(&table, "%-28s %9.0f %9s %9s %9s %7d\n", name, float64(f.total)/took.Seconds(), f.quantile(.5).Round(100*time.Microsecond),
			f.quantile(.99).Round(100*time.Microsecond), f.quantile(.999).Round(100*time.Microsecond), c.memory("VmRSS"))
	}
	stores := map[string]func(t *testing.T) []string{
		"sqlite":   func(*testing.T) []string { return nil },
		"postgres": func(t *testing.T) []string { t.Helper(); return []string{"--store", pgtest.New(t)} },
	}
	for _, store := range []string{"sqlite", "postgres"} {
		for _, every := range []time.Duration{0, time.Second / paced} {
			total, name := flat, "as fast as it can"
			if every > 0 {
				total, name = 30*paced, fmt.Sprintf("%d updates/s", paced)
			}
			t.Run(store+" polling "+name, func(t *testing.T) {
				f := newFountain(t, 20_000, total, every)
				api := httptest.NewServer(f)
				defer api.Close()
				c := serveChild(t, api.URL, stores[store](t)...)
				f.until(t, c, 1, time.Minute)
				begun := time.Now()
				f.until(t, c, total, 5*time.Minute)
				row(store+", polling, "+name, f, c, time.Since(begun))
			})
			t.Run(store+" webhook "+name, func(t *testing.T) {
				f := newFountain(t, 20_000, total, every)
				api := httptest.NewServer(f)
				defer api.Close()
				hook := freeAddress(t)
				c := serveChild(t, api.URL, append(stores[store](t), "--webhook-url", "http://"+hook+"/hook", "--webhook-secret", "s", "--listen", hook)...)
				untilListening(t, c, hook)
				begun := time.Now()
				f.deliver(t, "http://"+hook+"/hook", 40)
				f.until(t, c, total, 5*time.Minute)
				row(store+", webhook, "+name, f, c, time.Since(begun))
			})
		}
	}
	t.Logf("\n%s", &table)
}

// deliver sends every update to a webhook over so many connections, as Telegram does.
func (f *fountain) deliver(t *testing.T, url string, connections int) {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: connections}, Timeout: 30 * time.Second}
	ids := make(chan int)
	var senders sync.WaitGroup
	for range connections {
		senders.Go(func() {
			for id := range ids {
				for !f.post(client, url, id) {
					time.Sleep(10 * time.Millisecond)
				}
			}
		})
	}
	f.begun = time.Now()
	for id := 1; id <= f.total; id++ {
		if f.every > 0 {
			time.Sleep(time.Until(f.begun.Add(time.Duration(id) * f.every)))
		}
		ids <- id
	}
	close(ids)
	senders.Wait()
}

func (f *fountain) post(client *http.Client, url string, id int) bool {
	f.mu.Lock()
	if id > f.asked {
		f.asked = id
	}
	f.since[f.chat(id)] = append(f.since[f.chat(id)], time.Now())
	f.mu.Unlock()
	req, err := http.NewRequestWithContext(context.Background(), http.MethodPost, url, strings.NewReader(f.update(id)))
	if err != nil {
		return false
	}
	req.Header.Set("X-Telegram-Bot-Api-Secret-Token", "s")
	resp, err := client.Do(req)
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, resp.Body)
	return resp.StatusCode == http.StatusOK
}

// untilListening waits until the webhook takes updates.
func untilListening(t *testing.T, c *child, addr string) {
	t.Helper()
	for range 600 {
		req, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+addr+"/hook", strings.NewReader("{}"))
		req.Header.Set("X-Telegram-Bot-Api-Secret-Token", "s")
		if resp, err := http.DefaultClient.Do(req); err == nil {
			resp.Body.Close()
			if resp.StatusCode == http.StatusBadRequest { // ready, and this is no update
				return
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("does not listen; log:\n%s", c.stderr)
}
