package eval

import (
	"fmt"
	"io"
)

// An outcome is what answering a question at once would have brought.
type outcome struct {
	confidence float64
	answers    bool // the best match is about 医保, so saying it is answering
	right      bool
}

// A Risk is what a threshold on the confidence would do to all questions, in and out of scope.
type Risk struct {
	Threshold float64
	Coverage  float64 // share that would be answered
	Wrong     float64 // share of those answered that would be wrong
}

// Risks returns the trade for thresholds from 0.1 to 0.9.
func (r *Report) Risks() []Risk {
	var list []Risk
	for i := 1; i <= 9; i++ {
		t := float64(i) / 10
		var answered, wrong Share
		for _, o := range r.risk {
			yes := o.answers && o.confidence >= t
			answered.add(yes)
			if yes {
				wrong.add(!o.right)
			}
		}
		list = append(list, Risk{t, answered.Value(), wrong.Value()})
	}
	return list
}

func (r *Report) printRisk(w io.Writer) {
	if len(r.risk) == 0 {
		return
	}
	fmt.Fprintf(w, "\nconfidence from\tanswered\twrong of these\n")
	for _, k := range r.Risks() {
		fmt.Fprintf(w, "%.1f\t%.3f\t%.3f\n", k.Threshold, k.Coverage, k.Wrong)
	}
}
