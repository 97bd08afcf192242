package index

import (
	"runtime"
	"strconv"
	"sync"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"

	"github.com/yibaowenwen/yibao/index/analysis"
)

// A store is a Bleve index whose documents are texts with a number.
type store struct {
	bleve   bleve.Index
	known   recent
	tallies sync.Pool // of *tally
}

// A maker makes a store of n texts, split by the analyzer.
type maker func(analyzer string, n int, text func(i int) (id int, text string)) (*store, error)

// The one field of a document: a text in canonical words.
const fieldText = "text"

type document struct {
	Text string `json:"text"`
}

// batchSize is how many texts are written at once. The embedded knowledge is written in one
// go, which gives the same scores as an index on disk.
const batchSize = 60_000

// inMemory is a [maker] of stores that are gone with the process.
func inMemory(analyzer string, n int, text func(i int) (int, string)) (*store, error) {
	b, err := bleve.NewUsing("", newMapping(analyzer), scorch.Name, scorch.Name, nil)
	if err != nil {
		return nil, err
	}
	batch := b.NewBatch()
	for i := range n {
		id, t := text(i)
		if err := batch.Index(strconv.Itoa(id), document{t}); err != nil {
			return nil, err
		}
		if batch.Size() == batchSize || i == n-1 {
			if err := b.Batch(batch); err != nil {
				return nil, err
			}
			batch.Reset()
		}
	}
	return newStore(b), nil
}

// newStore returns a store that closes its Bleve index, which has goroutines of its own,
// once nobody can search it any more.
func newStore(b bleve.Index) *store {
	s := &store{bleve: b, tallies: sync.Pool{New: func() any { return &tally{} }}}
	runtime.AddCleanup(s, func(b bleve.Index) { _ = b.Close() }, b)
	return s
}

// pairsFrom is from how many phrasings on only pairs of characters are searched. Below, single
// characters are looked up as well: they find a little more and cost a little time. Of a
// hundred thousand phrasings they would take most of it.
const pairsFrom = 20_000

func (x *Index) analyzer() string {
	if len(x.docs) < pairsFrom {
		return analysis.Name
	}
	return analysis.PairsName
}

// split returns the terms of a text as they are searched.
func (x *Index) split(text string) []string {
	if x.analyzer() == analysis.Name {
		return analysis.Grams(text)
	}
	return analysis.Terms(text)
}

// buildAsked makes the store of the phrasings, one text for each: with all phrasings of an
// entry in one text, BM25 would punish the entries that have many.
func (x *Index) buildAsked(make maker) (*store, error) {
	return make(x.analyzer(), len(x.docs), func(i int) (int, string) { return i, x.docs[i].canon.text })
}

// buildReplies makes the store of the answers' texts, each with the number of its entry's
// first phrasing.
func (x *Index) buildReplies(make maker) (*store, error) {
	return make(x.analyzer(), len(x.firsts), func(i int) (int, string) {
		first := x.firsts[i]
		return first, x.answers[x.docs[first].entry].text
	})
}

func newMapping(analyzer string) *mapping.IndexMappingImpl {
	f := bleve.NewTextFieldMapping()
	f.Analyzer = analyzer
	f.Store, f.IncludeTermVectors, f.IncludeInAll, f.DocValues = false, false, false, false
	doc := bleve.NewDocumentStaticMapping()
	doc.AddFieldMappingsAt(fieldText, f)
	doc.AddSubDocumentMapping("_all", bleve.NewDocumentDisabledMapping())
	m := bleve.NewIndexMapping()
	m.DefaultMapping = doc
	m.ScoringModel = "bm25"
	return m
}
