package index

import (
	"context"
	"fmt"
	"strconv"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/lang/cjk"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"github.com/yibaowenwen/yibao/knowledge"
)

// A Plain index is what Bleve does as it comes, for comparison: its cjk analyzer and one
// match query over the same phrasings.
type Plain struct {
	index bleve.Index
	docs  []knowledge.Match // entry and phrasing of each document
}

// Baseline builds a [Plain] index of the corpus.
func Baseline(corpus *knowledge.Corpus) (*Plain, error) {
	b, err := bleve.NewUsing("", newMapping(cjk.AnalyzerName), scorch.Name, scorch.Name, nil)
	if err != nil {
		return nil, fmt.Errorf("build baseline: %w", err)
	}
	p := &Plain{index: b}
	batch := b.NewBatch()
	for i := range corpus.Entries {
		e := &corpus.Entries[i]
		for _, asked := range append([]string{e.Question}, e.Asked...) {
			if err := batch.Index(strconv.Itoa(len(p.docs)), document{asked}); err != nil {
				return nil, fmt.Errorf("build baseline: %w", err)
			}
			p.docs = append(p.docs, knowledge.Match{Entry: e, Asked: asked})
		}
	}
	if err := b.Batch(batch); err != nil {
		return nil, fmt.Errorf("build baseline: %w", err)
	}
	return p, nil
}

// Find returns the entries of the best phrasings. Confidence is Bleve's score, squeezed
// into 0 to 1; the verdict is [Answer] whenever anything was found.
func (p *Plain) Find(ctx context.Context, q Query) (Result, error) {
	m := bleve.NewMatchQuery(q.Text)
	m.SetField(fieldText)
	req := bleve.NewSearchRequestOptions(m, candidates, 0, false)
	req.SortBy([]string{"-_score", "_id"})
	res, err := p.index.SearchInContext(ctx, req)
	if err != nil {
		return Result{}, fmt.Errorf("search baseline: %w", err)
	}
	limit := q.Limit
	if limit <= 0 {
		limit = 5
	}
	r := Result{Verdict: Refuse}
	seen := map[*knowledge.Entry]bool{}
	for _, h := range res.Hits {
		n, err := strconv.Atoi(h.ID)
		if err != nil || seen[p.docs[n].Entry] || len(r.Matches) == limit {
			continue
		}
		seen[p.docs[n].Entry] = true
		match := p.docs[n]
		match.Confidence = h.Score / (1 + h.Score)
		r.Matches = append(r.Matches, match)
		r.Verdict = Answer
	}
	return r, nil
}
