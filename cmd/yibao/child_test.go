package main

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// A child is a process of our own.
type child struct {
	cmd    *exec.Cmd
	stderr *lockedBuffer
}

// start runs a command that TestMain has put into PATH. What still runs when the test ends
// is killed; if the test has failed, its log is shown.
func start(t *testing.T, name string, args ...string) *child {
	t.Helper()
	c := &child{exec.Command(name, args...), &lockedBuffer{}}
	c.cmd.Env = append(os.Environ(), "TELEGRAM_BOT_TOKEN="+testToken)
	c.cmd.Stderr = c.stderr
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = c.cmd.Process.Kill()
		_ = c.cmd.Wait()
		if t.Failed() {
			t.Logf("log of a child:\n%s", c.stderr)
		}
	})
	return c
}

// spawn runs `yibao serve`, alone or as one of several.
func spawn(t *testing.T, api, store string, flags ...string) *child {
	t.Helper()
	return start(t, "yibao", append([]string{"serve", "--api-url", api, "--store", store, "--rate", "10000"}, flags...)...)
}

// kill ends a process at once (kill -9).
func (c *child) kill(t *testing.T) {
	t.Helper()
	if err := c.cmd.Process.Kill(); err != nil {
		t.Fatalf("kill: %v; log:\n%s", err, c.stderr)
	}
	_ = c.cmd.Wait() // "signal: killed"
}

// stop tells a process to stop, as systemd does, and waits for it.
func (c *child) stop(t *testing.T) {
	t.Helper()
	if err := c.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := c.cmd.Wait(); err != nil {
		t.Errorf("stopped: %v; log:\n%s", err, c.stderr)
	}
}

// logs waits for a word in the log.
func (c *child) logs(t *testing.T, word string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	for !strings.Contains(c.stderr.String(), word) {
		if ctx.Err() != nil {
			t.Fatalf("the log does not say %q:\n%s", word, c.stderr)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// behindFront starts so many processes that take updates behind one address. Updates reach
// them in turn, the dead ones as well: Telegram gets an error then, and tries again.
func behindFront(t *testing.T, n int, spawn func(flags ...string) *child) (list []*child) {
	t.Helper()
	var addresses []string
	for range n {
		addresses = append(addresses, freeAddress(t))
	}
	var next atomic.Int64
	front := httptest.NewServer(&httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(&url.URL{Scheme: "http", Host: addresses[int(next.Add(1))%n]})
		},
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) },
	})
	t.Cleanup(front.Close)
	for _, address := range addresses {
		list = append(list, spawn("--webhook-url", front.URL+"/hook", "--webhook-secret", "only-telegram-knows", "--listen", address))
	}
	return list
}

// freeAddress returns one that nobody listens on.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}
