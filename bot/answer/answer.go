// Package answer composes what an answer says: the national entry with what the province and
// the city add or change, each line resting on its own source and shown only to whom it fits.
// How it looks on a screen is bot/layout's business.
package answer

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/bot/understand"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/region"
)

// A Case is whom an answer is for, and what is known of them.
type Case struct {
	Places  region.Places
	Insured knowledge.Insured
	Home    string // code of the city set with /city
	Day     knowledge.Date
	Asked   knowledge.Asked // the question word
	Told    map[string]bool // circumstances spoken of
	// Place, if set, is the place whose rules are asked about, whatever else was named.
	Place string
	// Counties are those named in the message, as people say them, by the city whose rules apply.
	Counties map[string]string
	Words    string // what was typed: it may hold a rumour
	Verb     string // what is asked whether one can do it: 退 of 能退吗; empty if nothing is
}

// CaseOf returns the case of a conversation.
func CaseOf(s bot.Session, day knowledge.Date) Case {
	return Case{Places: s.Places, Insured: s.Insured, Home: s.Home, Day: day}
}

// Lines returns what an entry and the places of the case say, in order: the conclusion, what
// places add, the lines, what is not known, the rumours, the details.
func Lines(corpus *knowledge.Corpus, entry *knowledge.Entry, k Case) []bot.Line {
	c := newComposer(corpus, entry, k)
	if entry.Topic == knowledge.OutOfScope { // another office's business: no place has rules
		c.places, c.asker.Route, c.asker.Placed = nil, "", false
		c.headline(entry)
		c.all(bot.Plain, entry.Lines)
		return c.said
	}
	rules := c.rules()
	if !c.compared(rules) && !c.placeHeadline(rules) {
		c.national(entry, rules)
		c.meant(entry)
	}
	c.overruled()
	c.local(rules)
	c.all(bot.Plain, entry.Lines)
	c.unfold()
	c.owned()
	c.rumours(entry)
	c.all(bot.Detail, entry.More)
	c.distinct()
	if c.uncovered(entry) {
		return c.gate(c.said)
	}
	return c.said
}

// Local reports whether a place of the case has a conclusion of its own on the entry's topic, or a
// rule for just the question word.
func Local(corpus *knowledge.Corpus, entry *knowledge.Entry, k Case) bool {
	c := newComposer(corpus, entry, k)
	return slices.ContainsFunc(c.rules(), func(r rule) bool { return (r.Headline != "" || r.asked) && c.shared(r.PlaceCode) })
}

// Headline returns the conclusion of an entry for a case.
func Headline(corpus *knowledge.Corpus, entry *knowledge.Entry, k Case) string {
	if lines := Lines(corpus, entry, k); len(lines) > 0 {
		return lines[0].Text
	}
	return ""
}

// Rules returns the rules of an answer as text: the conclusion, what places say, the lines and
// the first rumour, without what depends on the words of the question.
func Rules(corpus *knowledge.Corpus, entry *knowledge.Entry, k Case) []string {
	k.Words, k.Counties = "", nil
	rules := []string{}
	for _, l := range Lines(corpus, entry, k) {
		switch l.Kind {
		case bot.Headline, bot.Local, bot.Plain, bot.Rumour:
			rules = append(rules, l.Text)
		case bot.Aside, bot.Cite, bot.Detail, bot.Preface, bot.Postscript, bot.Item:
		}
	}
	return rules
}

// A composer gathers the lines of one answer.
type composer struct {
	*knowledge.Corpus
	Case
	entry    *knowledge.Entry
	topic    *knowledge.Topic
	places   []string // whose rules apply
	asker    knowledge.Asker
	said     []bot.Line
	locals   int               // rules of places that fit
	taken    []*knowledge.Note // stand in the headline
	cut      bool              // the conclusion was about another place
	silenced map[string]bool   // facts that a place's rule stands instead of
	ofPlace  map[knowledge.Pos]bool
}

func newComposer(corpus *knowledge.Corpus, entry *knowledge.Entry, k Case) *composer {
	topic, _ := corpus.Topic(entry.Topic)
	c := &composer{Corpus: corpus, Case: k, entry: entry, topic: topic, places: rulePlaces(topic.Rules, k), silenced: map[string]bool{}, ofPlace: map[knowledge.Pos]bool{}}
	c.asker = knowledge.Asker{
		Insured: cmp.Or(k.Insured, entry.Insured), Route: corpus.Regions.Route(k.Places.From, k.Places.To), Placed: len(c.places) > 0,
		Asked: k.Asked, Told: k.Told,
	}
	return c
}

// headline says the first conclusion whose conditions are all met.
func (c *composer) headline(entry *knowledge.Entry) {
	for _, s := range entry.Headline {
		if s.When.Met(c.asker) && c.say(bot.Headline, "", s) {
			return
		}
	}
}

// all says statements, but for those that a place's rule stands instead of; what holds in one
// place only is folded away from those for whom another place has rules.
func (c *composer) all(kind bot.LineKind, list []knowledge.Statement) {
	for _, s := range list {
		k := kind
		if kind == bot.Plain && (c.locals > 0 && c.example(s) || c.elsewhere(s.Text)) {
			k = bot.Detail
		}
		if s.Fact == "" || !c.silenced[s.Fact] {
			c.say(k, "", s)
		}
	}
}

