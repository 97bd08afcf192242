package words

import (
	"slices"
	"strings"
)

// A Search looks for many lists in a text at once. It looks only at the items that need a character
// which the text has, so that what it costs grows with the text and hardly with the lists.
type Search struct {
	lists  int
	items  []listed
	needed map[rune][]int32 // by a character that they need, the rarest, the items
	always []int32          // that need no certain character
}

// A listed item is one of the list with that number.
type listed struct {
	*item
	list int
}

// NewSearch returns a search for the lists, which are known by their places.
func NewSearch(lists []*List) *Search {
	s := &Search{lists: len(lists), needed: map[rune][]int32{}}
	common := map[rune]int{}
	for n, l := range lists {
		for i := range l.items {
			s.items = append(s.items, listed{&l.items[i], n})
			for _, set := range l.items[i].sets() {
				for _, c := range set {
					common[c]++
				}
			}
		}
	}
	weight := func(set []rune) (sum int) {
		for _, c := range set {
			sum += common[c]
		}
		return sum
	}
	for i, it := range s.items {
		sets := it.sets()
		if len(sets) == 0 {
			s.always = append(s.always, int32(i))
			continue
		}
		rarest := slices.MinFunc(sets, func(a, b []rune) int { return weight(a) - weight(b) })
		for _, c := range rarest {
			s.needed[c] = append(s.needed[c], int32(i))
		}
	}
	return s
}

// sets are the sets of characters of each of which a text must have one.
func (n *needs) sets() [][]rune {
	sets := slices.Clone(n.any)
	for i := range n.all {
		sets = append(sets, n.all[i:i+1])
	}
	return sets
}

// In calls found with the number of each list of which the text holds something.
func (s *Search) In(text string, found func(list int)) {
	has := CharactersOf(text)
	letters := []rune(text)
	slices.Sort(letters)
	done := make([]bool, s.lists)
	look := func(items []int32) {
		for _, i := range items {
			it := s.items[i]
			if it.metBy(&has) && !done[it.list] && it.in(text) {
				done[it.list] = true
				found(it.list)
			}
		}
	}
	look(s.always)
	for _, c := range slices.Compact(letters) {
		look(s.needed[c])
	}
}

// in reports whether the text holds the item.
func (it *item) in(text string) bool {
	if it.expr == nil {
		return strings.Contains(text, it.word)
	}
	return it.expr.MatchString(text)
}
