package main

import (
	"fmt"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestSoak lets `yibao serve`, a process of its own, answer N updates from 20,000 chats with
// everything stored in a file, and prints its memory at ten points. It must stay within
// 150 MB and not grow with the number of updates:
//
//	YIBAO_SOAK=1000000 go test -v -timeout 60m -run TestSoak ./cmd/yibao
func TestSoak(t *testing.T) {
	total, err := strconv.Atoi(os.Getenv("YIBAO_SOAK"))
	if err != nil || total < 100 {
		t.Skip("takes long; set YIBAO_SOAK to a number of updates")
	}
	f := newFountain(t, 20_000, total, 0)
	api := httptest.NewServer(f)
	defer api.Close()
	c := serveChild(t, api.URL)
	var table strings.Builder
	fmt.Fprintf(&table, "%10s %10s %8s %8s\n", "updates", "updates/s", "RSS MB", "peak MB")
	var rss [10]int
	for i := range rss {
		begun, before := time.Now(), f.count()
		f.until(t, c, total/10*(i+1), time.Hour)
		f.forget()
		rss[i] = c.memory("VmRSS")
		line := fmt.Sprintf("%10d %10.0f %8d %8d", f.count(), float64(f.count()-before)/time.Since(begun).Seconds(), rss[i], c.memory("VmHWM"))
		t.Log(line) // at once: it takes long
		fmt.Fprintln(&table, line)
	}
	t.Logf("\n%s", &table)
	if peak := c.memory("VmHWM"); peak > 150 {
		t.Errorf("%d MB at most, more than 150", peak)
	}
	if rss[9] > rss[2]*3/2 {
		t.Errorf("grew from %d MB to %d MB", rss[2], rss[9])
	}
}

// forget drops the times, which would otherwise be what grows.
func (f *fountain) forget() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.took = f.took[:0]
}
