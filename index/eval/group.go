package eval

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// A Group holds the figures of the questions that have a topic, or the kind of their source,
// in common.
type Group struct {
	At1, At3, WrongConfident, Refused Share // in scope
	Offered                           Share // in scope
	OutsideAnswered, OutsideRefused   Share

	reciprocals float64
}

// MRR returns the mean reciprocal rank of the first right topic in scope.
func (g *Group) MRR() float64 {
	if g.At1.Of == 0 {
		return 0
	}
	return g.reciprocals / float64(g.At1.Of)
}

// count counts one question with a judged topic.
func (g *Group) count(q Question, a Answer) {
	place := rank(q, a)
	answered := a.Decision == decidedAnswer && !a.refused()
	if q.outside() {
		g.OutsideAnswered.add(answered)
		g.OutsideRefused.add(a.refused())
		return
	}
	g.At1.add(place == 1)
	g.At3.add(place >= 1 && place <= 3)
	g.Offered.add(q.served(a))
	if place > 0 {
		g.reciprocals += 1 / float64(place)
	}
	g.WrongConfident.add(answered && !q.Right(a.Topic))
	g.Refused.add(a.refused() && !q.mayRefuse())
}

// in returns the group of the name in the map, which it may have to make.
func in(groups *map[string]*Group, name string) *Group {
	if *groups == nil {
		*groups = map[string]*Group{}
	}
	if (*groups)[name] == nil {
		(*groups)[name] = &Group{}
	}
	return (*groups)[name]
}

// Kind returns what kind of source a question comes from: written, a question-and-answer
// site, a page title and so on, as the judged file says it without its details.
func (q Question) Kind() string {
	s, _, _ := strings.Cut(q.Source, "[")
	if _, kind, ok := strings.Cut(s, "("); ok { // the name of the collection comes first
		s, _, _ = strings.Cut(kind, ")")
	}
	s, _, _ = strings.Cut(s, ",")
	s, _, _ = strings.Cut(s, ":")
	if s = strings.TrimSpace(s); s == "" {
		return "not said"
	}
	if strings.HasPrefix(s, "page ") {
		return "page title"
	}
	return s
}

// printGroups writes one line for each group, by name.
func printGroups(w io.Writer, what string, groups map[string]*Group) {
	if len(groups) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\tn\t@1\t@3\toffered\tmrr\twrong\trefused\tout of scope\tanswered\trefused\n", what)
	for _, name := range slices.Sorted(maps.Keys(groups)) {
		g := groups[name]
		fmt.Fprintf(w, "%s\t%s\t%s\n", name, g.inside(), g.outside())
	}
}

func (g *Group) inside() string {
	if g.At1.Of == 0 {
		return "0\t-\t-\t-\t-\t-\t-"
	}
	return fmt.Sprintf("%d\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f", g.At1.Of, g.At1.Value(), g.At3.Value(), g.Offered.Value(), g.MRR(), g.WrongConfident.Value(), g.Refused.Value())
}

func (g *Group) outside() string {
	if g.OutsideRefused.Of == 0 {
		return "0\t-\t-"
	}
	return fmt.Sprintf("%d\t%.3f\t%.3f", g.OutsideRefused.Of, g.OutsideAnswered.Value(), g.OutsideRefused.Value())
}
