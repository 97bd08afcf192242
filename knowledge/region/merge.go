package region

import "slices"

// Places are the places of a conversation, as region codes of cities or provinces.
type Places struct {
	Said []string `json:"said,omitempty"` // in the order of speaking, direction or not
	From string   `json:"from,omitempty"` // where the insurance is or was
	To   string   `json:"to,omitempty"`   // where the person moves, works or is treated
}

// IsZero reports whether no place is known.
func (p Places) IsZero() bool { return len(p.Said) == 0 && p.From == "" && p.To == "" }

// Merge returns the places of a conversation after a further message. A message that names
// nothing but a place (bare), such as 重庆呢, changes the place talked about, which is the
// destination if a move is talked about. A message that gives one end changes that end, one
// that gives both starts anew, one that takes a place back puts the new one where that was;
// any other adds to what was said.
func Merge(before Places, now Found, bare bool) Places {
	switch {
	case len(now.Places) == 0:
		return before.leaving(now.denied)
	case now.From != "" && now.To != "", len(before.Said) == 0:
		return Places{now.Places, now.From, now.To}
	case now.Correction:
		return corrected(before, now)
	case now.From != "":
		return withEnds(before, now.From, unless(before.To, now.From))
	case now.To != "":
		return withEnds(before, unless(before.From, now.To), now.To)
	case all(now.Places, before.Said):
		return before
	case len(now.Places) > 1:
		return Places{Said: now.Places}
	}
	return changed(before, now, bare && now.bare)
}

// changed returns the places after one was said without direction.
func changed(before Places, now Found, bare bool) Places {
	place := now.Places[0]
	switch {
	case now.aside:
	case before.From != "" && (before.To != "" || bare):
		return Places{Said: []string{before.From, place}, From: before.From, To: place}
	case before.To != "" && bare: // the end that was missing
		return Places{Said: []string{place, before.To}, From: place, To: before.To}
	case bare:
		return Places{Said: now.Places}
	}
	before.Said = append(slices.Clone(before.Said), place)
	return before
}

// corrected puts the new place where the old one stood.
func corrected(before Places, now Found) Places {
	place := now.Places[0]
	switch {
	case now.From != "":
		return withEnds(Places{}, now.From, unless(before.To, now.From))
	case now.To != "":
		return withEnds(Places{}, unless(before.From, now.To), now.To)
	case before.From != "" && (before.To == "" || now.denied == before.From):
		return withEnds(Places{}, place, before.To)
	case before.To != "":
		return withEnds(Places{}, before.From, place)
	}
	return Places{Said: now.Places}
}

// withEnds lists the two ends first, then what else was said.
func withEnds(before Places, from, to string) Places {
	p := Places{From: from, To: to}
	for _, c := range append([]string{from, to}, before.Said...) {
		if c != "" && !slices.Contains(p.Said, c) && (c == from || c == to || c != before.From && c != before.To) {
			p.Said = append(p.Said, c)
		}
	}
	return p
}

// unless returns a place unless it is the other one.
func unless(place, other string) string {
	if place == other {
		return ""
	}
	return place
}

func all(places, in []string) bool {
	return !slices.ContainsFunc(places, func(p string) bool { return !slices.Contains(in, p) })
}

// leaving returns the places without one that is taken back: 不去成都了.
func (p Places) leaving(place string) Places {
	if place == "" || !slices.Contains(p.Said, place) {
		return p
	}
	is := func(c string) bool { return c == place }
	return Places{slices.DeleteFunc(slices.Clone(p.Said), is), unless(p.From, place), unless(p.To, place)}
}

// Reversed returns the move the other way round: 反过来呢.
func (p Places) Reversed() Places {
	said := slices.Clone(p.Said)
	slices.Reverse(said)
	return Places{said, p.To, p.From}
}

// With returns the places with another, which is the end of the move that is missing, if one is.
func (p Places) With(place string) Places {
	said := append(slices.Clone(p.Said), place)
	switch {
	case p.From == "" && p.To != "":
		return Places{said, place, p.To}
	case p.To == "" && p.From != "":
		return Places{said, p.From, place}
	}
	return Places{said, p.From, p.To}
}
