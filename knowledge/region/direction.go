package region

import "strings"

// A direction is which place is the old and which the new one.
type direction struct {
	from, to string
	// care is set where to was said because of treatment or use there, not of a move.
	care bool
}

// direction weighs what stands around each place and decides.
func (l line) direction() direction {
	all := l.codes()
	switch {
	case len(all) == 0, l.swaps():
		return direction{}
	case l.sameTwice(all):
		return l.inOneCity()
	}
	var old, new ends
	cares := map[string]bool{}
	for i, p := range l.places {
		v := l.view(i, len(all) == 1)
		old.offer(p.code, v.old())
		strength, care := v.new()
		if new.offer(p.code, strength) {
			cares[p.code] = care
		}
	}
	d := settle(old, new, all, strings.ContainsAny(l.kinds, "moq"))
	outright := strings.Contains(l.kinds, "m") && old.by[d.from] == strong && new.by[d.to] == strong
	if l.shares() && !outright {
		return direction{}
	}
	if d == (direction{}) && len(all) > 1 && l.pair() {
		return direction{from: all[0], to: all[1]}
	}
	d.care = d.to != "" && cares[d.to]
	return d
}

// shares reports whether accounts are shared in a family (家庭共济), which is no move. The
// wallet (医保钱包) sends money from one place to another.
func (l line) shares() bool {
	return strings.Contains(l.kinds, "s") && !strings.Contains(l.kinds, "W")
}

// pair reports whether a transfer is asked about with nothing but its two places: 长沙 深圳
// 医保转移.
func (l line) pair() bool {
	return len(l.places) == 2 && strings.Contains(l.kinds, "m") && strings.Trim(l.kinds[l.at[0]+1:l.at[1]], ",") == ""
}

// sameTwice reports whether the only place is said twice, once more exactly: 浏阳 and 长沙.
func (l line) sameTwice(all []string) bool {
	if len(all) > 1 {
		return false
	}
	for _, p := range l.places {
		if p.said != l.places[0].said {
			return true
		}
	}
	return false
}

// inOneCity returns the direction of a move from one county of a city to another.
func (l line) inOneCity() direction {
	code := l.places[0].code
	left := false
	for i := range l.places {
		v := l.view(i, false)
		if strength, care := v.new(); left && v.moves && strength == strong && !care {
			return direction{from: code, to: code}
		}
		left = left || v.old() == strong
	}
	return direction{}
}

// ends collects the evidence for one end of a move.
type ends struct {
	codes []string // in the order of speaking
	by    map[string]int
}

// offer adds evidence and reports whether it is the strongest yet for the place.
func (e *ends) offer(code string, strength int) bool {
	if e.by == nil {
		e.by = map[string]int{}
	}
	was, seen := e.by[code]
	if !seen {
		e.codes = append(e.codes, code)
	}
	if seen && (was >= strength || was == barred && strength < strong) {
		return false
	}
	e.by[code] = strength
	return true
}

// best returns the place with the strongest evidence of at least the strength: the first of
// equals, or the last.
func (e *ends) best(least int, not string, last bool) string {
	found := ""
	for _, c := range e.codes {
		if c == not || e.by[c] < least {
			continue
		}
		if found == "" || e.by[c] > e.by[found] || last && e.by[c] == e.by[found] {
			found = c
		}
	}
	return found
}

// settle decides the two ends: what is said outright first, then the end that goes with it.
func settle(old, new ends, all []string, moves bool) direction {
	t := new.best(strong, "", true)
	f := old.best(strong, t, false)
	if f == "" && t != "" && old.by[t] == strong && len(all) == 1 {
		f, t = t, ""
	}
	switch {
	case f == "" && t == "":
		t = new.best(medium, "", true)
		if f = old.best(medium, t, false); f == "" && moves {
			f = old.best(weak, t, false)
		}
		if f == "" || t == "" || len(all) == 1 {
			return direction{}
		}
	case t == "":
		t = otherEnd(new, f, all, moves)
	case f == "":
		f = otherEnd(old, t, all, moves)
	}
	return direction{from: f, to: t}
}

// otherEnd returns the end that goes with a known one: the likeliest place, or the only other
// one where a move is spoken of.
func otherEnd(e ends, known string, all []string, moves bool) string {
	if c := e.best(weak, known, false); c != "" {
		return c
	}
	if len(all) == 2 && moves {
		return e.best(none, known, false)
	}
	return ""
}
