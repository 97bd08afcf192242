package understand

import (
	"cmp"
	"slices"
	"strings"

	"github.com/yibaowenwen/yibao/knowledge"
)

// Self is the one who writes, where persons are told apart.
const Self = "self"

// persons are what a message says of each person spoken of.
type persons struct {
	kinds   map[string]knowledge.Insured // by person, see [Reader.person]
	asked   string                       // of whom the asking clause speaks, "" if of nobody
	named   knowledge.Insured            // the kind that the asking clause itself names
	clauses []told
}

// told is a clause and of whom it speaks.
type told struct{ who, text string }

// persons reads of whom each clause speaks: a relative, or the one who writes. A clause that names
// nobody goes on about the one before.
func (r *Reader) persons(text string) persons {
	p := persons{}
	if !slices.ContainsFunc(relatives(), func(list string) bool { return r.says(list, text) }) {
		if r.says("kin.self", r.asking(text)) {
			p.asked = Self
		}
		return p
	}
	who := ""
	asking := r.asking(text)
	for _, c := range r.clauses(text) {
		who = r.person(c.text, who)
		p.clauses = append(p.clauses, told{who, c.text})
		if c.text == asking {
			p.asked = r.person(c.text, p.onlyOne())
			p.named = r.Insured(c.text)
		}
		kind := r.Insured(c.text)
		if kind == "" || who == "" || c.supposes || c.text == asking && c.asks {
			continue
		}
		if p.kinds == nil {
			p.kinds = map[string]knowledge.Insured{}
		}
		p.kinds[who] = kind
	}
	return p
}

// onlyOne returns the person whose kind was said, if it is one only.
func (p persons) onlyOne() string {
	if len(p.kinds) != 1 {
		return ""
	}
	for who := range p.kinds {
		return who
	}
	return ""
}

// person returns of whom a clause speaks: [Self], a relative by the list of words that calls them
// so (妈妈 and 我娘 are one), or the one before where it says 他 or nobody.
func (r *Reader) person(clause, before string) string {
	at, who := len(clause), before
	if m := r.words["kin.self"].FindStringIndex(clause); m != nil {
		at, who = m[0], Self
	}
	for _, list := range relatives() {
		if m := r.words[list].FindStringIndex(clause); m != nil && m[0] < at {
			at, who = m[0], list
		}
	}
	return who
}

// relatives are the lists of words for those of whom a kind of insurance is told.
func relatives() []string {
	return []string{"kin.mother", "kin.father", "kin.parents", "kin.wife", "kin.husband", "kin.child", "kin.old", "kin.sibling"}
}

// several reports whether two persons of different kinds are spoken of.
func (p persons) several() bool {
	first := knowledge.Insured("")
	for _, kind := range p.kinds {
		if first != "" && kind != first {
			return true
		}
		first = kind
	}
	return false
}

// plain is how many characters a message has at most in which each clause is taken to be about
// whom it names; a letter says 我 in passing.
const plain = 60

// ofPersons returns the kind of the one asked about, where the message tells persons apart; ok
// reports whether it does.
func (p persons) ofPersons(text string) (kind knowledge.Insured, ok bool) {
	kind = cmp.Or(p.named, p.kinds[p.asked])
	switch short := Runes(text) <= plain; {
	case p.several():
		return kind, short || kind != ""
	case len(p.kinds) == 1 && p.asked != "" && kind == "":
		return "", short // 我妈是居民,我能报多少
	}
	return "", false
}

// ofAsked returns what a message says of the one asked about: what it says of others is left out
// where it tells two apart.
func (p persons) ofAsked(text string) string {
	if !p.several() || p.asked == "" || Runes(text) > plain {
		return text
	}
	var parts []string
	for _, c := range p.clauses {
		if c.who == p.asked {
			parts = append(parts, c.text)
		}
	}
	return strings.Join(parts, ",")
}

// PersonsKnown returns the kinds of insurance known of persons with those that a message tells.
func PersonsKnown(known, told map[string]knowledge.Insured) map[string]knowledge.Insured {
	if len(told) == 0 {
		return known
	}
	all := map[string]knowledge.Insured{}
	for _, m := range []map[string]knowledge.Insured{known, told} {
		for who, kind := range m {
			all[who] = kind
		}
	}
	return all
}
