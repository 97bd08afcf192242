package main

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/bot/engine"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/data"
)

// eggs is a file of knowledge with one entry of a source of its own.
func eggs(word string) string {
	return `
sources: [{id: mine.notice, title: 我们镇的告示, date: 2026-01-01, level: city}]
entries:
  - id: account.usage_scope.eggs
    topic: account.usage_scope
    question: 医保卡能换鸡蛋吗?
    asked: [药店能换鸡蛋吗, 医保卡换鸡蛋, 刷卡换鸡蛋行不行, 卡里的钱换鸡蛋, 药店送鸡蛋, 能买鸡蛋吗, 换米换油行吗, 药店换鸡蛋]
    basis: {source: mine.notice, status: document, reviewed: 2026-11-22}
    headline: [{text: ` + word + `。}]
    lines: [{text: 个人账户的钱只能看病买药。}]
`
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func noError(t *testing.T, errs ...error) {
	t.Helper()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}

// What lies in a folder of knowledge, and what is read of it.
func TestFolder(t *testing.T) {
	tests := []struct {
		name string
		make func(t *testing.T, dir string)
		want string // in the error; empty if the eggs are read
	}{
		{"a file", func(t *testing.T, dir string) { t.Helper(); put(t, filepath.Join(dir, "a.yaml"), eggs("不能换")) }, ""},
		{"what others leave behind", func(t *testing.T, dir string) {
			t.Helper()
			put(t, filepath.Join(dir, "sub", "a.yaml"), eggs("不能换"))
			for _, name := range []string{".a.yaml", ".#a.yaml", "._a.yaml", ".git/b.yaml", "sub/..a.yaml", ".flows/x.yaml", "flows/.x.yaml"} {
				put(t, filepath.Join(dir, name), "not: knowledge\n")
			}
		}, ""},
		{"a volume of Kubernetes", func(t *testing.T, dir string) {
			t.Helper()
			put(t, filepath.Join(dir, "..2026_11_30", "a.yaml"), eggs("不能换"))
			noError(t, os.Symlink("..2026_11_30", filepath.Join(dir, "..data")), os.Symlink("..data/a.yaml", filepath.Join(dir, "a.yaml")))
		}, ""},
		{"links to folders within", func(t *testing.T, dir string) {
			t.Helper()
			put(t, filepath.Join(dir, "sub", "a.yaml"), eggs("不能换"))
			noError(t, os.Symlink("sub", filepath.Join(dir, "same")), os.Symlink(".", filepath.Join(dir, "loop")))
		}, ""},
		{"a link out", func(t *testing.T, dir string) {
			t.Helper()
			other := filepath.Join(t.TempDir(), "a.yaml")
			put(t, other, eggs("不能换"))
			noError(t, os.Symlink(other, filepath.Join(dir, "a.yaml")))
		}, "leads out of the folder"},
		{"a link nowhere", func(t *testing.T, dir string) {
			t.Helper()
			noError(t, os.Symlink("gone.yaml", filepath.Join(dir, "a.yaml")))
		}, "no such file"},
		{"a pipe", func(t *testing.T, dir string) {
			t.Helper()
			noError(t, syscall.Mkfifo(filepath.Join(dir, "a.yaml"), 0o600))
		}, "not a regular file"},
		{"a pipe among the flows", func(t *testing.T, dir string) {
			t.Helper()
			noError(t, os.Mkdir(filepath.Join(dir, "flows"), 0o700), syscall.Mkfifo(filepath.Join(dir, "flows", "a.yaml"), 0o600))
		}, "not a regular file"},
		{"a device", func(t *testing.T, dir string) {
			t.Helper()
			noError(t, os.Symlink("/dev/zero", filepath.Join(dir, "a.yaml")))
		}, "leads out of the folder"},
		{"a pipe of another name", func(t *testing.T, dir string) {
			t.Helper()
			put(t, filepath.Join(dir, "a.yaml"), eggs("不能换"))
			noError(t, syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o600))
		}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			tt.make(t, dir)
			c := &cli{Knowledge: dir}
			done := make(chan error, 1)
			var k *knowledge.Corpus
			go func() {
				var err error
				if k, err = knowledge.Load(data.FS, folder{dir}); err == nil && tt.want != "" {
					_, err = dialog.Load(k, c.layers()...)
				}
				done <- err
			}()
			select {
			case err := <-done:
				if tt.want != "" {
					if err == nil || !strings.Contains(err.Error(), tt.want) {
						t.Errorf("error %v", err)
					}
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				if !slices.ContainsFunc(k.Entries, func(e knowledge.Entry) bool { return e.ID == "account.usage_scope.eggs" }) {
					t.Error("the entry is not there")
				}
			case <-time.After(time.Minute):
				t.Fatal("reads for ever")
			}
		})
	}
}

