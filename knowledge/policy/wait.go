package policy

import "github.com/yibaowenwen/yibao/knowledge"

// A Wait is a waiting period (等待期) in months, from the shortest to the longest that the
// rules leave open.
type Wait struct {
	Min, Max int
	Basis    []knowledge.Basis
}

// EmployeeWait returns the waiting period after a lapse in the employees' scheme that may not
// be paid back without one: the place sets it, the rules only its upper limit.
func EmployeeWait(c *knowledge.Corpus, place string, day knowledge.Date) (Wait, error) {
	v, err := values(c, place, day, ParamEmployeeWait)
	if err != nil {
		return Wait{}, err
	}
	return Wait{0, int(v[0].Value), []knowledge.Basis{v[0].Basis}}, nil
}

// ResidentWait returns the waiting period of a resident who was not enrolled for so many
// years, of which some are paid back (国办发〔2024〕38号). Whether the first year counts towards
// the variable part is read in two ways; where the place is not known to have settled it, the
// result is the range of both. After a long lapse the whole is never under a floor.
func ResidentWait(c *knowledge.Corpus, place string, day knowledge.Date, lapsed, paid int) (Wait, error) {
	v, err := values(c, place, day,
		ParamResidentWait, ParamResidentExtra, ParamResidentRepair, ParamResidentLongYears, ParamResidentLong)
	if err != nil {
		return Wait{}, err
	}
	n := func(i int) int { return int(v[i].Value) }
	fixed, extra, repair, longYears, long := n(0), n(1), n(2), n(3), n(4)
	reading := func(counted int) int {
		months := fixed + max(0, counted*extra-paid*repair)
		if lapsed >= longYears {
			months = max(months, long)
		}
		return months
	}
	w := Wait{reading(max(0, lapsed-1)), reading(lapsed), []knowledge.Basis{v[0].Basis}}
	if lapsed > 0 {
		w.Basis = append(w.Basis, v[1].Basis)
	}
	if first, err := c.Value(ParamFirstYearCounts, place, day); err == nil && lapsed > 0 {
		w.Basis = append(w.Basis, first.Basis)
		if first.Value == 0 {
			w.Max = w.Min
		} else {
			w.Min = w.Max
		}
	}
	return w, nil
}
