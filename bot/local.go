package bot

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/region"
)

// maxLocal is how many lines places may add before the rest is folded away.
const maxLocal = 4

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

// placeHeadline takes a place's own conclusion for that of the topic's main entry: one written
// for it, or, where each place decides for itself, what the place says first.
func (c *composer) placeHeadline() bool {
	for _, layer := range c.shared() {
		for _, n := range c.corpus.Notes(c.topic.ID, layer, c.day) {
			if n.Headline != "" && n.When.Met(c.asker) {
				return c.say(Headline, layer, knowledge.Statement{Text: n.Headline, Basis: n.Basis, When: n.When})
			}
		}
	}
	return c.topic.Local && c.localHeadline()
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
	c.whose()
	switch {
	case len(silent) > 0:
		c.remark(say.NoLocalRule(silent, above))
	case len(c.places) == 0 && c.topic.Rules == knowledge.RulesBoth:
		c.remark(say.AskPlace)
	case len(c.places) == 0 && c.topic.Rules == knowledge.RulesEnrolment:
		c.remark(say.AskEnrolled)
	}
}

// whose says to whom the counties belong that the message names.
func (c *composer) whose() {
	for _, p := range c.places {
		if county := c.counties[p]; county != "" {
			c.remark(say.CountyOf(county, c.short(p)))
		}
	}
}

// layer adds what one place says on the topic and reports whether it says anything.
func (c *composer) layer(place string) bool {
	said := false
	for _, n := range c.corpus.Notes(c.topic.ID, place, c.day) {
		if n == c.taken { // it is the headline
			said = true
			continue
		}
		if !c.say(Local, place, n.Statement) {
			continue
		}
		said = true
		if c.locals++; c.locals > maxLocal {
			c.said[len(c.said)-1].Kind = Detail
		}
	}
	return said
}

// countiesOf returns the counties and county-level cities among the places named: people there
// wonder when they read of the city above.
func (t *turn) countiesOf(named []region.Mention) map[string]string {
	list := map[string]string{}
	for _, m := range named {
		g, _ := t.corpus.Regions.Get(m.Said)
		if m.Said != m.Code && !knowledge.Municipality(m.Code) && !strings.HasSuffix(g.Name, "区") {
			list[m.Code] = g.Short
		}
	}
	return list
}

func mainland(code string) bool {
	return !strings.HasPrefix(code, "7") && !strings.HasPrefix(code, "8")
}
