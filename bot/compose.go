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
	maxLocal = 4 // lines that places add before the rest is folded away
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
	c := composer{turn: t, topic: topic, places: t.rulePlaces(topic.Rules)}
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
	return t.done(Reply{
		Decision: Answer, Topic: entry.Topic, Entry: entry.ID, Confidence: confidence,
		Lines: c.fit(), Sources: c.sources(), Buttons: t.buttons(topic, entry),
	})
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

// rulePlaces returns the cities or provinces whose rules answer a topic.
func (t *turn) rulePlaces(rules knowledge.Rules) []string {
	p := t.Session.Places
	var codes []string
	switch {
	case rules == knowledge.RulesNone:
	case rules == knowledge.RulesBoth && (p.From != "" || p.To != ""):
		codes = []string{p.From, p.To}
	case p.From != "":
		codes = []string{p.From}
	case p.To != "" && len(p.Said) == 1:
		// only the place of treatment is known: its rules are not this person's
	case len(p.Said) > 0:
		codes = p.Said[:min(2, len(p.Said))]
	case t.Session.Home != "":
		codes = []string{t.Session.Home}
	}
	codes = slices.DeleteFunc(codes, func(c string) bool { return c == "" })
	return slices.Compact(codes)
}

func (t *turn) route() knowledge.Route {
	return t.corpus.Regions.Route(t.Session.Places.From, t.Session.Places.To)
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
	for _, layer := range c.shared() {
		for _, n := range c.corpus.Notes(c.topic.ID, layer, c.day) {
			if n.Headline != "" && n.When.Met(c.asker) {
				c.say(Headline, layer, knowledge.Statement{Text: n.Headline, Basis: n.Basis, When: n.When})
				return
			}
		}
	}
	if c.topic.Local && entry.ID == c.topic.ID && c.localHeadline() {
		return
	}
	for _, s := range entry.Headline {
		if s.When.Met(c.asker) && s.Holds(c.day) {
			c.say(Headline, "", s)
			return
		}
	}
}

// maxHeadline is how many characters of a conclusion fit a phone.
const maxHeadline = 40

// localHeadline takes what the nearest place says first for the conclusion of a topic that
// each place decides for itself, if it is short enough.
func (c *composer) localHeadline() bool {
	if len(c.places) != 1 {
		return false
	}
	for _, layer := range c.corpus.Regions.Layers(c.places[0]) {
		for _, n := range c.corpus.Notes(c.topic.ID, layer, c.day) {
			if !n.When.Fits(c.asker) {
				continue
			}
			if !c.say(Local, layer, n.Statement) {
				continue
			}
			first := &c.said[len(c.said)-1]
			if utf8.RuneCountInString(first.Text) > maxHeadline || !n.Basis.Status.Verified() {
				c.said = c.said[:len(c.said)-1]
				return false
			}
			first.Kind, c.taken = Headline, n
			return true
		}
	}
	return false
}

// shared returns the layers below the nation that hold for every place of the answer.
func (c *composer) shared() []string {
	if len(c.places) == 0 {
		return nil
	}
	var common []string
	for _, layer := range c.corpus.Regions.Layers(c.places[0]) {
		if layer != knowledge.National && !slices.ContainsFunc(c.places, func(p string) bool {
			return !slices.Contains(c.corpus.Regions.Layers(p), layer)
		}) {
			common = append(common, layer)
		}
	}
	return common
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

// local adds what each layer of each place says and names the places without a rule.
func (c *composer) local() {
	var silent []string
	above := ""
	seen := map[string]bool{}
	for _, p := range c.places {
		if !mainland(p) {
			c.remark(say.NotMainland)
			continue
		}
		for i, layer := range c.corpus.Regions.Layers(p) {
			if layer == knowledge.National || seen[layer] {
				continue
			}
			seen[layer] = true
			switch said := c.layer(layer); {
			case i == 0 && !said:
				silent = append(silent, c.short(p))
			case i > 0 && said:
				above = c.short(layer)
			}
		}
	}
	switch {
	case len(silent) > 0:
		c.remark(say.NoLocalRule(silent, above))
	case len(c.places) == 0 && c.topic.Rules == knowledge.RulesBoth:
		c.remark(say.AskPlace)
	case len(c.places) == 0 && c.topic.Rules == knowledge.RulesEnrolment:
		c.remark(say.AskEnrolled)
	}
}

// layer adds what one place says on the topic and reports whether it says anything.
func (c *composer) layer(place string) bool {
	said := false
	for _, n := range c.corpus.Notes(c.topic.ID, place, c.day) {
		kind := Local
		if c.locals >= maxLocal {
			kind = Detail
		}
		if n == c.taken { // it is the headline
			said = true
			continue
		}
		if c.say(kind, place, n.Statement) {
			said = true
			c.locals++
		}
	}
	return said
}

func mainland(code string) bool {
	return !strings.HasPrefix(code, "7") && !strings.HasPrefix(code, "8")
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
