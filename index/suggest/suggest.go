// Package suggest turns questions that people left for the editors into new phrasings for the
// entries that should have answered them.
//
// # Design
//
// Questions are grouped first, so that an editor reads each matter once, and a group, not a
// single odd wording, decides which entry is meant. Then each group goes one of four ways:
//
//   - answered by now: dropped, somebody has added a phrasing since;
//   - answered, but marked unhelpful: the answer is at fault, no phrasing will help;
//   - near an entry: its wordings become phrasings, without those that the entry has in nearly
//     the same words;
//   - near nothing: perhaps a new topic.
//
// Everything is pure and gives the same result for the same questions in any order.
package suggest

import (
	"cmp"
	"slices"
)

// A Question is one that was left for the editors.
type Question struct {
	Text      string
	Unhelpful bool // it was answered, and the answer did not help
}

// A Hit is what the index says to a question today.
type Hit struct {
	Entry string // the nearest one, empty if nothing is near
	Sure  bool   // it would be the answer
}

// Knowledge is what is known already.
type Knowledge interface {
	// Look looks a question up.
	Look(text string) (Hit, error)
	// Phrasings returns how people are known to ask for an entry.
	Phrasings(entry string) []string
}

// A Report is what comes of the questions, the largest groups first.
type Report struct {
	Add       []Addition `json:"add"`       // phrasings for entries
	New       []Cluster  `json:"new"`       // near no entry
	Unhelpful []Answered `json:"unhelpful"` // whose answers did not help
	// Known is how many questions would be answered today, or are asked in the words that an
	// entry has.
	Known int `json:"known"`
}

// An Addition is what an entry lacks.
type Addition struct {
	Entry string   `json:"entry"`
	Asked []Phrase `json:"asked"`
}

// An Answered is an answer that did not help those who asked so.
type Answered struct {
	Entry string   `json:"entry"`
	Asked []Phrase `json:"asked"`
}

// A Phrase is one wording, and how often a question was put so.
type Phrase struct {
	Text string `json:"text"`
	N    int    `json:"n"`
}

// known is how alike two wordings are that bring nothing new.
const known = 0.8

// Of makes the report. Background are texts that show which words are common.
func Of(questions []Question, k Knowledge, background []string) (Report, error) {
	m := NewMeasure(background)
	s := sorter{Knowledge: k, measure: m, add: map[string]map[string]int{}, unhelpful: map[string]map[string]int{}}
	for _, c := range m.Clusters(texts(questions)) {
		if err := s.take(c, questions); err != nil {
			return Report{}, err
		}
	}
	r := Report{New: s.fresh, Known: s.known}
	for entry, asked := range s.add {
		r.Add = append(r.Add, Addition{entry, phrases(asked)})
	}
	for entry, asked := range s.unhelpful {
		r.Unhelpful = append(r.Unhelpful, Answered{entry, phrases(asked)})
	}
	slices.SortFunc(r.Add, func(a, b Addition) int {
		return cmp.Or(cmp.Compare(sum(b.Asked), sum(a.Asked)), cmp.Compare(a.Entry, b.Entry))
	})
	slices.SortFunc(r.Unhelpful, func(a, b Answered) int {
		return cmp.Or(cmp.Compare(sum(b.Asked), sum(a.Asked)), cmp.Compare(a.Entry, b.Entry))
	})
	return r, nil
}

func texts(questions []Question) []string {
	list := make([]string, len(questions))
	for i, q := range questions {
		list[i] = q.Text
	}
	return list
}

// phrases orders wordings, the most frequent first.
func phrases(counts map[string]int) []Phrase {
	var list []Phrase
	for text, n := range counts {
		list = append(list, Phrase{text, n})
	}
	slices.SortFunc(list, func(a, b Phrase) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Text, b.Text)) })
	return list
}

func sum(list []Phrase) (n int) {
	for _, p := range list {
		n += p.N
	}
	return n
}
