package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// A fountain is a Bot API server that asks questions without end and remembers no message:
// it measures a bot without getting in the way. Each question gets one answer.
type fountain struct {
	questions []string
	chats     int
	total     int           // questions to ask
	every     time.Duration // between two, 0 for as fast as they are taken

	mu       sync.Mutex
	begun    time.Time
	asked    int // made available so far
	first    int // lowest number not confirmed
	answered int
	since    map[int64][]time.Time // by chat: when what waits for an answer became available
	took     []time.Duration
	failed   map[string]int
}

func newFountain(t *testing.T, chats, total int, every time.Duration) *fountain {
	t.Helper()
	k, err := (&cli{}).corpus()
	if err != nil {
		t.Fatal(err)
	}
	f := &fountain{chats: chats, total: total, every: every, first: 1, since: map[int64][]time.Time{}, failed: map[string]int{}}
	for i := range k.Entries {
		if e := &k.Entries[i]; e.Question != "" {
			f.questions = append(f.questions, e.Question)
		}
	}
	return f
}

func (f *fountain) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	method := r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]
	switch method {
	case "getMe":
		fmt.Fprint(w, `{"ok":true,"result":{"id":1,"is_bot":true,"first_name":"b","username":"our_bot"}}`)
	case "getUpdates":
		f.getUpdates(w, r)
	case "sendMessage":
		chat, _ := strconv.ParseInt(r.FormValue("chat_id"), 10, 64) // reads the whole form
		f.answer(chat)
		fmt.Fprintf(w, `{"ok":true,"result":{"message_id":1,"date":1,"chat":{"id":%d,"type":"private"}}}`, chat)
	default:
		fmt.Fprint(w, `{"ok":true,"result":true}`)
	}
}

func (f *fountain) getUpdates(w http.ResponseWriter, r *http.Request) {
	var p struct{ Offset int }
	_ = json.NewDecoder(r.Body).Decode(&p)
	for begun := time.Now(); ; time.Sleep(time.Millisecond) {
		if list := f.batch(p.Offset); len(list) > 0 || time.Since(begun) > time.Second || r.Context().Err() != nil {
			fmt.Fprintf(w, `{"ok":true,"result":[%s]}`, strings.Join(list, ","))
			return
		}
	}
}

// batch returns the updates from an offset on that are available by now.
func (f *fountain) batch(offset int) (list []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.first = max(f.first, offset)
	f.pour()
	for id := f.first; id <= f.asked && len(list) < 100; id++ {
		list = append(list, f.update(id))
	}
	return list
}

// pour makes available what is due.
func (f *fountain) pour() {
	if f.begun.IsZero() {
		f.begun = time.Now()
	}
	due := f.first + 99
	if f.every > 0 {
		due = int(time.Since(f.begun) / f.every)
	}
	for f.asked < min(due, f.total) {
		f.asked++
		at := time.Now()
		if f.every > 0 {
			at = f.begun.Add(time.Duration(f.asked) * f.every)
		}
		f.since[f.chat(f.asked)] = append(f.since[f.chat(f.asked)], at)
	}
}

func (f *fountain) chat(id int) int64 { return 1000 + int64(id%f.chats) }

func (f *fountain) update(id int) string {
	q, _ := json.Marshal(f.questions[id%len(f.questions)])
	return fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%[1]d,"date":1,"chat":{"id":%d,"type":"private","first_name":"某"},"from":{"id":%[2]d,"is_bot":false,"first_name":"某","language_code":"zh-hans"},"text":%s}}`, id, f.chat(id), q)
}

func (f *fountain) answer(chat int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.answered++
	if s := f.since[chat]; len(s) > 0 {
		f.took = append(f.took, time.Since(s[0]))
		if f.since[chat] = s[1:]; len(s) == 1 {
			delete(f.since, chat)
		}
	}
}

func (f *fountain) count() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.answered
}

// until waits until so many questions are answered.
func (f *fountain) until(t *testing.T, c *child, n int, patience time.Duration) {
	t.Helper()
	for begun := time.Now(); f.count() < n; time.Sleep(20 * time.Millisecond) {
		if time.Since(begun) > patience {
			t.Fatalf("%d of %d answered; log:\n%s", f.count(), n, c.stderr)
		}
	}
}

// quantile returns the time within which this part of the answers came.
func (f *fountain) quantile(q float64) time.Duration {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.took) == 0 {
		return 0
	}
	s := slices.Clone(f.took)
	slices.Sort(s)
	return s[min(len(s)-1, int(q*float64(len(s))))]
}

// serveChild runs `yibao serve` against the server as a process of its own.
func serveChild(t *testing.T, api string, flags ...string) *child {
	t.Helper()
	args := append([]string{"serve", "--api-url", api, "--rate", "100000", "--log-level", "warn"}, flags...)
	if !slices.Contains(flags, "--store") {
		args = append(args, "--store", "sqlite:"+filepath.Join(t.TempDir(), "load.db"))
	}
	c := &child{exec.Command("yibao", args...), &lockedBuffer{}}
	c.cmd.Env = append(os.Environ(), "TELEGRAM_BOT_TOKEN="+testToken)
	c.cmd.Stderr, c.cmd.Stdout = c.stderr, io.Discard
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = c.cmd.Process.Kill()
		_ = c.cmd.Wait()
	})
	return c
}

// memory returns a number of /proc/PID/status in MB, such as VmRSS or VmHWM, 0 if there is none.
func (c *child) memory(key string) int {
	data, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.cmd.Process.Pid))
	for line := range strings.Lines(string(data)) {
		if rest, ok := strings.CutPrefix(line, key+":"); ok {
			kb, _ := strconv.Atoi(strings.Fields(rest)[0])
			return kb / 1024
		}
	}
	return 0
}
