package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot/demo"
)

var (
	fenced    = regexp.MustCompile("(?ms)^```(?:sh|console|shell)\n(.*?)^```")
	inlineRun = regexp.MustCompile("`(go run \\./cmd/yibao [^`]*)`")
	inTable   = regexp.MustCompile("(?m)^\\| `yibao ([a-z]+)")
	trailing  = regexp.MustCompile(`\s+#.*$`)
)

// readmeCommands returns the command lines of the README: those in code blocks, and those in
// sentences and tables that begin with go run.
func readmeCommands(text string) []string {
	var list []string
	for _, block := range fenced.FindAllStringSubmatch(text, -1) {
		console := strings.Contains(block[0], "```console")
		for line := range strings.SplitSeq(block[1], "\n") {
			command, prompt := strings.CutPrefix(line, "$ ")
			if command = strings.TrimSpace(trailing.ReplaceAllString(command, "")); command != "" && (prompt || !console) && !strings.HasPrefix(command, "#") {
				list = append(list, command)
			}
		}
	}
	for _, m := range inlineRun.FindAllStringSubmatch(text, -1) {
		list = append(list, m[1])
	}
	return list
}

// Every command line in the README works. What needs a token is run against the local
// server; what never ends is stopped when it is up. go test is only taken apart: this is one.
func TestReadmeCommands(t *testing.T) {
	t.Chdir(filepath.Join("..", ".."))
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	commands := readmeCommands(string(text))
	slices.Sort(commands)
	commands = slices.Compact(commands)
	if len(commands) < 5 {
		t.Fatalf("only %d commands: %q", len(commands), commands)
	}
	for _, command := range commands {
		t.Run(command, func(t *testing.T) { runReadme(t, command) })
	}
}

func runReadme(t *testing.T, command string) {
	t.Helper()
	words := strings.Fields(command)
	if name, _, ok := strings.Cut(strings.TrimPrefix(command, "export "), "="); ok && strings.HasPrefix(command, "export ") {
		if name != "TELEGRAM_BOT_TOKEN" {
			t.Errorf("unknown variable %s", name)
		}
		return
	}
	switch {
	case slices.Equal(words[:min(2, len(words))], []string{"go", "test"}):
		checkGoTest(t, words[2:])
	case len(words) > 3 && slices.Equal(words[:3], []string{"go", "run", "./cmd/yibao"}):
		runYibao(t, expand(words[3:]))
	case words[0] == "go" && slices.Contains([]string{"build", "install"}, words[1]):
	default:
		t.Errorf("no test knows how to run this")
	}
}

// checkGoTest looks whether the packages of a go test line are there.
func checkGoTest(t *testing.T, args []string) {
	t.Helper()
	for _, a := range args {
		if !strings.HasPrefix(a, "./") {
			continue
		}
		if _, err := os.Stat(strings.TrimSuffix(a, "/...")); err != nil {
			t.Error(err)
		}
	}
}

// expand does for patterns of files what a shell does.
func expand(args []string) []string {
	var list []string
	for _, a := range args {
		files, err := filepath.Glob(a)
		if !strings.Contains(a, "*") || err != nil || len(files) == 0 {
			files = []string{a}
		}
		list = append(list, files...)
	}
	return list
}

func runYibao(t *testing.T, args []string) {
	t.Helper()
	switch args[0] {
	case "demo":
		args = append(args, "--addr", "127.0.0.1:0")
		runUntil(t, args, func(out *lockedBuffer, _ *demo.Server) bool {
			return strings.Contains(out.String(), "http://127.0.0.1:")
		})
	case "console":
		args = append(args, "--listen", "127.0.0.1:0")
		runUntil(t, args, func(out *lockedBuffer, _ *demo.Server) bool {
			return strings.Contains(out.String(), "http://127.0.0.1:")
		})
	case "serve":
		runUntil(t, args, func(_ *lockedBuffer, s *demo.Server) bool { return len(s.Calls("getUpdates")) > 0 })
	default:
		var log strings.Builder
		if status := run(args, strings.NewReader(""), io.Discard, &log); status != exitOK {
			t.Errorf("status %d: %s", status, &log)
		}
	}
}

// runUntil runs a command that does not end by itself until it is up, and stops it.
func runUntil(t *testing.T, args []string, up func(*lockedBuffer, *demo.Server) bool) {
	t.Helper()
	world, api := newWorld(t)
	if args[0] == "serve" {
		t.Setenv("TELEGRAM_BOT_TOKEN", testToken)
		args = append(args, "--api-url", api)
		if !slices.Contains(args, "--store") {
			args = append(args, "--store", "sqlite:"+filepath.Join(t.TempDir(), "state.db"))
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	out := &lockedBuffer{}
	done := make(chan int, 1)
	go func() { done <- runContext(ctx, args, strings.NewReader(""), out, out) }()
	for deadline := time.Now().Add(time.Minute); !up(out, world); time.Sleep(10 * time.Millisecond) {
		if len(done) > 0 || time.Now().After(deadline) {
			t.Errorf("not up: %s", out)
			break
		}
	}
	cancel()
	select {
	case status := <-done:
		if status != exitOK {
			t.Errorf("status %d: %s", status, out)
		}
	case <-time.After(30 * time.Second):
		t.Error("does not end")
	}
}

// The table of commands in the README has every command that there is, and no other.
func TestReadmeTableIsComplete(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	var listed []string
	for _, m := range inTable.FindAllStringSubmatch(string(text), -1) {
		listed = append(listed, m[1])
	}
	var help strings.Builder
	run([]string{"--help"}, strings.NewReader(""), &help, io.Discard)
	for _, m := range regexp.MustCompile(`(?m)^  ([a-z]+) `).FindAllStringSubmatch(help.String(), -1) {
		if !slices.Contains(listed, m[1]) {
			t.Errorf("yibao %s is not in the README", m[1])
		}
	}
	for _, name := range listed {
		if status := run([]string{name, "--help"}, strings.NewReader(""), io.Discard, io.Discard); status != exitOK {
			t.Errorf("yibao %s: there is no such command", name)
		}
	}
}

// The extraction itself.
func TestReadmeCommandsAreFound(t *testing.T) {
	text := "x\n```sh\ngo run ./cmd/yibao demo   # comment\n\n# only a comment\n```\n```console\n$ go test ./...\nok\n```\n```yaml\nnot: this\n```\n" +
		"| x | `go run ./cmd/yibao lint` |\n`yibao serve`\n"
	want := []string{"go run ./cmd/yibao demo", "go test ./...", "go run ./cmd/yibao lint"}
	if got := readmeCommands(text); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
