package index

import (
	"fmt"
	"strconv"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"

	"github.com/yibaowenwen/yibao/index/zh"
	"github.com/yibaowenwen/yibao/knowledge"
)

// An Index searches one corpus. It does not change and may be used by many goroutines; a
// changed corpus needs a new Index.
type Index struct {
	text     *zh.Analyzer
	tags     *zh.Tagger // what is asked about
	schemes  *zh.Tagger // which insurance or office
	families map[string]string
	recall   bleve.Index
	terms    *vocabulary
	docs     []phrasing // by the number that is the id of its Bleve document
	entries  []*knowledge.Entry
	class    []int // of each entry, for the classifier
	classes  int
	answers  []wording // of each entry
	firsts   []int     // the first phrasing of each entry that has one
	mains    [][]int   // by class, the first phrasings of its entries
	topics   *classifier
	model    model
}

// New builds the index of a corpus in memory.
func New(corpus *knowledge.Corpus) (*Index, error) {
	x := &Index{terms: newVocabulary(), model: fitted()}
	if err := x.prepare(corpus); err != nil {
		return nil, fmt.Errorf("prepare text analysis: %w", err)
	}
	for i := range corpus.Entries {
		x.entries = append(x.entries, &corpus.Entries[i])
	}
	x.addPhrasings()
	x.addAnswers()
	x.weigh()
	learned := make(chan *classifier)
	go func() { learned <- x.train(func(int) bool { return true }) }()
	var err error
	x.recall, err = x.store()
	x.topics = <-learned
	if err != nil {
		return nil, fmt.Errorf("build index: %w", err)
	}
	return x, nil
}

func (x *Index) prepare(corpus *knowledge.Corpus) (err error) {
	if x.text, err = zh.New(synonyms(corpus)); err != nil {
		return err
	}
	if x.tags, err = tagger("tags.txt"); err != nil {
		return err
	}
	if x.families, err = families(); err != nil {
		return err
	}
	x.schemes, err = tagger("schemes.txt")
	return err
}

func synonyms(c *knowledge.Corpus) [][]string {
	lists := make([][]string, len(c.Synonyms))
	for i, s := range c.Synonyms {
		lists[i] = s.Words
	}
	return lists
}

// The fields of a Bleve document, which has one of them, in canonical words.
const (
	fieldAsked = "asked" // a phrasing
	fieldSaid  = "said"  // an entry's answer
)

type document struct {
	Asked string `json:"asked,omitempty"`
	Said  string `json:"said,omitempty"`
}

// store writes one Bleve document for each phrasing: with all phrasings of an entry in one
// field, BM25 would punish the entries that have many.
func (x *Index) store() (bleve.Index, error) {
	b, err := bleve.NewUsing("", newMapping(zh.Name), scorch.Name, scorch.Name, nil)
	if err != nil {
		return nil, err
	}
	batch := b.NewBatch()
	for i := range x.docs {
		if err := batch.Index(strconv.Itoa(i), document{Asked: x.docs[i].canon.text}); err != nil {
			return nil, err
		}
	}
	for _, first := range x.firsts {
		entry := x.docs[first].entry
		if err := batch.Index(answerID+strconv.Itoa(first), document{Said: x.answers[entry].text}); err != nil {
			return nil, err
		}
	}
	return b, b.Batch(batch)
}

// answerID begins the ids of answers; the number of the entry's first phrasing follows.
const answerID = "a"

func newMapping(analyzer string) *mapping.IndexMappingImpl {
	f := bleve.NewTextFieldMapping()
	f.Analyzer = analyzer
	f.Store, f.IncludeTermVectors, f.IncludeInAll, f.DocValues = false, false, false, false
	doc := bleve.NewDocumentStaticMapping()
	doc.AddFieldMappingsAt(fieldAsked, f)
	doc.AddFieldMappingsAt(fieldSaid, f)
	doc.AddSubDocumentMapping("_all", bleve.NewDocumentDisabledMapping())
	m := bleve.NewIndexMapping()
	m.DefaultMapping = doc
	m.ScoringModel = "bm25"
	return m
}
