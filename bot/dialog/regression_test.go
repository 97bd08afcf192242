package dialog_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/knowledge"
)

// Mistakes that dialogs of this kind have been known for, each by its name.
func TestKnownMistakes(t *testing.T) {
	k, set := load(t)
	find := finder(k)
	env := dialog.Env{On: day("2026-11-22"), Calendar: calendar(t)}
	outcome := func(t *testing.T, flow string, raw map[string]any) string {
		t.Helper()
		f, _ := set.Flow(flow)
		a, bad, err := answers(f, raw, env, find)
		if err != nil {
			t.Fatalf("%s: %v", bad, err)
		}
		r := f.Step(a, env)
		if r.Decision != dialog.Concluded {
			return string(r.Decision)
		}
		return r.Outcome.ID
	}
	for _, tt := range []struct {
		name, flow string
		answers    map[string]any
		want       string
	}{
		{"no is an answer, not silence", "transfer", map[string]any{"from": "深圳", "to": "成都", "insured": "employee", "stopped": "no"}, "not_yet"},
		{"zero is an answer, not silence", "gap", map[string]any{"insured": "employee", "region": "成都", "gap_months": 0}, "no_wait"},
		{"exactly at the limit counts", "gap", map[string]any{"insured": "employee", "region": "成都", "gap_months": 3, "backpay": "yes"}, "no_wait"},
		{"exactly enough years count", "retire", map[string]any{"sex": "male", "born": "1970-05", "region": "重庆", "years_total": 30, "years_local": 10}, "enough"},
		{"unsure does not fall through", "transfer", map[string]any{"from": "深圳", "to": "成都", "insured": "employee", "stopped": "unsure", "enrolled": "yes"}, "not_yet"},
		{"silence is not no", "share", map[string]any{"relation": "spouse", "same_province": "yes"}, "question"},
		{"a question that does not apply is no obstacle", "retire", map[string]any{"sex": "male", "post": "unsure", "born": "1970-05", "region": "福州", "years_total": 25}, "enough"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := outcome(t, tt.flow, tt.answers); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// On the day of every change of a number and on the day before, every path ends well too.
func TestEveryChangeOfRules(t *testing.T) {
	if slow > 1 {
		t.Skip("no threads, and many paths")
	}
	k, set := load(t)
	days := map[knowledge.Date]string{}
	for _, v := range k.Values {
		if prefix, _, _ := strings.Cut(v.Param, "."); slices.Contains([]string{"transfer", "gap"}, prefix) {
			days[v.From], days[v.From.AddDays(-1)] = v.PlaceCode, v.PlaceCode
		}
	}
	for _, s := range []string{"2021-04-01", "2024-07-26", "2024-12-02", "2024-12-09", "2026-01-09"} {
		days[day(s)], days[day(s).AddDays(-1)] = "", ""
	}
	cal := calendar(t)
	for d, place := range days {
		if place == "" {
			place = "510700"
		}
		env := dialog.Env{On: d, Calendar: cal}
		for _, name := range []string{"transfer", "gap", "share"} {
			f, _ := set.Flow(name)
			f.Explore(env, partners(k, place)[:2], func(a dialog.Answers, r dialog.Result) bool {
				endsWell(t, k, f, a, r, env)
				return !t.Failed()
			})
		}
	}
	t.Logf("%d days", len(days))
}
