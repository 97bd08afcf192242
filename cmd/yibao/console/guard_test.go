package console_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/yibaowenwen/yibao/cmd/yibao/console"
	"github.com/yibaowenwen/yibao/knowledge"
)

const password = "a long password"

func TestGuard(t *testing.T) {
	k, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	options := console.Options{
		Knowledge: func() (*console.Knowledge, []*knowledge.Problem) { return k, nil },
		Now:       today, Log: slog.New(slog.DiscardHandler),
	}
	tests := []struct {
		name, method, host string
		password, given    string
		want               int
	}{
		{"this machine", "GET", "127.0.0.1:8090", "", "", 200},
		{"this machine by name", "GET", "localhost:1", "", "", 200},
		{"this machine, version 6", "GET", "[::1]:8090", "", "", 200},
		{"only the headers", "HEAD", "127.0.0.1", "", "", 200},
		{"another website made to point here", "GET", "evil.example.org:8090", "", "", 403},
		{"a name that looks like this machine", "GET", "127.0.0.1.example.org", "", "", 403},
		{"no name", "GET", "", "", "", 403},
		{"the right password", "GET", "console.example.org", password, password, 200},
		{"no password", "GET", "127.0.0.1:8090", password, "", 401},
		{"a wrong password", "GET", "127.0.0.1:8090", password, "a long passwor", 401},
		{"writing", "POST", "127.0.0.1:8090", "", "", 405},
		{"deleting", "DELETE", "127.0.0.1:8090", "", "", 405},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := options
			o.Password = tt.password
			h, err := console.New(o)
			if err != nil {
				t.Fatal(err)
			}
			r := httptest.NewRequestWithContext(t.Context(), tt.method, "/try", nil)
			r.Host = tt.host
			if tt.given != "" {
				r.SetBasicAuth("anyone", tt.given)
			}
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != tt.want {
				t.Errorf("status %d, want %d: %s", w.Code, tt.want, w.Body)
			}
			if csp := w.Header().Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
				t.Errorf("policy %q", csp)
			}
			if asked := w.Header().Get("WWW-Authenticate") != ""; asked != (tt.want == http.StatusUnauthorized) {
				t.Errorf("asks for a password: %v", asked)
			}
		})
	}
}
