package bot_test

import (
	"fmt"
	"regexp"
	"slices"
	"testing"

	"github.com/yibaowenwen/yibao/knowledge"
)

// A parameterCase is a question whose answer is a number.
type parameterCase struct {
	Ask, Param string
	Place      string // full name; empty for the nation
	Miss       string // why it is not found yet; empty for most
}

// Who asks for a number gets it: the value of today and its unit, as the knowledge has them.
func TestNumbersAreFound(t *testing.T) {
	var list []parameterCase
	readCases(t, "testdata/parameters.yaml", &list)
	c := corpus(t)
	var s score
	regional := 0
	asked := map[string]bool{}
	for _, pc := range list {
		place := ""
		if pc.Place != "" {
			g, ok := c.Regions.Named(pc.Place)
			if !ok {
				t.Fatalf("no place %s", pc.Place)
			}
			place = g.Code
			regional++
			if !slices.ContainsFunc(c.Periods(pc.Param, place), func(v *knowledge.Value) bool { return v.Holds(knowledge.DateOf(noon)) }) {
				t.Errorf("%s has no value of its own for %s", pc.Place, pc.Param)
			}
		}
		asked[pc.Param+pc.Place] = true
		t.Run(pc.Ask, func(t *testing.T) {
			sure, wrong := number(t, c, pc, place)
			s.count(t, sure, wrong, pc.Miss)
		})
	}
	s.check(t)
	if len(asked) < 30 || regional < 10 || len(asked)-regional < 10 {
		t.Errorf("%d different values, %d of places: too few", len(asked), regional)
	}
}

// number asks, and says what is wrong if the answer does not hold the value with its unit.
func number(t *testing.T, c *knowledge.Corpus, pc parameterCase, place string) (sure bool, wrong []string) {
	t.Helper()
	v, err := c.Value(pc.Param, place, knowledge.DateOf(noon))
	if err != nil {
		t.Fatal(err)
	}
	p, _ := c.Param(pc.Param)
	r, sure := ask(t, pc.Ask)
	all := r.Plain() + "\n" + r.Details()
	want := regexp.MustCompile(`(^|[^0-9.])` + regexp.QuoteMeta(v.String()) + `\s*` + regexp.QuoteMeta(p.Unit))
	if !want.MatchString(all) {
		wrong = append(wrong, fmt.Sprintf("%s %s does not hold %s%s (%s):\n%s", r.Decision, r.Entry, v, p.Unit, p.Name, all))
	}
	return sure, wrong
}
