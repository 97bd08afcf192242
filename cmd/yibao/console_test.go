package main

import (
	"context"
	"encoding/base64"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
	"github.com/yibaowenwen/yibao/bot/store/sqlite"
)

// startConsole runs `yibao console` until the test ends and returns its address.
func startConsole(t *testing.T, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	out := &lockedBuffer{}
	done := make(chan int, 1)
	args = append([]string{"console", "--listen", "127.0.0.1:0"}, args...)
	go func() { done <- runContext(ctx, args, strings.NewReader(""), out, out) }()
	t.Cleanup(func() {
		cancel()
		if status := <-done; status != exitOK {
			t.Errorf("console ended with %d: %s", status, out)
		}
		if strings.Contains(out.String(), "level=") {
			t.Errorf("it logged: %s", out)
		}
	})
	address := regexp.MustCompile(`http://127\.0\.0\.1:\d+`)
	for deadline := time.Now().Add(60 * time.Second); time.Now().Before(deadline) && len(done) == 0; time.Sleep(20 * time.Millisecond) {
		if found := address.FindString(out.String()); found != "" {
			return found
		}
	}
	t.Fatalf("the console did not start: %s", out)
	return ""
}

func visit(t *testing.T, address string, header ...string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

// leave makes a store in which a few days have passed and returns its path.
func leave(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "yibao.db")
	now := time.Now().Add(-9 * 24 * time.Hour)
	db, err := sqlite.Open(t.Context(), path, func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	topics := []string{"transfer.duration", "transfer.documents", "transfer.progress", "retire.years", "account.withdraw", "remote.filing"}
	places := []string{"510000", "440000", "", "310000", "440000", "420000"}
	texts := []string{"转走的钱啥时候能看见", "换地方上班钱过多久到", "老家那边的钱多久能过来", "孩子在外地上大学看牙咋报", "外地上学看牙能报吗", "牙医报销外地", "彩票中奖要交医保吗"}
	for i := range 240 {
		if i%24 == 0 {
			now = now.Add(24 * time.Hour)
		}
		topic := topics[i/5%len(topics)]
		o := store.Outcome{Update: int64(i + 1), Chat: 7, Asked: &store.Asked{Topic: topic, Entry: topic, Place: places[i%7%6], Decision: bot.Answer}}
		switch {
		case i%11 == 0:
			o.Asked.Decision = bot.Choose
		case i%17 == 0:
			o.Asked = &store.Asked{Decision: bot.Refuse}
			o.Sample = &bot.Sample{Text: texts[i/17%len(texts)]}
		case i%19 == 0:
			o.Sample = &bot.Sample{Text: "退休还差几年咋办", Topic: topic, Entry: topic, Unhelpful: true}
		case i%3 == 0:
			o.Feedback = &bot.Feedback{Entry: topic, Helpful: i%5 != 0 && topic != "account.withdraw"}
		}
		if err := db.Finish(t.Context(), o); err != nil {
			t.Fatal(err)
		}
	}
	return "sqlite:" + path
}

// leaveNothing makes an empty store and returns its path.
func leaveNothing(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "yibao.db")
	db, err := sqlite.Open(t.Context(), path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	db.Close()
	return "sqlite:" + path
}

// The console as it is run: over a real store and with what editors change meanwhile.
func TestConsole(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "more.yaml")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("topics:\n  - {id: transfer.tea, name: 第一杯茶, about: 只为试验, rules: none}\n")
	base := startConsole(t, "--knowledge", dir, "--index", "none", "--store", leave(t))
	see := func(path, want string) {
		t.Helper()
		if status, html := visit(t, base+path); status != http.StatusOK || !strings.Contains(html, want) {
			t.Errorf("%s: status %d, lacks %q", path, status, want)
		}
	}
	see("/", "问了 240 次")
	see("/unanswered", "knowledge/data/faq/")
	see("/helpful", "account.withdraw")
	see("/try?q=湛江职工医保转移要多少个工作日", "湛江市")
	see("/try?q=湛江职工医保转移要多少个工作日", "换成同义词后的词")
	see("/try?q=湛江职工医保转移要多少个工作日", "knowledge/data/faq/")
	see("/coverage", "第一杯茶")
	write("topics:\n  - {id: transfer.tea, name: 第二杯茶, about: 只为试验, rules: none}\n")
	see("/coverage", "第二杯茶")
	write("topics:\n  - {id: transfer.tea, name: 第三杯茶, about: 只为试验, rules: tea}\n")
	see("/coverage", "more.yaml:2")
	see("/coverage", "第二杯茶")
	write("topics:\n  - {id: transfer.tea, name: 第四杯茶, about: 只为试验, rules: none}\n")
	see("/coverage", "第四杯茶")
}

func TestConsolePassword(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("YIBAO_CONSOLE_PASSWORD", "only for this test")
	base := startConsole(t)
	if status, _ := visit(t, base); status != http.StatusUnauthorized {
		t.Errorf("without the password: status %d", status)
	}
	basic := "Basic " + base64.StdEncoding.EncodeToString([]byte("editor:only for this test"))
	if status, html := visit(t, base, "Authorization", basic); status != http.StatusOK || !strings.Contains(html, "还没有接状态库") {
		t.Errorf("with the password: status %d", status)
	}
	if _, err := os.Stat("yibao.db"); err == nil {
		t.Error("it made a store")
	}
}
