// Package region finds the places that a sentence speaks of, and which of them is the old
// and which the new one (从绵阳转到成都).
//
// # Design
//
// The sentence is cut into words so that the words weigh most (cut.go): a word is the name of
// a place or one of the ordinary words of words.txt. Ordinary words keep a name from being
// seen where there is none (门诊 in 黑龙江门诊, which holds 江门), and many of them say
// something about the places beside them: 从, 转到, 离职, 住院. Names of counties count only
// where they are told from ordinary words by their full form or by what stands beside them
// (county.go). What is left of the sentence is a short line of kinds of words and places
// (line.go), in which old.go and new.go weigh each place, and direction.go decides.
//
// # What is taken for what
//
//   - A place is the city whose insurance rules apply: a county is its prefecture, a district
//     of a municipality the municipality; a city run by its province stays itself. A province
//     named just before its own city is left out.
//   - From is where the insurance is or was: 从A, 离开A, 医保在A, 以前在A, A离职, A的医保转走,
//     A医保在外地, A异地就医. To is where someone moves, works, is treated or uses the card:
//     转到B, 去B, 人在B, A医保在B住院, 外地医保在B能用吗.
//   - One place without such words has no direction (南京医保划入标准, 在上海药店怎么刷), nor
//     has where a person is registered (户口在A), nor have places that are only listed (A和B)
//     or share accounts in a family (家庭共济).
//   - Where one end of a move is said, the only other place is the other end.
//   - A name of several places that nothing beside it narrows down is ambiguous: 鼓楼区. A
//     prefecture comes before a county of the same name. Of a nickname's several places, the
//     one that most people mean is taken, and the ambiguity reported all the same.
package region

import (
	"slices"
	"strings"

	"github.com/yibaowenwen/yibao/knowledge"
)

// A Finder knows the names of all places. It is safe for concurrent use.
type Finder struct {
	regions *knowledge.Regions
	words   map[rune]*openings  // by their first character
	pinyin  map[string][]string // Latin spelling → codes
	inside  map[[2]string]string
	simple  map[rune]rune // Traditional → Simplified
}

// Found is what one sentence says of places.
type Found struct {
	Places   []string // codes in the order of speaking
	From, To string   // codes; empty where not said
	// Ambiguous holds names that mean more than one place. The place most people mean by a
	// nickname is in Places all the same.
	Ambiguous []Ambiguity
	// Correction is set where the sentence takes something back (我说的是……) or puts a place
	// in the place of another (换成成都呢).
	Correction bool
	// Rest is the sentence, in Simplified characters, without its places, for looking up what
	// is asked.
	Rest string
	// Mentions are where the places stand in the text, in order.
	Mentions []Mention

	bare   bool   // nothing but a place is said: 成都呢
	aside  bool   // of somebody else: 她在咸阳交的
	denied string // code of the place taken back in 不是成都,是绵阳
}

// A Mention is a place at a position of the text.
type Mention struct {
	Start, End int    // bytes of the text
	Code       string // of the city whose rules apply
	Said       string // code of the place itself, which may be a county of that city
}

// An Ambiguity is a name of several places, of which nothing said tells which is meant.
type Ambiguity struct {
	Name  string
	Codes []string
}

// New returns a Finder for the table of regions and their other names.
func New(regions *knowledge.Regions, aliases []knowledge.Alias) *Finder {
	d := newDictionary(regions)
	for _, g := range regions.All() {
		d.region(g)
	}
	for _, a := range aliases {
		d.alias(a)
	}
	return &Finder{
		regions: regions,
		words:   d.lookup(),
		pinyin:  spellings(regions, aliases),
		inside:  counties(regions),
		simple:  simplified(regions),
	}
}

// Find reads a sentence in Simplified or Traditional characters.
func (f *Finder) Find(text string) Found {
	s := f.read(text)
	pieces := f.pieces(s.runes)
	places, ambiguous := f.places(s.runes, pieces)
	all := newLine(s.runes, pieces, places)
	l, denied := all.withoutDenied()
	d := l.direction()
	found := Found{
		From: d.from, To: d.to,
		Ambiguous:  ambiguous,
		Correction: all.corrects(s.runes),
		Rest:       rest(s.runes, places, d),
		bare:       onlyIt.MatchString(l.kinds),
		aside:      strings.Contains(l.kinds, "k"),
		denied:     denied,
	}
	for _, p := range l.places {
		if !slices.Contains(found.Places, p.code) {
			found.Places = append(found.Places, p.code)
		}
		found.Mentions = append(found.Mentions, Mention{s.at[p.start], s.at[p.end], p.code, p.said})
	}
	return found
}
