package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"
	"time"

	"github.com/cenkalti/backoff/v5"
)

const (
	attempts  = 4               // of one request
	shortWait = 3 * time.Second // what a request waits for on the spot when asked to wait
	maxAnswer = 32 << 20        // bytes
)

// A caller makes requests to the Bot API. It limits their time, repeats those that met a
// server in trouble, and keeps the token out of errors. It is the client's HTTP client.
type caller struct {
	http    *http.Client
	now     func() time.Time
	metrics Metrics
	first   time.Duration // pause before the second attempt
}

func newCaller(o Options) *caller {
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
		now: o.Now, metrics: o.Metrics, first: 500 * time.Millisecond,
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
// A message whose answer got lost is sent again: twice is better than never.
func (c *caller) Do(req *http.Request) (*http.Response, error) {
	method := path.Base(req.URL.Path)
	tries, limit := policy(method)
	var last *http.Response
	resp, err := backoff.Retry(req.Context(), func() (*http.Response, error) {
		start := c.now()
		resp, err := c.once(req, method, limit)
		last = resp
		c.metrics.Called(method, callOutcome(resp, err), c.now().Sub(start))
		if err != nil && req.Context().Err() != nil {
			return nil, backoff.Permanent(err)
		}
		return resp, err
	}, backoff.WithBackOff(c.pauses()), backoff.WithMaxTries(tries), backoff.WithMaxElapsedTime(0))
	if wait := (*backoff.RetryAfterError)(nil); errors.As(err, &wait) && last != nil {
		return last, nil // the client makes its own error of it
	}
	return resp, err
}

// policy returns how often a method is tried and how long an attempt may take. An answer to
// a press and a deletion are of no use late; the poller has its own pauses. For a message we
// wait long: if Telegram is only slow, whoever gives up and sends again sends it twice.
func policy(method string) (tries uint, limit time.Duration) {
	switch method {
	case "getUpdates":
		return 1, pollTimeout + 15*time.Second
	case "answerCallbackQuery", "answerInlineQuery", "deleteMessage":
		return 1, 5 * time.Second
	default:
		return attempts, 25 * time.Second
	}
}

// once makes one attempt. Its error says that another one makes sense.
func (c *caller) once(req *http.Request, method string, limit time.Duration) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(req.Context(), limit)
	defer cancel()
	r := req.Clone(ctx)
	if req.GetBody != nil {
		body, err := req.GetBody()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", method, err)
		}
		r.Body = body
	}
	resp, err := c.http.Do(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", method, withoutURL(err))
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return nil, fmt.Errorf("%s: read answer: %w", method, err)
	}
	resp.Body = io.NopCloser(bytes.NewReader(data))
	return resp, trouble(ctx, method, resp.StatusCode, data)
}

// trouble returns an error if the same request may get a better answer soon.
func trouble(ctx context.Context, method string, status int, data []byte) error {
	if status < 400 {
		return nil
	}
	var e apiError
	if json.Unmarshal(data, &e) != nil || e.Code == 0 { // a proxy's page
		e.Code = status
		if status < 500 && status != http.StatusTooManyRequests {
			return backoff.Permanent(&statusError{method, status})
		}
	}
	if e.Code >= 500 {
		return &statusError{method, e.Code}
	}
	if e.Code != http.StatusTooManyRequests {
		return nil
	}
	wait := seconds(max(e.Parameters.RetryAfter, 1))
	if deadline, ok := ctx.Deadline(); wait > shortWait || ok && time.Until(deadline) < wait {
		return nil // whoever asked may have better things to do
	}
	return &backoff.RetryAfterError{Duration: wait}
}

// withoutURL removes the address, which holds the token.
func withoutURL(err error) error {
	if u := (*url.Error)(nil); errors.As(err, &u) {
		return u.Err
	}
	return err
}

func callOutcome(resp *http.Response, err error) string {
	switch {
	case err != nil && resp != nil:
		return "retry"
	case err != nil || resp.StatusCode >= 400:
		return "failed"
	default:
		return "ok"
	}
}
