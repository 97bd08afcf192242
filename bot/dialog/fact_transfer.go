package dialog

import (
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/policy"
)

func poolParams() []string {
	return []string{policy.ParamOnePool, policy.ParamOnePoolResident, policy.ParamAutomatic}
}

// sameCity reports whether two places are one city, whatever the insurance. A province that
// never pooled as one is too coarse to tell.
func sameCity(c *knowledge.Corpus, in []input) (truth, int) {
	from, to := in[0].Text, in[1].Text
	route := c.Regions.Route(from, to)
	if route == "" && from[:2] == to[:2] && !policy.EverPooled(c, to) {
		return unknown, coarser(c, from)
	}
	return answerOf(route == knowledge.SameArea)
}

// poolings returns how the two places pool for the kind of insurance; someone who does not
// know the kind gets both answers.
func poolings(c *knowledge.Corpus, in []input) []policy.Pooling {
	var list []policy.Pooling
	for _, resident := range []bool{false, true} {
		kind := in[2].Text
		if kind == Unsure || (kind == string(knowledge.Resident)) == resident {
			p, _ := policy.Pools(c, in[0].Text, in[1].Text, resident, in[3].Day)
			list = append(list, p)
		}
	}
	return list
}

// pooled reports whether every reading of the answers gives the pooling. Where a province was
// named and the city decides, the place is too coarse.
func pooled(want policy.Pooling) func(*knowledge.Corpus, []input) (truth, int) {
	return func(c *knowledge.Corpus, in []input) (truth, int) {
		all := isTrue
		for _, p := range poolings(c, in) {
			switch p {
			case policy.Vague:
				return unknown, coarser(c, in[0].Text)
			case want:
			default:
				all = isFalse
			}
		}
		return all, nothing
	}
}

// coarser returns 0 if the first of two places is the one that is only a province, else 1.
func coarser(c *knowledge.Corpus, first string) int {
	if g, _ := c.Regions.Get(first); g.Grade == knowledge.Province {
		return 0
	}
	return 1
}