// say adds a statement if it fits the asker and the day; place is where its numbers hold.
func (c *composer) say(kind bot.LineKind, place string, s knowledge.Statement) bool {
	if !s.When.Fits(c.asker) || !s.Holds(c.Day) {
		return false
	}
	text := c.ofKind(s.When.Insured, c.fill(place, s.Text))
	if bare := say.NoExample(text); bare != text && c.here(c.Regions.Opening(bare)) { // one's own place is no example
		text = bare
	}
	if kind != bot.Headline && len(c.said) > 0 && c.said[0].Text == text {
		return false // the conclusion again
	}
	if place != "" && kind != bot.Headline {
		text = c.named(place, text)
	}
	c.said = append(c.said, bot.Line{Kind: kind, Text: text, Basis: s.Basis, Pos: s.Pos})
	return true
}

// ofKind marks what holds for one kind of insurance only, for those who have not said theirs.
func (c *composer) ofKind(kinds []knowledge.Insured, text string) string {
	if c.asker.Insured != "" || len(kinds) == 0 || say.NamesKind(text) {
		return text
	}
	switch resident := slices.Contains(kinds, knowledge.Resident); {
	case resident && len(kinds) == 1:
		return say.ForResidents(text)
	case !resident && slices.Contains(kinds, knowledge.Employee):
		return say.ForEmployees(text)
	case !resident:
		return say.ForRetired(text)
	}
	return text
}

// fill fills in the numbers of a place and the two ends of the move.
func (c *composer) fill(place, text string) string {
	words := map[string]string{"from": c.Regions.Short(c.Places.From), "to": c.Regions.Short(c.Places.To)}
	filled, err := c.Fill(text, place, c.Day, words)
	if err != nil {
		return say.NoNumber
	}
	return filled
}

// remark adds a sentence of the bot's own, after what places add.
func (c *composer) remark(text string) {
	c.said = append(c.said, bot.Line{Kind: bot.Aside, Text: text})
}

// rumours adds a rumour that the person has repeated; the others are folded away.
func (c *composer) rumours(entry *knowledge.Entry) {
	for _, r := range entry.Rumours {
		kind := bot.Detail
		if Repeats(c.Words, r.Says) {
			kind = bot.Rumour
		}
		r.Text = say.RumourLine(r.Says, r.Text)
		c.say(kind, "", r.Statement)
	}
}

// Repeats reports whether someone's words repeat a rumour: half of its pairs of characters and, if
// the words hold numbers at all, its numbers.
func Repeats(words, rumour string) bool {
	n := SharedPairs(words, rumour)
	if n < 2 || 2*n < understand.Runes(rumour)-1 {
		return false
	}
	return !digits.MatchString(words) || numbersIn(words, rumour)
}

// numbersIn reports whether the numbers of a line stand in a text as well.
func numbersIn(text, line string) bool {
	said := digits.FindAllString(text, -1)
	return !slices.ContainsFunc(digits.FindAllString(line, -1), func(d string) bool { return !slices.Contains(said, d) })
}

// digits are the numbers of a text as far as they are written in figures.
var digits = regexp.MustCompile(`[0-9]+(?:\.[0-9]+)?`)

// SharedPairs counts the pairs of neighbouring characters that two texts have in common.
func SharedPairs(a, b string) int { return pairsOf(a).shared(pairsOf(b)) }

// pairs are the pairs of neighbouring characters of a text, in the order of their numbers.
type pairs []uint64

func pairsOf(text string) pairs {
	list := make(pairs, 0, len(text)/len("中"))
	last := rune(-1)
	for _, r := range text {
		if last >= 0 {
			list = append(list, uint64(last)<<32|uint64(r))
		}
		last = r
	}
	slices.Sort(list)
	return list
}

// shared counts the pairs of another text that are among them.
func (p pairs) shared(other pairs) int {
	n, i := 0, 0
	for _, pair := range other {
		for i < len(p) && p[i] < pair {
			i++
		}
		if i == len(p) {
			break
		}
		if p[i] == pair {
			n++
		}
	}
	return n
}

// CountiesOf returns the counties and county-level cities among the places named: people there
// wonder when they read of the city above.
func CountiesOf(regions *knowledge.Regions, named []region.Mention) map[string]string {
	list := map[string]string{}
	for _, m := range named {
		g, _ := regions.Get(m.Said)
		if m.Said != m.Code && !knowledge.Municipality(m.Code) && !strings.HasSuffix(g.Name, "区") {
			list[m.Code] = g.Short
		}
	}
	return list
}

// rulePlaces returns the cities or provinces whose rules answer a topic.
func rulePlaces(rules knowledge.Rules, k Case) []string {
	p := k.Places
	var codes []string
	switch {
	case rules == knowledge.RulesNone:
	case k.Place != "":
		codes = []string{k.Place}
	case rules == knowledge.RulesBoth && (p.From != "" || p.To != ""):
		codes = []string{p.From, p.To}
	case rules == knowledge.RulesNew && p.To != "":
		codes = []string{p.To}
	case p.From != "":
		codes = []string{p.From}
	case p.To != "" && len(p.Said) == 1:
		// only the place of treatment is known: its rules are not this person's
	case len(p.Said) > 0:
		codes = p.Said[:min(2, len(p.Said))]
	case k.Home != "":
		codes = []string{k.Home}
	}
	codes = slices.DeleteFunc(slices.Clone(codes), func(c string) bool { return c == "" })
	return slices.Compact(codes)
}
