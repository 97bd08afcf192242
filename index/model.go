package index

import (
	"math"

	"github.com/yibaowenwen/yibao/knowledge"
)

// A model holds what was fitted; fit_test.go says how.
type model struct {
	weights vector  // of the ranking score
	trust   signals // of the confidence in it
}

func fitted() model {
	return model{
		weights: vector{
			covTyped:    1.25,
			orderTyped:  1.98,
			lengthTyped: 0.97,
			covCanon:    0.80,
			orderCanon:  1.28,
			leftOut:     -0.52,
			topicWords:  0.62,
			inAnswer:    2.83,
			leavesScope: -4.00,
			entersScope: -0.10,
			mixedScope:  0.20,
			namesNone:   -1.30,
			outside:     1.01,
			insuredFits: 0.30,
			insuredOff:  -1.00,
			keyword:     0.59,
			sameFamily:  0.60,
		},
		trust: signals{always: -0.21, itsScore: 0.03, itsGap: 0.79, itsWords: 0.36, itsCover: 0.40, itsOrder: -0.20, isOutside: 0.61, isLeaving: -2.00},
	}
}

// The thresholds on Confidence that the verdict rests on. Of our own judged questions, which the
// weights have seen, 0.66 answers 79 of 100 and one in 200 wrongly; 0.6 would answer some more and
// be wrong half as often again (the table of `yibao eval` and the log of TestFit show the trade). To
// be asked "did you mean" costs a press, a wrong answer costs a journey: hence the caution.
const (
	AnswerAt = 0.66 // from here on the best entry is said as the answer
	ChooseAt = 0.1  // below, nothing in the knowledge comes close
)

// The signals of how far a candidate can be trusted.
const (
	always = iota
	itsScore
	itsGap   // to the best candidate of another topic
	itsWords // how well its topic's words explain the question
	itsCover // share of the question's weight that its phrasing covers
	itsOrder // order of characters
	isOutside
	isLeaving // it is about 医保, the question names only another insurance
	numSignals
)

type signals [numSignals]float64

func (s signals) dot(w signals) float64 {
	var sum float64
	for i := range s {
		sum += s[i] * w[i]
	}
	return sum
}

// widest bounds the gap: beyond it a greater one says nothing more.
const widest = 4

// signals describes candidate i of a ranked list.
func (x *Index) signals(list []candidate, i int) signals {
	c := list[i]
	s := signals{
		always:    1,
		itsScore:  c.score,
		itsGap:    max(-widest, min(widest, x.gap(list, i))),
		itsWords:  c.features[topicWords],
		itsCover:  c.features[covCanon],
		itsOrder:  c.features[orderCanon],
		isLeaving: c.features[leavesScope],
	}
	if x.entry(c).Topic == knowledge.OutOfScope {
		s[isOutside] = 1
	}
	return s
}

// confidence estimates the probability that candidate i answers the question.
func (x *Index) confidence(list []candidate, i int) float64 {
	return 1 / (1 + math.Exp(-x.signals(list, i).dot(x.model.trust)))
}
