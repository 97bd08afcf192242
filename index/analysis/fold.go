package analysis

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold returns s as comparable text: NFKC, lower case, simplified characters, typos and
// numerals regular, runs of anything but letters and digits as one space. Fold(Fold(s)) is
// the same as Fold(s) for ordinary questions.
func (a *Analyzer) Fold(s string) string {
	s = norm.NFKC.String(strings.ToValidUTF8(s, " "))
	s = strings.ToLower(s)
	s = letters(a.scripts.Simple(s))
	s = a.typos.rewrite(s)
	return strings.TrimSpace(numerals(s))
}

// Canon returns folded text in the words that everybody's wording is reduced to.
func (a *Analyzer) Canon(folded string) string {
	s := a.synonyms.rewrite(folded)
	s = a.ways.rewrite(s)
	s = a.synonyms.rewrite(amounts(s))
	return letters(s)
}

// letters keeps letters and digits; whatever stands between them becomes one space, which
// is kept only where it separates Latin words or clauses.
func letters(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '〇' {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		b.WriteRune(r)
	}
	return b.String()
}
