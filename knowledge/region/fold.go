package region

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/zh"
)

// A sentence is a text folded character by character, so that every character keeps its
// place: narrow, lower case, Simplified.
type sentence struct {
	runes []rune
	at    []int // byte of the text where each character starts, and the text's length
}

func (f *Finder) read(text string) sentence {
	n := utf8.RuneCountInString(text)
	s := sentence{make([]rune, 0, n), make([]int, 0, n+1)}
	for i, r := range text {
		s.runes, s.at = append(s.runes, f.fold(r)), append(s.at, i)
	}
	s.at = append(s.at, len(text))
	return s
}

func (f *Finder) fold(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		return unicode.ToLower(r)
	case r == utf8.RuneError:
		return ' '
	}
	if simple, ok := f.simple[r]; ok {
		return simple
	}
	if narrow := width.LookupRune(r).Folded(); narrow != 0 {
		r = narrow
	}
	return unicode.ToLower(r)
}

// simplified returns the Simplified form of every single Traditional character that has one,
// but for those in the names of places (乾县). Without the tables, which are part of the
// program, it is empty.
func simplified(regions *knowledge.Regions) map[rune]rune {
	scripts, err := zh.NewSimplifier()
	if err != nil {
		return nil
	}
	simple := scripts.Characters()
	for _, g := range regions.All() {
		for _, r := range g.Name {
			delete(simple, r)
		}
	}
	return simple
}
