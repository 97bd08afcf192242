package region

import (
	"slices"
	"strings"

	"github.com/yibaowenwen/yibao/knowledge"
)

// withLatin adds the places written in pinyin (xi'an, Mian Yang) and, beside such places, the
// words of direction (cong mianyang dao chengdu).
func (f *Finder) withLatin(s []rune, words []piece) []piece {
	n := len(words)
	for i := 0; i < len(s); {
		if !isLatin(s[i]) {
			i++
			continue
		}
		start := i
		for i < len(s) && (isLatin(s[i]) || joins(s, i)) {
			i++
		}
		words = append(words, f.spelled(s, start, i)...)
	}
	if len(words) > n {
		slices.SortStableFunc(words, func(a, b piece) int { return a.start - b.start })
	}
	return words
}

func isLatin(r rune) bool { return 'a' <= r && r <= 'z' }

// joins reports whether an apostrophe or a space stands between Latin letters.
func joins(s []rune, i int) bool {
	return (s[i] == '\'' || s[i] == '’' || s[i] == ' ') && i+1 < len(s) && isLatin(s[i+1])
}

// spelled looks up a run of Latin words: always as many of them as make one name.
func (f *Finder) spelled(s []rune, start, end int) []piece {
	var bounds []int // where words start
	for i := start; i < end; i++ {
		if isLatin(s[i]) && (i == start || !isLatin(s[i-1])) {
			bounds = append(bounds, i)
		}
	}
	bounds = append(bounds, end+1)
	var found, cues []piece
	for i := 0; i+1 < len(bounds); i++ {
		size := 0
		for n := min(5, len(bounds)-1-i); n > 0 && size == 0; n-- {
			if p, ok := f.latinName(s[bounds[i]:bounds[i+n]-1], len(bounds) == 2); ok {
				found = append(found, piece{p, bounds[i], bounds[i+n] - 1})
				size = n
			}
		}
		if kinds := latinCue(string(s[bounds[i] : bounds[i+1]-1])); size == 0 && kinds != "" {
			cues = append(cues, piece{&word{kinds: kinds}, bounds[i], bounds[i+1] - 1})
		}
		i += max(size-1, 0)
	}
	if len(found) == 0 {
		return nil
	}
	return append(found, cues...)
}

// latinName looks up a spelling. Short ones, which may be anything, count only where they
// stand alone or have an apostrophe or a space inside.
func (f *Finder) latinName(text []rune, alone bool) (*word, bool) {
	const short = 4
	name := strings.NewReplacer("'", "", "’", "", " ", "").Replace(string(text))
	if len(name) <= short && len(name) == len(text) && !alone {
		return nil, false
	}
	for _, n := range []string{name, strings.TrimSuffix(name, "shi"), strings.TrimSuffix(name, "city"), strings.TrimSuffix(name, "sheng")} {
		if codes, ok := f.pinyin[n]; ok {
			return &word{text: text, codes: codes, form: certain}, true
		}
	}
	return nil, false
}

func latinCue(word string) string {
	switch word {
	case "from", "cong":
		return "f"
	case "to", "dao", "qu", "hui":
		return "t"
	case "zhuan":
		return "m"
	case "zhuandao", "zhuanhui", "zhuanqu":
		return "mt"
	case "zai", "in":
		return "i"
	case "yibao", "shebao":
		return "M"
	}
	return ""
}

// spellings lists the pinyin of cities and provinces; a province hides a city. An alias in
// Latin letters settles what would be ambiguous.
func spellings(regions *knowledge.Regions, aliases []knowledge.Alias) map[string][]string {
	m := map[string][]string{}
	for _, grade := range []knowledge.Grade{knowledge.Prefecture, knowledge.Province} {
		for _, g := range regions.All() {
			switch {
			case g.Grade != grade || len(g.Pinyin) < 4:
			case grade == knowledge.Province:
				m[g.Pinyin] = []string{g.Code}
			default:
				m[g.Pinyin] = append(m[g.Pinyin], g.Code)
			}
		}
	}
	for _, a := range aliases {
		if a.Alias == "" || !isLatin(rune(a.Alias[0])) {
			continue
		}
		m[a.Alias] = nil
		for _, name := range a.Places {
			if g, ok := regions.Named(name); ok {
				m[a.Alias] = append(m[a.Alias], g.Code)
			}
		}
	}
	return m
}
