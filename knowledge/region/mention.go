package region

import (
	"slices"
	"strings"

	"github.com/yibaowenwen/yibao/knowledge"
)

// A mention is a place at a position of the sentence.
type mention struct {
	start, end int
	code       string // of the city, see [knowledge.Regions.City]
	said       string // code of the place itself
}

// mentions returns the places of a sentence in order, and the names that stay ambiguous.
func (f *Finder) mentions(s []rune) ([]mention, []Ambiguity) {
	var places []piece
	for _, p := range f.segment(s) {
		if p.form != ordinary {
			places = append(places, p)
		}
	}
	places = append(places, f.latin(s)...)
	slices.SortStableFunc(places, func(a, b piece) int { return a.start - b.start })
	var found []mention
	var unclear []Ambiguity
	for i, p := range places {
		codes := f.byContext(p, places, i)
		switch {
		case len(codes) == 0:
		case len(codes) == 1 || p.together:
			for _, code := range codes {
				if c, ok := f.regions.City(code); ok {
					found = append(found, mention{p.start, p.end, c.Code, code})
				}
			}
		case len(codes) > 1 && p.form == certain && p.nickname: // most people mean the first
			if c, ok := f.regions.City(codes[0]); ok {
				found = append(found, mention{p.start, p.end, c.Code, codes[0]})
			}
			fallthrough
		default:
			unclear = append(unclear, Ambiguity{string(s[p.start:p.end]), f.cities(codes)})
		}
	}
	return f.merge(s, found), unclear
}

func (f *Finder) cities(codes []string) []string {
	var cities []string
	for _, c := range codes {
		if g, ok := f.regions.City(c); ok && !slices.Contains(cities, g.Code) {
			cities = append(cities, g.Code)
		}
	}
	return cities
}

// byContext narrows a name down to those places that lie in, or are, another place said.
// 朝阳 beside 北京 is the district, though alone it is the prefecture.
func (f *Finder) byContext(p piece, all []piece, i int) []string {
	if p.together {
		return p.codes
	}
	name := strings.TrimSuffix(string(p.text), "区")
	for j, other := range all {
		if j == i || len(other.codes) != 1 || equalText(other, p) {
			continue
		}
		upper := other.codes[0]
		near := j == i-1 && p.start-other.end <= 1
		if len(p.codes) > 1 || near {
			if in := f.within(p.codes, upper); len(in) > 0 {
				return in
			}
		}
		if near {
			if in := f.childNamed(upper, name); in != "" {
				return []string{in}
			}
		}
	}
	if len(p.codes) > 1 && len(f.cities(p.codes)) == 1 {
		return p.codes[:1]
	}
	return p.codes
}

func equalText(a, b piece) bool { return string(a.text) == string(b.text) }

func (f *Finder) within(codes []string, upper string) []string {
	var in []string
	for _, c := range codes {
		if c != upper && slices.Contains(f.regions.Layers(c), upper) || f.under(c, upper) {
			in = append(in, c)
		}
	}
	return in
}

// under reports whether upper is the parent, or the parent's parent, of the place.
func (f *Finder) under(code, upper string) bool {
	for g, ok := f.regions.Get(code); ok && g.Parent != ""; g, ok = f.regions.Get(g.Parent) {
		if g.Parent == upper {
			return true
		}
	}
	return false
}

// childNamed returns the county of the upper place with the short name, if there is one.
func (f *Finder) childNamed(upper, name string) string {
	for _, g := range f.regions.All() {
		if g.Grade == knowledge.County && g.Short == name && f.under(g.Code, upper) {
			return g.Code
		}
	}
	return ""
}

// merge drops a place named only to say where the next one lies: 四川绵阳, 江苏省内 南通.
func (f *Finder) merge(s []rune, found []mention) []mention {
	var kept []mention
	for i, m := range found {
		if i+1 < len(found) {
			next := found[i+1]
			if next.start < m.end { // one name for both
				kept = append(kept, m)
				continue
			}
			gap := strings.Trim(string(s[m.end:next.start]), "省市内的 ,\uff0c")
			if gap == "" && (f.under(next.code, m.code) || next.code == m.code && f.under(next.said, m.said)) {
				found[i+1].start = m.start
				continue
			}
		}
		kept = append(kept, m)
	}
	return kept
}
