package policy

import "github.com/yibaowenwen/yibao/knowledge"

// Pooling says how two places share a pooling area (统筹区).
type Pooling int

// The answers of [Pools].
const (
	Apart   Pooling = iota // two areas: a move is a transfer
	Vague                  // one province, but a city is not named
	Same                   // one city
	OnePool                // two cities of a province that pools as one
	Settles                // two cities of a province that carries everything over by itself
)

// Pools reports how the places lie to each other for someone insured in the residents' or the
// employees' scheme on the day, and what the answer rests on, if not on the map alone.
func Pools(c *knowledge.Corpus, from, to string, resident bool, day knowledge.Date) (Pooling, knowledge.Basis) {
	a, okA := c.Regions.Get(from)
	b, okB := c.Regions.Get(to)
	if !okA || !okB || a.Code[:2] != b.Code[:2] {
		return Apart, knowledge.Basis{}
	}
	switch c.Regions.Route(from, to) {
	case knowledge.SameArea:
		return Same, knowledge.Basis{}
	case knowledge.CrossProvince:
		return Apart, knowledge.Basis{}
	}
	pool := ParamOnePool
	if resident {
		pool = ParamOnePoolResident
	}
	if yes, b := set(c, pool, to, day); yes {
		return OnePool, b
	}
	if yes, b := set(c, ParamAutomatic, to, day); yes && !resident {
		return Settles, b
	}
	if c.Regions.Route(from, to) == "" {
		return Vague, knowledge.Basis{}
	}
	return Apart, knowledge.Basis{}
}

// EverPooled reports whether the place's province has at some time pooled as one or carried
// everything over by itself, for any kind of insurance.
func EverPooled(c *knowledge.Corpus, place string) bool {
	for _, layer := range c.Regions.Layers(place) {
		for _, p := range []string{ParamOnePool, ParamOnePoolResident, ParamAutomatic} {
			if layer != knowledge.National && len(c.Periods(p, layer)) > 0 {
				return true
			}
		}
	}
	return false
}

// BalanceStays reports whether money in the personal account (个人账户) stays where it is when
// someone moves between two cities of one province, because it is used province-wide.
func BalanceStays(c *knowledge.Corpus, from, to string, day knowledge.Date) (bool, knowledge.Basis) {
	if c.Regions.Route(from, to) != knowledge.InProvince {
		return false, knowledge.Basis{}
	}
	return set(c, ParamBalanceStays, to, day)
}
