package demo

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// A Fault is what goes wrong with a call. With a Delay alone the call is only slow.
type Fault struct {
	// Delay is how long the caller waits.
	Delay time.Duration
	// Reset breaks the connection instead of answering.
	Reset bool
	// Status is the HTTP status of the answer, such as 500.
	Status int
	// RetryAfter is how many seconds Telegram asks to wait; the status is 429 then.
	RetryAfter int
	// HTML is sent as a page instead of JSON, as a proxy in between does. It needs a Status.
	HTML string
	// Done says that the call is carried out and only its answer is lost.
	Done bool
}

// SetFault installs a function that decides about every call before it is carried out: nil
// lets it pass. It is called by several goroutines at once. Nil removes the function.
func (s *Server) SetFault(choose func(method string) *Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault = choose
}

func (s *Server) delay(ctx context.Context, f *Fault) {
	if f.Delay <= 0 {
		return
	}
	timer := time.NewTimer(f.Delay)
	defer timer.Stop()
	s.pause(ctx, nil, timer.C)
}

// fails reports whether the caller gets anything but the true answer.
func (f *Fault) fails() bool { return f.Reset || f.Status != 0 || f.RetryAfter != 0 }

// serve answers with what goes wrong.
func (f *Fault) serve(w http.ResponseWriter) {
	switch {
	case f.Reset:
		reset(w)
	case f.RetryAfter > 0:
		text := fmt.Sprintf("Too Many Requests: retry after %d", f.RetryAfter)
		reply(w, nil, &apiError{http.StatusTooManyRequests, text, f.RetryAfter})
	case f.HTML != "":
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(f.Status)
		_, _ = io.WriteString(w, f.HTML)
	default:
		reply(w, nil, &apiError{Code: f.Status, Description: http.StatusText(f.Status)})
	}
}

// reset breaks the connection so that the caller sees it reset rather than closed.
func reset(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}
