package dialog_test

import (
	"testing"

	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/data"
)

func load(tb testing.TB) (*knowledge.Corpus, *dialog.Set) {
	tb.Helper()
	c, err := knowledge.Load(data.FS)
	if err != nil {
		tb.Fatal(err)
	}
	s, err := dialog.Load(c, data.FS)
	if err != nil {
		tb.Fatal(err)
	}
	return c, s
}

func TestLoadEmbedded(t *testing.T) {
	_, s := load(t)
	for _, f := range s.Flows() {
		t.Log(f.Name, f.Version(), len(f.Rules))
	}
}
