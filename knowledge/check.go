package knowledge

import "slices"

// check adds to ps every reference that leads nowhere and every word outside a closed list.
func (c *Corpus) check(ps *problems) {
	for _, t := range c.Topics {
		c.topicItself(ps, t)
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
	c.lists(ps)
	for _, f := range c.Facts {
		c.statement(ps, f.ID, f.Statement, Basis{})
		if f.Fact != "" {
			ps.add(f.Pos, f.ID, "a fact is said in words, not by another fact")
		}
	}
	for i := range c.Entries {
		c.entry(ps, &c.Entries[i])
	}
	for _, t := range c.Circumstances {
		for _, id := range t.Opens {
			if _, ok := c.entries[id]; !ok {
				ps.add(t.Pos, t.ID, "unknown entry %q", id)
			}
		}
	}
	for _, n := range c.File.Notes {
		c.note(ps, n)
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

// topicItself checks what a topic names.
func (c *Corpus) topicItself(ps *problems, t Topic) {
	oneOf(ps, t.Pos, t.ID, "rules", t.Rules, RulesBoth, RulesEnrolment, RulesNew, RulesNone)
	for _, next := range t.Next {
		c.topic(ps, t.Pos, t.ID, next)
	}
	if _, ok := c.checklists[t.Checklist]; t.Checklist != "" && !ok {
		ps.add(t.Pos, t.ID, "unknown checklist %q", t.Checklist)
	}
}

// note checks a note of a place.
func (c *Corpus) note(ps *problems, n Note) {
	c.topic(ps, n.Pos, n.Place, n.Topic)
	for _, id := range n.Also {
		if _, ok := c.entries[id]; !ok {
			c.topic(ps, n.Pos, n.Place, id)
		}
	}
	for _, id := range n.InsteadOf {
		if _, ok := c.facts[id]; !ok {
			ps.add(n.Pos, n.Topic+"/"+n.Place, "unknown fact %q", id)
		}
	}
	c.statement(ps, n.Topic+"/"+n.Place, n.Statement, Basis{})
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
	for _, a := range e.Answers {
		c.asked(ps, e.Pos, e.ID, a)
	}
	c.named(ps, e.Pos, e.ID, e.Needs)
	for _, list := range [][]Statement{e.Headline, e.Lines, e.More} {
		for i := range list {
			c.quote(ps, e.ID, &list[i])
			c.statement(ps, e.ID, list[i], e.Basis)
			list[i].Basis = orBasis(list[i].Basis, e.Basis)
		}
	}
	for i := range e.Rumours {
		r := &e.Rumours[i]
		c.quote(ps, e.ID, &r.Statement)
		c.statement(ps, e.ID, r.Statement, e.Basis)
		r.Basis = orBasis(r.Basis, e.Basis)
	}
}

// quote takes what a fact says, where a statement is one. The statement may limit it further.
func (c *Corpus) quote(ps *problems, item string, s *Statement) {
	if s.Fact == "" {
		return
	}
	f, ok := c.facts[s.Fact]
	switch {
	case !ok:
		ps.add(s.Pos, item, "unknown fact %q", s.Fact)
		return
	case s.Text != "" || !s.Basis.IsZero() || s.Period != Period{}:
		ps.add(s.Pos, item, "says the fact %s and words of its own; one of the two", s.Fact)
	}
	s.Text, s.Basis, s.Period = f.Text, f.Basis, f.Period
	if s.When.Free() {
		s.When = f.When
	}
}

// named checks the ids of circumstances.
func (c *Corpus) named(ps *problems, at Pos, item string, ids []string) {
	for _, id := range ids {
		if _, ok := c.circumstances[id]; !ok {
			ps.add(at, item, "unknown circumstance %q", id)
		}
	}
}

func (c *Corpus) asked(ps *problems, at Pos, item string, a Asked) {
	oneOf(ps, at, item, "asked", a, AskedWhether, AskedMust, AskedHowMuch, AskedHowMany, AskedHowLong, AskedWhen,
		AskedWhere, AskedPapers, AskedHow, AskedWhy, AskedWho, AskedWhat, AskedNothing, AskedDeadline, AskedComplaint)
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
	for _, a := range s.When.Asked {
		c.asked(ps, s.Pos, item, a)
	}
	c.named(ps, s.Pos, item, s.When.Is)
	c.named(ps, s.Pos, item, s.When.Not)
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
	if b.Status == StatusAdvice && b.Source == "" {
		return
	}
	if _, ok := c.sources[b.Source]; !ok {
		ps.add(at, item, "unknown source %q", b.Source)
	}
	oneOf(ps, at, item, "status", b.Status, StatusDocument, StatusSecondary, StatusSeed, StatusMemory, StatusAdvice)
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
