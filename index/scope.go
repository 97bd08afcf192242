package index

import (
	"strings"

	"github.com/yibaowenwen/yibao/knowledge"
)

// leastShare bounds how strongly a topic's words can speak against it.
const leastShare = -9

// describe fills in the features that concern the entry as a whole.
func (x *Index) describe(v *vector, q *question, entry int) {
	e := x.entries[entry]
	medical := x.schemes.Tag("medical")
	about, other := q.schemes&medical != 0, q.schemes&^medical != 0
	switch out := e.Topic == knowledge.OutOfScope; {
	case !out && other && !about:
		v[leavesScope] = 1
	case !out && other && about:
		v[mixedScope] = 1
	case !out && !about:
		v[namesNone] = 1
	case out:
		v[outside] = 1
		if about && !other {
			v[entersScope] = 1
		}
	}
	v[inAnswer] = x.terms.covered(&q.whole().canon, &x.answers[entry])
	v[topicWords] = max(float64(q.topics[x.class[entry]]), leastShare)
	if e.Insured != "" && q.Insured != "" {
		if e.Insured == q.Insured {
			v[insuredFits] = 1
		} else {
			v[insuredOff] = 1
		}
	}
	for _, w := range e.Keywords {
		if strings.Contains(q.whole().raw.text, w) {
			v[keyword] = 1
		}
	}
	if q.goesOn && family(q.Topic) == family(e.Topic) {
		v[sameFamily] = 1
	}
}

// family returns what a topic's id begins with: transfer for transfer.duration.
func family(topic string) string {
	name, _, _ := strings.Cut(topic, ".")
	return name
}
