package eval

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// A Share counts how many of those asked were so.
type Share struct{ Yes, Of int }

func (s *Share) add(yes bool) {
	s.Of++
	if yes {
		s.Yes++
	}
}

// Value returns the share, 0 to 1; 0 if nothing was asked.
func (s Share) Value() float64 {
	if s.Of == 0 {
		return 0
	}
	return float64(s.Yes) / float64(s.Of)
}

// A Miss is a question whose answer was not right.
type Miss struct {
	Question Question
	Answer   Answer
	What     string // what was not right: topic, places, …
}

// A Rank is at which place of an answer's topics the first right one stands, from 1; 0 if
// none does.
type Rank struct {
	Question Question
	Answer   Answer
	Place    int
}

// A Report holds the figures of one run.
type Report struct {
	Inside, Outside int // questions in and out of scope

	At1, At3, Answered, WrongConfident, Refused Share // in scope
	Offered                                     Share // in scope: right in the answer or among the offers
	Entry1                                      Share // the right entry first, where one was judged
	OutsideAnswered, OutsideRefused             Share
	Places, Direction, Insured                  Share
	FirstTurn, LaterTurn, LaterSlots            Share
	Topics                                      map[string]*Group // by best topic, in scope
	Kinds                                       map[string]*Group // by kind of source
	Lengths                                     map[string]*Group // by length of the question
	Misses                                      []Miss
	Ranks                                       []Rank // of all questions with a judged topic, as they were asked

	reciprocals float64
	risk        []outcome
}

// MRR returns the mean reciprocal rank of the first right topic in scope.
func (r *Report) MRR() float64 {
	if r.Inside == 0 {
		return 0
	}
	return r.reciprocals / float64(r.Inside)
}

func (r *Report) reciprocal(place int) {
	if place > 0 {
		r.reciprocals += 1 / float64(place)
	}
}

func (r *Report) miss(q Question, a Answer, what string) {
	r.Misses = append(r.Misses, Miss{q, a, what})
}

// Print writes the figures as tables: the shares, the same by topic and by kind of source,
// and what other thresholds would do.
func (r *Report) Print(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, row := range r.rows() {
		if row.share.Of > 0 {
			fmt.Fprintf(t, "%s\t%.3f\t%d of %d\n", row.name, row.share.Value(), row.share.Yes, row.share.Of)
		}
	}
	if r.Inside > 0 {
		fmt.Fprintf(t, "mean reciprocal rank\t%.3f\t\n", r.MRR())
	}
	printGroups(t, "topic", r.Topics)
	printGroups(t, "source", r.Kinds)
	printGroups(t, "length", r.Lengths)
	r.printRisk(t)
	if err := t.Flush(); err != nil {
		return fmt.Errorf("print figures: %w", err)
	}
	return nil
}

func (r *Report) rows() []struct {
	name  string
	share Share
} {
	return []struct {
		name  string
		share Share
	}{
		{"topic@1", r.At1},
		{"topic@3", r.At3},
		{"entry@1", r.Entry1},
		{"right among the offers", r.Offered},
		{"answered", r.Answered},
		{"wrong_confident", r.WrongConfident},
		{"refused in scope", r.Refused},
		{"answered out of scope", r.OutsideAnswered},
		{"refused out of scope", r.OutsideRefused},
		{"places", r.Places},
		{"from and to", r.Direction},
		{"insured", r.Insured},
		{"first turn topic@1", r.FirstTurn},
		{"later turns topic@1", r.LaterTurn},
		{"later turns slots", r.LaterSlots},
	}
}

// PrintMisses writes one line for each miss.
func (r *Report) PrintMisses(w io.Writer) error {
	for _, m := range r.Misses {
		_, err := fmt.Fprintf(w, "%s: %s: %s\n\twant %s\n\tgot %s\n", m.Question.Where, m.What, m.Question.Q, m.want(), m.got())
		if err != nil {
			return fmt.Errorf("print misses: %w", err)
		}
	}
	return nil
}

func (m Miss) want() string {
	q := m.Question
	switch m.What {
	case "places", "from and to":
		return fmt.Sprintf("%s from %q to %q", strings.Join(*q.places(), " "), text(q.From), text(q.To))
	case "insured":
		return fmt.Sprintf("%q", kind(text(q.Insured)))
	}
	return strings.TrimSpace(q.Topic + " " + strings.Join(q.Also, " "))
}

func (m Miss) got() string {
	a := m.Answer
	switch m.What {
	case "places", "from and to":
		return fmt.Sprintf("%s from %q to %q", strings.Join(a.Regions, " "), a.From, a.To)
	case "insured":
		return fmt.Sprintf("%q", a.Insured)
	}
	ranking := a.ranking()
	return fmt.Sprintf("%s %.2f: %s", a.Decision, a.Confidence, strings.Join(ranking[:min(3, len(ranking))], " "))
}
