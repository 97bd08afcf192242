package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/index"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/data"
	"github.com/yibaowenwen/yibao/knowledge/region"
	"github.com/yibaowenwen/yibao/knowledge/workday"
)

// corpus loads the embedded knowledge with the directory, if any, laid over it.
func (c *cli) corpus() (*knowledge.Corpus, error) {
	layers := []fs.FS{data.FS}
	if c.Knowledge != "" {
		layers = append(layers, os.DirFS(c.Knowledge))
	}
	k, err := knowledge.Load(layers...)
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
	return newEngine(k)
}

func newEngine(k *knowledge.Corpus) (*bot.Engine, error) {
	ix, err := index.New(k)
	if err != nil {
		return nil, fmt.Errorf("build index: %w", err)
	}
	f, err := data.FS.Open("calendar/holidays.yaml")
	if err != nil {
		return nil, fmt.Errorf("open calendar: %w", err)
	}
	defer f.Close()
	days, err := workday.Read(f)
	if err != nil {
		return nil, err
	}
	return bot.New(k, finder{ix}, region.New(k.Regions, k.Aliases), days)
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
