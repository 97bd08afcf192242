package index

import "math/bits"

// A pattern measures how much of a question's order of characters another text keeps.
type pattern struct {
	masks  map[rune]uint64
	length int
}

// newPattern looks at the first 64 characters; of a longer letter the rest says little.
func newPattern(rs []rune) pattern {
	p := pattern{masks: make(map[rune]uint64, len(rs)), length: min(len(rs), 64)}
	for i, r := range rs[:p.length] {
		p.masks[r] |= 1 << i
	}
	return p
}

// lcs returns the length of the longest common subsequence with rs, computed 64 cells at a
// time (Hyyrö's bit-vector form).
func (p pattern) lcs(rs []rune) int {
	v := ^uint64(0)
	for _, r := range rs {
		u := v & p.masks[r]
		v = (v + u) | (v - u)
	}
	n := bits.OnesCount64(^v)
	return min(n, p.length)
}

// dice returns 2·lcs over the two lengths, 0 to 1.
func (p pattern) dice(rs []rune) float64 {
	if p.length+len(rs) == 0 {
		return 0
	}
	return 2 * float64(p.lcs(rs)) / float64(p.length+min(len(rs), 64))
}
