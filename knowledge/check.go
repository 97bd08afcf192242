package knowledge

import "slices"

// check adds to ps every reference that leads nowhere and every word outside a closed list.
func (c *Corpus) check(ps *problems) {
	for _, t := range c.Topics {
		oneOf(ps, t.Pos, t.ID, "rules", t.Rules, RulesBoth, RulesEnrolment, RulesNone)
		for _, next := range t.Next {
			c.topic(ps, t.Pos, t.ID, next)
		}
		if _, ok := c.checklists[t.Checklist]; t.Checklist != "" && !ok {
			ps.add(t.Pos, t.ID, "unknown checklist %q", t.Checklist)
		}
	}
	for _, s := range c.Sources {
		oneOf(ps, s.Pos, s.ID, "level", s.Level,
			LevelLaw, LevelRegulation, LevelNational, LevelProvince, LevelCity, LevelPress, LevelUnverified)
	}
	for _, v := range c.Values {
		if _, ok := c.params[v.Param]; !ok {
			ps.add(v.Pos, v.Param, "unknown parameter")
		}
		c.basis(ps, v.Pos, v.Param, v.Basis)
	}
	for i := range c.Entries {
		c.entry(ps, &c.Entries[i])
	}
	for _, n := range c.File.Notes {
		c.topic(ps, n.Pos, n.Place, n.Topic)
		c.statement(ps, n.Topic+"/"+n.Place, n.Statement, Basis{})
	}
	for _, l := range c.Checklists {
		c.items(ps, l)
	}
	for _, a := range c.Aliases {
		for _, name := range a.Places {
			c.code(ps, a.Pos, a.Alias, name)
		}
	}
}

// items checks the items of a checklist.
func (c *Corpus) items(ps *problems, l Checklist) {
	for _, it := range l.Items {
		oneOf(ps, it.Pos, l.ID, "need", it.Need, Required, IfAsked, NotNeeded)
		c.basis(ps, it.Pos, l.ID, orBasis(it.Basis, l.Basis))
		for _, text := range it.Texts() {
			for _, name := range Placeholders(*text) {
				if _, ok := c.params[name]; !ok {
					ps.add(it.Pos, l.ID, "unknown parameter {%s}", name)
				}
			}
		}
	}
}

// entry checks an entry and fills in what its statements inherit, so that each carries its own basis.
func (c *Corpus) entry(ps *problems, e *Entry) {
	c.topic(ps, e.Pos, e.ID, e.Topic)
	if e.Insured != "" {
		oneOf(ps, e.Pos, e.ID, "insured", e.Insured, Employee, Resident, Retired)
	}
	if len(e.Headline) == 0 {
		ps.add(e.Pos, e.ID, "has no headline")
	}
	if e.Question == "" {
		ps.add(e.Pos, e.ID, "has no question")
	}
	for _, list := range [][]Statement{e.Headline, e.Lines, e.More} {
		for i := range list {
			c.statement(ps, e.ID, list[i], e.Basis)
			list[i].Basis = orBasis(list[i].Basis, e.Basis)
		}
	}
	for i := range e.Rumours {
		r := &e.Rumours[i]
		c.statement(ps, e.ID, r.Statement, e.Basis)
		r.Basis = orBasis(r.Basis, e.Basis)
	}
}

func (c *Corpus) statement(ps *problems, item string, s Statement, inherited Basis) {
	if s.Text == "" {
		ps.add(s.Pos, item, "a sentence has no text")
	}
	c.basis(ps, s.Pos, item, orBasis(s.Basis, inherited))
	for _, k := range s.When.Insured {
		oneOf(ps, s.Pos, item, "insured", k, Employee, Resident, Retired)
	}
	if s.When.Place != "" {
		oneOf(ps, s.Pos, item, "place", s.When.Place, PlaceUnknown)
	}
	for _, r := range s.When.Route {
		oneOf(ps, s.Pos, item, "route", r, SameArea, InProvince, CrossProvince)
	}
	for _, name := range Placeholders(s.Text) {
		_, isParam := c.params[name]
		isPlace := name == "from" || name == "to"
		switch {
		case isPlace && len(s.When.Route) == 0:
			ps.add(s.Pos, item, "{%s} needs a condition on route, or the place may be unknown", name)
		case !isPlace && !isParam:
			ps.add(s.Pos, item, "unknown parameter {%s}", name)
		}
	}
}

func (c *Corpus) basis(ps *problems, at Pos, item string, b Basis) {
	if _, ok := c.sources[b.Source]; !ok {
		ps.add(at, item, "unknown source %q", b.Source)
	}
	oneOf(ps, at, item, "status", b.Status, StatusDocument, StatusSecondary, StatusSeed, StatusMemory)
	if b.Reviewed.IsZero() {
		ps.add(at, item, "has no date of review")
	}
}

func (c *Corpus) topic(ps *problems, at Pos, item, id string) {
	if _, ok := c.topics[id]; !ok {
		ps.add(at, item, "unknown topic %q", id)
	}
}

func orBasis(b, inherited Basis) Basis {
	if b.IsZero() {
		return inherited
	}
	return b
}

func oneOf[T ~string](ps *problems, at Pos, item, field string, got T, allowed ...T) {
	if !slices.Contains(allowed, got) {
		ps.add(at, item, "%s is %q, must be one of %v", field, got, allowed)
	}
}
