// Package reader lets a language model read questions: a server that an operator has plugged in
// chooses among our answers and fills in facts of a closed list. It never writes what a person gets.
//
// # Design
//
// Whatever comes back is checked against the page that was sent: a number that is on it, facts of
// the vocabulary that rest on words of the message. Anything else is refused, and our own finding
// stands; so it does when the server is late, fails, or is left alone because it kept failing.
// Nothing of a page or a reply is logged or kept: opinions are remembered by a fingerprint.
package reader

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/sony/gobreaker/v2"

	"github.com/yibaowenwen/yibao/bot"
)

// Options say where and how a model is asked. URL, Model and Now are required.
type Options struct {
	URL   string // of an OpenAI-compatible server, with its version: http://127.0.0.1:8080/v1
	Model string
	Key   string
	// Anywhere lets questions leave this machine and the private networks it is in.
	Anywhere bool
	PerDay   int           // questions asked a day (in China), 5000 if 0
	Timeout  time.Duration // of a question, 3 s if 0
	Now      func() time.Time
}

const (
	inFlight   = 8    // questions asked at once
	remembered = 5000 // opinions, a few hundred bytes each
	tripAfter  = 5    // failures in a row
	rest       = 30 * time.Second
)

// A Reader asks a model. It is safe for concurrent use.
type Reader struct {
	ask     func(context.Context, prompt) (reply, error)
	host    string
	timeout time.Duration
	now     func() time.Time
	breaker *gobreaker.CircuitBreaker[bot.Opinion]
	kept    *lru.Cache[string, bot.Opinion]
	flying  chan struct{}
	quota   quota
}

// A reply is what a model wrote, and what that cost.
type reply struct {
	text   string
	tokens bot.Tokens
}

// New returns a Reader. It makes no request yet.
func New(ctx context.Context, o Options) (*Reader, error) {
	u, err := address(ctx, o.URL, o.Anywhere)
	if err != nil {
		return nil, fmt.Errorf("reader's address: %w", err)
	}
	if o.Model == "" {
		return nil, errors.New("the reader's model has no name")
	}
	r, err := newReader(newClient(u, o).ask, o)
	if err == nil && o.Anywhere {
		r.host = u.Hostname()
	}
	return r, err
}

func newReader(ask func(context.Context, prompt) (reply, error), o Options) (*Reader, error) {
	kept, err := lru.New[string, bot.Opinion](remembered)
	if err != nil {
		return nil, fmt.Errorf("remember opinions: %w", err)
	}
	r := &Reader{ask: ask, timeout: o.Timeout, now: o.Now, kept: kept, flying: make(chan struct{}, inFlight), quota: quota{most: o.PerDay}}
	if r.timeout == 0 {
		r.timeout = 3 * time.Second
	}
	if r.quota.most == 0 {
		r.quota.most = 5000
	}
	r.breaker = gobreaker.NewCircuitBreaker[bot.Opinion](gobreaker.Settings{
		Timeout:     rest,
		ReadyToTrip: func(c gobreaker.Counts) bool { return c.ConsecutiveFailures >= tripAfter },
		IsExcluded:  func(err error) bool { return errors.Is(err, context.Canceled) }, // we are told to stop
	})
	return r, nil
}

// Host implements bot.Reader.
func (r *Reader) Host() string { return r.host }

// Resting reports whether the model is left alone because it kept failing.
func (r *Reader) Resting() bool { return r.breaker.State() == gobreaker.StateOpen }

// Choose implements bot.Reader. It returns in time, whatever the server does.
func (r *Reader) Choose(ctx context.Context, page bot.Page) bot.Opinion {
	p, err := promptOf(page)
	if err != nil {
		return bot.Opinion{Outcome: bot.Failed}
	}
	if o, ok := r.kept.Get(p.id); ok {
		o.Kept = true
		return o
	}
	select {
	case r.flying <- struct{}{}:
		defer func() { <-r.flying }()
	default:
		return bot.Opinion{Outcome: bot.Busy}
	}
	begun := r.now()
	o, err := r.breaker.Execute(func() (bot.Opinion, error) { return r.consult(ctx, p, page) })
	if err != nil {
		o.Outcome = outcome(err)
	}
	if o.Outcome == bot.Chosen {
		kept := o
		kept.Tokens = bot.Tokens{}
		r.kept.Add(p.id, kept)
	}
	o.Took = r.now().Sub(begun)
	return o
}

// consult asks the model and checks its reply.
func (r *Reader) consult(ctx context.Context, p prompt, page bot.Page) (bot.Opinion, error) {
	if !r.quota.take(r.now()) {
		return bot.Opinion{Outcome: bot.Spent}, nil
	}
	ctx, cancel := context.WithTimeout(ctx, r.timeout)
	defer cancel()
	said, err := r.ask(ctx, p)
	if err != nil {
		return bot.Opinion{}, err
	}
	o, err := check(said.text, page)
	o.Tokens = said.tokens
	return o, err
}

// outcome names an error.
func outcome(err error) bot.Outcome {
	switch {
	case errors.Is(err, gobreaker.ErrOpenState), errors.Is(err, gobreaker.ErrTooManyRequests):
		return bot.Resting
	case errors.Is(err, context.DeadlineExceeded):
		return bot.Late
	case errors.Is(err, errUnfit):
		return bot.Unfit
	}
	return bot.Failed
}

// A quota bounds what is asked in a day.
type quota struct {
	most int

	mu   sync.Mutex
	day  string
	used int
}

func (q *quota) take(now time.Time) bool {
	day := bot.Today(now).String()
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.day != day {
		q.day, q.used = day, 0
	}
	if q.used >= q.most {
		return false
	}
	q.used++
	return true
}
