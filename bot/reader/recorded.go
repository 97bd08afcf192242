package reader

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"sync"

	"github.com/yibaowenwen/yibao/bot"
)

// A record is one line of a file of prompts, in the form in which any server takes them.
type record struct {
	ID       string    `json:"id"`
	Messages []message `json:"messages"`
}

type message struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

// A Recorder writes down each page once, as a model would be given it, and has no opinion.
type Recorder struct {
	mu   sync.Mutex
	out  *json.Encoder
	seen map[string]bool
	err  error
}

// NewRecorder returns a Recorder that writes one JSON object a line.
func NewRecorder(w io.Writer) *Recorder {
	r := &Recorder{out: json.NewEncoder(w), seen: map[string]bool{}}
	r.out.SetEscapeHTML(false)
	return r
}

// Choose implements bot.Reader.
func (r *Recorder) Choose(_ context.Context, page bot.Page) bot.Opinion {
	p, err := promptOf(page)
	r.mu.Lock()
	defer r.mu.Unlock()
	if err == nil && !r.seen[p.id] {
		r.seen[p.id] = true
		err = r.out.Encode(record{p.id, []message{{"system", system}, {"user", p.user}}})
	}
	if r.err == nil {
		r.err = err
	}
	return bot.Opinion{Outcome: bot.Recorded}
}

// Host implements bot.Reader.
func (r *Recorder) Host() string { return "" }

// Err returns the first error of writing.
func (r *Recorder) Err() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.err
}

// A Replay decides as was recorded.
type Replay map[string]string

// ReadReplay reads decisions, one JSON object a line: the id of a prompt and the reply of whoever
// read it.
func ReadReplay(r io.Reader) (Replay, error) {
	list := Replay{}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		if len(lines.Bytes()) == 0 {
			continue
		}
		var d struct {
			ID    string          `json:"id"`
			Reply json.RawMessage `json:"reply"`
		}
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil || d.ID == "" || len(d.Reply) == 0 {
			return nil, fmt.Errorf("line %d: want {\"id\": …, \"reply\": {…}}", n)
		}
		list[d.ID] = string(d.Reply)
	}
	return list, lines.Err()
}

// Choose implements bot.Reader. What was recorded is checked like what a server returns.
func (r Replay) Choose(_ context.Context, page bot.Page) bot.Opinion {
	p, err := promptOf(page)
	said, ok := r[p.id]
	if err != nil || !ok {
		return bot.Opinion{Outcome: bot.Unknown}
	}
	o, err := check(said, page)
	if err != nil {
		o.Outcome = outcome(err)
	}
	return o
}

// Host implements bot.Reader.
func (Replay) Host() string { return "" }
