package index

import (
	"math"
	"slices"
	"unicode/utf8"
)

// A vocabulary numbers the grams of all phrasings and weighs them by how few have them.
type vocabulary struct {
	ids    map[string]int32
	df     []int32 // phrasings with the gram
	idf    []float64
	unseen float64 // the weight of a gram that no phrasing has
}

func newVocabulary() *vocabulary { return &vocabulary{ids: map[string]int32{}} }

// add returns the sorted ids of the grams, numbering those not met before.
func (v *vocabulary) add(grams []string) []int32 {
	ids := make([]int32, 0, len(grams))
	for _, g := range grams {
		id, ok := v.ids[g]
		if !ok {
			id = int32(len(v.df))
			v.ids[g] = id
			v.df = append(v.df, 0)
		}
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// known returns the sorted ids of the terms that phrasings have, and how many others there are.
func (v *vocabulary) known(terms []string) (ids []int32, unseen int) {
	ids = make([]int32, 0, len(terms))
	var missing []string
	for _, g := range terms {
		if id, ok := v.ids[g]; ok {
			ids = append(ids, id)
		} else {
			missing = append(missing, g)
		}
	}
	slices.Sort(ids)
	slices.Sort(missing)
	return slices.Compact(ids), len(slices.Compact(missing))
}

// count notes that one more phrasing has the grams.
func (v *vocabulary) count(ids []int32) {
	for _, id := range ids {
		v.df[id]++
	}
}

// weigh sets the weights once all n phrasings are counted. They have the form of BM25's.
func (v *vocabulary) weigh(n int) {
	weight := func(df float64) float64 { return math.Log(1 + (float64(n)-df+0.5)/(df+0.5)) }
	v.idf = make([]float64, len(v.df))
	for i, df := range v.df {
		v.idf[i] = weight(max(1, float64(df))) // 0: only answers have it
	}
	v.unseen = weight(1)
}

// A wording is one form of a text, ready to be compared.
type wording struct {
	text   string
	length int     // in characters
	ids    []int32 // known grams, sorted
	signs  []int32 // further terms that only the classifier looks at
	unseen int     // grams that no phrasing has
	weight float64 // of all grams, known or not
}

// wording prepares a question; phrasings get theirs while the vocabulary grows.
func (v *vocabulary) wording(text string, terms []string) wording {
	w := wording{text: text, length: utf8.RuneCountInString(text)}
	w.ids, w.unseen = v.known(terms)
	w.weight = v.sum(w.ids) + v.unseen*float64(w.unseen)
	return w
}

func (v *vocabulary) sum(ids []int32) float64 {
	var s float64
	for _, id := range ids {
		s += v.idf[id]
	}
	return s
}

// shared returns the weight of the grams that both have.
func (v *vocabulary) shared(a, b []int32) float64 {
	var s float64
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			s += v.idf[a[i]]
			i++
			j++
		}
	}
	return s
}
