package index

import (
	"math/bits"
	"unicode/utf8"
)

// A pattern measures how much of a question's order of characters another text keeps.
type pattern struct {
	masks  map[rune]uint64
	length int
}

// newPattern looks at the first 64 characters; of a longer letter the rest says little.
func newPattern(text string) pattern {
	p := pattern{masks: make(map[rune]uint64, min(len(text)/3+1, 64))}
	for _, r := range text {
		if p.length == 64 {
			break
		}
		p.masks[r] |= 1 << p.length
		p.length++
	}
	return p
}

// lcs returns the length of the longest common subsequence with the text, computed 64 cells
// at a time (Hyyrö's bit-vector form).
func (p pattern) lcs(text string) int {
	v := ^uint64(0)
	for _, r := range text {
		u := v & p.masks[r]
		v = (v + u) | (v - u)
	}
	n := bits.OnesCount64(^v)
	return min(n, p.length)
}

// dice returns 2·lcs over the two lengths, 0 to 1.
func (p pattern) dice(text string) float64 {
	n := min(utf8.RuneCountInString(text), 64)
	if p.length+n == 0 {
		return 0
	}
	return 2 * float64(p.lcs(text)) / float64(p.length+n)
}
