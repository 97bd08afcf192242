package dialog

import (
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/policy"
)

func poolParams() []string {
	return []string{policy.ParamOnePool, policy.ParamOnePoolResident, policy.ParamAutomatic}
}

// sameCity reports whether two places are one city, whatever the insurance.
func sameCity(c *knowledge.Corpus, in []input) (truth, int) {
	return answerOf(c.Regions.Route(in[0].Text, in[1].Text) == knowledge.SameArea)
}

// inProvince reports whether the places are two cities of one province.
func inProvince(c *knowledge.Corpus, in []input) (truth, int) {
	return answerOf(c.Regions.Route(in[0].Text, in[1].Text) == knowledge.InProvince)
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

// pooled reports whether every reading of the answers gives the pooling.
func pooled(want policy.Pooling) func(*knowledge.Corpus, []input) (truth, int) {
	return func(c *knowledge.Corpus, in []input) (truth, int) {
		for _, p := range poolings(c, in) {
			if p != want {
				return isFalse, nothing
			}
		}
		return isTrue, nothing
	}
}

// tooCoarse is never true: it asks for a city where a province was named and the city decides.
func tooCoarse(c *knowledge.Corpus, in []input) (truth, int) {
	for _, p := range poolings(c, in) {
		if p != policy.Vague {
			continue
		}
		for i := range 2 {
			if g, _ := c.Regions.City(in[i].Text); g.Grade == knowledge.Province {
				return unknown, i
			}
		}
	}
	return isFalse, nothing
}

func balanceStays(c *knowledge.Corpus, in []input) (truth, int) {
	stays, _ := policy.BalanceStays(c, in[0].Text, in[1].Text, in[2].Day)
	return answerOf(stays)
}
