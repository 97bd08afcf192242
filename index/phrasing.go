package index

import (
	"unicode/utf8"

	"github.com/yibaowenwen/yibao/index/analysis"
	"github.com/yibaowenwen/yibao/knowledge"
)

// A phrasing is one way of asking for an entry.
type phrasing struct {
	entry      int // in Index.entries
	nth        int // 0 the entry's question, then what people asked
	raw, canon wording
}

// atATime is how many phrasings are taken apart before the vocabulary takes them in, so
// that a large corpus does not lie in memory twice.
const atATime = 1 << 12

// addPhrasings adds the question and every phrasing of every entry. The texts are taken
// apart on all processors; the vocabulary grows in the order of the corpus.
func (x *Index) addPhrasings() {
	for n, e := range x.entries {
		for nth := range 1 + len(e.Asked) {
			x.docs = append(x.docs, phrasing{entry: n, nth: nth})
		}
	}
	seen := map[said]bool{}
	kept := x.docs[:0]
	done := make([]aspect, min(atATime, len(x.docs)))
	for part := x.docs; len(part) > 0; part = part[min(atATime, len(part)):] {
		now := part[:min(atATime, len(part))]
		inParallel(len(now), func(i int) { done[i] = x.analyse(x.text.Fold(x.as(&now[i])), false) })
		for i, p := range now {
			if key := (said{p.entry, done[i].raw}); key.text != "" && !seen[key] {
				seen[key] = true
				x.fill(&p, &done[i])
				kept = append(kept, p)
			}
		}
	}
	x.docs = kept
	x.taught = len(x.terms.df)
}

// as returns the phrasing as it was written.
func (x *Index) as(p *phrasing) string {
	if p.nth == 0 {
		return x.entries[p.entry].Question
	}
	return x.entries[p.entry].Asked[p.nth-1]
}

// said tells phrasings of an entry apart by their folded text.
type said struct {
	entry int
	text  string
}

// fill prepares the wordings of a phrasing, except for their weight and length, and counts their terms.
func (x *Index) fill(p *phrasing, a *aspect) {
	p.raw = wording{text: a.raw, ids: x.terms.add(a.rawTerms)}
	p.canon = wording{text: a.canon, ids: x.terms.add(a.canonTerms)}
	x.terms.count(p.raw.ids)
	x.terms.count(p.canon.ids)
	p.canon.signs = x.terms.add(a.signs)
}

// addAnswers adds the text of every entry's answer.
func (x *Index) addAnswers() {
	texts := make([]string, len(x.entries))
	inParallel(len(texts), func(i int) { texts[i] = x.said(x.entries[i]) })
	for _, said := range texts {
		x.answers = append(x.answers, wording{text: said, ids: x.terms.add(analysis.Grams(said))})
	}
}

// weigh computes what depends on all phrasings atATime, and what is quickly found anew.
func (x *Index) weigh() {
	x.terms.weigh(2 * len(x.docs)) // raw and canonical
	for i := range x.docs {
		for _, w := range []*wording{&x.docs[i].raw, &x.docs[i].canon} {
			w.weight = x.terms.sum(w.ids)
			w.length = utf8.RuneCountInString(w.text)
		}
	}
}

// classify sorts the entries into the classes of their topics.
func (x *Index) classify() {
	x.class, x.classes = classes(x.entries)
	x.kinOf = x.kin()
	x.mains = make([][]int, x.classes)
	for i, p := range x.docs {
		if i == 0 || x.docs[i-1].entry != p.entry {
			x.firsts = append(x.firsts, i)
			if c := x.class[p.entry]; len(x.mains[c]) < maxMains {
				x.mains[c] = append(x.mains[c], i)
			}
		}
	}
}

// maxMains bounds how many entries of a topic are looked at for its words alone.
const maxMains = 64

// maxExamples bounds what the classifier is taught with. Far below, more examples hardly
// teach it anything; far above, only the training would grow.
const maxExamples = 24_000

// train learns the topics' words from the phrasings whose numbers are kept.
func (x *Index) train(keep func(doc int) bool) *classifier {
	return train(x.examples(keep, func(doc int) int { return x.class[x.docs[doc].entry] }), x.taught, x.classes)
}

// The classes of the model of scope.
const (
	inScope = iota
	outOfScope
	scopes
)

// trainScope learns the words that tell a question about 医保 from one about anything else: what
// all other offices have in common is more than what each has with the question.
func (x *Index) trainScope() *classifier {
	class := func(doc int) int {
		if x.entries[x.docs[doc].entry].Topic == knowledge.OutOfScope {
			return outOfScope
		}
		return inScope
	}
	return train(x.examples(func(int) bool { return true }, class), x.taught, scopes)
}

// examples returns the phrasings whose numbers are kept. Of a corpus with more than
// [maxExamples] it takes an even share of all entries.
func (x *Index) examples(keep func(doc int) bool, class func(doc int) int) []example {
	every := (len(x.docs) + maxExamples - 1) / maxExamples
	var examples []example
	for i := range x.docs {
		if keep(i) && i%max(every, 1) == 0 {
			examples = append(examples, newExample(&x.docs[i].canon, class(i)))
		}
	}
	return examples
}
