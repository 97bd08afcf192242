package index

import (
	"fmt"
	"sync"

	"github.com/yibaowenwen/yibao/index/analysis"
	"github.com/yibaowenwen/yibao/knowledge"
)

// An Index searches one corpus. It does not change and may be used by many goroutines; a
// changed corpus needs a new Index.
type Index struct {
	corpus   *knowledge.Corpus
	origin   Origin
	text     *analysis.Analyzer
	tags     *analysis.Tagger // what is asked about
	schemes  *analysis.Tagger // which insurance or office
	families map[string]string
	asked    *store                 // the phrasings
	replies  func() (*store, error) // the answers' texts, opened or built when first needed
	terms    *vocabulary
	taught   int        // terms that phrasings have; those after them only answers have
	docs     []phrasing // by the number that is the id of its Bleve document
	entries  []*knowledge.Entry
	class    []int // of each entry, for the classifier
	classes  int
	answers  []wording          // of each entry
	firsts   []int              // the first phrasing of each entry that has one
	mains    [][]int            // by class, the first phrasings of its entries
	kinOf    []func() *siblings // by class
	topics   *classifier
	scope    *classifier // in scope or not
	model    model
	spare    sync.Pool // of *coverage
}

// New builds the index of a corpus in memory.
func New(corpus *knowledge.Corpus) (*Index, error) {
	x, err := newIndex(corpus)
	if err != nil {
		return nil, err
	}
	x.addPhrasings()
	x.classify()
	learned := make(chan *classifier, 1)
	go func() {
		x.scope = x.trainScope()
		learned <- x.train(func(int) bool { return true })
	}()
	x.addAnswers()
	x.weigh()
	x.asked, err = x.buildAsked(inMemory)
	x.topics = <-learned
	if err != nil {
		return nil, fmt.Errorf("build index: %w", err)
	}
	x.replies = sync.OnceValues(func() (*store, error) { return x.buildReplies(inMemory) })
	return x, nil
}

// newIndex returns an Index that knows its words and entries, and nothing of their texts.
func newIndex(corpus *knowledge.Corpus) (*Index, error) {
	x := &Index{corpus: corpus, terms: newVocabulary(), model: fitted()}
	if err := x.prepare(corpus); err != nil {
		return nil, fmt.Errorf("prepare text analysis: %w", err)
	}
	for i := range corpus.Entries {
		x.entries = append(x.entries, &corpus.Entries[i])
	}
	return x, nil
}

func (x *Index) prepare(corpus *knowledge.Corpus) (err error) {
	if x.text, err = analysis.New(synonyms(corpus)); err != nil {
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
