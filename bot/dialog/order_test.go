package dialog_test

import (
	"io/fs"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/knowledge/data"
)

// The order of independent answers does not matter: someone who tells the same things in any
// order, each through a button that was sent after the one before, ends at the same result.
func TestOrderOfAnswers(t *testing.T) {
	_, set := load(t)
	env := dialog.Env{On: day("2026-11-22"), Calendar: calendar(t)}
	r := rand.New(rand.NewPCG(3, 4))
	for _, f := range set.Flows() {
		n := 0
		f.Explore(env, []string{"510700", "510100", "440300", "370200"}, func(a dialog.Answers, want dialog.Result) bool {
			n++
			if n%7 != 0 || want.Decision != dialog.Concluded {
				return true
			}
			var order []string
			for q := range a {
				order = append(order, q)
			}
			r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
			b := dialog.Answers{}
			for _, q := range order {
				b[q] = a[q]
				saved, err := set.Decode(f.Encode(b), env)
				if err != nil || len(saved.Answers) != len(b) {
					t.Errorf("%s %v: %v came back as %v, %v", f.Name, a, b, saved.Answers, err)
				}
				b = saved.Answers
			}
			got := f.Step(b, env)
			if got.Outcome != want.Outcome {
				t.Errorf("%s: in the order %v %v leads elsewhere", f.Name, order, a)
			}
			return n < 20000 && !t.Failed()
		})
	}
}

// A longer gap never makes a transfer better: the outcome stays, and what is said never
// changes from having to wait to not having to.
func TestLongerGapDoesNotHelpATransfer(t *testing.T) {
	_, set := load(t)
	f, _ := set.Flow("transfer")
	env := dialog.Env{On: day("2026-11-22"), Calendar: calendar(t)}
	a := dialog.Answers{
		"from": {Text: "440300"}, "to": {Text: "510100"}, "insured": {Text: "employee"},
		"stopped": {Text: "yes"}, "enrolled": {Text: "yes"},
	}
	waits := false
	for months := range 40 {
		a["gap_months"] = dialog.Value{Num: float64(months)}
		r := f.Step(a, env)
		c, err := f.Conclude(r, a, env)
		if err != nil || c.Outcome != "can_apply" {
			t.Fatalf("%d months: %s, %v", months, c.Outcome, err)
		}
		now := strings.Contains(c.Text(), "可能要等")
		if waits && !now {
			t.Errorf("%d months: no wait any more", months)
		}
		waits = now
	}
	if !waits {
		t.Error("forty months, and nobody waits")
	}
}

// For each date that a flow's rules name, there is a case on that day and one on the day
// before.
func TestCasesAroundEveryChange(t *testing.T) {
	_, set := load(t)
	for _, f := range set.Flows() {
		text, err := fs.ReadFile(data.FS, "flows/"+f.Name+".cases.yaml")
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Changes() {
			for _, on := range []string{d.String(), d.AddDays(-1).String()} {
				if !strings.Contains(string(text), on) {
					t.Errorf("%s: a rule changes on %s, and no case is on %s", f.Name, d, on)
				}
			}
		}
	}
}
