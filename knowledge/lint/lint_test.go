package lint_test

import (
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/data"
	"github.com/yibaowenwen/yibao/knowledge/lint"
)

func today(t *testing.T) knowledge.Date {
	t.Helper()
	d, err := knowledge.ParseDate("2026-11-30")
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func layer(a *txtar.Archive) fstest.MapFS {
	files := fstest.MapFS{}
	for _, f := range a.Files {
		files[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return files
}

func parse(t *testing.T, name string) *txtar.Archive {
	t.Helper()
	a, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func base(t *testing.T) fstest.MapFS {
	t.Helper()
	files := layer(parse(t, "testdata/base.txtar"))
	regions, err := fs.ReadFile(data.FS, "regions.tsv")
	if err != nil {
		t.Fatal(err)
	}
	files["regions.tsv"] = &fstest.MapFile{Data: regions}
	return files
}

func rulesOf(t *testing.T, layers ...fs.FS) map[string][]string {
	t.Helper()
	c, err := knowledge.Load(layers...)
	if err != nil {
		t.Fatal(err)
	}
	found, err := lint.Lint(c, today(t))
	if err != nil {
		t.Fatal(err)
	}
	by := map[string][]string{}
	for _, f := range found {
		if f.Line == 0 || f.File == "" {
			t.Errorf("%s: finding without a place: %v", f.Rule, f.Error())
		}
		by[f.Rule] = append(by[f.Rule], f.Error())
	}
	return by
}

func TestBaseIsClean(t *testing.T) {
	if by := rulesOf(t, base(t)); len(by) > 0 {
		t.Errorf("findings in the clean corpus: %v", by)
	}
}

// Each file testdata/RULE.txtar breaks exactly the rule it is named after; its first line
// says how.
func TestEachRule(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	tested := map[string]bool{}
	for _, name := range names {
		rule := strings.TrimSuffix(filepath.Base(name), ".txtar")
		if rule == "base" {
			continue
		}
		tested[rule] = true
		t.Run(rule, func(t *testing.T) {
			a := parse(t, name)
			if strings.TrimSpace(string(a.Comment)) == "" {
				t.Error("the fixture has no description")
			}
			by := rulesOf(t, base(t), layer(a))
			if len(by[rule]) == 0 {
				t.Errorf("not found; findings: %v", by)
			}
			delete(by, rule)
			if len(by) > 0 {
				t.Errorf("also found: %v", by)
			}
		})
	}
	for _, r := range lint.RuleNames() {
		if !tested[r] {
			t.Errorf("rule %s has no fixture", r)
		}
	}
}

// Each file testdata/load/NAME.txtar is refused by Load with the text in its comment.
func TestEachMistakeOfForm(t *testing.T) {
	names, err := filepath.Glob("testdata/load/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a := parse(t, name)
			_, want, _ := strings.Cut(strings.TrimSpace(string(a.Comment)), "\n")
			_, err := knowledge.Load(base(t), layer(a))
			if err == nil || want == "" || !strings.Contains(err.Error(), want) {
				t.Errorf("Load = %v, want %q", err, want)
			}
		})
	}
}

func TestShippedDataIsClean(t *testing.T) {
	c, err := knowledge.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	found, err := lint.Lint(c, today(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if !f.Warning {
			t.Errorf("%s [%s]", f.Error(), f.Rule)
		}
	}
}
