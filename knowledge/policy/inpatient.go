package policy

import (
	"math"

	"github.com/yibaowenwen/yibao/knowledge"
)

// Grades of hospitals (医院等级), as parameters name them: 1 一级及以下, 2 二级, 3 三级.
const (
	GradeFirst  = "1"
	GradeSecond = "2"
	GradeThird  = "3"
)

// Parameters of what insurance pays for a stay in hospital (住院).
const (
	// ParamReferralDrop and ParamOtherDrop are how many points less is paid at most away from home:
	// after a referral or in an emergency, and otherwise (医保发〔2022〕22号).
	ParamReferralDrop = "remote.referral_drop_points"
	ParamOtherDrop    = "remote.other_drop_points"
	// ParamOwnPercent is the part of a bill outside the catalogue (自费) that an example assumes.
	ParamOwnPercent = "inpatient.own_percent"
)

// stayParams are the parameters that a kind of insurance and a grade are reckoned with: deductible
// (起付线), percentage and up to what sum it holds; and the average share of a bill inside the catalogue.
func stayParams(insured knowledge.Insured, grade string) (deductible, percent, upTo string, averages []string) {
	kind := "employee"
	if insured == knowledge.Resident {
		kind = "resident"
	}
	base := "inpatient." + kind + "_"
	averages = []string{base + "average"}
	if grade == GradeThird {
		averages = []string{base + "average_3", base + "average"}
	}
	return base + grade + "_deductible", base + grade + "_percent", base + grade + "_up_to", averages
}

// StayParams lists all parameters that [LocalStay] and [AverageStay] read.
func StayParams() []string {
	list := []string{ParamReferralDrop, ParamOtherDrop, ParamOwnPercent}
	for _, insured := range []knowledge.Insured{knowledge.Employee, knowledge.Resident} {
		for _, grade := range []string{GradeFirst, GradeSecond, GradeThird} {
			deductible, percent, upTo, averages := stayParams(insured, grade)
			list = append(list, deductible, percent, upTo)
			if grade == GradeThird {
				list = append(list, averages...)
			}
		}
	}
	return list
}

// A Stay is how a bill of a stay in hospital is shared.
type Stay struct {
	Deductible float64 // yuan; 0 where the percentage is an average that counts it in
	Percent    float64
	UpTo       float64 // yuan; above it a higher percentage holds that is not known. 0 for no bound
	Place      string  // code of the layer whose number it is
	Basis      knowledge.Basis
}

// LocalStay returns the place's own deductible and percentage. [knowledge.ErrNoValue] if one of them
// is not known.
func LocalStay(c *knowledge.Corpus, place string, day knowledge.Date, insured knowledge.Insured, grade string) (Stay, error) {
	deductible, percent, upTo, _ := stayParams(insured, grade)
	v, err := values(c, place, day, deductible, percent)
	if err != nil {
		return Stay{}, err
	}
	s := Stay{Deductible: v[0].Value, Percent: v[1].Value, Place: v[1].PlaceCode, Basis: v[1].Basis}
	if top, err := c.Value(upTo, place, day); err == nil {
		s.UpTo = top.Value
	}
	return s, nil
}

// AverageStay returns the average share that insurance pays of bills inside the catalogue, of the
// province if it tells one, else of the nation; the deductible is counted in.
func AverageStay(c *knowledge.Corpus, place string, day knowledge.Date, insured knowledge.Insured, grade string) (Stay, error) {
	_, _, _, averages := stayParams(insured, grade)
	var best knowledge.Value
	var err error
	for _, p := range averages {
		v, e := c.Value(p, place, day)
		switch {
		case e != nil:
			err = e
		case best.Param == "" || best.PlaceCode == knowledge.National && v.PlaceCode != knowledge.National:
			best = v
		}
	}
	if best.Param == "" {
		return Stay{}, err
	}
	return Stay{Percent: best.Value, Place: best.PlaceCode, Basis: best.Basis}, nil
}

// Pays returns what insurance pays of the eligible part of a bill, in whole yuan, where it pays so many
// percentage points less than at home.
func (s Stay) Pays(eligible, drop float64) float64 {
	return math.Round(max(0, eligible-s.Deductible) * max(0, s.Percent-drop) / 100)
}

// Below reports whether nothing is paid because the bill stays below the deductible.
func (s Stay) Below(eligible float64) bool { return eligible <= s.Deductible }

// DropParam returns the parameter with the points by which a way of being treated away from home is
// paid less at most; empty for none.
func DropParam(way string) string {
	switch way {
	case "referral":
		return ParamReferralDrop
	case "own_trip", "unfiled":
		return ParamOtherDrop
	}
	return ""
}
