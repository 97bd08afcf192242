package bot

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/knowledge"
)

// An answer is read on a phone: what does not fit into maxBody characters is folded away.
const (
	maxBody  = 600
	citeRoom = 120
)

// answer composes the national entry with what the province and the city add, each line
// resting on its own source.
func (t *turn) answer(entry *knowledge.Entry, confidence float64) Reply {
	topic, _ := t.corpus.Topic(entry.Topic)
	t.Session.Topic, t.Session.Entry = entry.Topic, entry.ID
	if entry.Topic == knowledge.OutOfScope {
		return t.elsewhere(entry, confidence)
	}
	c := t.composed(entry)
	return t.watched(t.done(Reply{
		Decision: Answer, Topic: entry.Topic, Entry: entry.ID, Confidence: confidence,
		Lines: c.fit(), Sources: c.sources(), Buttons: t.buttons(topic, entry),
	}), entry)
}

// composed gathers what an answer consists of.
func (t *turn) composed(entry *knowledge.Entry) *composer {
	topic, _ := t.corpus.Topic(entry.Topic)
	c := &composer{turn: t, topic: topic, places: t.rulePlaces(topic.Rules)}
	c.asker = knowledge.Asker{Insured: t.Session.Insured, Route: t.route(), Placed: len(c.places) > 0}
	c.headline(entry)
	c.local()
	for _, s := range entry.Lines {
		c.say(Plain, "", s)
	}
	c.rumour(entry)
	for _, s := range entry.More {
		c.say(Detail, "", s)
	}
	return c
}

// elsewhere answers what is another office's business.
func (t *turn) elsewhere(entry *knowledge.Entry, confidence float64) Reply {
	topic, _ := t.corpus.Topic(entry.Topic)
	c := composer{turn: t, topic: topic, asker: knowledge.Asker{Insured: t.Session.Insured}}
	c.headline(entry)
	for _, s := range entry.Lines {
		c.say(Plain, "", s)
	}
	lines := c.cite(c.said)
	if len(c.sourcesOf(c.said)) == 0 { // nothing to verify at the place of enrolment
		lines = lines[:len(c.said)]
	}
	return t.done(Reply{
		Decision: Refuse, Topic: knowledge.OutOfScope, Entry: entry.ID, Confidence: confidence,
		Lines: lines, Sources: c.sources(), Buttons: t.starters(),
	})
}

// A composer gathers the sentences of one answer and what they rest on.
type composer struct {
	*turn
	places []string
	asker  knowledge.Asker
	topic  *knowledge.Topic
	said   []sentence
	locals int             // lines that places have added
	taken  *knowledge.Note // stands in the headline
}

// A sentence is a line with what it rests on; the bot's own remarks rest on nothing.
type sentence struct {
	Line
	basis knowledge.Basis
}

func (c *composer) headline(entry *knowledge.Entry) {
	if entry.ID == c.topic.ID && c.placeHeadline() {
		return
	}
	for _, s := range entry.Headline {
		if s.When.Met(c.asker) && s.Holds(c.day) {
			c.say(Headline, "", s)
			return
		}
	}
}

// say adds a statement if it fits the asker and the day; place is where its numbers hold.
func (c *composer) say(kind LineKind, place string, s knowledge.Statement) bool {
	if !s.When.Fits(c.asker) || !s.Holds(c.day) {
		return false
	}
	words := map[string]string{"from": c.short(c.Session.Places.From), "to": c.short(c.Session.Places.To)}
	text, err := c.corpus.Fill(s.Text, place, c.day, words)
	if err != nil {
		text = say.NoNumber
	}
	if place != "" && kind == Local {
		text = c.short(place) + ":" + text
	}
	c.said = append(c.said, sentence{Line{kind, text}, s.Basis})
	return true
}

// remark adds a sentence of the bot's own, after what places add.
func (c *composer) remark(text string) {
	c.said = append(c.said, sentence{Line: Line{Aside, text}})
}

// rumour adds the rumour that the person seems to have read, else the first.
func (c *composer) rumour(entry *knowledge.Entry) {
	if len(entry.Rumours) == 0 {
		return
	}
	text := string(c.Text)
	best, most := 0, 0
	for i, r := range entry.Rumours {
		if n := sharedPairs(text, r.Says); n > most {
			best, most = i, n
		}
	}
	for i, r := range entry.Rumours {
		kind := Detail
		if i == best {
			kind = Rumour
		}
		r.Text = say.RumourLine(r.Says, r.Text)
		c.say(kind, "", r.Statement)
	}
}

// sharedPairs counts the pairs of neighbouring characters that two texts have in common.
func sharedPairs(a, b string) int {
	n := 0
	r := []rune(b)
	for i := 0; i+1 < len(r); i++ {
		if strings.Contains(a, string(r[i:i+2])) {
			n++
		}
	}
	return n
}

// fit orders the sentences, folds away what does not fit a phone, and adds the sources.
func (c *composer) fit() []Line {
	slices.SortStableFunc(c.said, func(a, b sentence) int { return int(a.Kind) - int(b.Kind) })
	size := 0
	for i := range c.said {
		s := &c.said[i]
		n := utf8.RuneCountInString(s.Text) + 1
		if i > 0 && s.Kind != Detail && size+n > maxBody-citeRoom {
			s.Kind = Detail
		}
		if s.Kind != Detail {
			size += n
		}
	}
	var body, folded []sentence
	for _, s := range c.said {
		if s.Kind == Detail {
			folded = append(folded, s)
		} else {
			body = append(body, s)
		}
	}
	return slices.Concat(c.cite(body), c.citeFolded(body, folded))
}
