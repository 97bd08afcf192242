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
			covQRaw:     0.34,
			covDRaw:     -0.63,
			lcsRaw:      4.17,
			lenRaw:      1.77,
			covQ:        2.07,
			covD:        -1.08,
			lcsCanon:    2.64,
			lenCanon:    0.47,
			partial:     -2.24,
			support:     -0.24,
			topicWords:  0.76,
			leavesScope: -3.58,
			entersScope: 0.27,
			mixedScope:  -0.97,
			insuredFits: 0.3,
			insuredOff:  -1.0,
			keyword:     0.74,
			follows:     2.0,
		},
		trust: signals{0.25, -0.21, 0.72, 0.81, 0.30, 1.33, 1.87},
	}
}

// The thresholds on Confidence that the verdict rests on.
const (
	AnswerAt = 0.6 // from here on the best entry is said as the answer
	ChooseAt = 0.1 // below, nothing in the knowledge comes close
)

// The signals of how far a candidate can be trusted.
const (
	always = iota
	itsScore
	itsGap   // to the best candidate of another topic
	itsWords // how well its topic's words explain the question
	itsCover // the weaker of the two coverages
	itsOrder // order of characters
	isOutside
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
		always:   1,
		itsScore: c.score,
		itsGap:   max(-widest, min(widest, x.gap(list, i))),
		itsWords: c.features[topicWords],
		itsCover: min(c.features[covQ], c.features[covD]),
		itsOrder: c.features[lcsCanon],
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
