package analysis

import (
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"
)

// The names of the Bleve analyzers, which split folded text.
const (
	Name      = "zh"       // into [Grams]
	PairsName = "zh_pairs" // into [Terms]
)

// Bleve knows analyzers by name only; this is how they are made known.
func init() {
	for name, split := range map[string]splitter{Name: each, PairsName: eachTerm} {
		err := registry.RegisterAnalyzer(name, func(map[string]any, *registry.Cache) (analysis.Analyzer, error) {
			return split, nil
		})
		if err != nil {
			panic(err) // only if another package took the name
		}
	}
}

// A splitter calls f with the byte range of every term of folded text.
type splitter func(text string, f func(start, end int))

// Analyze implements analysis.Analyzer on folded text.
func (split splitter) Analyze(text []byte) analysis.TokenStream {
	var out analysis.TokenStream
	split(string(text), func(start, end int) {
		out = append(out, &analysis.Token{Start: start, End: end, Term: text[start:end], Position: len(out) + 1})
	})
	return out
}

// Grams returns the index terms of folded text, in order: every Han character, every pair
// of neighbouring Han characters, every Latin word and every run of digits.
func Grams(folded string) []string {
	out := make([]string, 0, 2*len(folded)/len("中"))
	each(folded, func(start, end int) { out = append(out, folded[start:end]) })
	return out
}

// Terms returns the [Grams] without the single characters that are part of a pair. Among very
// many texts they cost most of the time and find little.
func Terms(folded string) []string {
	var out []string
	eachTerm(folded, func(start, end int) { out = append(out, folded[start:end]) })
	return out
}

func eachTerm(s string, f func(start, end int)) {
	begin, prev := -1, -1 // the Han characters at hand: the first, and the one just before i
	end := func(i int) {
		if prev >= 0 && prev == begin {
			f(begin, i)
		}
		prev = -1
	}
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case unicode.Is(unicode.Han, r) && prev >= 0:
			f(prev, i+n)
			prev = i
		case unicode.Is(unicode.Han, r):
			begin, prev = i, i
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			end(i)
			n = run(s[i:], unicode.IsDigit(r))
			f(i, i+n)
		default:
			end(i)
		}
		i += n
	}
	end(len(s))
}

// each calls f with the byte range of every gram.
func each(s string, f func(start, end int)) {
	prev := -1 // start of the Han character just before i
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case unicode.Is(unicode.Han, r):
			f(i, i+n)
			if prev >= 0 {
				f(prev, i+n)
			}
			prev = i
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			n = run(s[i:], unicode.IsDigit(r))
			f(i, i+n)
			prev = -1
		default:
			prev = -1
		}
		i += n
	}
}

// run returns the length of the digits, or of the letters that are not Han, that s begins with.
func run(s string, digits bool) int {
	for i, r := range s {
		if digits != unicode.IsDigit(r) || !digits && (!unicode.IsLetter(r) || unicode.Is(unicode.Han, r)) {
			return i
		}
	}
	return len(s)
}
