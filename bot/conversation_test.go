package bot_test

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/bot/engine"
	"github.com/yibaowenwen/yibao/bot/transcript"
	"github.com/yibaowenwen/yibao/index"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/data"
	"github.com/yibaowenwen/yibao/knowledge/region"
	"github.com/yibaowenwen/yibao/knowledge/workday"
)

type finder struct{ *index.Index }

func (f finder) Find(ctx context.Context, q bot.Question) (bot.Finding, error) {
	r, err := f.Index.Find(ctx, index.Query{Text: q.Text, Insured: q.Insured, Topic: q.Topic, Places: q.Places, Limit: 8})
	verdict := map[index.Verdict]bot.Verdict{index.Answer: bot.Sure, index.Choose: bot.TooClose}
	return bot.Finding{Matches: r.Matches, Verdict: verdict[r.Verdict]}, err
}

// shipped builds the engine on the embedded knowledge, once for all tests.
var shipped = sync.OnceValues(func() (*engine.Engine, error) {
	p, err := parts()
	if err != nil {
		return nil, err
	}
	return engine.New(p)
})

var parts = sync.OnceValues(func() (p engine.Parts, err error) {
	c, err := knowledge.Load(data.FS)
	if err != nil {
		return p, err
	}
	ix, err := index.Open(filepath.Join(os.TempDir(), "yibao-test-index"), c) // shared by all test processes
	if err != nil {
		return p, err
	}
	f, err := data.FS.Open("calendar/holidays.yaml")
	if err != nil {
		return p, err
	}
	defer f.Close()
	days, err := workday.Read(f)
	if err != nil {
		return p, err
	}
	flows, err := dialog.Load(c, data.FS)
	return engine.Parts{Corpus: c, Finder: finder{ix}, Places: region.New(c.Regions, c.Aliases), Calendar: days, Flows: flows}, err
})

func brain(tb testing.TB) *engine.Engine {
	tb.Helper()
	e, err := shipped()
	if err != nil {
		tb.Fatal(err)
	}
	return e
}

func TestConversations(t *testing.T) {
	e := brain(t)
	files, err := filepath.Glob("testdata/conversations/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no conversations: %v", err)
	}
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		list, err := transcript.Read(f)
		f.Close()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, c := range list {
			t.Run(filepath.Base(name)+"/"+c.Name, func(t *testing.T) {
				if err := transcript.Play(t.Context(), e, c); err != nil {
					t.Error(err)
				}
			})
		}
	}
}

var noon = time.Date(2026, 11, 24, 4, 0, 0, 0, time.UTC)
