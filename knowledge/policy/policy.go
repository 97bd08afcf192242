// Package policy reckons what the rules of basic medical insurance (基本医疗保险) make of a
// person's dates and numbers: when someone retires, how many years are still missing, how long
// benefits are withheld after a lapse (断缴), whether two places are one pooling area (统筹区).
//
// # Design
//
// Pure functions, no clock and no wording. What differs by place or changes by date is read
// from the corpus as a parameter with its source; where none is in force the caller gets
// [knowledge.ErrNoValue] and says so.
package policy

import (
	"fmt"

	"github.com/yibaowenwen/yibao/knowledge"
)

// Parameters that the estimators read.
const (
	ParamMenYears   = "retire.men_years"
	ParamWomenYears = "retire.women_years"
	ParamLocalYears = "retire.local_years"

	ParamLetterWorkdays  = "transfer.letter_workdays"
	ParamOutWorkdays     = "transfer.out_workdays"
	ParamInWorkdays      = "transfer.in_workdays"
	ParamBalanceWorkdays = "transfer.balance_workdays"
	ParamBalanceStays    = "transfer.balance_stays"
	ParamOnePool         = "transfer.one_pool"
	ParamOnePoolResident = "transfer.one_pool_resident"
	ParamAutomatic       = "transfer.automatic"

	ParamEmployeeWait      = "gap.employee_waiting_months"
	ParamResidentWait      = "gap.resident_waiting_months"
	ParamResidentExtra     = "gap.resident_extra_months"
	ParamResidentRepair    = "gap.resident_repair_months"
	ParamResidentLongYears = "gap.resident_long_years"
	ParamResidentLong      = "gap.resident_long_months"
	ParamFirstYearCounts   = "gap.resident_first_year_counts"
)

// set reports whether the yes-or-no parameter is in force and not zero at the place, and what
// it rests on.
func set(c *knowledge.Corpus, param, place string, day knowledge.Date) (bool, knowledge.Basis) {
	v, err := c.Value(param, place, day)
	return err == nil && v.Value != 0, v.Basis
}

// values reads several parameters at one place, in order, or returns the first error.
func values(c *knowledge.Corpus, place string, day knowledge.Date, params ...string) ([]knowledge.Value, error) {
	list := make([]knowledge.Value, len(params))
	for i, p := range params {
		v, err := c.Value(p, place, day)
		if err != nil {
			return nil, fmt.Errorf("read parameters: %w", err)
		}
		list[i] = v
	}
	return list, nil
}
