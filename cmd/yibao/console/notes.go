package console

import (
	"strings"

	"github.com/yibaowenwen/yibao/knowledge"
)

// notes is the page of what the places of a province say on a topic.
type notes struct {
	Topic, Place string
	Notes        []note
}

// A note is a rule of one place.
type note struct {
	Place          string
	Headline, Text string
	When           string
	knowledge.Period
	Holds bool // in force today
	Basis basis
	Where string
}

func (r *request) notes() (any, error) {
	topic, ok := r.Corpus.Topic(r.PathValue("topic"))
	place, found := r.Corpus.Regions.Get(r.PathValue("place"))
	if !ok || !found {
		return nil, errNotFound
	}
	page := notes{Topic: topic.Name, Place: place.Name}
	for _, n := range r.Corpus.File.Notes {
		if n.Topic == topic.ID && strings.HasPrefix(n.PlaceCode, place.Code[:2]) {
			page.Notes = append(page.Notes, r.note(n))
		}
	}
	return page, nil
}

func (r *request) note(n knowledge.Note) note {
	return note{
		Place: n.Place, Headline: r.fill(n.Headline, n.PlaceCode), Text: r.fill(n.Text, n.PlaceCode), When: conditionWords(n.When),
		Period: n.Period, Holds: n.Holds(r.day), Basis: r.basis(n.Basis), Where: r.where(n.Pos),
	}
}

// fill puts the numbers of today into a sentence; one that has none stays as it is written.
func (r *request) fill(text, place string) string {
	filled, err := r.Corpus.Fill(text, place, r.day, nil)
	if err != nil {
		return text
	}
	return filled
}
