package dialog_test

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/yibaowenwen/yibao/bot/dialog"
)

func numberOf(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

func TestDecodeRefuses(t *testing.T) {
	_, set := load(t)
	f, _ := set.Flow("transfer")
	env := dialog.Env{On: day("2026-11-24")}
	good := f.Encode(dialog.Answers{"stopped": {Text: "yes"}})
	for _, tt := range []struct{ name, data string }{
		{"nothing", ""},
		{"too short", good[:4]},
		{"unknown flow", "zz" + good[2:]},
		{"half an answer", good[:len(good)-1]},
		{"unknown question", good + "!!zz"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if s, err := set.Decode(tt.data, env); !errors.Is(err, dialog.ErrState) {
				t.Errorf("decoded %q as %+v, %v", tt.data, s, err)
			}
		})
	}
}

// After a deploy old buttons still work: what can be read is kept, and the state is stale.
func TestOldButtons(t *testing.T) {
	k, _ := load(t)
	env := dialog.Env{On: day("2026-11-24")}
	before, err := dialog.Load(k, demo(t, same))
	if err != nil {
		t.Fatal(err)
	}
	f, _ := before.Flow("demo")
	button := f.Encode(dialog.Answers{"left": {Text: "yes"}, "months": {Num: 3}, "region": {Text: "510700"}, "since": {Day: day("2026-01-05")}})
	for _, tt := range []struct {
		name, old, new string
		kept           int
		stale          bool
	}{
		{"nothing changed", "", "", 4, false},
		{"wording", "停了没有?", "停保了吗?", 4, true},
		{"options in another order", "      - {id: \"yes\", label: 停了}\n      - {id: \"no\", label: 没停}", "      - {id: \"no\", label: 没停}\n      - {id: \"yes\", label: 停了}", 4, true},
		{"an answer no longer allowed", "max: 24", "max: 2", 3, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			set, err := dialog.Load(k, demo(t, func(s string) string {
				s = strings.Replace(s, tt.old, tt.new, 1)
				if tt.name == "an answer no longer allowed" {
					s = strings.Replace(s, "{ge: 12}", "{ge: 2}", 1)
					s = strings.Replace(s, "  - when: {fact: short}", "  - when: {fact: short, months: {lt: 2}}", 1)
				}
				return s
			}))
			if err != nil {
				t.Fatal(err)
			}
			s, err := set.Decode(button, env)
			if err != nil || len(s.Answers) != tt.kept || s.Stale != tt.stale {
				t.Errorf("got %d answers, stale %v, %v", len(s.Answers), s.Stale, err)
			}
			if s.Answers["left"].Text != "yes" {
				t.Errorf("left is %q", s.Answers["left"].Text)
			}
		})
	}
}

// A button of an old version with a question that is gone keeps what stands before it.
func TestButtonOfAQuestionThatIsGone(t *testing.T) {
	k, _ := load(t)
	before, err := dialog.Load(k, demo(t, same))
	if err != nil {
		t.Fatal(err)
	}
	f, _ := before.Flow("demo")
	button := f.Encode(dialog.Answers{"left": {Text: "yes"}, "since": {Day: day("2026-01-05")}})
	after, err := dialog.Load(k, demo(t, func(s string) string {
		s = strings.Replace(s, "date: since", "", 1)
		return strings.Replace(s, "  - {id: since, kind: date, name: 日子, ask: \"哪天?\", optional: true}\n", "", 1)
	}))
	if err != nil {
		t.Fatal(err)
	}
	s, err := after.Decode(button, dialog.Env{On: day("2026-11-24")})
	if err != nil || !s.Stale || len(s.Answers) != 1 {
		t.Errorf("got %+v, %v", s, err)
	}
}

// Whatever comes from the network either is no state or holds valid answers only.
func FuzzDecode(f *testing.F) {
	k, set := load(f)
	transfer, _ := set.Flow("transfer")
	f.Add(transfer.Encode(dialog.Answers{"from": {Text: "440300"}, "accepted_on": {Day: day("2026-09-21")}}))
	f.Add(transfer.Encode(dialog.Answers{"gap_months": {Num: 3}, "insured": {Text: "unsure"}}))
	f.Add("tr000")
	f.Add("rt!!!zzzz")
	env := dialog.Env{On: day("2026-11-24")}
	f.Fuzz(func(t *testing.T, data string) {
		s, err := set.Decode(data, env)
		if err != nil {
			return
		}
		if r := s.Flow.Step(s.Answers, env); r.Decision == dialog.Refused && len(s.Flow.Checks) == 0 {
			t.Errorf("decoded %q to %v, which is refused: %v", data, s.Answers, r.Err)
		}
		for q, v := range s.Answers {
			if question, _ := s.Flow.Question(q); question.Kind == dialog.Place {
				if _, ok := k.Regions.Get(v.Text); !ok {
					t.Errorf("%q is no place", v.Text)
				}
			}
		}
	})
}
