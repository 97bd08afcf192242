package words

import (
	"regexp/syntax"
	"slices"
)

// Characters is a set of characters, and lets a few others through.
type Characters [64]uint64

// CharactersOf returns those of a text.
func CharactersOf(text string) (s Characters) {
	for _, c := range text {
		s[c>>6&63] |= 1 << (c & 63)
	}
	return s
}

// May reports whether the character may be in the set; if not, it is not.
func (s *Characters) May(c rune) bool { return s[c>>6&63]>>(c&63)&1 != 0 }

// needs are the characters that a text must have to hold something: all of some, and one of each of
// the sets.
type needs struct {
	all []rune
	any [][]rune
}

// metBy reports whether a text may have what is needed, by its characters.
func (n *needs) metBy(has *Characters) bool {
	for _, c := range n.all {
		if !has.May(c) {
			return false
		}
	}
	for _, set := range n.any {
		if !slices.ContainsFunc(set, has.May) {
			return false
		}
	}
	return true
}

// needsOf returns what a match of an expression needs.
func needsOf(expr string) (n needs) {
	tree, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return n
	}
	for _, set := range setsOf(tree) {
		if len(set) == 1 {
			n.all = append(n.all, set[0])
		} else {
			n.any = append(n.any, set)
		}
	}
	slices.SortStableFunc(n.any, func(a, b []rune) int { return len(a) - len(b) })
	return n
}

// many is how many characters a set may have that is worth looking for.
const many = 200

// setsOf returns sets of characters of each of which a match of an expression has one.
func setsOf(re *syntax.Regexp) (sets [][]rune) {
	switch {
	case re.Flags&syntax.FoldCase != 0 && re.Op == syntax.OpLiteral:
	case re.Op == syntax.OpLiteral:
		for _, c := range re.Rune {
			sets = append(sets, []rune{c})
		}
	case re.Op == syntax.OpCharClass:
		var class []rune
		for i := 0; i < len(re.Rune); i += 2 {
			if int(re.Rune[i+1]-re.Rune[i]) > many-len(class) {
				return nil
			}
			for c := re.Rune[i]; c <= re.Rune[i+1]; c++ {
				class = append(class, c)
			}
		}
		return [][]rune{class}
	case re.Op == syntax.OpCapture, re.Op == syntax.OpPlus, re.Op == syntax.OpRepeat && re.Min > 0:
		return setsOf(re.Sub[0])
	case re.Op == syntax.OpConcat:
		for _, sub := range re.Sub {
			sets = append(sets, setsOf(sub)...)
		}
	case re.Op == syntax.OpAlternate:
		return setsOfAny(re.Sub)
	}
	return sets
}

// setsOfAny is setsOf for expressions of which any may match: one character of the first set of one of
// them is needed, and one of the last.
func setsOfAny(list []*syntax.Regexp) [][]rune {
	var first, last []rune
	for _, sub := range list {
		sets := setsOf(sub)
		if len(sets) == 0 {
			return nil
		}
		first, last = append(first, sets[0]...), append(last, sets[len(sets)-1]...)
	}
	var sets [][]rune
	for _, set := range [][]rune{first, last} {
		slices.Sort(set)
		if set = slices.Compact(set); len(set) <= many {
			sets = append(sets, set)
		}
	}
	return sets
}
