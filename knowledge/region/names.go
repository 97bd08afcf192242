package region

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yibaowenwen/yibao/knowledge"
)

// A word is a name of a place, or an ordinary word.
type word struct {
	text     []rune
	codes    []string // of regions; none for an ordinary word
	form     form
	doubt    doubt
	together bool   // the name means all of its places: 川渝
	nickname bool   // of several places, most people mean the first
	kinds    string // what an ordinary word says, see kinds
}

// A form is how much a name says by itself.
type form int

const (
	ordinary form = iota // not a place
	certain              // a full name, or the short name of a city or province
	county               // the short name of a county: needs something beside it
	letter               // one character, such as 沪: needs a lot beside it
)

// A dictionary gathers the words.
type dictionary struct {
	regions *knowledge.Regions
	words   map[string]*word
	doubts  map[string]doubt
}

func newDictionary(regions *knowledge.Regions) *dictionary {
	d := &dictionary{regions, map[string]*word{}, map[string]doubt{}}
	for text, said := range lexicon() {
		switch said {
		case doubtfulHead:
			d.doubts[text] = doubtful
		case neverHead:
			d.doubts[text] = hopeless
		default:
			d.words[text] = &word{text: []rune(text), kinds: said}
		}
	}
	return d
}

// add enters a name of a place. A name of higher grade hides those of lower grade: 吉林 is the
// province, 朝阳 the prefecture; among equals all are kept.
func (d *dictionary) add(name string, g knowledge.Region, f form) {
	if utf8.RuneCountInString(name) < 2 {
		return
	}
	w, ok := d.words[name]
	switch {
	case !ok || w.form == ordinary:
		d.words[name] = &word{text: []rune(name), codes: []string{g.Code}, form: f, doubt: d.doubts[name]}
	case f < w.form:
		w.codes, w.form = []string{g.Code}, f
	case f == w.form && d.grade(w.codes[0]) == g.Grade && !slices.Contains(w.codes, g.Code):
		w.codes = append(w.codes, g.Code)
	}
}

func (d *dictionary) grade(code string) knowledge.Grade {
	g, _ := d.regions.Get(code)
	return g.Grade
}

func (d *dictionary) region(g knowledge.Region) {
	short := certain
	if g.Grade == knowledge.County {
		short = county
	}
	if g.Name != g.Short || short == certain { // 城区 and 和县 are not certain
		d.add(g.Name, g, certain)
	}
	d.add(g.Short, g, short)
	if slip := strings.NewReplacer("州", "洲", "洲", "州").Replace(g.Short); slip != g.Short && (short == certain || len(slip) > len("满州")) {
		d.add(slip, g, short)
	}
	if stem, ok := strings.CutSuffix(g.Name, "自治州"); ok && stem != "" { // 恩施土家族苗族自治州 → 恩施州
		d.add(g.Short+"州", g, certain)
	}
}

func (d *dictionary) alias(a knowledge.Alias) {
	w := &word{text: []rune(a.Alias), form: certain, together: a.Together, nickname: !a.Unclear}
	switch {
	case len(w.text) == 1:
		w.form = letter
	case len(w.text) == 2 && w.text[1] == '县': // 开县, in 公开县里的账
		w.form = county
	}
	for _, name := range a.Places {
		if g, ok := d.regions.Named(name); ok {
			w.codes = append(w.codes, g.Code)
		}
	}
	if len(w.text) > 0 && len(w.codes) > 0 && !isLatin(w.text[0]) {
		d.words[a.Alias] = w
	}
}

// openings are the words that begin with the same character.
type openings struct {
	alone *word            // the word of that character only, nil if there is none
	long  map[rune][]*word // the others by their second character, the longest first
}

// lookup lists the words by their first character.
func (d *dictionary) lookup() map[rune]*openings {
	list := map[rune]*openings{}
	for _, w := range d.words {
		o, ok := list[w.text[0]]
		if !ok {
			o = &openings{long: map[rune][]*word{}}
			list[w.text[0]] = o
		}
		if len(w.text) == 1 {
			o.alone = w
			continue
		}
		o.long[w.text[1]] = append(o.long[w.text[1]], w)
	}
	for _, o := range list {
		for _, words := range o.long {
			slices.SortFunc(words, func(a, b *word) int {
				return cmp.Or(len(b.text)-len(a.text), strings.Compare(string(a.text), string(b.text)))
			})
		}
	}
	return list
}

// counties lists the counties by the region above, and the one above that, and the short name.
func counties(regions *knowledge.Regions) map[[2]string]string {
	inside := map[[2]string]string{}
	for _, g := range regions.All() {
		if g.Grade != knowledge.County {
			continue
		}
		inside[[2]string{g.Parent, g.Short}] = g.Code
		if up, ok := regions.Get(g.Parent); ok && up.Parent != "" {
			inside[[2]string{up.Parent, g.Short}] = g.Code
		}
	}
	return inside
}
