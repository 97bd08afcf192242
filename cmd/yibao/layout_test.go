package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

const module = "github.com/yibaowenwen/yibao/"

// A layer is a package of ours and what it imports of ours, and of the libraries that only some
// packages may touch.
type layer struct {
	name    string
	imports []string
}

// layers names every package with exactly what it imports. Data flows one way: a package imports
// only what stands above it, so nothing runs back up.
func layers() []layer {
	return []layer{
		// knowledge: what is known; it knows nobody.
		{"knowledge", []string{}},
		{"knowledge/data", []string{}},
		{"knowledge/policy", []string{"knowledge"}},
		{"knowledge/zh", []string{"knowledge", "knowledge/policy"}},
		{"knowledge/words", []string{}},
		{"knowledge/workday", []string{"knowledge"}},
		{"knowledge/region", []string{"knowledge", "knowledge/zh"}},
		{"knowledge/coverage", []string{"knowledge"}},
		{"knowledge/lint", []string{"knowledge", "knowledge/words", "knowledge/zh"}},
		// index: finding entries.
		{"index/analysis", []string{"knowledge/zh", "bleve"}},
		{"index", []string{"index/analysis", "knowledge", "knowledge/zh", "bleve"}},
		{"index/eval", []string{"knowledge"}},
		{"index/suggest", []string{}},
		// bot, from the words between its parts up to the engine; each imports only what stands above it.
		{"bot/ics", []string{}},
		{"bot/private", []string{}},
		{"bot/say", []string{}},
		{"bot", []string{"knowledge", "knowledge/region", "knowledge/zh"}},
		{"bot/button", []string{"bot", "knowledge"}},
		{"bot/understand", []string{"knowledge", "knowledge/region", "knowledge/words", "knowledge/zh"}},
		{"bot/dialog", []string{"knowledge", "knowledge/policy", "knowledge/workday", "knowledge/zh"}},
		{"bot/answer", []string{"bot", "bot/say", "bot/understand", "knowledge", "knowledge/region"}},
		{"bot/layout", []string{"bot", "bot/button", "bot/say", "bot/understand", "knowledge", "knowledge/zh"}},
		{"bot/feature", []string{
			"bot", "bot/answer", "bot/button", "bot/dialog", "bot/layout", "bot/say", "bot/understand", "knowledge",
			"knowledge/region", "knowledge/workday", "knowledge/zh",
		}},
		{"bot/feature/ask", []string{
			"bot", "bot/answer", "bot/button", "bot/dialog", "bot/feature", "bot/private", "bot/say", "bot/understand",
			"knowledge", "knowledge/region", "knowledge/zh",
		}},
		{"bot/feature/checklist", []string{"bot", "bot/button", "bot/feature", "bot/say", "knowledge"}},
		{"bot/feature/city", []string{"bot", "bot/button", "bot/feature", "bot/say", "bot/understand"}},
		{"bot/feature/estimate", []string{
			"bot", "bot/button", "bot/dialog", "bot/feature", "bot/ics", "bot/say", "bot/understand", "knowledge",
			"knowledge/region", "knowledge/workday", "knowledge/zh",
		}},
		{"bot/feature/family", []string{"bot", "bot/button", "bot/feature", "bot/say"}},
		{"bot/feature/help", []string{"bot", "bot/button", "bot/feature", "bot/say", "bot/understand"}},
		{"bot/feature/notice", []string{"bot", "bot/answer", "bot/button", "bot/feature", "bot/say", "bot/understand", "knowledge"}},
		{"bot/feature/remind", []string{"bot", "bot/button", "bot/dialog", "bot/feature", "bot/say", "knowledge", "knowledge/zh"}},
		{"bot/feature/sample", []string{"bot", "bot/button", "bot/feature", "bot/private", "bot/say"}},
		{"bot/reader", []string{"bot", "openai"}},
		{"bot/engine", []string{
			"bot", "bot/answer", "bot/dialog", "bot/feature", "bot/feature/ask", "bot/feature/checklist", "bot/feature/city",
			"bot/feature/estimate", "bot/feature/family", "bot/feature/help", "bot/feature/notice", "bot/feature/remind",
			"bot/feature/sample", "bot/layout", "bot/private", "bot/say", "bot/understand", "knowledge", "knowledge/region",
			"knowledge/workday", "knowledge/zh",
		}},
		// the edge of bot: it speaks in its words only.
		{"bot/transcript", []string{"bot", "knowledge"}},
		{"bot/store", []string{"bot", "knowledge/zh"}},
		{"bot/store/postgres", []string{"bot", "bot/store", "pgx"}},
		{"bot/store/sqlite", []string{"bot", "bot/store", "sqlite"}},
		{"bot/store/storetest", []string{"bot", "bot/store"}},
		{"bot/store/postgres/pgtest", []string{"pgx"}},
		{"bot/telegram", []string{"bot", "bot/private", "bot/store", "telegram"}},
		{"bot/demo", []string{}},
		// cmd wires.
		{"cmd/yibao/console", []string{
			"bot", "bot/dialog", "bot/say", "bot/store", "index/suggest", "knowledge", "knowledge/coverage", "knowledge/lint",
			"knowledge/workday", "knowledge/zh",
		}},
		{"cmd/yibao", []string{
			"cmd/yibao/console", "bot", "bot/demo", "bot/dialog", "bot/engine", "bot/feature", "bot/feature/estimate",
			"bot/reader", "bot/say", "bot/store", "bot/store/postgres", "bot/store/sqlite", "bot/telegram", "bot/transcript", "index",
			"index/eval", "index/suggest", "knowledge", "knowledge/coverage", "knowledge/data", "knowledge/lint",
			"knowledge/region", "knowledge/workday", "knowledge/zh", "prometheus",
		}},
	}
}

