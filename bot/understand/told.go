package understand

import (
	"strings"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/region"
)

// What a message states outright pre-fills the answers of an estimator. The lists of words are
// closed: a clause is a statement of a fact, or nothing is taken from it. Questions, wishes,
// conditions and hearsay state nothing. It is kept for as long as the talk lasts, travels in the data of
// the button that opens the estimator, and is repeated there to be seen and changed.

// Facts are what a message states, by question, as someone would type it. The same name means
// the same in every flow; what a flow does not ask, or cannot take, is left out.
type Facts map[string]string

// Known is what the conversation knows besides.
type Known struct {
	Places  region.Places
	Insured knowledge.Insured
	Today   knowledge.Date
}

// A clause is a part of a message, and whether it asks or wishes instead of stating.
type clause struct {
	text     string
	asks     bool
	supposes bool
	places   []string
}

// statements cuts a message into what it says one by one, with the places of each.
func (r *Reader) statements(text string) []clause {
	list := r.clauses(text)
	for i := range list {
		list[i].places = r.places.Find(list[i].text).Places
	}
	return list
}

// clauses are statements without their places.
func (r *Reader) clauses(text string) []clause {
	marked := r.words["statement.question"].ReplaceAllStringFunc(text, func(q string) string { return q + "。" })
	var list []clause
	for _, part := range r.words["statement.cut"].Split(marked, -1) {
		c := clause{text: strings.TrimSpace(part)}
		if c.text == "" {
			continue
		}
		c.asks = strings.HasSuffix(c.text, "?") || r.says("statement.asks", c.text)
		c.supposes = r.says("statement.wishes", c.text) || r.says("statement.doubts", c.text)
		list = append(list, c)
	}
	return list
}

// states reports whether the clause says that something is so.
func (c clause) states() bool { return !c.asks && !c.supposes }

// a teller gathers facts from the clauses of one message.
type teller struct {
	*Reader
	facts Facts
}

// Told returns what the text states; an empty text states nothing.
func (r *Reader) Told(text string, known Known) Facts {
	if text == "" {
		return nil
	}
	t := teller{r, Facts{}}
	list := r.statements(text)
	t.leaves(list, known.Places)
	t.arrives(list, known.Places)
	for _, c := range list {
		t.lapse(c, known.Insured == knowledge.Resident)
		t.accepted(c, known.Today)
		t.born(c, known.Today.Time().Year())
		t.sex(c)
		t.cost(c)
		t.level(c)
		if len(list) > 1 || strings.Trim(c.text, "0123456789周岁") != "" { // alone it answers what was asked
			t.age(c)
		}
		t.kind(c)
		t.relative(c)
	}
	t.years(list, known.Places)
	t.relation(text)
	t.reason(text, known.Places)
	return t.facts
}

// kind adds a kind of insurance that the conversation cannot hold.
func (t teller) kind(c clause) {
	switch {
	case c.supposes:
	case t.says("kind.switches", c.text):
		t.facts["insured"] = "switching"
	case t.says("kind.flexible", c.text) && !t.says("kind.employed", c.text):
		t.facts["insured"] = "flexible"
	}
}
