// Package coverage measures what the knowledge covers and how far it can be trusted: which
// topics have a rule of a province's or a city's own, how well every statement was checked
// against its source, and how long ago.
//
// # Design
//
// A rule of a place's own is a note in force, found in print, that rests on a source of that
// place or of the press. A note that rests on the nation's law only repeats for the place what
// holds everywhere ("no deadline of its own, the national one applies") and is not counted. A
// note that nobody found in print, such as "not found, ask there", makes a doubtful cell at most.
//
// A statement is whatever an answer is made of and can be wrong by itself: a sentence of an
// entry, a note with its headline, a period of a parameter, an item of a checklist.
package coverage

import (
	"slices"

	"github.com/yibaowenwen/yibao/knowledge"
)

// A Report is what a corpus covers on one day.
type Report struct {
	AsOf      string   `json:"as_of"`     // YYYY-MM-DD
	Provinces []string `json:"provinces"` // as people say them, in the order of the codes
	Codes     []string `json:"codes"`     // of the provinces
	Topics    []Topic  `json:"topics"`    // in the order of the corpus, without what is not ours
	// Unruled are the topics that places could rule on and for which no place has a rule yet.
	Unruled []string `json:"unruled"`
	// Cities are the full names of the cities with a rule of their own, municipalities included.
	Cities     []string   `json:"cities"`
	Statements Statements `json:"statements"`
}

// A Topic is one row: who has a rule of their own on it.
type Topic struct {
	ID    string          `json:"id"`
	Name  string          `json:"name"`
	Rules knowledge.Rules `json:"rules"`
	// Cells has one cell for each of the report's provinces.
	Cells []Cell `json:"cells"`
	Notes int    `json:"notes"` // rules of places, all told, without the doubtful
}

// A Cell says what is known of one topic in one province. The zero Cell is inherited from
// the nation.
type Cell struct {
	Province bool `json:"province,omitempty"` // the province, or the municipality (直辖市), has a rule
	Cities   int  `json:"cities,omitempty"`   // cities in it that have one
	Doubtful bool `json:"doubtful,omitempty"` // something is said, but nobody found it in print
}

// Of measures the corpus as of a day.
func Of(c *knowledge.Corpus, today knowledge.Date) Report {
	r := Report{AsOf: today.String(), Unruled: []string{}, Cities: []string{}, Statements: count(c, today)}
	column := map[string]int{}
	for _, g := range provinces(c.Regions) {
		column[g.Code[:2]] = len(r.Provinces)
		r.Provinces = append(r.Provinces, g.Short)
		r.Codes = append(r.Codes, g.Code)
	}
	rules := ownRules(c, today)
	cities := map[string]bool{}
	for _, t := range c.Topics {
		if t.ID == knowledge.OutOfScope {
			continue
		}
		row := Topic{ID: t.ID, Name: t.Name, Rules: t.Rules, Cells: make([]Cell, len(r.Provinces))}
		row.fill(rules[t.ID], column, cities)
		if row.Notes == 0 && t.Rules != knowledge.RulesNone {
			r.Unruled = append(r.Unruled, t.ID)
		}
		r.Topics = append(r.Topics, row)
	}
	for _, g := range c.Regions.All() {
		if cities[g.Code] {
			r.Cities = append(r.Cities, g.Name)
		}
	}
	return r
}

// fill counts the rules on the topic into its cells and collects the codes of their cities.
func (t *Topic) fill(rules []rule, column map[string]int, cities map[string]bool) {
	seen := map[string]bool{}
	for _, g := range rules {
		i, ok := column[g.Code[:2]]
		if !ok {
			continue
		}
		if !g.verified {
			t.Cells[i].Doubtful = true
			continue
		}
		t.Notes++
		if g.Grade != knowledge.Province || knowledge.Municipality(g.Code) {
			cities[g.Code] = true
		}
		switch {
		case g.Grade == knowledge.Province:
			t.Cells[i].Province = true
		case !seen[g.Code]:
			t.Cells[i].Cities++
		}
		seen[g.Code] = true
	}
}

// A rule is the place of a note, and whether the note was found in print.
type rule struct {
	knowledge.Region
	verified bool
}

// ownRules returns, for each topic, every note in force that is a place's own.
func ownRules(c *knowledge.Corpus, today knowledge.Date) map[string][]rule {
	rules := map[string][]rule{}
	for _, n := range c.File.Notes {
		if s, ok := c.Source(n.Basis.Source); ok && national(s.Level) || !n.Holds(today) {
			continue
		}
		if g, ok := c.Regions.City(n.PlaceCode); ok {
			rules[n.Topic] = append(rules[n.Topic], rule{g, n.Basis.Status.Verified()})
		}
	}
	return rules
}

func national(l knowledge.Level) bool {
	return slices.Contains([]knowledge.Level{knowledge.LevelLaw, knowledge.LevelRegulation, knowledge.LevelNational}, l)
}

// provinces returns the provinces that have the basic medical insurance, with the corps
// (兵团), in the order of their codes.
func provinces(r *knowledge.Regions) []knowledge.Region {
	var list []knowledge.Region
	for _, g := range r.All() {
		if g.Grade == knowledge.Province && g.Code < "700000" {
			list = append(list, g)
		}
	}
	return list
}
