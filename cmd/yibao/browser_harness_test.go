package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// findBrowser returns the path of a browser, or skips the test. Where one is required there
// must be one.
func findBrowser(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("YIBAO_BROWSER") == "required" || os.Getenv("CI") == "1" || os.Getenv("CI") == "true" {
		t.Fatal("no chromium, chromium-browser or google-chrome in PATH")
	}
	t.Skip("no chromium, chromium-browser or google-chrome in PATH: the bot was not used in a browser")
	return ""
}

// startDemo runs `yibao demo` until the test ends and returns its address.
func startDemo(t *testing.T) string {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	out, log := &lockedBuffer{}, &lockedBuffer{}
	done := make(chan int, 1)
	go func() {
		done <- runContext(ctx, []string{"demo", "--addr", "127.0.0.1:0"}, strings.NewReader(""), out, log)
	}()
	t.Cleanup(func() {
		cancel()
		if status := <-done; status != exitOK {
			t.Errorf("demo ended with %d; log:\n%s", status, log)
		}
		if strings.Contains(log.String(), "ERROR") {
			t.Errorf("the log:\n%s", log)
		}
	})
	address := regexp.MustCompile(`http://127\.0\.0\.1:\d+`)
	for deadline := time.Now().Add(60 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if found := address.FindString(out.String()); found != "" {
			return found
		}
	}
	t.Fatalf("demo did not start; log:\n%s", log)
	return ""
}

// startBrowser starts a browser; every page of it is a tab.
func startBrowser(t *testing.T) context.Context {
	t.Helper()
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(findBrowser(t)), chromedp.NoSandbox)
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// A handset is a tab with the page open in it.
type handset struct {
	t    *testing.T
	ctx  context.Context
	base string

	mu    sync.Mutex
	wrong []string // what the console says, and what was asked of other servers
}

// A look is how a handset differs from a bright one of 390 × 844.
type look struct {
	width, height int64
	dark          bool
	desk          bool    // no phone
	scale         float64 // pixels of the picture for one of the page, 2 if not given
}

// pickUp opens the phone's page at a path in a new tab.
func pickUp(t *testing.T, tabs context.Context, base, path string, l look) *handset {
	t.Helper()
	if l.width == 0 {
		l.width, l.height = 390, 844
	}
	l.scale = cmp.Or(l.scale, 2)
	return openTab(t, tabs, base, path, l, `performance.getEntriesByName('interactive').length > 0`)
}

// openTab opens a page in a new tab and waits until it is ready, which a script tells. When the
// test ends, the browser must have had nothing to complain of.
func openTab(t *testing.T, tabs context.Context, base, path string, l look, ready string) *handset {
	t.Helper()
	ctx, cancel := chromedp.NewContext(tabs)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 90*time.Second)
	t.Cleanup(cancel)
	p := &handset{t: t, ctx: ctx, base: base}
	scheme := "light"
	if l.dark {
		scheme = "dark"
	}
	features := []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}, {Name: "prefers-color-scheme", Value: scheme}}
	view := []chromedp.EmulateViewportOption{chromedp.EmulateScale(l.scale)}
	if !l.desk {
		view = append(view, chromedp.EmulateMobile)
	}
	p.do(
		chromedp.EmulateViewport(l.width, l.height, view...),
		devtools(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features}),
		devtools(emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: "Asia/Shanghai"}),
		devtools(log.Enable, cdp.Empty{}), devtools(network.Enable, network.EnableParams{}),
	)
	if err := chromedp.Listen(ctx, p.hear); err != nil {
		t.Fatal(err)
	}
	p.do(chromedp.Navigate(base+path), p.when(ready))
	t.Cleanup(func() {
		if p.mu.Lock(); len(p.wrong) > 0 {
			t.Errorf("the browser complains:\n%s", strings.Join(p.wrong, "\n"))
		}
		p.mu.Unlock()
	})
	return p
}

func devtools[P, R any](c cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, c, params)
		return err
	})
}

// hear collects what the console says is wrong, and requests to other servers.
func (p *handset) hear(event any) {
	complaint := ""
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		complaint = e.ExceptionDetails.Text
	case *runtime.EventConsoleAPICalled:
		complaint = fmt.Sprint("console: ", e.Type)
	case *log.EventEntryAdded:
		complaint = e.Entry.Text + " " + e.Entry.URL
	case *network.EventRequestWillBeSent:
		if u := e.Request.URL; !strings.HasPrefix(u, p.base+"/") && !strings.HasPrefix(u, "about:") {
			complaint = "request to " + u
		}
	}
	if complaint == "" {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.wrong = append(p.wrong, complaint)
}
