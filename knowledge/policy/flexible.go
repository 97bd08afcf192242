package policy

import (
	"math"

	"github.com/yibaowenwen/yibao/knowledge"
)

// Parameters of what someone who works for themselves (灵活就业) pays.
const (
	ParamFlexPercent    = "flexible.percent"
	ParamFlexPercentLow = "flexible.percent_low"
	ParamFlexBase       = "flexible.base"
	ParamFlexBaseLow    = "flexible.base_low"
	ParamFlexBaseHigh   = "flexible.base_high"
	ParamFlexMonth      = "flexible.month"
	ParamFlexMonthLow   = "flexible.month_low"
	ParamFlexMonthHigh  = "flexible.month_high"
	ParamFlexYoung      = "flexible.month_under35"
	ParamFlexLarge      = "flexible.large_month"
)

// FlexParams lists the parameters that [FlexibleAt] reads.
func FlexParams() []string {
	return []string{
		ParamFlexPercent, ParamFlexPercentLow, ParamFlexBase, ParamFlexBaseLow, ParamFlexBaseHigh, ParamFlexMonth,
		ParamFlexMonthLow, ParamFlexMonthHigh, ParamFlexYoung, ParamFlexLarge,
	}
}

// Flexible is what is known of a place's monthly payment, in yuan and percent; 0 for what is not.
type Flexible struct {
	Month, Low, High float64 // one sum, or the least and the most
	Young            float64 // for those of 35 and younger; High is then for the others
	Base, BaseLow    float64
	BaseHigh         float64
	Percent          float64
	PercentLow       float64 // of a lesser kind, without an account
	Large            float64 // paid besides (大额、大病)
	Reckoned         bool    // the sums are base × rate, and not published themselves
	Until            knowledge.Date
	Basis            []knowledge.Basis
}

// FlexibleAt returns what is known of the payment at the place on the day; sums that are not published
// are reckoned from base and rate, rounded to fen.
func FlexibleAt(c *knowledge.Corpus, place string, day knowledge.Date) Flexible {
	var f Flexible
	read := func(param string) float64 {
		v, err := c.Value(param, place, day)
		if err != nil || v.PlaceCode == knowledge.National {
			return 0
		}
		if !v.Until.IsZero() && (f.Until.IsZero() || v.Until.Before(f.Until)) {
			f.Until = v.Until
		}
		f.Basis = append(f.Basis, v.Basis)
		return v.Value
	}
	f.Month, f.Low, f.High, f.Young = read(ParamFlexMonth), read(ParamFlexMonthLow), read(ParamFlexMonthHigh), read(ParamFlexYoung)
	f.Percent, f.PercentLow = read(ParamFlexPercent), read(ParamFlexPercentLow)
	f.Base, f.BaseLow, f.BaseHigh = read(ParamFlexBase), read(ParamFlexBaseLow), read(ParamFlexBaseHigh)
	f.Large = read(ParamFlexLarge)
	if f.Month+f.Low+f.High+f.Young == 0 && f.Percent > 0 {
		f.Month, f.Low, f.High = Share(f.Base, f.Percent), Share(f.BaseLow, f.Percent), Share(f.BaseHigh, f.Percent)
		f.Reckoned = true
	}
	return f
}

// Known reports whether a monthly sum is known.
func (f Flexible) Known() bool { return f.Month+f.Low+f.High+f.Young > 0 }

// Share returns a percentage of a base, rounded to fen.
func Share(base, percent float64) float64 { return math.Round(base*percent) / 100 }
