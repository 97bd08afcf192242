package index

import (
	"runtime"
	"sync"

	"github.com/yibaowenwen/yibao/index/analysis"
)

// An aspect is what can be said of a text without knowing any other.
type aspect struct {
	raw, canon           string
	rawTerms, canonTerms []string
	signs                []string // further terms that only the classifier looks at
}

// analyse takes a folded text apart. One that names two places and no move (far) speaks of
// 外地, said or not.
func (x *Index) analyse(folded string, far bool) aspect {
	a := aspect{raw: folded, canon: x.text.Canon(folded)}
	said := x.tags.Tags(a.raw) | x.tags.Tags(a.canon)
	if far && said&x.tags.Tag("transfer") == 0 {
		said |= x.tags.Tag("remote")
	}
	a.rawTerms = analysis.Grams(a.raw)
	a.canonTerms = append(analysis.Grams(a.canon), x.tagTerms(said)...)
	a.signs = x.signs(said, x.schemes.Tags(a.raw))
	return a
}

// tagTerms returns what a text speaks of as terms beside its grams, so that two wordings
// with no character in common can still agree.
func (x *Index) tagTerms(said analysis.Tags) []string {
	names := x.tags.Names(said)
	for i, n := range names {
		names[i] = "#" + n
	}
	return names
}

// signs returns terms for the classifier: the schemes named, and every pair of things the
// text speaks of, because 外地 with 报销 means something else than either alone.
func (x *Index) signs(said, schemes analysis.Tags) []string {
	names := x.tagTerms(said)
	var out []string
	for _, n := range x.schemes.Names(schemes) {
		names = append(names, "@"+n)
		out = append(out, "@"+n)
	}
	for i, n := range names {
		for _, m := range names[:i] {
			out = append(out, m+n)
		}
	}
	return out
}

// inParallel calls f for every number below n, on all processors.
func inParallel(n int, f func(i int)) {
	var wg sync.WaitGroup
	share := (n + runtime.GOMAXPROCS(0) - 1) / runtime.GOMAXPROCS(0)
	for start := 0; start < n; start += share {
		wg.Go(func() {
			for i := start; i < min(start+share, n); i++ {
				f(i)
			}
		})
	}
	wg.Wait()
}
