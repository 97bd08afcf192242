package index

import (
	"github.com/yibaowenwen/yibao/index/zh"
)

// A phrasing is one way of asking for an entry.
type phrasing struct {
	entry      int // in Index.entries
	asked      string
	raw, canon wording
}

// addEntry adds the question and every phrasing of the entry with the number.
func (x *Index) addEntry(n int) {
	e := x.entries[n]
	seen := map[string]bool{}
	for _, asked := range append([]string{e.Question}, e.Asked...) {
		p := phrasing{entry: n, asked: asked}
		p.raw.text = x.text.Fold(asked)
		p.canon.text = x.text.Canon(p.raw.text)
		if p.raw.text == "" || seen[p.raw.text] {
			continue
		}
		seen[p.raw.text] = true
		x.terms.fill(&p.raw, zh.Grams(p.raw.text))
		said := x.tags.Tags(p.raw.text) | x.tags.Tags(p.canon.text)
		x.terms.fill(&p.canon, append(zh.Grams(p.canon.text), x.tagTerms(said)...))
		p.canon.signs = x.terms.add(x.signs(said, x.schemes.Tags(p.raw.text)))
		x.docs = append(x.docs, p)
	}
}

// tagTerms returns what a text speaks of as terms beside its grams, so that two wordings
// with no character in common can still agree.
func (x *Index) tagTerms(said zh.Tags) []string {
	names := x.tags.Names(said)
	for i, n := range names {
		names[i] = "#" + n
	}
	return names
}

// signs returns terms for the classifier: the schemes named, and every pair of things the
// text speaks of, because 外地 with 报销 means something else than either alone.
func (x *Index) signs(said, schemes zh.Tags) []string {
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

// fill computes what a phrasing's wording needs while the vocabulary grows.
func (v *vocabulary) fill(w *wording, terms []string) {
	w.runes = []rune(w.text)
	w.ids = v.add(terms)
	v.count(w.ids)
}

// weigh computes what depends on all phrasings together.
func (x *Index) weigh() {
	for _, e := range x.entries {
		said := x.said(e)
		x.answers = append(x.answers, wording{text: said, ids: x.terms.add(zh.Grams(said))})
	}
	x.terms.weigh(2 * len(x.docs)) // raw and canonical
	for i := range x.docs {
		p := &x.docs[i]
		p.raw.weight = x.terms.sum(p.raw.ids)
		p.canon.weight = x.terms.sum(p.canon.ids)
	}
	x.class, x.classes = classes(x.entries)
	x.mains = make([][]int, x.classes)
	for i, p := range x.docs {
		if i == 0 || x.docs[i-1].entry != p.entry {
			x.firsts = append(x.firsts, i)
			x.mains[x.class[p.entry]] = append(x.mains[x.class[p.entry]], i)
		}
	}
}

// train learns the topics' words from the phrasings whose numbers are kept.
func (x *Index) train(keep func(doc int) bool) *classifier {
	var examples []example
	for i := range x.docs {
		if keep(i) {
			examples = append(examples, newExample(&x.docs[i].canon, x.class[x.docs[i].entry]))
		}
	}
	return train(examples, len(x.terms.df), x.classes)
}
