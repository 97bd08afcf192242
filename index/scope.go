package index

import (
	"strings"

	"github.com/yibaowenwen/yibao/knowledge"
)

// leastShare bounds how strongly a topic's words can speak against it.
const leastShare = -9

// describe fills in the features that concern the entry as a whole.
func (x *Index) describe(v *vector, q *question, c *coverage, entry int) {
	e := x.entries[entry]
	v[inAnswer] = c.ofWhole(q, x.answers[entry].ids, x.terms.idf)
	v[topicWords] = max(float64(q.topics[x.class[entry]]), leastShare)
	x.describeScope(v, q, e.Topic == knowledge.OutOfScope)
	switch {
	case e.Insured == "" || q.Insured == "":
	case e.Insured == q.Insured:
		v[insuredFits] = 1
	default:
		v[insuredOff] = 1
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

// describeScope compares which insurance or office the question names with whether the
// candidate is about 医保 or sends elsewhere.
func (x *Index) describeScope(v *vector, q *question, out bool) {
	medical := x.schemes.Tag("medical")
	about, other := q.schemes&medical != 0, q.schemes&^medical != 0
	switch {
	case out && q.goesOn && q.Topic != knowledge.OutOfScope: // a talk about 医保 goes on
	case out:
		v[outside] = 1
		if about && !other {
			v[entersScope] = 1
		}
	case other && about:
		v[mixedScope] = 1
	case other:
		v[leavesScope] = 1
	case !about:
		v[namesNone] = 1
	}
}

// family returns what a topic's id begins with: transfer for transfer.duration.
func family(topic string) string {
	name, _, _ := strings.Cut(topic, ".")
	return name
}
