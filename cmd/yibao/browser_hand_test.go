package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
)

func (p *handset) do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.t.Fatalf("%v\n%s", err, strings.Join(p.wrong, "\n"))
	}
}

// when waits until a script is true.
func (p *handset) when(script string) chromedp.Action[chromedp.Void] {
	poll := chromedp.Poll[chromedp.Void](script, chromedp.WithPollingInterval(20*time.Millisecond), chromedp.WithPollingTimeout(time.Minute))
	return func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		v, err := poll(ctx, t)
		if err != nil {
			err = fmt.Errorf("%s: %w", script, err)
		}
		return v, err
	}
}

// see waits until a script is true; if it never is, the test fails and shows the chat.
func (p *handset) see(script string) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, p.when(script)); err != nil {
		p.t.Fatalf("%v\nthe chat:\n%s", err, p.eval(`document.querySelector('#scroll').innerText.slice(-1500)`))
	}
}

func (p *handset) eval(script string) string {
	v, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](script))
	if err != nil {
		return err.Error()
	}
	return v
}

// write types a text into the line and sends it.
func (p *handset) write(text string) {
	p.t.Helper()
	p.do(chromedp.SendKeys(chromedp.CSS("#text"), text+"\r", chromedp.NodeVisible))
}

// paste is write for a text that nobody can type.
func (p *handset) paste(text string) {
	p.t.Helper()
	p.do(chromedp.SetValue(chromedp.CSS("#text"), text, chromedp.NodeVisible), chromedp.SendKeys(chromedp.CSS("#text"), "\r"))
}

// said is a script: the last message that the bot wrote in the chat that is shown has a text.
func said(text string) string {
	return fmt.Sprintf(`[...document.querySelectorAll('.log:not([hidden]) .in .bubble')].at(-1)?.textContent.includes(%q)`, text)
}

// ask sends a text and waits for a new message of the bot that contains another.
func (p *handset) ask(text, want string) {
	p.t.Helper()
	n := p.eval(`String(document.querySelectorAll('.log:not([hidden]) .in').length)`)
	p.write(text)
	p.see(`document.querySelectorAll('.log:not([hidden]) .in').length > ` + n)
	p.see(said(want))
}

// tap presses with a finger the last thing with a label, or whose label contains it.
func (p *handset) tap(label string) {
	p.t.Helper()
	find := fmt.Sprintf(`((label) => {
		const all = [...document.querySelectorAll('button, a, summary')].filter((b) => b.checkVisibility() && (b.textContent + (b.ariaLabel ?? '')).includes(label));
		return all.filter((b) => b.textContent.trim() === label).at(-1) ?? all.at(-1);
	})(%q)`, label)
	p.see(`!!(` + find + `)`)
	at, err := chromedp.Run(p.ctx, chromedp.Evaluate[[]float64](`(async () => {
		`+find+`.scrollIntoView({ block: 'center' });
		for (let before = ''; ; ) {
			await new Promise(requestAnimationFrame);
			const r = `+find+`.getBoundingClientRect(), at = [r.x + r.width / 2, r.y + r.height / 2];
			if (before === String(at)) return at;
			before = String(at);
		}
	})()`, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatal(err)
	}
	p.do(chromedp.MouseClickXY(at[0], at[1]))
}

// shoot takes a picture of the screen.
func (p *handset) shoot() []byte {
	p.t.Helper()
	png, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		p.t.Fatal(err)
	}
	if dir := os.Getenv("YIBAO_SHOTS"); dir != "" {
		name := strings.ReplaceAll(p.t.Name(), "/", "-") + time.Now().Format("-150405.000") + ".png"
		if err := os.WriteFile(filepath.Join(dir, name), png, 0o600); err != nil {
			p.t.Fatal(err)
		}
	}
	return png
}

// downloads lets the tab save files in a folder of the test.
func (p *handset) downloads() string {
	p.t.Helper()
	dir := p.t.TempDir()
	_, err := chromedp.CallBrowser(p.ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
		Behavior: browser.SetDownloadBehaviorBehaviorAllow, DownloadPath: dir,
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return dir
}

// downloaded waits for the only file in a folder.
func (p *handset) downloaded(dir string) (string, []byte) {
	p.t.Helper()
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		files, _ := filepath.Glob(filepath.Join(dir, "*"))
		if len(files) != 1 || strings.HasSuffix(files[0], ".crdownload") {
			continue
		}
		f, err := os.Open(files[0])
		if err != nil {
			continue
		}
		data, err := io.ReadAll(f)
		f.Close()
		if err == nil && len(data) > 0 {
			return filepath.Base(files[0]), data
		}
	}
	p.t.Fatal("nothing was downloaded")
	return "", nil
}
