package coverage

import (
	"slices"

	"github.com/yibaowenwen/yibao/knowledge"
)

// Statements counts everything that people are told, in several ways.
type Statements struct {
	Total int `json:"total"`
	// ByStatus says how far they were checked, best first; every status has its line.
	ByStatus []Status `json:"by_status"`
	ByLevel  []Share  `json:"by_level"` // of the source, strongest first
	ByAge    []Share  `json:"by_age"`   // days since the review, youngest first
	// Due are the statements past their day of review, each as file:line and item.
	Due []string `json:"due"`
	// Unfounded are the statements without a known source, a day of review or a status.
	Unfounded []string `json:"unfounded"`
}

// A Status is one line of the count by status: how many of each kind of statement.
type Status struct {
	Status  knowledge.Status `json:"status"`
	Entries int              `json:"entries"` // sentences of national answers
	Notes   int              `json:"notes"`   // what places add
	Values  int              `json:"values"`  // periods of parameters
	Items   int              `json:"items"`   // of checklists
	Share   float64          `json:"share"`   // of all statements, 0 to 1
}

// Sum returns how many statements have the status.
func (s Status) Sum() int { return s.Entries + s.Notes + s.Values + s.Items }

// A Share is how many statements have something in common.
type Share struct {
	Name  string  `json:"name"`
	Count int     `json:"count"`
	Share float64 `json:"share"` // of all statements, 0 to 1
}

// buckets are the ages of a review: at most so many days, and how an editor calls them.
func buckets() []struct {
	days int
	name string
} {
	return []struct {
		days int
		name string
	}{{30, "30天内"}, {90, "31–90天"}, {180, "91–180天"}, {365, "181–365天"}, {1 << 30, "一年以上"}}
}

// count looks at every statement once.
func count(c *knowledge.Corpus, today knowledge.Date) Statements {
	s := Statements{Due: []string{}, Unfounded: []string{}}
	for _, st := range []knowledge.Status{
		knowledge.StatusDocument, knowledge.StatusSecondary, knowledge.StatusSeed, knowledge.StatusMemory, knowledge.StatusAdvice,
	} {
		s.ByStatus = append(s.ByStatus, Status{Status: st})
	}
	for _, l := range levels() {
		s.ByLevel = append(s.ByLevel, Share{Name: string(l)})
	}
	for _, b := range buckets() {
		s.ByAge = append(s.ByAge, Share{Name: b.name})
	}
	for _, f := range facts(c) {
		s.add(c, f, today)
	}
	s.share()
	return s
}

func levels() []knowledge.Level {
	return []knowledge.Level{
		knowledge.LevelLaw, knowledge.LevelRegulation, knowledge.LevelNational, knowledge.LevelProvince,
		knowledge.LevelCity, knowledge.LevelPress, knowledge.LevelUnverified,
	}
}

func (s *Statements) add(c *knowledge.Corpus, f fact, today knowledge.Date) {
	s.Total++
	src, known := c.Source(f.Source)
	i := slices.IndexFunc(s.ByStatus, func(st Status) bool { return st.Status == f.Status })
	if f.Status == knowledge.StatusAdvice && f.Source == "" {
		*f.kind.of(&s.ByStatus[i])++
		return
	}
	if !known || i < 0 || f.Reviewed.IsZero() {
		s.Unfounded = append(s.Unfounded, f.where())
		return
	}
	*f.kind.of(&s.ByStatus[i])++
	s.ByLevel[slices.Index(levels(), src.Level)].Count++
	age := int(today.Time().Sub(f.Reviewed.Time()).Hours() / 24)
	for i, b := range buckets() {
		if age <= b.days {
			s.ByAge[i].Count++
			break
		}
	}
	if !f.ReviewBy.IsZero() && f.ReviewBy.Before(today) {
		s.Due = append(s.Due, f.where())
	}
}

func (s *Statements) share() {
	if s.Total == 0 {
		return
	}
	all := float64(s.Total)
	for i := range s.ByStatus {
		s.ByStatus[i].Share = float64(s.ByStatus[i].Sum()) / all
	}
	for _, list := range [][]Share{s.ByLevel, s.ByAge} { // of what has a source
		sourced := 0
		for _, one := range list {
			sourced += one.Count
		}
		for i := range list {
			list[i].Share = float64(list[i].Count) / float64(max(sourced, 1))
		}
	}
}
