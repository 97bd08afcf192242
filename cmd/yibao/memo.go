package main

import (
	"context"
	"slices"
	"unicode/utf8"

	lru "github.com/hashicorp/golang-lru/v2"

	"github.com/yibaowenwen/yibao/index"
)

// remembered is how many questions a process keeps the findings of: many people ask the same
// in the same words, and places are taken out before. It is about 4 MB.
const remembered = 2000

// often is how many characters a question has at most that is asked often. Longer ones tell
// of a person, and are not kept even in memory.
const often = 20

// A memo is an index that remembers what it found last. It holds nothing of who asked.
type memo struct {
	*index.Index
	found *lru.Cache[index.Query, index.Result]
}

func newMemo(ix *index.Index) (*memo, error) {
	found, err := lru.New[index.Query, index.Result](remembered)
	return &memo{ix, found}, err
}

// Find is that of the index. The result is shared and must not be changed.
func (m *memo) Find(ctx context.Context, q index.Query) (index.Result, error) {
	if r, ok := m.found.Get(q); ok {
		return r, nil
	}
	r, err := m.Index.Find(ctx, q)
	if err == nil && utf8.RuneCountInString(q.Text) <= often {
		kept := r
		kept.Matches = slices.Clone(r.Matches)
		for i := range kept.Matches {
			why := &kept.Matches[i].Why
			why.Terms, why.Trust = nil, nil // they are as large as all the rest
		}
		m.found.Add(q, kept)
	}
	return r, err
}
