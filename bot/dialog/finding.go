package dialog

import (
	"strconv"

	"github.com/yibaowenwen/yibao/knowledge"
)

// A finding is what a Go function contributes to an outcome.
type finding struct {
	values   map[string]any    // for programs
	words    map[string]string // for texts
	timeline []Stage
	basis    []knowledge.Basis
}

// A computeFunc works out an outcome's numbers and dates.
type computeFunc struct {
	kinds []Kind
	words []string // what texts may name afterwards
	reads []string // parameters
	run   func(c *knowledge.Corpus, env Env, in []input) (finding, error)
}

// computeFuncs are the functions that outcomes may name.
func computeFuncs() map[string]computeFunc {
	return map[string]computeFunc{
		"pooling":    {kinds: []Kind{Place, Place, Choice, Day}, reads: poolParams(), run: pooling},
		"timeline":   timelineFunc(),
		"retirement": retirementFunc(),
		"waiting":    waitingFunc(),
		"stay":       stayFunc(),
		"maternity":  maternityFunc(),
		"flexible":   flexibleFunc(),
		"no_wait":    {kinds: []Kind{Choice, Day, Choice}, words: []string{"benefit_from"}, run: noWait},
	}
}

// dayWords writes a day as it is read aloud: 2026年10月13日.
func dayWords(d knowledge.Date) string { return d.Time().Format("2006年1月2日") }

// number writes a number without needless zeros.
func number(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }
