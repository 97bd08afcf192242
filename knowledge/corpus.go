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
	entries    map[string]*Entry
	notes      map[noteKey][]*Note
	checklists map[string]*Checklist
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

// Checklist returns the checklist with the id.
func (c *Corpus) Checklist(id string) (*Checklist, bool) { l, ok := c.checklists[id]; return l, ok }

// Periods returns the values of a parameter laid down by one layer, in the files' order.
func (c *Corpus) Periods(param, place string) []*Value { return c.values[valueKey{param, place}] }

// Notes returns what one layer (a region's code) says on a topic on the day.
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
	c.entries = table(ps, "entry", c.Entries, func(e *Entry) (string, Pos) { return e.ID, e.Pos })
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
		k := noteKey{n.Topic, n.PlaceCode}
		c.notes[k] = append(c.notes[k], n)
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

// Fits reports whether a statement with this condition may be shown to the asker; what is
// not known rules nothing out.
func (w Condition) Fits(a Asker) bool {
	return (a.Insured == "" || len(w.Insured) == 0 || slices.Contains(w.Insured, a.Insured)) &&
		(a.Route == "" || len(w.Route) == 0 || slices.Contains(w.Route, a.Route)) &&
		(w.Place == "" || !a.Placed)
}

// Met reports whether every condition is known to hold.
func (w Condition) Met(a Asker) bool {
	return (len(w.Insured) == 0 || slices.Contains(w.Insured, a.Insured)) &&
		(len(w.Route) == 0 || slices.Contains(w.Route, a.Route)) &&
		(w.Place == "" || !a.Placed)
}
