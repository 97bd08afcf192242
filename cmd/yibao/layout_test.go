package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/yibaowenwen/yibao/"

// layers says what each package of ours may import of ours, and of the libraries that only
// some packages may touch. Data flows one way: knowledge → index → bot → telegram; cmd wires.
func layers() map[string][]string {
	return map[string][]string{
		"knowledge":           {},
		"knowledge/coverage":  {"knowledge"},
		"knowledge/data":      {},
		"knowledge/lint":      {"knowledge"},
		"knowledge/policy":    {"knowledge"},
		"knowledge/region":    {"knowledge"},
		"knowledge/workday":   {"knowledge"},
		"index":               {"knowledge", "index/zh", "bleve"},
		"index/zh":            {"bleve"},
		"index/eval":          {"knowledge"},
		"index/suggest":       {},
		"bot":                 {"bot/dialog", "bot/ics", "bot/private", "bot/say", "knowledge", "knowledge/region", "knowledge/workday"},
		"bot/dialog":          {"knowledge", "knowledge/policy", "knowledge/workday"},
		"bot/ics":             {},
		"bot/private":         {},
		"bot/say":             {},
		"bot/transcript":      {"bot"},
		"bot/store":           {"bot"},
		"bot/store/postgres":  {"bot", "bot/store", "pgx"},
		"bot/store/sqlite":    {"bot", "bot/store", "sqlite"},
		"bot/store/storetest": {"bot", "bot/store"},
		"bot/telegram":        {"bot", "bot/private", "bot/store", "telegram"},
		"bot/demo":            {},

		"bot/store/postgres/pgtest": {"pgx"},
		"cmd/yibao/console": {
			"bot", "bot/dialog", "bot/say", "bot/store", "index", "index/suggest",
			"knowledge", "knowledge/coverage", "knowledge/lint", "knowledge/workday",
		},
		"cmd/yibao": {
			"cmd/yibao/console",
			"bot", "bot/demo", "bot/dialog", "bot/say", "bot/store", "bot/store/postgres", "bot/store/sqlite", "bot/telegram", "bot/transcript", "index", "index/eval", "index/suggest",
			"knowledge", "knowledge/coverage", "knowledge/data", "knowledge/lint", "knowledge/region", "knowledge/workday",
			"prometheus",
		},
	}
}

// guarded are libraries with one home.
func guarded() map[string]string {
	return map[string]string{
		"github.com/blevesearch/bleve/": "bleve",
		"github.com/go-telegram/bot":    "telegram",
		"github.com/jackc/pgx/":         "pgx",
		"github.com/prometheus/":        "prometheus",
		"modernc.org/sqlite":            "sqlite",
	}
}

// An external test (package x_test) may import anything.
func TestImportsFollowTheLayers(t *testing.T) {
	root := filepath.Join("..", "..")
	seen := map[string]bool{}
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
		seen[dir] = true
		allowed, ok := layers()[dir]
		if !ok {
			t.Errorf("%s: package is not in the table of layers", dir)
		}
		for _, imp := range f.Imports {
			name := strings.Trim(imp.Path.Value, `"`)
			if need := layerOf(name); need != "" && !slices.Contains(allowed, need) {
				t.Errorf("%s imports %s, which the layers do not allow", path, name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for dir := range layers() {
		if !seen[dir] {
			t.Errorf("%s is in the table of layers but has no code", dir)
		}
	}
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
