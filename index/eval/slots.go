package eval

import (
	"slices"

	"github.com/yibaowenwen/yibao/knowledge"
)

// slots counts places, direction and kind of insurance.
func (r *Report) slots(q Question, a Answer) {
	if q.places() == nil {
		return
	}
	ok := q.placesRight(a)
	r.Places.add(ok)
	if !ok {
		r.miss(q, a, "places")
	}
	if len(q.Alt) == 0 || ok && sameSet(*q.places(), a.Regions) {
		ok = q.directionRight(a)
		r.Direction.add(ok)
		if !ok {
			r.miss(q, a, "from and to")
		}
	}
	if q.Places == nil {
		r.Insured.add(q.insuredRight(a))
		if !q.insuredRight(a) {
			r.miss(q, a, "insured")
		}
	}
}

func (s Slots) places() *[]string {
	if s.Places != nil {
		return s.Places
	}
	return s.Regions
}

// placesRight reports whether the places are those judged, in any order, or an alternative.
// Of a name that is ambiguous, no place at all is right: it asks for asking back.
func (q Question) placesRight(a Answer) bool {
	if q.places() == nil || sameSet(*q.places(), a.Regions) {
		return true
	}
	return slices.ContainsFunc(q.Alt, func(alt []string) bool { return sameSet(alt, a.Regions) })
}

func (q Question) directionRight(a Answer) bool {
	return text(q.From) == a.From && text(q.To) == a.To
}

func (q Question) insuredRight(a Answer) bool { return kind(text(q.Insured)) == a.Insured }

func kind(name string) knowledge.Insured {
	switch name {
	case "职工":
		return knowledge.Employee
	case "居民":
		return knowledge.Resident
	case "退休":
		return knowledge.Retired
	}
	return ""
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func sameSet(a, b []string) bool {
	contains := func(list []string) func(string) bool {
		return func(s string) bool { return !slices.Contains(list, s) }
	}
	return !slices.ContainsFunc(a, contains(b)) && !slices.ContainsFunc(b, contains(a))
}
