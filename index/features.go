package index

import (
	"strings"
	"unicode/utf8"

	"github.com/yibaowenwen/yibao/index/analysis"
)

// The features of a question and a candidate. The first group compares the question with
// one phrasing, the second with its entry or topic.
const (
	covTyped    = iota // share of the question's weight that the phrasing covers, as typed
	orderTyped         // characters in common order
	lengthTyped        // the shorter length over the longer
	covCanon           // the same in canonical words
	orderCanon
	leftOut     // share of a long question that this part leaves out
	topicWords  // how well the topic's words explain the question: logarithm of a probability
	inAnswer    // share of the question's weight that the answer's text has
	leavesScope // the question names another insurance, the candidate is about 医保
	entersScope // the question is about 医保, the candidate is not
	mixedScope  // the question names both, the candidate is about 医保
	namesNone   // the question names neither, the candidate is about 医保
	outside     // the candidate is not about 医保
	insuredFits // both name the same kind of insurance
	insuredOff  // they name different kinds
	keyword     // the question has one of the entry's keywords
	sameFamily  // the topic's family is that of the turn before, from which the question goes on
	numFeatures
)

// featureNames are shown to people who ask why.
func featureNames() [numFeatures]string {
	return [numFeatures]string{
		"typed words covered", "order of typed characters", "length", "canonical words covered",
		"order of canonical characters", "part left out", "words of the topic", "words of the answer", "names another insurance",
		"asks about 医保", "names 医保 and another", "names neither", "is not about 医保", "kind of insurance", "other kind of insurance",
		"keyword", "goes on from the turn before",
	}
}

type vector [numFeatures]float64

func (v vector) dot(w vector) float64 {
	var s float64
	for i := range v {
		s += v[i] * w[i]
	}
	return s
}

// A question is a query ready to be compared.
type question struct {
	Query
	views   []view // the whole, then its parts if it is long
	schemes analysis.Tags
	goesOn  bool      // from the turn before
	topics  []float32 // logarithm of each class's probability
	// inScope are the odds, as a logarithm, that the question is about 医保.
	inScope float64
}

// A view is a question, or the part of a long one that may be all that matters.
type view struct {
	raw, canon       wording
	rawLCS, canonLCS pattern
	leftOut          float64 // the share of the question's weight that is not in view
}

func (q *question) whole() *view { return &q.views[0] }

func (x *Index) question(query Query, topics *classifier) question {
	q := question{Query: query}
	folded := x.text.Fold(query.Text)
	q.schemes = x.schemes.Tags(folded)
	q.views = append(q.views, x.view(folded, query.Places > 1))
	if x.scope != nil {
		odds := x.scope.logShares(&q.whole().canon)
		q.inScope = float64(odds[inScope] - odds[outOfScope])
	}
	if said := x.inContext(folded, query.Topic); said != "" {
		return x.followUp(q, said, topics)
	}
	whole := max(q.whole().canon.weight, 1)
	for _, part := range parts(folded) {
		v := x.view(part, query.Places > 1)
		v.leftOut = max(0, 1-v.canon.weight/whole)
		q.views = append(q.views, v)
	}
	q.topics = topics.logShares(&q.whole().canon)
	q.weighParts(topics)
	return q
}

// weighParts takes what the parts of a letter speak of for as much as the whole: in the whole, one
// loud word of the story outweighs what is asked.
func (q *question) weighParts(topics *classifier) {
	parts := q.views[1:]
	if len(parts) == 0 || len(q.topics) == 0 {
		return
	}
	mean := make([]float32, len(q.topics))
	for i := range parts {
		for c, p := range topics.logShares(&parts[i].canon) {
			mean[c] += p / float32(len(parts))
		}
	}
	for c := range q.topics {
		q.topics[c] = (q.topics[c] + mean[c]) / 2
	}
}

// followUp completes a question that goes on from the turn before. What it means then is
// seen first; as it stands it still counts, for people also change the subject.
func (x *Index) followUp(q question, said string, topics *classifier) question {
	alone := topics.logShares(&q.views[0].canon)
	q.views = append([]view{x.view(said, q.Places > 1)}, q.views...)
	q.topics = topics.logShares(&q.whole().canon)
	for c := range q.topics {
		q.topics[c] = (q.topics[c] + alone[c]) / 2
	}
	q.schemes |= x.schemes.Tags(said)
	q.goesOn = true
	return q
}

// view prepares a text for comparison.
func (x *Index) view(folded string, far bool) view {
	a := x.analyse(folded, far)
	v := view{raw: x.terms.wording(a.raw, a.rawTerms), canon: x.terms.wording(a.canon, a.canonTerms)}
	v.canon.signs, _ = x.terms.known(a.signs)
	v.rawLCS = newPattern(v.raw.text, v.raw.length)
	v.canonLCS = newPattern(v.canon.text, v.canon.length)
	return v
}

// Long questions tell a story around what they ask.
const (
	storyLength = 18 // characters from which on a question is also looked at in parts
	partLength  = 5  // the shortest part that is looked at
	maxParts    = 8  // the first and last sentences say most
)

// parts returns the clauses of a long question and each pair of neighbours.
func parts(folded string) []string {
	if utf8.RuneCountInString(folded) < storyLength {
		return nil
	}
	clauses := strings.Fields(folded)
	if len(clauses) < 2 {
		return nil
	}
	if len(clauses) > maxParts {
		clauses = append(clauses[:maxParts/2:maxParts/2], clauses[len(clauses)-maxParts/2:]...)
	}
	var list []string
	for i, c := range clauses {
		if utf8.RuneCountInString(c) >= partLength {
			list = append(list, c)
		}
		if i > 0 && len(clauses) > 2 {
			list = append(list, clauses[i-1]+" "+c)
		}
	}
	return list
}
