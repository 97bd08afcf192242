package region

import (
	"slices"
	"strings"

	"github.com/yibaowenwen/yibao/knowledge"
)

// A piece is a word found at a position of the sentence.
type piece struct {
	*word
	start, end int
}

// pieces cuts the sentence into the words that weigh most together and returns them in
// order; characters of no word are left out.
func (f *Finder) pieces(s []rune) []piece {
	type best struct {
		weight int
		last   piece // the word that ends here; none if its end is elsewhere
	}
	at := make([]best, len(s)+1)
	var here []piece
	for i := range s {
		if i > 0 && at[i+1].weight <= at[i].weight { // of equals, the word that ends first
			at[i+1] = best{weight: at[i].weight}
		}
		here = f.appendStarting(here[:0], s, i)
		for _, p := range here {
			weight := f.weight(s, p)
			if got := at[i].weight + weight; weight > 0 && got > at[p.end].weight {
				at[p.end] = best{got, p}
			}
		}
	}
	var words []piece
	for i := len(s); i > 0; {
		if p := at[i].last; p.word != nil && p.end == i {
			words = append(words, p)
			i = p.start
			continue
		}
		i--
	}
	slices.Reverse(words)
	return f.withLatin(s, words)
}

// appendStarting appends the words that start at a position.
func (f *Finder) appendStarting(list []piece, s []rune, i int) []piece {
	o, ok := f.words[s[i]]
	if !ok {
		return list
	}
	if i+1 < len(s) {
		for _, w := range o.long[s[i+1]] {
			if end := i + len(w.text); end <= len(s) && slices.Equal(s[i:end], w.text) {
				list = append(list, piece{w, i, end})
			}
		}
	}
	if o.alone != nil {
		list = append(list, piece{o.alone, i, i + 1})
	}
	return list
}

// weight prefers long words, ordinary words to places of the same length, and a place beside
// a word such as 从 to an ordinary word across the two (从来宾). Names that nothing supports
// weigh nothing.
func (f *Finder) weight(s []rune, p piece) int {
	n := p.end - p.start
	square := 4 * n * n
	switch {
	case p.form == ordinary && n == 1 && awaits(s[p.start]):
		return 4
	case p.form == ordinary && n == 1:
		return 1
	case p.form == ordinary:
		return square + 2
	case !f.fits(s, p):
		return 0
	case p.form == letter:
		return 6
	case p.form == county && f.besideUpper(s, p): // 信阳新县, which holds 阳新县
		return square + 8
	case knowledge.Municipality(p.codes[0]): // 跟上海, which holds 跟上
		return square + 3
	}
	return square
}

// awaits reports whether a word of one character mostly stands before a place.
func awaits(r rune) bool { return strings.ContainsRune("从在到去来回转离往至", r) }
