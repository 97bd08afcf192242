package index

import (
	"encoding/binary"
	"sync"
	"sync/atomic"

	"github.com/blevesearch/bleve/v2/search"
)

// The postings of a term are the texts that it is in.
type postings struct {
	texts  []uint32  // Bleve's numbers, ascending
	scores []float64 // what the term counts in each
	weight float64   // of the term, squared
}

// maxKept is how many postings are kept of those that were read, 12 bytes each: all that the
// embedded knowledge has.
const maxKept = 300_000

// overhead is how many postings cost as much memory as a list of them does besides.
const overhead = 12

// recent are postings that were read before. Questions share most of their terms, and what
// Bleve holds compactly takes it time to read. Once there are [maxKept] no others are kept.
type recent struct {
	terms sync.Map // of *postings
	kept  atomic.Int64
}

// postings returns those of a term, if need be from what look finds.
func (r *recent) postings(term string, look func(term string) (search.Searcher, error)) (*postings, error) {
	if p, ok := r.terms.Load(term); ok {
		return p.(*postings), nil
	}
	found, err := look(term)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	p, err := readPostings(found)
	if n := overhead + int64(len(p.texts)); err == nil && r.kept.Load()+n <= maxKept {
		if _, had := r.terms.LoadOrStore(term, p); !had {
			r.kept.Add(n)
		}
	}
	return p, err
}

// readPostings reads all that was found.
func readPostings(found search.Searcher) (*postings, error) {
	n := found.Count()
	p := &postings{make([]uint32, 0, n), make([]float64, 0, n), found.Weight()}
	found.SetQueryNorm(1)
	ctx := &search.SearchContext{DocumentMatchPool: search.NewDocumentMatchPool(1, 0)}
	for {
		m, err := found.Next(ctx)
		if m == nil || err != nil {
			return p, err
		}
		p.texts = append(p.texts, uint32(binary.BigEndian.Uint64(m.IndexInternalID)))
		p.scores = append(p.scores, m.Score)
		ctx.DocumentMatchPool.Put(m)
	}
}
