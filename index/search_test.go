package index

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"testing"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search/query"
)

// TestSearch holds what is found against Bleve's own disjunction, with postings that are
// kept and without.
func TestSearch(t *testing.T) {
	x := embedded(t)
	for _, text := range []string{"医保", "转移要多久", "新农合门诊报销", "我妈在外地住院怎么报销", "app余额查询"} {
		terms := x.queryTerms(x.text.Canon(x.text.Fold(text)))
		want := disjunction(t, x.asked, terms)
		for _, kept := range []int64{maxKept, 0, 0} {
			x.asked.known.kept.Store(kept)
			got, err := x.asked.search(t.Context(), terms)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(got, want) {
				t.Errorf("search for %q found %v, Bleve %v", terms, got, want)
			}
		}
	}
}

func disjunction(t *testing.T, s *store, terms []string) (ids []int) {
	t.Helper()
	any := make([]query.Query, len(terms))
	for i, term := range terms {
		q := bleve.NewTermQuery(term)
		q.SetField(fieldText)
		any[i] = q
	}
	res, err := s.bleve.SearchInContext(t.Context(), bleve.NewSearchRequestOptions(bleve.NewDisjunctionQuery(any...), math.MaxInt32, 0, false))
	if err != nil {
		t.Fatal(err)
	}
	var hits []hit
	for _, h := range res.Hits {
		id, err := strconv.Atoi(h.ID)
		if err != nil {
			t.Fatal(err)
		}
		hits = append(hits, hit{id, int64(math.Round(h.Score * 1e9))})
	}
	slices.SortFunc(hits, func(a, b hit) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.text, b.text)) })
	for _, h := range hits[:min(candidates, len(hits))] {
		ids = append(ids, h.text)
	}
	return ids
}

// What is asked for often is kept, but not more than there is room for.
func TestRecentKeepsSome(t *testing.T) {
	x := embedded(t)
	count := func() (n int) {
		x.asked.known.terms.Range(func(any, any) bool { n++; return true })
		return n
	}
	search := func(term string) {
		t.Helper()
		if _, err := x.asked.search(t.Context(), []string{term}); err != nil {
			t.Fatal(err)
		}
	}
	search("转移")
	search("转移")
	if n := count(); n != 1 {
		t.Errorf("%d terms are kept, want 1", n)
	}
	x.asked.known.kept.Store(maxKept)
	search("医保")
	if n := count(); n != 1 {
		t.Errorf("%d terms are kept, want no more than before", n)
	}
}
