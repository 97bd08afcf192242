package suggest

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// A Cluster is a group of questions about the same thing, the most frequent wording first.
type Cluster struct {
	Asked []Phrase `json:"asked"`
}

// N is how many questions are in the group.
func (c Cluster) N() int { return sum(c.Asked) }

// near is how alike questions of a group are to its first one.
const near = 0.45

// Clusters groups questions: each joins the group whose first question it is most like, or
// opens one. The frequent and then the short ones come first, so that a group opens with the
// matter itself. Texts without letters are left out.
func (m *Measure) Clusters(questions []string) []Cluster {
	var list []Cluster
	leaders := newLeaders()
	for _, p := range wordings(questions) {
		v := m.vector(p.Text)
		if len(v) == 0 {
			continue
		}
		i, ok := leaders.nearest(v)
		if !ok {
			leaders.add(v)
			list = append(list, Cluster{})
			i = len(list) - 1
		}
		list[i].Asked = append(list[i].Asked, p)
	}
	slices.SortStableFunc(list, func(a, b Cluster) int { return cmp.Compare(b.N(), a.N()) })
	return list
}

func wordings(questions []string) []Phrase {
	counts := map[string]int{}
	for _, q := range questions {
		counts[tidy(q)]++
	}
	list := phrases(counts)
	slices.SortStableFunc(list, func(a, b Phrase) int {
		return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(utf8.RuneCountInString(a.Text), utf8.RuneCountInString(b.Text)))
	})
	return list
}

// leaders are the first questions of the groups, found by what they are made of.
type leaders struct {
	vectors []vector
	with    map[string][]int // leaders in which a pair occurs
}

func newLeaders() *leaders { return &leaders{with: map[string][]int{}} }

func (l *leaders) add(v vector) {
	for _, w := range v {
		l.with[w.pair] = append(l.with[w.pair], len(l.vectors))
	}
	l.vectors = append(l.vectors, v)
}

// nearest returns the leader most like v, the earlier of two, if it is near enough.
func (l *leaders) nearest(v vector) (int, bool) {
	seen := map[int]bool{}
	best, found := near, -1
	for _, w := range v {
		for _, i := range l.with[w.pair] {
			if seen[i] {
				continue
			}
			seen[i] = true
			if s := dot(v, l.vectors[i]); s > best || s == best && (found < 0 || i < found) {
				best, found = s, i
			}
		}
	}
	return found, found >= 0
}
