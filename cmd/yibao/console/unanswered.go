package console

import (
	"fmt"
	"slices"
	"sync"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/index/suggest"
)

// unanswered is the page of the questions that people left for the editors.
type unanswered struct {
	Store     bool
	Left      int // questions left
	Known     int // of them answered by now
	Add       []near
	New       []suggest.Cluster
	Unhelpful []near
}

// A near is a group of questions with the entry nearest to it.
type near struct {
	Entry entryLink
	N     int
	Asked []suggest.Phrase
}

// An entryLink is an entry as lists name it.
type entryLink struct{ ID, Question, Where string }

func (r *request) entryLink(id string) entryLink {
	e, ok := r.Corpus.Entry(id)
	if !ok {
		return entryLink{Question: id}
	}
	return entryLink{id, e.Question, r.where(e.Pos)}
}

func (r *request) unanswered() (any, error) {
	page := unanswered{Store: r.server.Records != nil}
	if !page.Store {
		return page, nil
	}
	left, err := r.server.Records.Samples(r.Context())
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errStore, err)
	}
	found, err := r.server.left.suggest(r, left)
	if err != nil {
		return nil, fmt.Errorf("group the questions left: %w", err)
	}
	page.Left, page.Known, page.New = len(left), found.Known, found.New
	for _, a := range found.Add {
		page.Add = append(page.Add, near{r.entryLink(a.Entry), suggest.Cluster{Asked: a.Asked}.N(), a.Asked})
	}
	for _, a := range found.Unhelpful {
		page.Unhelpful = append(page.Unhelpful, near{r.entryLink(a.Entry), suggest.Cluster{Asked: a.Asked}.N(), a.Asked})
	}
	return page, nil
}

// A leftCache remembers what came of the questions left, until there are others.
type leftCache struct {
	mu    sync.Mutex
	of    *Knowledge
	left  []bot.Sample
	found suggest.Report
}

// suggest groups the questions left. That takes a search for each of them, so the result is kept.
func (c *leftCache) suggest(r *request, left []bot.Sample) (suggest.Report, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.of == r.Knowledge && slices.Equal(c.left, left) {
		return c.found, nil
	}
	found, err := r.Suggest(r.Context(), left)
	if err != nil {
		return suggest.Report{}, err
	}
	c.of, c.left, c.found = r.Knowledge, left, found
	return found, nil
}
