package main

import (
	"context"
	"runtime"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/index"
	"github.com/yibaowenwen/yibao/index/suggest"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/region"
)

// suggester says what questions left for the editors ask to be added. Looking questions up
// takes most of the time, so that each is looked up once, several at a time.
func suggester(k *knowledge.Corpus, ix *index.Index, places *region.Finder) func(context.Context, []bot.Sample) (suggest.Report, error) {
	known, background := hits{of: map[string]suggest.Hit{}}, phrasings(k)
	return func(ctx context.Context, left []bot.Sample) (suggest.Report, error) {
		questions := make([]suggest.Question, len(left))
		for i, sample := range left {
			text := strings.Join(strings.Fields(withoutPlaces(places, sample.Text)), " ")
			questions[i] = suggest.Question{Text: text, Unhelpful: sample.Unhelpful}
		}
		look := rememberedEntry{nearestEntry{ctx, k, ix}, &known}
		if err := look.ahead(ctx, questions); err != nil {
			return suggest.Report{}, err
		}
		return suggest.Of(questions, look, background)
	}
}

// hits are questions that have been looked up.
type hits struct {
	mu sync.Mutex
	of map[string]suggest.Hit
}

// A rememberedEntry is a nearestEntry that remembers.
type rememberedEntry struct {
	nearestEntry
	known *hits
}

// Look implements suggest.Knowledge.
func (l rememberedEntry) Look(text string) (suggest.Hit, error) {
	l.known.mu.Lock()
	hit, ok := l.known.of[text]
	l.known.mu.Unlock()
	if ok {
		return hit, nil
	}
	hit, err := l.nearestEntry.Look(text)
	if err != nil {
		return suggest.Hit{}, err
	}
	l.known.mu.Lock()
	defer l.known.mu.Unlock()
	l.known.of[text] = hit
	return hit, nil
}

// ahead looks questions up, several at a time.
func (l rememberedEntry) ahead(ctx context.Context, questions []suggest.Question) error {
	workers, _ := errgroup.WithContext(ctx)
	workers.SetLimit(runtime.GOMAXPROCS(0))
	for _, q := range questions {
		workers.Go(func() error {
			_, err := l.Look(q.Text)
			return err
		})
	}
	return workers.Wait()
}
