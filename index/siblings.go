package index

import (
	"math"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/yibaowenwen/yibao/knowledge"
)

// Siblings are the entries of one topic. They share most of their words, so that the best phrasing
// says little about which of them is meant; what does is the words that one of them is asked with
// more often than the others.
type siblings struct {
	place     map[int]int   // of an entry among them
	phrasings []int         // of each, then of all
	rows      map[int32]int // where in counts the row of a term begins
	counts    []int32       // row by row the phrasings of each that have the term, then of all
	bare      []bool        // by term: it is one character or part of a question word, which says little
}

// Of the weight of what sets an entry apart, tried with the phrasings of a fold left out: of those
// whose topic was found, the right entry then comes first for 72 of 100, by the score alone for 61. A
// greater weight and less doubt gain one more there, and lose with what people really write.
const (
	apartWeight = 0.6  // in the units of the score
	apartDoubt  = 3    // phrasings of the topic at large that each entry is taken to have besides its own
	apartWord   = 1.2  // weight of the word that speaks for an entry most
	apartUsual  = 1.8  // less than which a word of nearly any question does
	apartShare  = 0.7  // and what share of the most that a word can say
	apartSeen   = 3    // phrasings that have such a word: one may have it by chance
	apartBare   = 0.4  // what an entry loses of which no such word, and little else, was said
	apartLeast  = -1.5 // what a word says against an entry at most: nobody writes down all wordings
)

// questions are the characters of question words: 去哪, 怎么, 多久. What is asked is not what it is asked of.
const questions = "哪怎咋什么啥谁吗呢几多"

// kin returns what gathers the siblings of each class when they are first needed.
func (x *Index) kin() []func() *siblings {
	bare := sync.OnceValue(func() []bool {
		list := make([]bool, len(x.terms.df))
		for term, id := range x.terms.ids {
			list[id] = utf8.RuneCountInString(term) == 1 || strings.ContainsAny(term, questions)
		}
		return list
	})
	list := make([]func() *siblings, x.classes)
	for c := range list {
		list[c] = sync.OnceValue(func() *siblings { return x.siblings(c, bare()) })
	}
	return list
}

func (x *Index) siblings(class int, bare []bool) *siblings {
	s := &siblings{place: map[int]int{}, bare: bare}
	for e, c := range x.class {
		if c == class {
			s.place[e] = len(s.place)
		}
	}
	s.phrasings = make([]int, len(s.place)+1)
	row := make([]int32, len(x.terms.df)) // of each term, from 1 on
	var terms []int32
	x.eachOf(class, func(p *phrasing) {
		for _, id := range p.canon.ids {
			if row[id] == 0 {
				terms = append(terms, id)
				row[id] = int32(len(terms))
			}
		}
	})
	width := len(s.phrasings)
	s.counts = make([]int32, len(terms)*width)
	x.eachOf(class, func(p *phrasing) {
		at := s.place[p.entry]
		s.phrasings[at]++
		s.phrasings[width-1]++
		for _, id := range p.canon.ids {
			counts := s.counts[int(row[id]-1)*width:][:width]
			counts[at]++
			counts[width-1]++
		}
	})
	s.rows = make(map[int32]int, len(terms))
	for i, id := range terms {
		s.rows[id] = i * width
	}
	return s
}

// eachOf calls f with the phrasings of a class.
func (x *Index) eachOf(class int, f func(*phrasing)) {
	for n, first := range x.firsts {
		if x.class[x.docs[first].entry] != class {
			continue
		}
		end := len(x.docs)
		if n+1 < len(x.firsts) {
			end = x.firsts[n+1]
		}
		for i := first; i < end; i++ {
			f(&x.docs[i])
		}
	}
}

// apart is [siblings.apart] for an entry in scope; those out of scope have no siblings.
func (x *Index) apart(q *question, entry int) float64 {
	if x.entries[entry].Topic == knowledge.OutOfScope {
		return 0
	}
	by, marked := x.kinOf[x.class[entry]]().apart(q, entry)
	if e := x.entries[entry]; !marked && by < 0.2 && e.ID != e.Topic {
		by -= apartBare
	}
	return by
}

// apart returns how much more the words of a question speak for an entry than for its topic at large:
// the mean over the words, weighed like a sum of that many independent ones.
func (s *siblings) apart(q *question, entry int) (by float64, marked bool) {
	at, known := s.place[entry], 0
	last := len(s.phrasings) - 1
	all, own := float64(s.phrasings[last]), float64(s.phrasings[at])
	var sum, most float64
	for _, id := range q.whole().canon.ids {
		row, ok := s.rows[id]
		if !ok {
			continue
		}
		known++
		with := s.counts[row : row+last+1]
		share := float64(with[last]) / all
		odds := math.Log((float64(with[at]) + apartDoubt*share) / (own + apartDoubt) / share)
		sum += max(apartLeast, odds)
		if with[at] >= apartSeen && !s.bare[id] {
			most = max(most, odds)
		}
	}
	usual := min(apartUsual, apartShare*math.Log(all/own)) // where there are few siblings no word says much
	return apartWeight*sum/math.Sqrt(float64(known+1)) + apartWord*max(0, most-usual), most > usual
}
