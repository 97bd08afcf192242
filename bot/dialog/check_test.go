package dialog_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"gopkg.in/yaml.v3"

	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/knowledge"
)

// demo returns the small flow of the tests as a layer.
func demo(t *testing.T, change func(string) string) fstest.MapFS {
	t.Helper()
	text, err := os.ReadFile("testdata/demo.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return fstest.MapFS{"flows/demo.yaml": {Data: []byte(change(string(text)))}}
}

func same(s string) string { return s }

func TestDemoIsSound(t *testing.T) {
	k, _ := load(t)
	if _, err := dialog.Load(k, demo(t, same)); err != nil {
		t.Fatal(err)
	}
}

func TestLoadRefuses(t *testing.T) {
	k, _ := load(t)
	text, err := os.ReadFile("testdata/load.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var fixtures []struct{ Name, Old, New, Append, Want string }
	if err := yaml.Unmarshal(text, &fixtures); err != nil {
		t.Fatal(err)
	}
	for _, x := range fixtures {
		t.Run(x.Name, func(t *testing.T) {
			layer := demo(t, func(s string) string {
				if !strings.Contains(s, x.Old) {
					t.Fatalf("demo.yaml has no %q", x.Old)
				}
				return strings.Replace(s, x.Old, x.New, 1) + x.Append
			})
			set, err := dialog.Load(k, layer)
			if err == nil || set != nil {
				t.Fatal("loaded")
			}
			if !strings.Contains(err.Error(), x.Want) {
				t.Errorf("got  %v\nwant %s", err, x.Want)
			}
			for _, p := range knowledge.Problems(err) {
				if p.File != "flows/demo.yaml" || p.Line == 0 {
					t.Errorf("%v does not say where", p)
				}
			}
		})
	}
}

// All or nothing: one broken flow, and none is loaded; every mistake is told at once.
func TestLoadTellsAll(t *testing.T) {
	k, _ := load(t)
	layer := demo(t, func(s string) string {
		return strings.NewReplacer("to: late", "to: later", "hotline: 打 12393 问。", "hotline: 打。").Replace(s)
	})
	_, err := dialog.Load(k, layer)
	if n := len(knowledge.Problems(err)); n != 2 {
		t.Errorf("%d problems, want 2: %v", n, err)
	}
}

// A flow in a later layer replaces the one of the same name; an id may not be taken twice.
func TestLayers(t *testing.T) {
	k, _ := load(t)
	other := demo(t, func(s string) string { return strings.Replace(s, "title: 试一试", "title: 换一个", 1) })
	set, err := dialog.Load(k, demo(t, same), other)
	if err != nil {
		t.Fatal(err)
	}
	if f, _ := set.Flow("demo"); f == nil || f.Title != "换一个" || len(set.Flows()) != 1 {
		t.Errorf("got %+v", f)
	}
	other["flows/twin.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(string(other["flows/demo.yaml"].Data), "name: demo", "name: twin", 1))}
	if _, err := dialog.Load(k, other); err == nil || !strings.Contains(err.Error(), "the id is also that of flows/demo.yaml") {
		t.Errorf("two flows of one id: %v", err)
	}
}
