package understand

import (
	"slices"

	"github.com/yibaowenwen/yibao/knowledge/region"
)

// told reports whether the clause states what the list of words tells, or asks about something else
// on the strength of it: 已经停保了能转吗.
func (t teller) told(c clause, list string) bool {
	if !t.says(list, c.text) {
		return false
	}
	return c.states() || !c.supposes && t.says("stopped.then_asks", c.text)
}

// leaves takes the old place's side: stopped, arrears, and which place it is if no direction
// is known otherwise.
func (t teller) leaves(list []clause, known region.Places) {
	for _, c := range list {
		if t.says("enrolled.new_place", c.text) || t.says("stopped.card", c.text) || !atEnd(c, known.From, known.To) {
			continue
		}
		switch {
		case t.told(c, "stopped.not"):
			t.facts["stopped"] = "no"
		case t.told(c, "stopped.yes"):
			t.facts["stopped"] = "yes"
		case t.told(c, "arrears.not"):
			t.facts["arrears"] = "no"
			continue
		case t.told(c, "arrears.yes"):
			t.facts["arrears"] = "yes"
			continue
		default:
			continue
		}
		if known.From == "" && len(c.places) == 1 {
			t.facts["from"] = c.places[0]
		}
	}
}

// arrives takes the new place's side. A clause that names no new place or employer may speak
// of the old one, and counts for nothing.
func (t teller) arrives(list []clause, known region.Places) {
	from := known.From
	if from == "" {
		from = t.facts["from"]
	}
	for _, c := range list {
		named := len(c.places) > 0 && atEnd(c, known.To, from) && (known.To != "" || from != "")
		if !named && !t.says("enrolled.new_place", c.text) {
			continue
		}
		switch {
		case t.told(c, "enrolled.not"):
			t.facts["enrolled"] = "no"
		case t.told(c, "enrolled.yes"):
			t.facts["enrolled"] = "yes"
		default:
			continue
		}
		if known.To == "" && named && len(c.places) == 1 {
			t.facts["to"] = c.places[0]
		}
	}
}

// atEnd reports whether the clause may speak of one end of a move: it names that end, or, as
// long as the end is not known, not the other one; or no place at all.
func atEnd(c clause, end, other string) bool {
	switch {
	case len(c.places) == 0:
		return true
	case end != "":
		return slices.Contains(c.places, end)
	}
	return !slices.Contains(c.places, other)
}
