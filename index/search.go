package index

import (
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"runtime"
	"slices"
	"strconv"

	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/searcher"
)

// search returns the numbers of the texts that the terms are in, best first.
//
// Which text has which term and what that counts is Bleve's; it is added up here, one term
// after the other. Bleve's own disjunction gives the same scores, but reads every term anew,
// walks all of them side by side and fetches the id of each text that it meets, which takes
// several times as long.
func (s *store) search(ctx context.Context, terms []string) ([]int, error) {
	if len(terms) == 0 {
		return nil, ctx.Err()
	}
	advanced, err := s.bleve.Advanced()
	if err != nil {
		return nil, err
	}
	reader, err := advanced.Reader()
	if err != nil {
		return nil, err
	}
	defer runtime.KeepAlive(s)
	defer reader.Close()
	model := context.WithValue(ctx, search.GetScoringModelCallbackKey, search.GetScoringModelCallbackFn(scoring))
	look := func(term string) (search.Searcher, error) {
		return searcher.NewTermSearcher(model, reader, term, fieldText, 1, search.SearcherOptions{})
	}
	t := s.tallies.Get().(*tally)
	defer s.tallies.Put(t)
	defer t.reset()
	for _, term := range terms {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		p, err := s.known.postings(term, look)
		if err != nil {
			return nil, err
		}
		t.add(p)
	}
	return numbers(t.best(len(terms)), reader.ExternalID)
}

// scoring names the scoring model to Bleve.
func scoring() string { return "bm25" }

// numbers returns the numbers of the first of the hits, whose ids in Bleve they are.
func numbers[ID ~[]byte](hits []hit, id func(ID) (string, error)) ([]int, error) {
	key := make(ID, 8)
	for i, h := range hits {
		binary.BigEndian.PutUint64(key, uint64(h.text))
		name, err := id(key)
		if err != nil {
			return nil, err
		}
		if hits[i].text, err = strconv.Atoi(name); err != nil {
			return nil, fmt.Errorf("read the number of a text: %w", err)
		}
	}
	slices.SortFunc(hits, func(a, b hit) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.text, b.text)) })
	list := make([]int, min(candidates, len(hits)))
	for i := range list {
		list[i] = hits[i].text
	}
	return list, nil
}

// A hit is a text that was found.
type hit struct {
	text  int
	score int64 // in billionths
}

// A tally adds up the scores of texts.
type tally struct {
	sums   []sum    // by Bleve's number of a text
	texts  []uint32 // those that have a term
	hits   []hit    // the same with their scores
	weight float64  // of all terms, squared
}

type sum struct {
	score float64
	terms int32
}

func (t *tally) reset() {
	for _, n := range t.texts {
		t.sums[n] = sum{}
	}
	t.texts, t.weight = t.texts[:0], 0
}

// add adds the score of every text that a term is in.
func (t *tally) add(p *postings) {
	t.weight += p.weight
	if n := len(p.texts); n > 0 && int(p.texts[n-1]) >= len(t.sums) {
		t.sums = append(t.sums, make([]sum, int(p.texts[n-1])+1-len(t.sums))...)
	}
	for i, n := range p.texts {
		s := &t.sums[n]
		if s.terms == 0 {
			t.texts = append(t.texts, n)
		}
		s.score += p.scores[i]
		s.terms++
	}
}

// best returns the hits that are no worse than the last wanted one, in any order: those that
// are just as good may be more than are wanted.
//
// The order in which a text's scores are added depends on how the texts came to lie, so that
// texts alike in all that counts differ in the last digit. Rounded, they are alike again.
func (t *tally) best(terms int) []hit {
	norm := 1e9 / math.Sqrt(t.weight) / float64(terms)
	var first [candidates]int64 // the best scores, best first
	t.hits = t.hits[:0]
	for _, n := range t.texts {
		s := int64(math.Round(t.sums[n].score * float64(t.sums[n].terms) * norm))
		if s < first[candidates-1] {
			continue
		}
		t.hits = append(t.hits, hit{int(n), s})
		at := candidates - 1
		for ; at > 0 && first[at-1] < s; at-- {
			first[at] = first[at-1]
		}
		first[at] = s
	}
	return slices.DeleteFunc(t.hits, func(h hit) bool { return h.score < first[candidates-1] })
}
