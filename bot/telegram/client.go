package telegram

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"
	"strings"
	"sync/atomic"
	"time"

	"github.com/cenkalti/backoff/v5"
)

const (
	attempts  = 4               // of one request
	shortWait = 3 * time.Second // what a request waits for on the spot when asked to wait
	maxAnswer = 32 << 20        // bytes
	// slowest is how long a message may take.
	slowest = 25 * time.Second
)

// A caller makes requests to the Bot API. It limits their time, repeats those that met a
// server in trouble, and keeps the token out of errors. It is the client's HTTP client.
type caller struct {
	http    *http.Client
	now     func() time.Time
	metrics Metrics
	first   time.Duration // pause before the second attempt
	slow    time.Duration // how long a message may take, 0 for the usual time
	gate    *gate
	halt    <-chan struct{} // when closed, no pause is waited out any more
	busy    atomic.Int64    // messages on their way
}

func newCaller(o Options, halt <-chan struct{}) *caller {
	var transport *http.Transport
	if t, ok := http.DefaultTransport.(*http.Transport); ok {
		transport = t.Clone()
	} else {
		transport = &http.Transport{}
	}
	// By default two connections are kept; the others would be opened for each request.
	transport.MaxIdleConnsPerHost = o.Workers + 8
	transport.MaxIdleConns = 2 * transport.MaxIdleConnsPerHost
	return &caller{
		http: &http.Client{
			Transport: transport,
			// A redirect would carry the token elsewhere and lose the body.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		now: o.Now, metrics: o.Metrics, first: 500 * time.Millisecond, gate: newGate(), halt: halt,
	}
}

// pauses are those between attempts.
func (c *caller) pauses() *backoff.ExponentialBackOff {
	p := backoff.NewExponentialBackOff()
	p.InitialInterval = c.first
	p.MaxInterval = 30 * time.Second
	return p
}

// Do makes a request, several times if need be. The response's body is in memory.
//
// A message whose answer got lost is sent again: twice is better than never. But one that is
// on its way is not cut off, neither by the deadline of what it belongs to nor by our being
// told to stop: it would be sent again for no reason.
func (c *caller) Do(req *http.Request) (*http.Response, error) {
	method := path.Base(req.URL.Path)
	tries, limit := c.policy(method)
	pauses := c.pauses()
	for n := 1; ; n++ {
		if err := req.Context().Err(); err != nil {
			return nil, fmt.Errorf("%s: %w", method, err)
		}
		start := c.now()
		resp, bad := c.once(req, method, limit)
		again := bad.soon && n < tries && req.Context().Err() == nil
		c.metrics.Called(method, callOutcome(resp, bad, again), c.now().Sub(start))
		if !again || nap(req.Context(), c.halt, max(bad.after, pauses.NextBackOff())) != nil {
			c.tell(method, bad)
			if err := req.Context().Err(); again && err != nil {
				return nil, fmt.Errorf("%s: %w", method, err)
			}
			if bad.asked {
				return resp, nil // the client makes its own error of it
			}
			return resp, bad.err
		}
	}
}

// tell tells the gate how a message fared.
func (c *caller) tell(method string, bad trouble) {
	if !delivers(method) {
		return
	}
	if bad == (trouble{}) {
		c.gate.passed()
	} else {
		c.gate.failed(c.now(), bad.after)
	}
}

// delivers reports whether a method shows a person something.
func delivers(method string) bool {
	return method != chatAction && (strings.HasPrefix(method, "send") || strings.HasPrefix(method, "edit"))
}

// policy returns how often a method is tried and how long an attempt may take. An answer to
// a press and a deletion are of no use late; the poller has its own pauses. For a message we
// wait long: if Telegram is only slow, whoever gives up and sends again sends it twice.
func (c *caller) policy(method string) (tries int, limit time.Duration) {
	switch method {
	case "getUpdates":
		return 1, pollTimeout + 15*time.Second
	case chatAction:
		return 1, time.Second
	case "answerCallbackQuery", "answerInlineQuery", "deleteMessage":
		return 1, 5 * time.Second
	default:
		return attempts, cmp.Or(c.slow, slowest)
	}
}

// A trouble is why a call did not get a true answer.
type trouble struct {
	err   error
	soon  bool          // the same request may get a better answer soon
	asked bool          // Telegram asks to wait
	after time.Duration // for so long
}

// once makes one attempt.
func (c *caller) once(req *http.Request, method string, limit time.Duration) (*http.Response, trouble) {
	whole := req.Context()
	if delivers(method) {
		c.busy.Add(1)
		defer c.busy.Add(-1)
		whole = context.WithoutCancel(whole)
	}
	ctx, cancel := context.WithTimeout(whole, limit)
	defer cancel()
	r := req.Clone(ctx)
	if req.GetBody != nil {
		body, err := req.GetBody()
		if err != nil {
			return nil, trouble{err: fmt.Errorf("%s: %w", method, err)}
		}
		r.Body = body
	}
	resp, err := c.http.Do(r)
	if err != nil {
		return nil, lost(method, withoutURL(err))
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return nil, lost(method, fmt.Errorf("read answer: %w", err))
	}
	resp.Body = io.NopCloser(bytes.NewReader(data))
	return resp, judgeAnswer(method, resp.StatusCode, data)
}

// lost is the trouble of a call without an answer. A call that hung until its time was over is
// not made again on the spot: whoever asked has others to see to.
func lost(method string, err error) trouble {
	return trouble{err: fmt.Errorf("%s: %w", method, err), soon: !errors.Is(err, context.DeadlineExceeded)}
}

// judgeAnswer returns what is wrong with an answer, unless it is from the Bot API and about the
// request itself.
func judgeAnswer(method string, status int, data []byte) trouble {
	if status < 400 {
		return trouble{}
	}
	var e apiError
	if json.Unmarshal(data, &e) != nil || e.Code == 0 { // a proxy's page
		e.Code = status
		if status < 500 && status != http.StatusTooManyRequests {
			return trouble{err: &statusError{method, status}}
		}
	}
	switch {
	case e.Code >= 500:
		return trouble{err: &statusError{method, e.Code}, soon: true}
	case e.Code == http.StatusTooManyRequests:
		wait := seconds(max(e.Parameters.RetryAfter, 1))
		return trouble{asked: true, after: wait, soon: wait <= shortWait}
	}
	return trouble{}
}

// withoutURL removes the address, which holds the token.
func withoutURL(err error) error {
	if u := (*url.Error)(nil); errors.As(err, &u) {
		return u.Err
	}
	return err
}

func callOutcome(resp *http.Response, bad trouble, again bool) string {
	switch {
	case again:
		return "retry"
	case bad.err != nil || resp.StatusCode >= 400:
		return "failed"
	default:
		return "ok"
	}
}
