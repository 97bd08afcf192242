package console

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
	"github.com/yibaowenwen/yibao/knowledge"
)

// entryPage is one entry with all that is known of it.
type entryPage struct {
	entryLink
	Topic    link
	Insured  string
	Sections []section
	Asked    []string
	Keywords []string
	Places   []placeNotes
	Store    bool
	Times    int // asked so far
	Rated    *rated
}

// A section is a part of an answer.
type section struct {
	Name  string
	Lines []statement
}

// A statement is a sentence with what it rests on.
type statement struct {
	Text, When, Where string
	Says              string // of a rumour
	knowledge.Period
	Holds bool
	Basis basis
}

// placeNotes leads to what a province adds.
type placeNotes struct {
	Href, Name string
	N          int
}

func (r *request) entry() (any, error) {
	e, ok := r.Corpus.Entry(r.PathValue("id"))
	if !ok {
		return nil, errNotFound
	}
	page := entryPage{
		entryLink: r.entryLink(e.ID), Topic: r.topicLink(e.Topic), Insured: insuredWord(e.Insured),
		Asked: e.Asked, Keywords: e.Keywords, Places: r.placeNotes(e.Topic), Store: r.server.Records != nil,
	}
	for _, s := range []section{
		{"结论", r.statements(e.Headline)}, {"正文", r.statements(e.Lines)}, {"展开", r.statements(e.More)}, {"网上的误传", r.rumours(e.Rumours)},
	} {
		if len(s.Lines) > 0 {
			page.Sections = append(page.Sections, s)
		}
	}
	return page, r.reception(e.ID, &page)
}

func (r *request) statements(list []knowledge.Statement) (out []statement) {
	for _, s := range list {
		out = append(out, statement{
			Text: r.fill(s.Text, knowledge.National), When: conditionWords(s.When), Where: r.where(s.Pos),
			Period: s.Period, Holds: s.Holds(r.day), Basis: r.basis(s.Basis),
		})
	}
	return out
}

func (r *request) rumours(list []knowledge.Rumour) (out []statement) {
	for _, v := range list {
		s := r.statements([]knowledge.Statement{v.Statement})[0]
		s.Says = v.Says
		out = append(out, s)
	}
	return out
}

// placeNotes returns the provinces that say something on a topic, most first.
func (r *request) placeNotes(topic string) (list []placeNotes) {
	for _, n := range r.Corpus.File.Notes {
		g, ok := r.Corpus.Regions.Get(n.PlaceCode[:2] + "0000")
		if n.Topic != topic || !ok {
			continue
		}
		i := slices.IndexFunc(list, func(p placeNotes) bool { return p.Name == g.Short })
		if i < 0 {
			i = len(list)
			list = append(list, placeNotes{Href: "/notes/" + topic + "/" + g.Code, Name: g.Short})
		}
		list[i].N++
	}
	slices.SortStableFunc(list, func(a, b placeNotes) int { return cmp.Compare(b.N, a.N) })
	return list
}

// reception adds how often the entry was the answer, and whether that helped.
func (r *request) reception(id string, page *entryPage) error {
	if !page.Store {
		return nil
	}
	counts, err := r.counts(allDays())
	if err != nil {
		return err
	}
	for _, c := range counts {
		if c.Entry == id && c.Decision == bot.Answer {
			page.Times += c.N
		}
	}
	ratings, err := r.server.Records.Ratings(r.Context())
	if err != nil {
		return fmt.Errorf("%w: %w", errStore, err)
	}
	if i := slices.IndexFunc(ratings, func(v store.Rating) bool { return v.Entry == id }); i >= 0 {
		v := r.rate(ratings[i])
		page.Rated = &v
	}
	return nil
}
