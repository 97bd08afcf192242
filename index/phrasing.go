package index

import "github.com/yibaowenwen/yibao/index/zh"

// A phrasing is one way of asking for an entry.
type phrasing struct {
	entry      int // in Index.entries
	asked      string
	raw, canon wording
}

// addPhrasings adds the question and every phrasing of every entry. The texts are taken
// apart on all processors; the vocabulary grows in the order of the corpus.
func (x *Index) addPhrasings() {
	for n, e := range x.entries {
		for _, asked := range append([]string{e.Question}, e.Asked...) {
			x.docs = append(x.docs, phrasing{entry: n, asked: asked})
		}
	}
	done := make([]analysis, len(x.docs))
	inParallel(len(x.docs), func(i int) { done[i] = x.analyse(x.text.Fold(x.docs[i].asked), false) })
	type said struct {
		entry int
		text  string
	}
	seen := map[said]bool{}
	kept := x.docs[:0]
	for i, p := range x.docs {
		if key := (said{p.entry, done[i].raw}); key.text != "" && !seen[key] {
			seen[key] = true
			p.raw = x.terms.fill(done[i].raw, done[i].rawTerms)
			p.canon = x.terms.fill(done[i].canon, done[i].canonTerms)
			p.canon.signs = x.terms.add(done[i].signs)
			kept = append(kept, p)
		}
	}
	x.docs = kept
}

// addAnswers adds the text of every entry's answer.
func (x *Index) addAnswers() {
	texts := make([]string, len(x.entries))
	inParallel(len(texts), func(i int) { texts[i] = x.said(x.entries[i]) })
	for _, said := range texts {
		x.answers = append(x.answers, wording{text: said, ids: x.terms.add(zh.Grams(said))})
	}
}

// fill prepares the wording of a phrasing, except for its weight, and counts its terms.
func (v *vocabulary) fill(text string, terms []string) wording {
	w := wording{text: text, runes: []rune(text), ids: v.add(terms)}
	v.count(w.ids)
	return w
}

// weigh computes what depends on all phrasings together.
func (x *Index) weigh() {
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
