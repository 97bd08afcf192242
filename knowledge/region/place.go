package region

import (
	"slices"
	"strings"
)

// A place is a region named at a position of the sentence.
type place struct {
	start, end int
	code       string // of the city, see [knowledge.Regions.City]
	said       string // code of the region itself
}

// places returns the places of a sentence in order, and the names that stay ambiguous.
func (f *Finder) places(s []rune, words []piece) ([]place, []Ambiguity) {
	var named []piece
	for _, p := range words {
		if p.form != ordinary {
			named = append(named, p)
		}
	}
	var found []place
	var unclear []Ambiguity
	for i, p := range named {
		codes := f.byContext(s, p, named, i)
		switch {
		case len(codes) == 0:
			continue
		case len(codes) > 1 && !p.together:
			unclear = append(unclear, Ambiguity{string(s[p.start:p.end]), f.cities(codes)})
			if !p.nickname {
				continue
			}
			codes = codes[:1]
		}
		for _, code := range codes {
			if c, ok := f.regions.City(code); ok {
				found = append(found, place{p.start, p.end, c.Code, code})
			}
		}
	}
	return f.withoutUpper(s, found), unclear
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
// 朝阳 after 北京 is the district, though alone it is the prefecture; so it is beside 海淀.
func (f *Finder) byContext(s []rune, p piece, all []piece, i int) []string {
	if p.together {
		return p.codes
	}
	for j, o := range all {
		if j == i || len(o.codes) != 1 || slices.Equal(o.text, p.text) {
			continue
		}
		upper := o.codes[0]
		near := j == i-1 && strings.Trim(string(s[o.end:p.start]), "省市的 ,") == ""
		if len(p.codes) > 1 || near {
			if in := f.within(p.codes, upper); len(in) > 0 {
				return in
			}
		}
		if c, ok := f.regions.City(upper); ok && c.Code != upper { // a district: others of its city come first
			upper = c.Code
		} else if !near {
			continue
		}
		short := strings.TrimSuffix(string(p.text), "区")
		if code, ok := f.inside[[2]string{upper, short}]; ok {
			return []string{code}
		}
	}
	if len(f.cities(p.codes)) == 1 {
		return p.codes[:1]
	}
	return p.codes
}

// within returns those of the places that lie in the upper one, or are that one.
func (f *Finder) within(codes []string, upper string) []string {
	var in []string
	for _, c := range codes {
		if len(codes) > 1 && c == upper || f.under(c, upper) {
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

// withoutUpper drops a place named only to say where the next one lies: 四川绵阳, 江苏省内从
// 南通. What follows right after takes its characters too.
func (f *Finder) withoutUpper(s []rune, found []place) []place {
	var kept []place
	for i, p := range found {
		if i+1 == len(found) || found[i+1].start < p.end { // the last, or one name for several
			kept = append(kept, p)
			continue
		}
		next := &found[i+1]
		gap := string(s[p.end:next.start])
		lower := slices.Contains(f.regions.Layers(next.code)[1:], p.code) || next.code == p.code && (f.under(next.said, p.said) || gap == "")
		switch {
		case lower && strings.Trim(gap, "省市的 ,") == "":
			next.start = p.start
		case lower && (strings.HasPrefix(gap, "省内") || strings.HasPrefix(gap, "内") || strings.HasPrefix(gap, "境内")):
		default:
			kept = append(kept, p)
		}
	}
	return kept
}
