package demo

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// maxCalls is how many calls are remembered; older ones are forgotten.
const maxCalls = 20_000

// A Call is one request of the bot, with its fields. Fields that are not text are JSON.
type Call struct {
	Method string // as the Bot API spells it, if it knows the method
	Params map[string]string
	Files  map[string]File
}

// An apiError is an answer with ok false.
type apiError struct {
	Code        int
	Description string
	RetryAfter  int // seconds
}

func (e *apiError) Error() string { return e.Description }

// badRequest returns the error 400 in Telegram's shape.
func badRequest(format string, args ...any) error {
	return &apiError{Code: http.StatusBadRequest, Description: "Bad Request: " + fmt.Sprintf(format, args...)}
}

// Calls returns the bot's requests in the order in which they came, all of them or those
// of the given methods. Only the last 20,000 are kept.
func (s *Server) Calls(methods ...string) []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := slices.Clone(s.calls)
	if len(methods) == 0 {
		return all
	}
	return slices.DeleteFunc(all, func(c Call) bool { return !slices.Contains(methods, c.Method) })
}

// serveAPI answers /bot<token>/<method>.
func (s *Server) serveAPI(w http.ResponseWriter, r *http.Request) {
	token, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/bot"), "/")
	if !s.authorized(token) {
		reply(w, nil, &apiError{Code: http.StatusUnauthorized, Description: "Unauthorized"})
		return
	}
	p, err := readParams(w, r)
	if err != nil {
		reply(w, nil, err)
		return
	}
	name, do := lookup(name)
	if fault := s.record(name, p); fault != nil {
		if fault.Done {
			_, _ = s.call(r.Context(), do, p)
		}
		s.delay(r.Context(), fault)
		if fault.fails() {
			fault.serve(w)
			return
		}
	}
	result, err := s.call(r.Context(), do, p)
	reply(w, result, err)
}

// authorized compares without telling by its duration how much of a token is right; without a token
// of its own the server accepts none.
func (s *Server) authorized(token string) bool {
	return s.opts.Token != "" && subtle.ConstantTimeCompare([]byte(token), []byte(s.opts.Token)) == 1
}

// record remembers a call and returns the fault that it is to meet, if any.
func (s *Server) record(method string, p params) *Fault {
	s.mu.Lock()
	if len(s.calls) >= maxCalls {
		s.calls = slices.Delete(s.calls, 0, maxCalls/2)
	}
	s.calls = append(s.calls, Call{method, maps.Clone(p.values), maps.Clone(p.files)})
	choose := s.fault
	s.notify()
	s.mu.Unlock()
	if choose == nil {
		return nil
	}
	return choose(method)
}

// call carries out one method at a time, so that the bot never sees half of a change; getUpdates
// lets others in while it waits.
func (s *Server) call(ctx context.Context, do action, p params) (any, error) {
	if do == nil {
		return nil, &apiError{Code: http.StatusNotFound, Description: "Not Found: method not found"}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return do(s, ctx, p)
}

// reply writes an answer in the envelope of the Bot API.
func reply(w http.ResponseWriter, result any, err error) {
	code := http.StatusOK
	body := map[string]any{"ok": true, "result": result}
	if err != nil {
		var e *apiError
		if !errors.As(err, &e) {
			e = &apiError{Code: http.StatusInternalServerError, Description: "Internal Server Error"}
		}
		code = e.Code
		body = map[string]any{"ok": false, "error_code": e.Code, "description": e.Description}
		if e.RetryAfter > 0 {
			body["parameters"] = map[string]int{"retry_after": e.RetryAfter}
		}
	}
	writeJSON(w, code, body)
}

// writeJSON sends v. An error can only mean that nobody reads any more.
func writeJSON(w http.ResponseWriter, code int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(v)
}
