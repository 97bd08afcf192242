package bot_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/knowledge"
)

// A rumourCase is something people have heard and ask about, with what the answer must and
// must not say. Conflict is the kind of rumour, 1 to 17; testdata/rumours.yaml lists them.
type rumourCase struct {
	Conflict int
	Ask      string
	Topic    string // one of several set apart by | is enough
	Miss     string // why it is not answered rightly yet; empty for most
	// Has is the rule, in the answer's visible text: {param} is a parameter's value today, and
	// one of several wordings set apart by | is enough.
	Has   []string
	Lacks []string // the rumour told as if it were true
}

// cited finds a rumour that is quoted in order to be set right.
var cited = regexp.MustCompile(`网上说的“[^”]*”`)

// The bot sets right what people have heard: the rule is in the answer and the rumour is not,
// save as a quotation.
func TestRumoursAreSetRight(t *testing.T) {
	var list []rumourCase
	readCases(t, "testdata/rumours.yaml", &list)
	kinds := map[int]bool{}
	var s score
	for _, c := range list {
		kinds[c.Conflict] = true
		t.Run(c.Ask, func(t *testing.T) {
			sure, wrong := setRight(t, c)
			s.count(t, sure, wrong, c.Miss)
		})
	}
	s.check(t)
	for k := 1; k <= 17; k++ {
		if !kinds[k] {
			t.Errorf("no rumour of kind %d", k)
		}
	}
}

// setRight asks, and returns what is wrong with the answer.
func setRight(t *testing.T, c rumourCase) (sure bool, wrong []string) {
	t.Helper()
	if len(c.Has) == 0 || len(c.Lacks) == 0 {
		t.Fatal("the case asserts nothing")
	}
	r, sure := ask(t, c.Ask)
	seen := r.Plain()
	if !sure {
		seen += "\n" + r.Details() // what was asked is not known after a press
	}
	if r.Decision != bot.Answer || !slices.Contains(strings.Split(c.Topic, "|"), r.Topic) {
		return sure, []string{fmt.Sprintf("%s %s (%s), want an answer on %s", r.Decision, r.Topic, r.Entry, c.Topic)}
	}
	for _, want := range c.Has {
		filled, err := corpus(t).Fill(want, "", knowledge.DateOf(noon), nil)
		if err != nil {
			t.Fatal(err)
		}
		said := func(w string) bool { return strings.Contains(unspaced(seen), w) }
		if !slices.ContainsFunc(strings.Split(unspaced(filled), "|"), said) {
			wrong = append(wrong, fmt.Sprintf("%s does not say %q:\n%s", r.Entry, filled, seen))
		}
	}
	told := cited.ReplaceAllString(unspaced(r.Plain()+"\n"+r.Details()), "")
	for _, w := range c.Lacks {
		if strings.Contains(told, unspaced(w)) {
			wrong = append(wrong, fmt.Sprintf("%s says %q as if it were true:\n%s", r.Entry, w, told))
		}
	}
	return sure, wrong
}
