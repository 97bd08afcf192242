package bot_test

import (
	"strings"
	"testing"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/data"
)

// A number is the same wherever it is read: a checklist and an estimator say the value that the
// knowledge holds today, as the answers of TestNumbersAreFound do.
func TestNumbersAreAlikeInChecklists(t *testing.T) {
	c, e := corpus(t), brain(t)
	found := 0
	for _, list := range c.Checklists {
		r, err := e.Reply(t.Context(), bot.Message{Press: "k:" + list.ID + ":0", Now: noon})
		if err != nil {
			t.Fatal(err)
		}
		all := r.Plain() + "\n" + r.Details()
		if strings.Contains(all, "{") {
			t.Errorf("%s shows a number's name:\n%s", list.ID, all)
		}
		for _, it := range list.Items {
			for _, text := range it.Texts() {
				for _, param := range knowledge.Placeholders(*text) {
					found++
					if want := value(t, c, param, ""); !strings.Contains(all, want) {
						t.Errorf("%s does not hold %s of %s:\n%s", list.ID, want, param, all)
					}
				}
			}
		}
	}
	if found < 4 {
		t.Errorf("only %d numbers in checklists", found)
	}
}

// value is the parameter of today as a sentence shows it.
func value(t *testing.T, c *knowledge.Corpus, param, place string) string {
	t.Helper()
	v, err := c.Value(param, place, knowledge.DateOf(noon))
	if err != nil {
		t.Fatal(err)
	}
	return v.String()
}

func TestNumbersAreAlikeInDialogs(t *testing.T) {
	c, e := corpus(t), brain(t)
	flows, err := dialog.Load(c, data.FS)
	if err != nil {
		t.Fatal(err)
	}
	const mianyang, chengdu, zhengzhou = "510700", "510100", "410100"
	text := func(s string) dialog.Value { return dialog.Value{Text: s} }
	number := func(n float64) dialog.Value { return dialog.Value{Num: n} }
	tests := []struct {
		name, flow, place string
		answers           dialog.Answers
		params            []string
	}{
		{
			"deadlines of a transfer", "transfer", "",
			dialog.Answers{"from": text(mianyang), "to": text(chengdu), "insured": text("employee"), "stopped": text("yes"), "enrolled": text("yes")},
			[]string{"transfer.out_workdays", "transfer.in_workdays"},
		},
		{
			"a lapse too long to pay back", "gap", "",
			dialog.Answers{"insured": text("employee"), "region": text(chengdu), "gap_months": number(5), "backpay": text("no")},
			[]string{"gap.employee_waiting_months"},
		},
		{
			"a resident's waiting period", "gap", "",
			dialog.Answers{"insured": text("resident"), "region": text(chengdu), "gap_years": number(1), "paid_back_years": number(0), "in_window": text("no")},
			[]string{"gap.resident_waiting_months"},
		},
		{
			"years until retirement", "retire", zhengzhou,
			dialog.Answers{"sex": text("male"), "born": {Day: day(t, "1967-01-01")}, "region": text(zhengzhou), "years_total": number(10), "years_local": number(10)},
			[]string{"retire.men_years"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, ok := flows.Flow(tt.flow)
			if !ok {
				t.Fatalf("no flow %s", tt.flow)
			}
			r, err := e.Reply(t.Context(), bot.Message{Press: "d:" + f.Encode(tt.answers), Now: noon})
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range tt.params {
				if want := value(t, c, p, tt.place); r.Decision != bot.Answer || !strings.Contains(r.Plain(), want) {
					t.Errorf("%s: does not hold %s of %s:\n%s", r.Decision, want, p, r.Plain())
				}
			}
		})
	}
}

func day(t *testing.T, s string) knowledge.Date {
	t.Helper()
	d, err := knowledge.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
