package dialog_test

import (
	"strings"
	"testing"

	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/data"
)

// What is to be brought is filled in like the sentences of the outcome, in every flow.
func TestNoPlaceholderIsShown(t *testing.T) {
	k, set := load(t)
	env := dialog.Env{On: day("2026-11-30"), Calendar: calendar(t)}
	for _, f := range set.Flows() {
		paths, lists := 0, 0
		f.Explore(env, partners(k, "370200"), func(a dialog.Answers, r dialog.Result) bool {
			if paths++; r.Decision != dialog.Concluded {
				return true
			}
			c, err := f.Conclude(r, a, env)
			if err != nil {
				t.Fatal(err)
			}
			text := c.Text()
			if c.Checklist != nil {
				lists++
				for _, it := range c.Checklist.Items {
					for _, s := range it.Texts() {
						text += *s
					}
				}
			}
			if strings.ContainsAny(text, "{}") {
				t.Errorf("%s %v shows a placeholder:\n%s", f.Name, a, text)
			}
			return paths < 5000 && !t.Failed()
		})
		t.Logf("%s: %d paths, %d checklists", f.Name, paths, lists)
	}
}

// A number that runs out, or that only some places have, must not be named where it is missing.
func TestLoadRefusesUnfilled(t *testing.T) {
	k, err := knowledge.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	ends := k.Periods("gap.switch_years", knowledge.National)[0]
	tests := []struct {
		name, old, new string
		until          string // the last day of gap.switch_years
		want           string // empty: nothing is wrong
	}{
		{"a number that runs out", "{gap.back_payment_months}", "{gap.switch_years}", "2027-03-01", "{gap.switch_years} has no value"},
		{"in a headline", "{text: 可以。}", "{text: \"可以{gap.switch_years}。\"}", "2027-03-01", "{gap.switch_years} has no value"},
		{"a number of some places only", "{gap.back_payment_months}个月。", "{transfer.total_workdays}。", "", "{transfer.total_workdays} has no value"},
		{"a number in force", "{gap.back_payment_months}", "{gap.switch_years}", "", ""},
		{"shown only where it does not matter", "lines: [{text: \"{months}没超过{gap.back_payment_months}个月。\"}]", "lines: [{text: \"{gap.switch_years}。\", when: {on: {lt: 2027-03-01}}}]", "2027-03-01", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ends.Until = knowledge.Date{}
			if tt.until != "" {
				ends.Until = day(tt.until)
			}
			_, err := dialog.Load(k, demo(t, func(s string) string {
				if !strings.Contains(s, tt.old) {
					t.Fatalf("demo.yaml has no %q", tt.old)
				}
				return strings.Replace(s, tt.old, tt.new, 1)
			}))
			if got := err == nil; got != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}
