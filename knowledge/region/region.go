// Package region finds the places that a sentence speaks of, and which of them is the old
// and which the new one (从绵阳转到成都).
//
// # Design
//
// The sentence is cut into words so that the words weigh most (segment.go): a word is the name
// of a place, or one of a short list of ordinary words that look like one in part, such as 门诊
// in 黑龙江门诊, which holds 江门. Names of counties count only where they are told from
// ordinary words by their full form or by what stands beside them (mention.go). Then the words
// between the places tell the direction (direction.go).
//
// Places are given as the city whose insurance rules apply: a county is its prefecture, a
// district of a municipality is the municipality, a city run by its province stays itself.
// A province named just before its own city is left out. The place that insurance is or was in
// is From; where someone moves, works or is treated is To. One place without a word of
// direction has neither, nor have places that only share accounts in a family (家庭共济).
package region

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/width"

	"github.com/yibaowenwen/yibao/knowledge"
)

// A Finder knows the names of all places. It is safe for concurrent use.
type Finder struct {
	regions *knowledge.Regions
	words   map[rune][]word     // by first character, longest first
	pinyin  map[string][]string // Latin spelling → codes
}

// A word is a name of a place, or an ordinary word that must not be taken for one.
type word struct {
	text     []rune
	codes    []string // of regions; none for an ordinary word
	form     form
	together bool // the name means all of its places: 川渝
	nickname bool
}

// A form is how much a name says by itself.
type form int

const (
	ordinary form = iota // not a place
	certain              // a full name, or the short name of a city or province
	county               // the short name of a county: needs something beside it
	letter               // one character, such as 沪: needs a lot beside it
)

// Found is what one sentence says of places.
type Found struct {
	Places   []string // codes in the order of speaking
	From, To string   // codes; empty where not said
	// Ambiguous holds names that mean more than one place. The place most people mean by a
	// nickname is in Places all the same.
	Ambiguous []Ambiguity
	// Correction is set where the sentence takes something back: 我说的是……
	Correction bool
	// Rest is the sentence without its places, for looking up what is asked.
	Rest string
}

// An Ambiguity is a name of several places, of which nothing said tells which is meant.
type Ambiguity struct {
	Name  string
	Codes []string
}

// New returns a Finder for the table of regions and their other names.
func New(regions *knowledge.Regions, aliases []knowledge.Alias) *Finder {
	d := dictionary{regions: regions, words: map[string]*word{}}
	for _, g := range regions.All() {
		d.region(g)
	}
	for _, a := range aliases {
		d.alias(a)
	}
	for _, w := range ordinaryWords() {
		d.words[w] = &word{text: []rune(w)}
	}
	f := &Finder{regions: regions, words: map[rune][]word{}, pinyin: pinyin(regions, aliases)}
	for _, w := range d.words {
		f.words[w.text[0]] = append(f.words[w.text[0]], *w)
	}
	for _, list := range f.words {
		slices.SortFunc(list, func(a, b word) int {
			return cmp.Or(len(b.text)-len(a.text), strings.Compare(string(a.text), string(b.text)))
		})
	}
	return f
}

// Find reads a sentence in Simplified characters.
func (f *Finder) Find(text string) Found {
	s := []rune(strings.ToLower(width.Fold.String(strings.ToValidUTF8(text, " "))))
	mentions, ambiguous := f.mentions(s)
	found := Found{Ambiguous: ambiguous, Correction: correction(string(s))}
	d := direct(s, mentions)
	for _, m := range mentions {
		if !slices.Contains(found.Places, m.code) {
			found.Places = append(found.Places, m.code)
		}
	}
	found.From, found.To = d.from, d.to
	found.Rest = rest(s, mentions, d)
	return found
}

func correction(s string) bool {
	for _, w := range []string{"我说的是", "我是说", "不对", "说错", "搞错", "打错", "写错", "更正"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return strings.Contains(s, "不是") && strings.Contains(s, ",是")
}

// A dictionary gathers the words.
type dictionary struct {
	regions *knowledge.Regions
	words   map[string]*word
}

// add enters a name of a place. A name of higher grade hides those of lower grade: 吉林 is the
// province, 朝阳 the prefecture; among equals all are kept.
func (d *dictionary) add(name string, g knowledge.Region, f form) {
	if utf8.RuneCountInString(name) < 2 {
		return
	}
	w, ok := d.words[name]
	switch {
	case !ok:
		d.words[name] = &word{text: []rune(name), codes: []string{g.Code}, form: f}
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
	d.add(g.Name, g, certain)
	short := certain
	if g.Grade == knowledge.County {
		short = county
	}
	d.add(g.Short, g, short)
	if stem, ok := strings.CutSuffix(g.Short, "州"); ok && short == certain && stem != "" {
		d.add(stem+"洲", g, certain) // a common slip
	}
	if g.Grade != knowledge.Prefecture {
		return
	}
	if i := strings.IndexFunc(g.Name, func(r rune) bool { return r == '族' }); i > 0 { // 恩施土家族苗族自治州 → 恩施州
		d.add(g.Short+"州", g, certain)
	}
}

func (d *dictionary) alias(a knowledge.Alias) {
	w := &word{text: []rune(a.Alias), form: certain, together: a.Together, nickname: true}
	if len(w.text) == 1 {
		w.form = letter
	}
	for _, name := range a.Places {
		if g, ok := d.regions.Named(name); ok {
			w.codes = append(w.codes, g.Code)
		}
	}
	if len(w.text) > 0 && len(w.codes) > 0 {
		d.words[a.Alias] = w
	}
}
