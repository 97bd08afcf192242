package suggest

import (
	"fmt"
	"slices"
)

// A sorter sends each wording of a group its way.
type sorter struct {
	Knowledge
	measure   *Measure
	add       map[string]map[string]int
	unhelpful map[string]map[string]int
	fresh     []Cluster
	known     int
}

func (s *sorter) take(c Cluster, questions []Question) error {
	votes, open := map[string]int{}, []Phrase(nil)
	for _, p := range c.Asked {
		hit, err := s.Look(p.Text)
		if err != nil {
			return fmt.Errorf("look up a question: %w", err)
		}
		if !hit.Sure {
			votes[hit.Entry] += p.N
			open = append(open, p)
			continue
		}
		bad := unhelpful(p.Text, questions)
		count(s.unhelpful, hit.Entry, p.Text, bad)
		s.known += p.N - bad
	}
	if len(open) == 0 {
		return nil
	}
	entry := elect(votes)
	if entry == "" {
		s.fresh = append(s.fresh, Cluster{open})
		return nil
	}
	for _, p := range s.measure.distinct(open, s.Phrasings(entry)) {
		count(s.add, entry, p.Text, p.N)
		s.known -= p.N
	}
	s.known += sum(open)
	return nil
}

// unhelpful counts how often the answer to a wording did not help.
func unhelpful(text string, questions []Question) (n int) {
	for _, q := range questions {
		if q.Unhelpful && tidy(q.Text) == text {
			n++
		}
	}
	return n
}

func count(into map[string]map[string]int, entry, text string, n int) {
	if n == 0 {
		return
	}
	if into[entry] == nil {
		into[entry] = map[string]int{}
	}
	into[entry][text] += n
}

// elect returns the entry with the most votes; nothing wins only if it has more than half.
func elect(votes map[string]int) string {
	all, best := 0, ""
	for entry, n := range votes {
		all += n
		if entry != "" && (best == "" || n > votes[best] || n == votes[best] && entry < best) {
			best = entry
		}
	}
	if 2*votes[""] > all {
		return ""
	}
	return best
}

// distinct returns the wordings that are not nearly those known, or one before them.
func (m *Measure) distinct(list []Phrase, old []string) []Phrase {
	old = slices.Clone(old)
	var fresh []Phrase
	for _, p := range list {
		if !slices.ContainsFunc(old, func(o string) bool { return m.Alike(p.Text, o) >= known }) {
			fresh = append(fresh, p)
			old = append(old, p.Text)
		}
	}
	return fresh
}
