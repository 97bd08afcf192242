package index_test

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/index"
	"github.com/yibaowenwen/yibao/knowledge"
)

// TestScale measures indexes of made-up corpora and prints the rows of SCALE.md. It runs only
// if asked to, with the numbers of phrasings:
//
//	YIBAO_SCALE=1000,10000,100000 go test ./index -run TestScale -v -timeout 60m
func TestScale(t *testing.T) {
	sizes := os.Getenv("YIBAO_SCALE")
	if sizes == "" {
		t.Skip("set YIBAO_SCALE=1000,10000,100000 to measure")
	}
	real := load(t)
	for _, size := range strings.Split(sizes, ",") {
		n, err := strconv.Atoi(size)
		if err != nil {
			t.Fatal(err)
		}
		s := measure(t, real, n)
		t.Logf("| %s | %.1f s | %.0f | %.1f s | %.1f | %.0f ms | %.0f | %.2f | %.1f | %.1f | %.0f | %.0f | %.3f |",
			size, s.build.Seconds(), s.peak, s.save.Seconds(), s.disk, float64(s.open.Milliseconds()), s.resident,
			ms(s.p50), ms(s.p90), ms(s.p99), s.one, s.two, s.right)
	}
}

// figures are one row of SCALE.md; sizes are in MB.
type figures struct {
	build, save, open    time.Duration
	peak, disk, resident float64
	p50, p90, p99        time.Duration
	one, two             float64 // questions a second, with one and with two askers
	right                float64 // share with the right topic first
}

func measure(t *testing.T, real *knowledge.Corpus, n int) (f figures) {
	t.Helper()
	c, dir := multiply(real, n, 1), t.TempDir()
	begin := time.Now()
	x := newIndex(t, c)
	f.build, f.peak = time.Since(begin), resident()
	begin = time.Now()
	if err := x.Save(dir); err != nil {
		t.Fatal(err)
	}
	f.save, f.disk = time.Since(begin), sizeOf(t, dir)
	x = nil
	debug.FreeOSMemory()
	begin = time.Now()
	x, err := index.Saved(dir, c)
	if err != nil {
		t.Fatal(err)
	}
	f.open = time.Since(begin)
	f.ask(t, x, real)
	debug.FreeOSMemory()
	f.resident = resident()
	runtime.KeepAlive(x)
	return f
}

// ask times questions that are no phrasings of the corpus.
func (f *figures) ask(t *testing.T, x *index.Index, real *knowledge.Corpus) {
	t.Helper()
	m := newMuddler(real, 2)
	var queries []index.Query
	var topics []string
	for range 500 {
		e := real.Entries[m.IntN(len(real.Entries))]
		queries = append(queries, index.Query{Text: m.muddle(m.one(append([]string{e.Question}, e.Asked...)))})
		topics = append(topics, e.Topic)
	}
	took := make([]time.Duration, len(queries))
	right := 0
	begin := time.Now()
	for i, q := range queries {
		at := time.Now()
		r := find(t, x, q)
		took[i] = time.Since(at)
		if len(r.Matches) > 0 && r.Matches[0].Entry.Topic == topics[i] {
			right++
		}
	}
	f.one = float64(len(queries)) / time.Since(begin).Seconds()
	f.two = together(t.Context(), x, queries)
	f.right = float64(right) / float64(len(queries))
	slices.Sort(took)
	f.p50, f.p90, f.p99 = took[len(took)/2], took[len(took)*9/10], took[len(took)*99/100]
}

// together returns how many questions a second two askers get answered.
func together(ctx context.Context, x *index.Index, queries []index.Query) float64 {
	var next atomic.Int64
	var askers sync.WaitGroup
	begin := time.Now()
	for range 2 {
		askers.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(queries)); i = next.Add(1) - 1 {
				_, _ = x.Find(ctx, queries[i])
			}
		})
	}
	askers.Wait()
	return float64(len(queries)) / time.Since(begin).Seconds()
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// resident returns what the process holds in memory, in MB; 0 where that cannot be told.
func resident() float64 {
	text, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(text)) {
		if f := strings.Fields(line); len(f) > 1 && f[0] == "VmRSS:" {
			kb, _ := strconv.ParseFloat(f[1], 64)
			return kb / 1024
		}
	}
	return 0
}

func sizeOf(t *testing.T, dir string) float64 {
	t.Helper()
	var size int64
	err := filepath.WalkDir(dir, func(_ string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			size += info.Size()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return float64(size) / 1e6
}
