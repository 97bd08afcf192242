package region

// A piece is a word found at a position of the sentence.
type piece struct {
	word
	start, end int
}

// segment cuts the sentence into the words that weigh most together and returns them in
// order; characters of no word are left out.
func (f *Finder) segment(s []rune) []piece {
	type best struct {
		weight int
		last   piece // the word that ends here; zero if none does
	}
	at := make([]best, len(s)+1)
	for i := range s {
		if at[i+1].weight < at[i].weight {
			at[i+1] = best{weight: at[i].weight}
		}
		for _, w := range f.words[s[i]] {
			end := i + len(w.text)
			if end > len(s) || !equal(s[i:end], w.text) {
				continue
			}
			p := piece{w, i, end}
			weight := f.weight(s, p)
			if got := at[i].weight + weight; weight > 0 && got > at[end].weight {
				at[end] = best{got, p}
			}
		}
	}
	var words []piece
	for i := len(s); i > 0; {
		if p := at[i].last; p.end == i {
			words = append(words, p)
			i = p.start
			continue
		}
		i--
	}
	for i, j := 0, len(words)-1; i < j; i, j = i+1, j-1 {
		words[i], words[j] = words[j], words[i]
	}
	return words
}

func equal(a, b []rune) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// weight prefers long words, ordinary words to places of the same length, and gives names that
// nothing supports no weight at all.
func (f *Finder) weight(s []rune, p piece) int {
	n := p.end - p.start
	switch p.form {
	case ordinary:
		return n*n*2 + 1
	case county:
		if !f.countyFits(s, p) {
			return 0
		}
		return n*n*2 - 1
	case letter:
		if !letterFits(s, p) {
			return 0
		}
		return 2
	}
	if notAPlace(s, p) {
		return 0
	}
	return n * n * 2
}
