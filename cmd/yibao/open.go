package main

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"os"
	"runtime/debug"
	"sync"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/bot/engine"
	"github.com/yibaowenwen/yibao/index"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/data"
	"github.com/yibaowenwen/yibao/knowledge/region"
)

// layers are the embedded knowledge and the directory, if any, that is laid over it.
func (c *cli) layers() []fs.FS {
	layers := []fs.FS{data.FS}
	if c.Knowledge != "" {
		layers = append(layers, folder{c.Knowledge})
	}
	return layers
}

// corpus loads the knowledge.
func (c *cli) corpus() (*knowledge.Corpus, error) {
	k, err := knowledge.Load(c.layers()...)
	if err != nil {
		return nil, fmt.Errorf("load knowledge (mend the lines below, or leave out --knowledge):\n%w", err)
	}
	return k, nil
}

// engine builds the bot on the knowledge, for a process that goes on for a while.
func (c *cli) engine() (*engine.Engine, error) {
	defer debug.FreeOSMemory() // building leaves much behind
	defer putOffGC()()
	k, err := c.corpus()
	if err != nil {
		return nil, err
	}
	return c.newEngine(k)
}

func (c *cli) newEngine(k *knowledge.Corpus) (*engine.Engine, error) {
	return c.assemble(k, c.openIndex)
}

// assemble builds an engine that remembers what it found, with an index as open has it.
func (c *cli) assemble(k *knowledge.Corpus, open func(*knowledge.Corpus) (*index.Index, error)) (*engine.Engine, error) {
	p, ix, err := c.parts(k, open)
	if err != nil {
		return nil, err
	}
	memo, err := newMemo(ix)
	if err != nil {
		return nil, fmt.Errorf("remember findings: %w", err)
	}
	p.Finder = finder{memo}
	return engine.New(p)
}

// plainEngine builds an engine that remembers nothing, and so can always say why it found what.
func (c *cli) plainEngine() (*knowledge.Corpus, *engine.Engine, error) {
	defer putOffGC()()
	k, err := c.corpus()
	if err != nil {
		return nil, nil, err
	}
	p, ix, err := c.parts(k, c.openIndex)
	if err != nil {
		return nil, nil, err
	}
	p.Finder = finder{ix}
	e, err := engine.New(p)
	return k, e, err
}

// parts builds what an engine is made of, all at once, but for its finder.
func (c *cli) parts(k *knowledge.Corpus, open func(*knowledge.Corpus) (*index.Index, error)) (engine.Parts, *index.Index, error) {
	p := engine.Parts{Corpus: k, Model: c.model}
	var wrong error
	var parts sync.WaitGroup
	parts.Go(func() {
		p.Places = region.New(k.Regions, k.Aliases)
		p.Flows, wrong = dialog.Load(k, c.layers()...)
	})
	ix, err := open(k)
	parts.Wait()
	if err != nil {
		return p, nil, err
	}
	if wrong != nil {
		return p, nil, fmt.Errorf("load flows (mend the lines below):\n%w", wrong)
	}
	p.Calendar, err = readCalendars("")
	return p, ix, err
}

// startMemory is how large the process may grow before garbage is collected while it starts;
// until then, collecting would only cost time. To build an index takes more: with no more than
// that, a third of the time would go into collecting what is still needed.
const (
	startMemory = 96 << 20
	buildMemory = 160 << 20
)

// growToBuild lets the process grow for the building of an index, until putOffGC is undone.
func growToBuild() {
	if debug.SetMemoryLimit(-1) == startMemory {
		debug.SetMemoryLimit(buildMemory)
	}
}

// putOffGC puts off the collecting of garbage and returns what takes it up again. Whoever has
// set GOGC or GOMEMLIMIT knows better.
func putOffGC() (done func()) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return func() {}
	}
	percent, limit := debug.SetGCPercent(400), debug.SetMemoryLimit(startMemory)
	return func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}
}

// finder lets the engine ask the index; neither knows the other.
type finder struct{ index searcher }

// candidates is how many entries are looked at: siblings of one topic are told apart by what was
// said, so more are needed than are offered.
const candidates = 16

// A searcher is an index, or one that remembers.
type searcher interface {
	Find(ctx context.Context, q index.Query) (index.Result, error)
}

// Find implements bot.Finder.
func (f finder) Find(ctx context.Context, q bot.Question) (bot.Finding, error) {
	r, err := f.index.Find(ctx, index.Query{Text: q.Text, Insured: q.Insured, Topic: q.Topic, Places: q.Places, Limit: cmp.Or(q.Limit, candidates)})
	if err != nil {
		return bot.Finding{}, err
	}
	verdict := map[index.Verdict]bot.Verdict{index.Answer: bot.Sure, index.Choose: bot.TooClose, index.Refuse: bot.TooWeak}
	return bot.Finding{Matches: r.Matches, Verdict: verdict[r.Verdict]}, nil
}
