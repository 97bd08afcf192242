package dialog_test

import (
	"slices"
	"sync"
	"testing"

	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/data"
)

// loaded is the embedded knowledge with its flows, read once for all tests.
var loaded = sync.OnceValues(func() (*dialog.Set, error) {
	c, err := corpus()
	if err != nil {
		return nil, err
	}
	return dialog.Load(c, data.FS)
})

var corpus = sync.OnceValues(func() (*knowledge.Corpus, error) { return knowledge.Load(data.FS) })

func load(tb testing.TB) (*knowledge.Corpus, *dialog.Set) {
	tb.Helper()
	c, err := corpus()
	if err != nil {
		tb.Fatal(err)
	}
	s, err := loaded()
	if err != nil {
		tb.Fatal(err)
	}
	return c, s
}

// The flows of the bot are there, and each says something of itself.
func TestLoadEmbedded(t *testing.T) {
	_, set := load(t)
	var names []string
	for _, f := range set.Flows() {
		names = append(names, f.Name)
		if len(f.Version()) != 3 {
			t.Errorf("%s has version %q", f.Name, f.Version())
		}
	}
	if want := []string{"flexible", "gap", "inpatient", "maternity", "retire", "share", "transfer", "withdraw"}; !slices.Equal(names, want) {
		t.Errorf("flows %v, want %v", names, want)
	}
}

func BenchmarkLoad(b *testing.B) {
	c, _ := load(b)
	for b.Loop() {
		if _, err := dialog.Load(c, data.FS); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkStep(b *testing.B) {
	_, set := load(b)
	f, _ := set.Flow("transfer")
	a := dialog.Answers{
		"from": {Text: "510700"}, "to": {Text: "510100"}, "insured": {Text: "employee"},
		"stopped": {Text: "yes"}, "enrolled": {Text: "yes"},
	}
	env := dialog.Env{On: day("2026-11-22")}
	for b.Loop() {
		f.Step(a, env)
	}
}
