package main

import (
	"context"
	"strings"

	"github.com/yibaowenwen/yibao/bot/store"
	"github.com/yibaowenwen/yibao/index"
	"github.com/yibaowenwen/yibao/index/suggest"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/region"
)

// suggest prints what the questions left for the editors ask to be added.
func (v reportCmd) suggest(ctx context.Context, s streams, c *cli, k *knowledge.Corpus, db store.Records) error {
	samples, err := db.Samples(ctx)
	if err != nil {
		return err
	}
	ix, err := c.openIndex(k)
	if err != nil {
		return err
	}
	r, err := suggester(k, ix, region.New(k.Regions, k.Aliases))(ctx, samples)
	if err != nil {
		return err
	}
	if v.JSON {
		return writeJSON(s.out, r)
	}
	return writePatch(s.out, r, k, c.layers())
}

// withoutPlaces returns a question as it is looked up: its places belong to the asker, not
// to the entry.
func withoutPlaces(f *region.Finder, text string) string {
	if found := f.Find(text); len(found.Places) > 0 {
		return strings.Join(strings.Fields(found.Rest), "")
	}
	return text
}

func phrasings(k *knowledge.Corpus) (list []string) {
	for i := range k.Entries {
		list = append(append(list, k.Entries[i].Question), k.Entries[i].Asked...)
	}
	return list
}

// nearEnough is the confidence from which an entry is worth an editor's look: half of what
// it takes to be offered to the person.
const nearEnough = index.ChooseAt / 2

// nearestEntry lets package suggest ask the index; neither knows the other.
type nearestEntry struct {
	ctx context.Context //nolint:containedctx // lives as long as the call that it is made for
	*knowledge.Corpus
	index *index.Index
}

// Look implements suggest.Knowledge.
func (l nearestEntry) Look(text string) (suggest.Hit, error) {
	r, err := l.index.Find(l.ctx, index.Query{Text: text, Limit: 1})
	if err != nil || len(r.Matches) == 0 || r.Matches[0].Confidence < nearEnough {
		return suggest.Hit{}, err
	}
	return suggest.Hit{Entry: r.Matches[0].Entry.ID, Sure: r.Verdict == index.Answer}, nil
}

// Phrasings implements suggest.Knowledge.
func (l nearestEntry) Phrasings(entry string) []string {
	e, ok := l.Entry(entry)
	if !ok {
		return nil
	}
	return append([]string{e.Question}, e.Asked...)
}
