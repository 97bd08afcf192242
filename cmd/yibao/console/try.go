package console

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/knowledge"
)

// trial is the page on which a question can be tried.
type trial struct {
	Asked, Lookup            string
	Decision, Topic, Insured string
	Places, From, To         string
	Candidates               []tried
	Lines, Folded            []said
	Cited                    []string // the source lines
	Buttons                  []string
}

// A tried is an entry that was considered.
type tried struct {
	Entry             entryLink
	Asked             string
	Confidence, Score float64
	Terms             []term
}

// A term is a part of a score: To the right of the middle if it speaks for the entry, to the
// left if against it.
type term struct {
	Name                string
	Value, Weight, Part float64
	X, Width            float64 // in a picture 200 wide
}

// A said is a line of the answer, and where it stands in the knowledge.
type said struct {
	Text     string
	Headline bool
	Cites    bool   // only says what others rest on
	Where    string // empty: the bot's own remark
	Basis    basis
}

// try shows what the bot makes of a question, from the reply itself: nothing is looked up twice.
func (r *request) try() (any, error) {
	page := trial{Asked: strings.TrimSpace(r.FormValue("q"))}
	if page.Asked == "" {
		return page, nil
	}
	reply, err := r.Try(r.Context(), page.Asked)
	if err != nil {
		return nil, fmt.Errorf("try a question: %w", err)
	}
	page.Lookup = reply.LookedUp
	r.understood(&page, reply)
	for _, m := range reply.Candidates {
		page.Candidates = append(page.Candidates, tried{r.entryLink(m.Entry.ID), m.Asked, m.Confidence, m.Why.Score, terms(m.Why.Terms)})
	}
	r.answered(&page, reply)
	return page, nil
}

func (r *request) understood(page *trial, reply bot.Reply) {
	s := reply.Session
	page.Decision, page.Insured, page.Topic = decisionWord(reply.Decision), insuredWord(s.Insured), r.topicLink(reply.Topic).Text
	page.From, page.To = r.regionName(s.Places.From), r.regionName(s.Places.To)
	var names []string
	for _, code := range s.Places.Said {
		names = append(names, r.regionName(code))
	}
	page.Places = strings.Join(names, "、")
}

func (r *request) regionName(code string) string {
	g, _ := r.Corpus.Regions.Get(code)
	return g.Name
}

// answered adds the answer as it is read, each line with its statement.
func (r *request) answered(page *trial, reply bot.Reply) {
	for _, l := range reply.Lines {
		line := said{Text: l.Shown(), Headline: l.Kind == bot.Headline}
		switch {
		case l.Pos.File != "":
			line.Where, line.Basis = r.where(l.Pos), r.basis(l.Basis)
		case l.Kind == bot.Detail && l.Basis.IsZero():
			line.Cites = true
		}
		switch l.Kind {
		case bot.Cite:
			page.Cited = append(page.Cited, strings.Split(l.Text, "\n")...)
		case bot.Detail:
			page.Folded = append(page.Folded, line)
		default:
			page.Lines = append(page.Lines, line)
		}
	}
	for _, row := range reply.Buttons {
		for _, b := range row {
			page.Buttons = append(page.Buttons, b.Label)
		}
	}
}

// terms draws the parts of a score, the greatest first.
func terms(list []knowledge.Term) []term {
	var out []term
	most := 0.0
	for _, t := range list {
		v := term{Name: featureWord(t.Name), Value: t.Value, Weight: t.Weight, Part: t.Value * t.Weight}
		most = max(most, math.Abs(v.Part))
		out = append(out, v)
	}
	slices.SortStableFunc(out, func(a, b term) int { return cmp.Compare(math.Abs(b.Part), math.Abs(a.Part)) })
	for i := range out {
		t := &out[i]
		t.Width = 100 * math.Abs(t.Part) / max(most, 1e-9)
		t.X = 100
		if t.Part < 0 {
			t.X -= t.Width
		}
	}
	return out
}
