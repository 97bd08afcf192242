package index

import "math/bits"

// A pattern measures how much of a question's order of characters another text keeps.
type pattern struct {
	cells  []cell // a hash table of the characters, at most half full
	length int
}

// A cell says where a character stands in the pattern.
type cell struct {
	char rune
	mask uint64 // 0 if the cell is free
}

// longest is how many characters of a question are looked at; of a longer letter the rest
// says little.
const longest = 64

func newPattern(text string, length int) pattern {
	p := pattern{length: min(length, longest)}
	p.cells = make([]cell, 2<<bits.Len(uint(p.length)))
	bit := uint64(1)
	for _, r := range text {
		if bit == 0 {
			break
		}
		c := p.cell(r)
		c.char, c.mask = r, c.mask|bit
		bit <<= 1
	}
	return p
}

// cell returns the character's cell, or the free one where it would be.
func (p *pattern) cell(char rune) *cell {
	last := uint32(len(p.cells) - 1)
	for i := uint32(char) * 0x9E3779B1 >> 16; ; i++ {
		if c := &p.cells[i&last]; c.char == char || c.mask == 0 {
			return c
		}
	}
}

// lcs returns the length of the longest common subsequence with the text, computed 64 cells
// at a time (Hyyrö's bit-vector form).
func (p *pattern) lcs(text string) int {
	v := ^uint64(0)
	for _, r := range text {
		u := v & p.cell(r).mask
		v = (v + u) | (v - u)
	}
	n := bits.OnesCount64(^v)
	return min(n, p.length)
}

// dice returns 2·lcs over the two lengths, 0 to 1. The text has n characters.
func (p *pattern) dice(text string, n int) float64 {
	if p.length+n == 0 {
		return 0
	}
	return 2 * float64(p.lcs(text)) / float64(p.length+min(n, longest))
}

// most returns a bound of what dice returns for a text of n characters.
func (p *pattern) most(n int) float64 {
	if p.length+n == 0 {
		return 0
	}
	return 2 * float64(min(p.length, n)) / float64(p.length+min(n, longest))
}
