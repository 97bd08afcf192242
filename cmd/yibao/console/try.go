package console

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/index"
	"github.com/yibaowenwen/yibao/knowledge"
)

// trial is the page on which a question can be tried.
type trial struct {
	Asked, Lookup, Verdict   string
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

func (r *request) try() (any, error) {
	page := trial{Asked: strings.TrimSpace(r.FormValue("q"))}
	if page.Asked == "" {
		return page, nil
	}
	t, err := r.Try(r.Context(), page.Asked)
	if err != nil {
		return nil, fmt.Errorf("try a question: %w", err)
	}
	page.Lookup, page.Verdict = t.Query.Text, verdictWord(t.Found.Verdict)
	r.understood(&page, t.Reply)
	for i, m := range t.Found.Matches {
		page.Candidates = append(page.Candidates, tried{
			r.entryLink(m.Entry.ID), m.Asked, m.Confidence, t.Found.Explain[i].Score, terms(t.Found.Explain[i].Terms),
		})
	}
	r.answered(&page, t.Reply)
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
	known := r.sentences(reply)
	for _, l := range reply.Lines {
		line := said{Text: l.Text, Headline: l.Kind == bot.Headline, Cites: strings.HasPrefix(l.Text, say.CiteLead) || strings.Contains(l.Text, "https://")}
		if i := slices.IndexFunc(known, func(s sentence) bool { return strings.Contains(l.Text, s.text) }); i >= 0 {
			line.Where, line.Basis = r.where(known[i].pos), r.basis(known[i].basis)
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

// A sentence is one of the knowledge as it is read.
type sentence struct {
	text  string
	pos   knowledge.Pos
	basis knowledge.Basis
}

// sentences returns those that an answer may be made of, the longest first, since one may
// begin like another.
func (r *request) sentences(reply bot.Reply) []sentence {
	places := reply.Session.Places
	words := map[string]string{"from": r.placeName(places.From), "to": r.placeName(places.To)}
	var list []sentence
	add := func(text, place string, s knowledge.Statement) {
		if filled, err := r.Corpus.Fill(text, place, r.day, words); err == nil && text != "" {
			list = append(list, sentence{say.Typeset(filled), s.Pos, s.Basis})
		}
	}
	if e, ok := r.Corpus.Entry(reply.Entry); ok {
		for _, s := range statements(e) {
			add(s.Text, knowledge.National, s)
		}
	}
	for _, place := range r.layers(places) {
		for _, n := range r.Corpus.Notes(reply.Topic, place, r.day) {
			add(n.Text, place, n.Statement)
			add(n.Headline, place, n.Statement)
		}
	}
	slices.SortStableFunc(list, func(a, b sentence) int { return cmp.Compare(len(b.text), len(a.text)) })
	return list
}

// layers returns the codes of all places whose notes may be in an answer.
func (r *request) layers(p bot.Places) []string {
	var list []string
	for _, code := range append([]string{p.From, p.To}, p.Said...) {
		for _, layer := range r.Corpus.Regions.Layers(code) {
			if layer != knowledge.National && !slices.Contains(list, layer) {
				list = append(list, layer)
			}
		}
	}
	return list
}

// terms draws the parts of a score, the greatest first.
func terms(list []index.Term) []term {
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
