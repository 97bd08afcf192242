package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/index"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/data"
	"github.com/yibaowenwen/yibao/knowledge/region"
)

// layers are the embedded knowledge and the directory, if any, that is laid over it.
func (c *cli) layers() []fs.FS {
	layers := []fs.FS{data.FS}
	if c.Knowledge != "" {
		layers = append(layers, os.DirFS(c.Knowledge))
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

// engine builds the bot on the knowledge.
func (c *cli) engine() (*bot.Engine, error) {
	k, err := c.corpus()
	if err != nil {
		return nil, err
	}
	return c.newEngine(k)
}

func (c *cli) newEngine(k *knowledge.Corpus) (*bot.Engine, error) {
	ix, err := index.New(k)
	if err != nil {
		return nil, fmt.Errorf("build index: %w", err)
	}
	days, err := readCalendars("")
	if err != nil {
		return nil, err
	}
	flows, err := dialog.Load(k, c.layers()...)
	if err != nil {
		return nil, fmt.Errorf("load flows (mend the lines below):\n%w", err)
	}
	return bot.New(bot.Parts{Corpus: k, Finder: finder{ix}, Places: region.New(k.Regions, k.Aliases), Calendar: days, Flows: flows})
}

// finder lets the engine ask the index; neither knows the other.
type finder struct{ *index.Index }

// Find implements bot.Finder.
func (f finder) Find(ctx context.Context, q bot.Question) (bot.Finding, error) {
	r, err := f.Index.Find(ctx, index.Query{Text: q.Text, Insured: q.Insured, Topic: q.Topic, Places: q.Places})
	if err != nil {
		return bot.Finding{}, err
	}
	verdict := map[index.Verdict]bot.Verdict{index.Answer: bot.Sure, index.Choose: bot.TooClose, index.Refuse: bot.TooWeak}
	return bot.Finding{Matches: r.Matches, Verdict: verdict[r.Verdict]}, nil
}
