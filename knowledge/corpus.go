package knowledge

import "slices"

// A Corpus is a complete, consistent set of knowledge. It does not change once loaded.
type Corpus struct {
	File
	Regions *Regions

	topics     map[string]*Topic
	sources    map[string]*Source
	params     map[string]*Param
	values     map[valueKey][]*Value
	facts      map[string]*Fact
	entries    map[string]*Entry
	notes      map[noteKey][]*Note
	checklists map[string]*Checklist

	words         map[string]*Word
	circumstances map[string]*Circumstance
}

type valueKey struct{ param, place string }

type noteKey struct{ topic, place string }

// Topic returns the topic with the id.
func (c *Corpus) Topic(id string) (*Topic, bool) { t, ok := c.topics[id]; return t, ok }

// Source returns the source with the id.
func (c *Corpus) Source(id string) (*Source, bool) { s, ok := c.sources[id]; return s, ok }

// Param returns the parameter with the id.
func (c *Corpus) Param(id string) (*Param, bool) { p, ok := c.params[id]; return p, ok }

// Entry returns the entry with the id. The main entry of a topic bears the topic's id.
func (c *Corpus) Entry(id string) (*Entry, bool) { e, ok := c.entries[id]; return e, ok }

// Circumstance returns the circumstance with the id.
func (c *Corpus) Circumstance(id string) (*Circumstance, bool) {
	s, ok := c.circumstances[id]
	return s, ok
}

// Checklist returns the checklist with the id.
func (c *Corpus) Checklist(id string) (*Checklist, bool) { l, ok := c.checklists[id]; return l, ok }

// Periods returns the values of a parameter laid down by one layer, in the files' order.
func (c *Corpus) Periods(param, place string) []*Value { return c.values[valueKey{param, place}] }

// Notes returns what one layer (a region's code) says on a topic, or for a single entry, on the day.
func (c *Corpus) Notes(topic, place string, day Date) []*Note {
	var in []*Note
	for _, n := range c.notes[noteKey{topic, place}] {
		if n.Holds(day) {
			in = append(in, n)
		}
	}
	return in
}

// index fills the look-up tables and codes; what is wrong is added to ps.
func (c *Corpus) index(ps *problems) {
	c.topics = table(ps, "topic", c.Topics, func(t *Topic) (string, Pos) { return t.ID, t.Pos })
	c.sources = table(ps, "source", c.Sources, func(s *Source) (string, Pos) { return s.ID, s.Pos })
	c.params = table(ps, "param", c.Params, func(p *Param) (string, Pos) { return p.ID, p.Pos })
	c.facts = table(ps, "fact", c.Facts, func(f *Fact) (string, Pos) { return f.ID, f.Pos })
	c.words = table(ps, "list of words", c.Words, func(w *Word) (string, Pos) { return w.ID, w.Pos })
	c.circumstances = table(ps, "circumstance", c.Circumstances, func(s *Circumstance) (string, Pos) { return s.ID, s.Pos })
	c.entries = table(ps, "entry", c.Entries, func(e *Entry) (string, Pos) { return e.ID, e.Pos })
	for _, t := range c.Taught {
		e, ok := c.entries[t.Entry]
		if !ok {
			ps.add(t.Pos, t.Entry, "no entry with this id is there to be taught")
			continue
		}
		e.Asked = append(e.Asked[:len(e.Asked):len(e.Asked)], t.Asked...)
	}
	c.checklists = table(ps, "checklist", c.Checklists, func(l *Checklist) (string, Pos) { return l.ID, l.Pos })
	c.values = map[valueKey][]*Value{}
	for i := range c.Values {
		v := &c.Values[i]
		v.PlaceCode = c.code(ps, v.Pos, v.Param, v.Place)
		k := valueKey{v.Param, v.PlaceCode}
		c.values[k] = append(c.values[k], v)
	}
	c.notes = map[noteKey][]*Note{}
	for i := range c.File.Notes {
		n := &c.File.Notes[i]
		if n.Place == "" {
			ps.add(n.Pos, n.Topic, "a note needs a place; what holds everywhere belongs in an entry")
			continue
		}
		n.PlaceCode = c.code(ps, n.Pos, n.Topic, n.Place)
		for _, topic := range append([]string{n.Topic}, n.Also...) {
			k := noteKey{topic, n.PlaceCode}
			c.notes[k] = append(c.notes[k], n)
		}
	}
}

func (c *Corpus) code(ps *problems, at Pos, item, name string) string {
	if name == "" {
		return National
	}
	g, ok := c.Regions.Named(name)
	if !ok {
		ps.add(at, item, "unknown place %q; write the full name, such as 绵阳市", name)
	}
	return g.Code
}

func table[T any](ps *problems, kind string, list []T, key func(*T) (string, Pos)) map[string]*T {
	m := make(map[string]*T, len(list))
	for i := range list {
		id, pos := key(&list[i])
		if id == "" {
			ps.add(pos, kind, "has no id")
			continue
		}
		if _, twice := m[id]; twice {
			ps.add(pos, id, "a second %s with this id in the same folder", kind)
		}
		m[id] = &list[i]
	}
	return m
}

// Fact returns the fact of an id.
func (c *Corpus) Fact(id string) (*Fact, bool) {
	f, ok := c.facts[id]
	return f, ok
}

// Fits reports whether a statement with this condition may be shown to the asker; what is
// not known rules nothing out.
func (w Condition) Fits(a Asker) bool {
	return in(w.Insured, a.Insured, true) && in(w.Route, a.Route, true) && (a.Asked == "" || a.asks(w)) &&
		(w.Place == "" || !a.Placed) && a.told(w.Is, true, true) && a.told(w.Not, false, true)
}

// Met reports whether every condition is known to hold.
func (w Condition) Met(a Asker) bool {
	return in(w.Insured, a.Insured, false) && in(w.Route, a.Route, false) && a.asks(w) &&
		(w.Place == "" || !a.Placed) && a.told(w.Is, true, false) && a.told(w.Not, false, false)
}

// asks reports whether the question is one of those that the condition is for.
func (a Asker) asks(w Condition) bool { return len(w.Asked) == 0 || a.Asked.In(w.Asked) }

// Free reports whether the condition limits nothing.
func (w Condition) Free() bool {
	return len(w.Insured)+len(w.Route)+len(w.Asked)+len(w.Is)+len(w.Not) == 0 && w.Place == ""
}

// in reports whether what is known is in the list; where the list is empty it always is, and
// what is not known counts as unknown says.
func in[T ~string](list []T, known T, unknown bool) bool {
	return len(list) == 0 || known == "" && unknown || slices.Contains(list, known)
}

// Spoke reports whether each circumstance was said to be so.
func (a Asker) Spoke(ids []string) bool { return a.told(ids, true, false) }

// told reports whether each circumstance was said to be so; one not spoken of counts as unknown says.
func (a Asker) told(ids []string, so, unknown bool) bool {
	for _, id := range ids {
		if was, spoken := a.Told[id]; spoken && was != so || !spoken && !unknown {
			return false
		}
	}
	return true
}
