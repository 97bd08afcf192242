package coverage

import (
	"slices"
	"strconv"

	"github.com/yibaowenwen/yibao/knowledge"
)

// A kind is where a statement comes from.
type kind int

const (
	ofEntry kind = iota
	ofNote
	ofValue
	ofItem
)

// of returns the field of a line that counts the kind.
func (k kind) of(s *Status) *int {
	return [...]*int{ofEntry: &s.Entries, ofNote: &s.Notes, ofValue: &s.Values, ofItem: &s.Items}[k]
}

// A fact is one statement with what it rests on.
type fact struct {
	knowledge.Basis
	kind kind
	item string
	pos  knowledge.Pos
}

func (f fact) where() string {
	return f.pos.File + ":" + strconv.Itoa(f.pos.Line) + " " + f.item
}

// facts returns every statement of the corpus, in its order.
func facts(c *knowledge.Corpus) []fact {
	var all []fact
	for _, e := range c.Entries {
		for _, s := range slices.Concat(e.Headline, e.Lines, e.More) {
			all = append(all, fact{s.Basis, ofEntry, e.ID, s.Pos})
		}
		for _, r := range e.Rumours {
			all = append(all, fact{r.Basis, ofEntry, e.ID, r.Pos})
		}
	}
	for _, n := range c.File.Notes {
		all = append(all, fact{n.Basis, ofNote, n.Topic + "/" + n.Place, n.Pos})
	}
	for _, v := range c.Values {
		item := v.Param
		if v.Place != "" {
			item += "/" + v.Place
		}
		all = append(all, fact{v.Basis, ofValue, item, v.Pos})
	}
	for _, l := range c.Checklists {
		for _, it := range l.Items {
			b := it.Basis
			if b.IsZero() {
				b = l.Basis
			}
			all = append(all, fact{b, ofItem, l.ID + "/" + it.ID, it.Pos})
		}
	}
	return all
}