// Whatever is done to the folder, the new knowledge is read within seconds, and what comes after
// that too; a folder that is gone is said once.
func TestReloadSurvives(t *testing.T) {
	tests := []struct {
		name   string
		begin  func(t *testing.T, base string) (dir string)
		change func(t *testing.T, base string)
		after  string // a file to change then
		says   string
	}{
		{"folder replaced", plainFolder, func(t *testing.T, base string) {
			t.Helper()
			noError(t, os.Rename(base+"/k", base+"/old"))
			put(t, base+"/k/a.yaml", eggs("换了"))
		}, "/k/a.yaml", ""},
		{"folder gone for a while", plainFolder, func(t *testing.T, base string) {
			t.Helper()
			noError(t, os.RemoveAll(base+"/k"))
			time.Sleep(3 * lookEvery)
			put(t, base+"/k/a.yaml", eggs("换了"))
		}, "/k/a.yaml", "cannot be read"},
		{"link swapped", func(t *testing.T, base string) string {
			t.Helper()
			put(t, base+"/r1/a.yaml", eggs("不能换"))
			put(t, base+"/r2/a.yaml", eggs("换了"))
			noError(t, os.Symlink("r1", base+"/current"))
			return base + "/current"
		}, func(t *testing.T, base string) {
			t.Helper()
			noError(t, os.Symlink("r2", base+"/t"), os.Rename(base+"/t", base+"/current"))
		}, "/r2/a.yaml", ""},
		{"new folders in new folders", plainFolder, func(t *testing.T, base string) {
			t.Helper()
			noError(t, os.Remove(base+"/k/a.yaml"))
			put(t, base+"/k/x/y/z/a.yaml", eggs("换了"))
		}, "/k/x/y/z/a.yaml", ""},
		{"a volume of Kubernetes", func(t *testing.T, base string) string {
			t.Helper()
			put(t, base+"/k/..1/a.yaml", eggs("不能换"))
			put(t, base+"/k/..2/a.yaml", eggs("换了"))
			noError(t, os.Symlink("..1", base+"/k/..data"), os.Symlink("..data/a.yaml", base+"/k/a.yaml"))
			return base + "/k"
		}, func(t *testing.T, base string) {
			t.Helper()
			noError(t, os.Symlink("..2", base+"/k/..t"), os.Rename(base+"/k/..t", base+"/k/..data"))
		}, "/k/..2/a.yaml", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			base := t.TempDir()
			dir := tt.begin(t, base)
			b, err := newBrainOf(&cli{Knowledge: dir}, func() (*knowledge.Corpus, *engine.Engine, error) {
				c, err := knowledge.Load(data.FS, folder{dir}) // an index takes seconds and reads no folder
				return c, nil, err
			})
			noError(t, err)
			var log lockedBuffer
			var mu sync.Mutex
			told := map[string]int{}
			b.told = func(outcome string) { mu.Lock(); told[outcome]++; mu.Unlock() }
			ctx, cancel := context.WithCancel(t.Context())
			done := make(chan error, 1)
			go func() { done <- b.reloadOnChange(ctx, slog.New(slog.NewTextHandler(&log, nil))) }()
			until := func(what string, ok func() bool) {
				t.Helper()
				for end := time.Now().Add(60 * time.Second); !ok(); time.Sleep(50 * time.Millisecond) {
					if time.Now().After(end) {
						t.Fatalf("not seen: %s\n%s", what, &log)
					}
				}
			}
			tt.change(t, base)
			until("the change", func() bool { return b.Edition() == 2 })
			put(t, base+tt.after, eggs("又换了"))
			until("the change after it", func() bool { return b.Edition() == 3 })
			put(t, base+tt.after, "wrong: [")
			until("a mistake", func() bool { mu.Lock(); defer mu.Unlock(); return told["refused"] == 1 })
			cancel()
			noError(t, <-done)
			if told["ok"] != 2 || strings.Count(log.String(), "level=ERROR") > 2 || !strings.Contains(log.String(), tt.says) {
				t.Errorf("told %v, log:\n%s", told, &log)
			}
		})
	}
}

func plainFolder(t *testing.T, base string) string {
	t.Helper()
	put(t, base+"/k/a.yaml", eggs("不能换"))
	return base + "/k"
}