// guarded are libraries with one home.
func guarded() map[string]string {
	return map[string]string{
		"github.com/blevesearch/bleve/": "bleve",
		"github.com/go-telegram/bot":    "telegram",
		"github.com/jackc/pgx/":         "pgx",
		"github.com/openai/openai-go/":  "openai",
		"github.com/prometheus/":        "prometheus",
		"modernc.org/sqlite":            "sqlite",
	}
}

// Every package imports what the table says, no more and no less. An external test (package
// x_test) may import anything.
func TestImportsFollowTheLayers(t *testing.T) {
	got := imported(t)
	above := map[string]bool{}
	for _, l := range layers() {
		want := slices.Sorted(slices.Values(l.imports))
		if d := cmp.Diff(want, slices.Sorted(maps.Keys(got[l.name])), cmpopts.EquateEmpty()); d != "" {
			t.Errorf("%s imports something else than its row says (-row +code):\n%s", l.name, d)
		}
		for _, i := range l.imports {
			if !above[i] && !slices.Contains(slices.Collect(maps.Values(guarded())), i) {
				t.Errorf("%s imports %s, which does not stand above it", l.name, i)
			}
		}
		above[l.name] = true
	}
	for dir := range got {
		if !above[dir] {
			t.Errorf("%s: the package is not in the table of layers", dir)
		}
	}
}

// imported returns what each package imports, as the table calls it; tests do not count.
func imported(t *testing.T) map[string]map[string]bool {
	t.Helper()
	root := filepath.Join("..", "..")
	list := map[string]map[string]bool{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		dir, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		dir = filepath.ToSlash(dir)
		if list[dir] == nil {
			list[dir] = map[string]bool{}
		}
		for _, imp := range f.Imports {
			if name := layerOf(strings.Trim(imp.Path.Value, `"`)); name != "" {
				list[dir][name] = true
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// layerOf returns what the table calls an import, or "" if anyone may use it.
func layerOf(name string) string {
	if ours, ok := strings.CutPrefix(name, module); ok {
		return ours
	}
	for lib, layer := range guarded() {
		if strings.HasPrefix(name, lib) {
			return layer
		}
	}
	return ""
}

func TestTopLevel(t *testing.T) {
	entries, err := os.ReadDir(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	allowed := []string{"cmd", "bot", "knowledge", "index", "go.mod", "go.sum", "README.md", "LICENSE"}
	for _, e := range entries {
		if name := e.Name(); !strings.HasPrefix(name, ".") && !slices.Contains(allowed, name) {
			t.Errorf("%s does not belong at the top level", name)
		}
	}
}
