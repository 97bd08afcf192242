package coverage

import (
	"cmp"
	"slices"

	"github.com/yibaowenwen/yibao/knowledge"
)

// A Review is the work of comparing statements with a source again: whoever opens the source
// once can look at all of them.
type Review struct {
	By     knowledge.Date // the day from which answers say that they may be out of date
	Source string
	Facts  []Fact // in the order of the corpus
}

// A Fact is one statement of a [Review].
type Fact struct {
	Item string // id of the entry, topic/place of the note, and so on
	Pos  knowledge.Pos
	knowledge.Basis
}

// Reviews returns what is to be reviewed, the earliest day first. Statements without a day of
// review are not in it.
func Reviews(c *knowledge.Corpus) []Review {
	type key struct{ by, source string }
	at := map[key]int{}
	var list []Review
	for _, f := range facts(c) {
		if f.ReviewBy.IsZero() {
			continue
		}
		k := key{f.ReviewBy.String(), f.Source}
		i, ok := at[k]
		if !ok {
			i = len(list)
			at[k] = i
			list = append(list, Review{By: f.ReviewBy, Source: f.Source})
		}
		list[i].Facts = append(list[i].Facts, Fact{f.item, f.pos, f.Basis})
	}
	slices.SortStableFunc(list, func(a, b Review) int {
		return cmp.Or(a.By.Time().Compare(b.By.Time()), cmp.Compare(len(b.Facts), len(a.Facts)), cmp.Compare(a.Source, b.Source))
	})
	return list
}
