package main

import (
	"io"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot/demo"
)

// The second `yibao serve` on one SQLite file ends at once and says why; looking at the file is
// still possible, and when the first one ends, another one may start.
func TestSecondServeEnds(t *testing.T) {
	world := demo.New(demo.Options{Token: testToken, Now: time.Now})
	srv := httptest.NewServer(world)
	t.Cleanup(func() { world.Close(); srv.Close() })
	store := "sqlite:" + filepath.Join(t.TempDir(), "y.db")
	first := spawn(t, srv.URL, store)
	first.logs(t, `"receiving"`)

	t.Setenv("TELEGRAM_BOT_TOKEN", testToken)
	var said strings.Builder
	begun := time.Now()
	status := run([]string{"serve", "--api-url", srv.URL, "--store", store}, strings.NewReader(""), io.Discard, &said)
	if status != exitProblems || !strings.Contains(said.String(), "另一个进程") || !strings.Contains(said.String(), "y.db") {
		t.Errorf("status %d, said %s", status, &said)
	}
	if d := time.Since(begun); d > 30*time.Second {
		t.Errorf("it took %v", d)
	}
	if status := run([]string{"report", "--store", store}, strings.NewReader(""), io.Discard, &said); status != exitOK {
		t.Errorf("report: status %d, %s", status, &said)
	}
	first.kill(t)
	spawn(t, srv.URL, store).logs(t, `"receiving"`)
}
