package main

import (
	"context"
	"fmt"
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

	"github.com/yibaowenwen/yibao/bot/demo"
	"github.com/yibaowenwen/yibao/bot/store/postgres/pgtest"
)

// TestReplicas lets three processes with one PostgreSQL answer behind one address. One is
// killed (kill -9) in the middle, later another is told to stop (SIGTERM). Updates of a chat
// reach them in turn, yet each chat is answered in its order. It prints what became of the
// questions; what was being sent when the first died may come twice.
//
//	go test -v -run Replicas ./cmd/yibao
func TestReplicas(t *testing.T) {
	const chats, secret = 60, "only-telegram-knows"
	store := pgtest.New(t)
	world := demo.New(demo.Options{Token: testToken, Now: time.Now, WebhookRetry: 10 * time.Millisecond})
	api := httptest.NewServer(world)
	t.Cleanup(func() { world.Close(); api.Close() })
	var addresses []string
	for range 3 {
		addresses = append(addresses, freePort(t))
	}
	front := newFront(t, addresses)
	var children []*child
	for _, address := range addresses {
		children = append(children, replica(t, api.URL, store,
			"--webhook-url", front+"/hook", "--webhook-secret", secret, "--listen", address))
	}
	said := cities()
	for _, s := range said {
		for c := range chats {
			world.Say(int64(1+c), s.question)
		}
	}
	begin := time.Now()
	untilSent(t, world, chats*len(said)/3)
	children[0].kill(t)
	untilSent(t, world, chats*len(said)*2/3)
	children[1].stop(t)
	sum := count(t, world, chats, said)
	t.Logf("3 processes, 1 killed, 1 stopped: %v in %.1f s", sum, time.Since(begin).Seconds())
	const inFlight = 16 // claims of one process
	if sum.lost != 0 || sum.disorder != 0 || sum.doubled > inFlight {
		t.Errorf("lost, out of order, or more than %d doubled: %v", inFlight, sum)
	}
	if n := len(world.Calls("getUpdates")); n != 0 {
		t.Errorf("polled %d times", n)
	}
}

// TestReplicasPoll lets two processes share the polling: one fetches, the other stands by
// and takes over when the first is killed.
func TestReplicasPoll(t *testing.T) {
	const chats = 40
	store := pgtest.New(t)
	world := demo.New(demo.Options{Token: testToken, Now: time.Now})
	api := httptest.NewServer(world)
	t.Cleanup(func() { world.Close(); api.Close() })
	first := replica(t, api.URL, store)
	first.logs(t, "leading")
	second := replica(t, api.URL, store)
	second.logs(t, "standing by")
	said := cities()
	half := len(said) / 2
	ask := func(list []line) {
		for _, s := range list {
			for c := range chats {
				world.Say(int64(1+c), s.question)
			}
		}
	}
	ask(said[:half])
	untilSent(t, world, chats*half/2)
	first.kill(t)
	begin := time.Now()
	ask(said[half:])
	second.logs(t, "leading")
	over := time.Since(begin)
	sum := count(t, world, chats, said)
	t.Logf("2 processes, the leader killed: %v; taken over after %.1f s", sum, over.Seconds())
	if sum.lost != 0 || sum.disorder != 0 || sum.doubled > 16 {
		t.Errorf("lost, out of order or doubled: %v", sum)
	}
	third := replica(t, api.URL, store)
	third.logs(t, "standing by")
	second.stop(t)
	third.logs(t, "leading")
	world.Say(1, "谢谢")
	wait(t, world, 1, "after the second change", func(list []demo.Message) bool { return strings.Contains(last(list).Text, "不客气") })
}

// cities is what is said in each chat: no answer holds what another one is known by.
func cities() (list []line) {
	for _, name := range strings.Fields("绵阳 成都 广州 深圳 杭州 宁波 南京 苏州 武汉 长沙 郑州 西安 济南 青岛 合肥 福州 厦门 昆明 贵阳 南宁") {
		list = append(list, line{"/city " + name, name + "市"})
	}
	return list
}

func count(t *testing.T, world *demo.Server, chats int, said []line) (sum fates) {
	t.Helper()
	for c := range chats {
		list := wait(t, world, int64(1+c), fmt.Sprintf("chat %d", c), func(list []demo.Message) bool {
			return strings.Contains(last(list).Text, said[len(said)-1].answer)
		})
		sum.add(answers(list), said)
	}
	return sum
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// newFront returns the address of a proxy that hands requests to each process in turn, to the
// dead ones as well: Telegram gets an error then, and tries again.
func newFront(t *testing.T, addresses []string) string {
	t.Helper()
	var next atomic.Int64
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(&url.URL{Scheme: "http", Host: addresses[int(next.Add(1))%len(addresses)]})
		},
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) },
	}
	srv := httptest.NewServer(proxy)
	t.Cleanup(srv.Close)
	return srv.URL
}

// replica runs `yibao serve` as one of several.
func replica(t *testing.T, api, store string, flags ...string) *child {
	t.Helper()
	args := append([]string{"serve", "--api-url", api, "--store", store, "--rate", "10000"}, flags...)
	c := &child{exec.Command("yibao", args...), &lockedBuffer{}}
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
