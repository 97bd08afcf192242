package knowledge

import (
	"regexp"
	"strings"
	"testing"
)

func wordsOf(list ...Word) *Corpus {
	c := &Corpus{words: map[string]*Word{}}
	for _, w := range list {
		c.words[w.ID] = &w
	}
	c.Words = list
	return c
}

func TestExpression(t *testing.T) {
	c := wordsOf(
		Word{ID: "kin", Any: []string{"妈妈?", "爸"}},
		Word{ID: "kin.two", Any: []string{"<kin>和<kin>"}},
		Word{ID: "kin.say", Any: []string{"^<kin.two>", "两个"}},
		Word{ID: "empty"},
		Word{ID: "lost", Any: []string{"<nobody>"}},
		Word{ID: "round.a", Any: []string{"a<round.b>"}},
		Word{ID: "round.b", Any: []string{"b<round.a>"}},
		Word{ID: "broken", Any: []string{"("}},
	)
	for _, tt := range []struct {
		id, wrong string // the error holds this
		yes, no   []string
	}{
		{id: "kin", yes: []string{"我妈", "妈妈", "爸"}, no: []string{"我"}},
		{id: "kin.two", yes: []string{"爸和妈妈"}, no: []string{"爸和", "爸妈"}},
		{id: "kin.say", yes: []string{"妈和爸都", "有两个"}, no: []string{"我妈和爸"}},
		{id: "nobody", wrong: `no list of words "nobody"`},
		{id: "empty", wrong: `no list of words "empty"`},
		{id: "lost", wrong: `no list of words "nobody"`},
		{id: "round.a", wrong: "refer to each other"},
	} {
		expr, err := c.Expression(tt.id)
		if tt.wrong != "" {
			if err == nil || !strings.Contains(err.Error(), tt.wrong) {
				t.Errorf("%s: %v, want %s", tt.id, err, tt.wrong)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", tt.id, err)
			continue
		}
		re := regexp.MustCompile(expr)
		for _, s := range tt.yes {
			if !re.MatchString(s) {
				t.Errorf("%s does not hold %q", tt.id, s)
			}
		}
		for _, s := range tt.no {
			if re.MatchString(s) {
				t.Errorf("%s holds %q", tt.id, s)
			}
		}
	}
	var ps problems
	c.lists(&ps)
	if n := len(ps.list); n != 5 { // empty, lost, the two of the round, broken
		t.Errorf("%d problems, want 5: %v", n, ps.list)
	}
	if got := c.WordList("kin"); len(got) != 2 || c.WordList("nobody") != nil {
		t.Errorf("the list is %q", got)
	}
}
