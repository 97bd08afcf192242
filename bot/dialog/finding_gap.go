package dialog

import (
	"strconv"
	"time"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/policy"
)

func waitingFunc() computeFunc {
	return computeFunc{
		kinds: []Kind{Choice, Place, Day, Number, Number, Choice},
		words: []string{"wait", "wait_min", "wait_max", "benefit_from", "benefit_from_earliest"},
		reads: []string{
			policy.ParamEmployeeWait, policy.ParamResidentWait, policy.ParamResidentExtra, policy.ParamResidentRepair,
			policy.ParamResidentLongYears, policy.ParamResidentLong, policy.ParamFirstYearCounts,
		},
		run: waiting,
	}
}

// waiting reckons how long benefits are withheld after a lapse and when they begin. The
// arguments are the kind of insurance, the place, the day of resuming, the years lapsed and
// paid back, and whether the enrolment window was met.
func waiting(c *knowledge.Corpus, _ Env, in []input) (finding, error) {
	resident := in[0].Text == string(knowledge.Resident)
	w, err := policy.EmployeeWait(c, in[1].Text, in[2].Day)
	if resident {
		w, err = policy.ResidentWait(c, in[1].Text, in[2].Day, int(in[3].Num), int(in[4].Num))
	}
	if err != nil {
		return finding{}, err
	}
	start := benefitStart(in[2].Day, resident && in[5].Text == "yes")
	first, last := policy.AddMonths(start, w.Min), policy.AddMonths(start, w.Max)
	span := strconv.Itoa(w.Max)
	if w.Min > 0 && w.Min != w.Max {
		span = strconv.Itoa(w.Min) + "到" + span
	}
	return finding{
		values: map[string]any{
			"wait_months_min": w.Min, "wait_months_max": w.Max,
			"benefit_from": last.String(), "benefit_from_earliest": first.String(),
		},
		words: map[string]string{
			"wait": span, "wait_min": strconv.Itoa(w.Min), "wait_max": strconv.Itoa(w.Max),
			"benefit_from": dayWords(last), "benefit_from_earliest": dayWords(first),
		},
		basis: w.Basis,
	}, nil
}

// noWait gives the day from which benefits hold where nothing has to be waited for.
func noWait(_ *knowledge.Corpus, _ Env, in []input) (finding, error) {
	start := benefitStart(in[1].Day, in[0].Text == string(knowledge.Resident) && in[2].Text == "yes")
	return finding{
		values: map[string]any{
			"wait_months_min": 0, "wait_months_max": 0,
			"benefit_from": start.String(), "benefit_from_earliest": start.String(),
		},
		words: map[string]string{"benefit_from": dayWords(start)},
	}, nil
}

// benefitStart returns the day from which benefits or a waiting period count: the day of
// resuming, or the new year where residents enrol for it in the window that opens in autumn
// (集中参保期).
func benefitStart(resumed knowledge.Date, window bool) knowledge.Date {
	if y, m, _ := resumed.Time().Date(); window && m >= time.September {
		return policy.NewMonth(y+1, 1).First()
	}
	return resumed
}
