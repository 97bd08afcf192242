package dialog_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/bot/dialog"
)

func TestFlip(t *testing.T) {
	k, set := load(t)
	find := finder(k)
	env := dialog.Env{On: day("2026-11-22")}
	for _, tt := range []struct {
		name, flow string
		answers    map[string]any
		want       [][]string // question=answer of each change
	}{
		{
			"one step from being able to", "transfer",
			map[string]any{"from": "深圳", "to": "成都", "insured": "employee", "stopped": "no", "enrolled": "yes"},
			[][]string{{"stopped=已经停了"}},
		},
		{
			"two steps, neither enough alone", "transfer",
			map[string]any{"from": "深圳", "to": "成都", "insured": "employee", "stopped": "no", "enrolled": "no"},
			[][]string{{"stopped=已经停了", "enrolled=已经参保"}},
		},
		{"nothing that is in one's hands", "transfer", map[string]any{"from": "深圳", "to": "成都", "insured": "retired"}, nil},
		{
			"the least number of years", "retire",
			map[string]any{"sex": "male", "born": "1970-05", "region": "重庆", "years_total": "25", "years_local": "12"},
			[][]string{{"years_total=30年"}},
		},
		{
			"paying back", "gap",
			map[string]any{"insured": "employee", "region": "成都", "gap_months": 2, "backpay": "no"},
			[][]string{{"backpay=补"}},
		},
		{"already the best", "share", map[string]any{"relation": "spouse", "relative_insured": "yes", "same_province": "yes"}, nil},
		{"not yet decided", "share", map[string]any{"relation": "spouse"}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f, _ := set.Flow(tt.flow)
			a, _, err := answers(f, tt.answers, env, find)
			if err != nil {
				t.Fatal(err)
			}
			var got [][]string
			for _, c := range f.Flip(a, env) {
				var one []string
				for _, g := range c.Answers {
					one = append(one, g.Question+"="+g.Answer)
				}
				got = append(got, one)
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

// What Flip promises holds: with the changed answers the flow does reach the better outcome.
func TestFlipKeepsItsWord(t *testing.T) {
	_, set := load(t)
	env := dialog.Env{On: day("2026-11-22")}
	for _, f := range set.Flows() {
		n, flips := 0, 0
		f.Explore(env, []string{"510700", "500000", "440300"}, func(a dialog.Answers, r dialog.Result) bool {
			n++
			for _, c := range f.Flip(a, env) {
				flips++
				b := dialog.Answers{}
				for q, v := range a {
					b[q] = v
				}
				for q, v := range c.New {
					b[q] = v
				}
				after := f.Step(b, env)
				if after.Outcome == nil || after.Outcome.ID != c.Outcome || after.Outcome.Rank <= r.Outcome.Rank {
					t.Errorf("%s %v: %v leads to %+v", f.Name, a, c.Answers, after)
				}
			}
			return n < 2000 && !t.Failed()
		})
		t.Logf("%s: %d of %d paths can be bettered", f.Name, flips, n)
	}
}

func TestWhy(t *testing.T) {
	k, set := load(t)
	env := dialog.Env{On: day("2026-11-22")}
	f, _ := set.Flow("transfer")
	a, _, err := answers(f, map[string]any{"from": "深圳", "to": "成都", "insured": "employee", "stopped": "no", "enrolled": "yes"}, env, finder(k))
	if err != nil {
		t.Fatal(err)
	}
	why := f.Why(f.Step(a, env), a, env)
	var got []string
	for _, g := range why.Answers {
		got = append(got, g.Name+":"+g.Answer)
	}
	want := []string{"哪种医保:职工医保", "原地停保:还没停", "新地参保:已经参保"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if len(why.Because) == 0 || why.Because[0].Source != "nhsa.2021-43" || why.Rule == "" {
		t.Errorf("rests on %+v by rule %q", why.Because, why.Rule)
	}
}

// Metamorphic: more of what is in one's favour never makes a result worse.
func TestMoreIsNeverWorse(t *testing.T) {
	_, set := load(t)
	env := dialog.Env{On: day("2026-11-22")}
	for _, tt := range []struct{ flow, question string }{
		{"retire", "years_total"}, {"retire", "years_local"}, {"gap", "paid_back_years"}, {"gap", "prior_years"},
	} {
		f, _ := set.Flow(tt.flow)
		compared := 0
		f.Explore(env, []string{"510700", "500000", "370200", "320100"}, func(a dialog.Answers, r dialog.Result) bool {
			v, given := a[tt.question]
			if !given || r.Decision != dialog.Concluded {
				return true
			}
			b := dialog.Answers{}
			for q, x := range a {
				b[q] = x
			}
			b[tt.question] = dialog.Value{Num: v.Num + 1}
			after := f.Step(b, env)
			if after.Decision == dialog.Concluded {
				compared++
				if after.Outcome.Rank < r.Outcome.Rank || waitOf(t, f, after, b, env) > waitOf(t, f, r, a, env) {
					t.Errorf("%s %v: one more of %s makes it %s", tt.flow, a, tt.question, after.Outcome.ID)
				}
			}
			return !t.Failed()
		})
		if compared == 0 {
			t.Errorf("%s: nothing compared for %s", tt.flow, tt.question)
		}
	}
}

// And more of what is against one never makes it better: months and years of a lapse.
func TestLongerGapIsNeverBetter(t *testing.T) {
	_, set := load(t)
	f, _ := set.Flow("gap")
	env := dialog.Env{On: day("2026-11-22")}
	for _, q := range []string{"gap_months", "gap_years"} {
		f.Explore(env, []string{"510700", "370200", "320100"}, func(a dialog.Answers, r dialog.Result) bool {
			v, given := a[q]
			if !given || r.Decision != dialog.Concluded || r.Outcome.ID == "ask_locally" {
				return true
			}
			b := dialog.Answers{}
			for id, x := range a {
				b[id] = x
			}
			b[q] = dialog.Value{Num: v.Num + 1}
			after := f.Step(b, env)
			if after.Decision != dialog.Concluded || after.Outcome.ID == "ask_locally" {
				return true
			}
			if after.Outcome.Rank > r.Outcome.Rank || waitOf(t, f, after, b, env) < waitOf(t, f, r, a, env) {
				t.Errorf("%v: one more of %s makes it %s", a, q, after.Outcome.ID)
			}
			return !t.Failed()
		})
	}
}

// waitOf returns the longest wait of an outcome, 0 if it has none.
func waitOf(t *testing.T, f *dialog.Flow, r dialog.Result, a dialog.Answers, env dialog.Env) int {
	t.Helper()
	if !slices.Contains([]string{"wait", "no_wait"}, r.Outcome.ID) {
		return 0
	}
	c, err := f.Conclude(r, a, env)
	if err != nil {
		t.Fatal(err)
	}
	return c.Values["wait_months_max"].(int)
}
