package region

import "slices"

// Places are the places of a conversation, as region codes of cities or provinces.
type Places struct {
	Said []string `json:"said,omitempty"` // in the order of speaking, direction or not
	From string   `json:"from,omitempty"` // where the insurance is or was
	To   string   `json:"to,omitempty"`   // where the person moves, works or is treated
}

// Merge returns the places of a conversation after a further message. A message that names
// nothing but a place (bare), such as 重庆呢, changes the place talked about, which is the
// destination if a move is talked about; any other message adds to what was said.
func Merge(before Places, now Found, bare bool) Places {
	switch {
	case len(now.Places) == 0:
		return before
	case now.From != "" && now.To != "", len(now.Places) > 1, len(before.Said) == 0:
		return Places{now.Places, now.From, now.To}
	case now.Correction:
		return corrected(before, now)
	case now.From != "":
		return order(before, Places{From: now.From, To: before.To})
	case now.To != "":
		return order(before, Places{From: before.From, To: now.To})
	}
	place := now.Places[0]
	switch {
	case slices.Contains(before.Said, place):
		return before
	case before.From != "" && (before.To != "" || bare):
		return Places{Said: []string{before.From, place}, From: before.From, To: place}
	case before.To != "" && bare:
		return Places{Said: []string{place, before.To}, From: place, To: before.To}
	case bare:
		return Places{Said: []string{place}}
	}
	before.Said = append(slices.Clone(before.Said), place)
	return before
}

// corrected puts the new place where the old one stood.
func corrected(before Places, now Found) Places {
	place := now.Places[0]
	switch {
	case before.From != "" && before.To == "":
		return Places{Said: []string{place}, From: place}
	case before.To != "":
		return order(Places{}, Places{From: before.From, To: place})
	}
	return Places{Said: []string{place}, From: now.From, To: now.To}
}

// order lists the two ends first, then what else was said.
func order(before, p Places) Places {
	for _, c := range append([]string{p.From, p.To}, before.Said...) {
		if c != "" && !slices.Contains(p.Said, c) && (c == p.From || c == p.To || c != before.From && c != before.To) {
			p.Said = append(p.Said, c)
		}
	}
	return p
}
