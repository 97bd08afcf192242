package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// The pages of the console in a browser: legible in light and dark, no wider than the screen,
// nothing asked of another server, nothing said in the browser's console, there in a second.
func TestConsoleInBrowser(t *testing.T) {
	findBrowser(t)
	base, tabs := startConsole(t, "--index", "none", "--store", leave(t)), startBrowser(t)
	bare := startConsole(t, "--index", "none", "--store", leaveNothing(t))
	pages := []struct{ name, address string }{
		{"overview", "/?days=30"},
		{"unanswered", "/unanswered"},
		{"helpful", "/helpful"},
		{"coverage", "/coverage"},
		{"notes", "/notes/reimburse.outpatient/420000"},
		{"review", "/review"},
		{"try", "/try?q=从绵阳转到成都要带什么"},
		{"lint", "/lint"},
		{"entries", "/entries?q=转移"},
		{"entry", "/entry/transfer.duration"},
		{"transfer", "/transfer?accepted=2026-09-21&from=绵阳市&to=成都市"},
		{"unknown year", "/transfer?accepted=2026-12-24&from=湛江市"},
		{"a mistake", "/transfer?to=桃花源"},
	}
	const light, dark = false, true
	for i, p := range pages {
		phone, desk := look{width: 360, height: 740, dark: light}, look{width: 1280, height: 900, desk: true, dark: dark}
		if i%2 == 1 { // every page on both, in turn light and dark
			phone.dark, desk.dark = dark, light
		}
		for name, l := range map[string]look{"phone": phone, "desk": desk} {
			t.Run(p.name+" on "+name, func(t *testing.T) { judge(t, turnTo(t, tabs, base, p.address, l)) })
		}
	}
	for _, address := range []string{"/", "/unanswered", "/helpful"} {
		t.Run("empty store"+address, func(t *testing.T) { judge(t, turnTo(t, tabs, bare, address, look{width: 360, height: 740})) })
	}
}

// turnTo opens a page of the console in a new tab.
func turnTo(t *testing.T, tabs context.Context, base, path string, l look) *handset {
	t.Helper()
	l.scale = 1
	p := openTab(t, tabs, base, path, l, `document.readyState === 'complete'`)
	t.Cleanup(func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.wrong = slices.DeleteFunc(p.wrong, func(wrong string) bool {
			return strings.HasPrefix(wrong, "request to data:") // the browser's own calendar sign
		})
	})
	return p
}

// slowest is how many milliseconds a page may take, from the click to the last byte of it;
// how fast it is then laid out is the machine's, which may be busy.
const slowest = 1000

func judge(t *testing.T, p *handset) {
	t.Helper()
	p.check()
	p.wait()
	if wrong := p.eval(consoleFaults); wrong != "" {
		t.Error(wrong)
	}
	if dir := os.Getenv("YIBAO_SHOTS"); dir != "" {
		png, err := chromedp.Run(p.ctx, chromedp.FullScreenshot(100))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(t.Name())+".png"), png, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// wait checks how long the page took; on a busy machine it may try again.
func (p *handset) wait() {
	p.t.Helper()
	took := 0.0
	for range 3 {
		var err error
		took, err = chromedp.Run(p.ctx, chromedp.Evaluate[float64](`performance.getEntriesByType('navigation')[0].responseEnd`))
		if err != nil {
			p.t.Fatal(err)
		}
		if took > 0 && took < slowest {
			return
		}
		p.do(chromedp.Reload(), p.when(`document.readyState === 'complete'`))
	}
	p.t.Errorf("the page took %.0f ms", took)
}

// consoleFaults is a script that says which links of the menu are too small for a finger, and
// whether the page has one heading and names its fields.
const consoleFaults = `(() => {
  const found = [];
  for (const n of document.querySelectorAll('header nav a, .pick a, summary')) {
    const r = n.getBoundingClientRect();
    if (n.checkVisibility() && (r.width < 43.5 || r.height < 43.5)) found.push('small: ' + n.textContent);
  }
  if (document.querySelectorAll('h1').length !== 1) found.push('headings: ' + document.querySelectorAll('h1').length);
  for (const n of document.querySelectorAll('input')) if (!n.labels.length) found.push('no label: ' + n.name);
  for (const n of document.querySelectorAll('svg')) if (n.ariaHidden !== 'true' && !n.ariaLabel) found.push('a picture without words: ' + n.outerHTML.slice(0, 60));
  return found.join('\n');
})()`
