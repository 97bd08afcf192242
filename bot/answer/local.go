package answer

import (
	"cmp"
	"slices"
	"strings"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/bot/understand"
	"github.com/yibaowenwen/yibao/knowledge"
)

// maxLocal is how many lines places may add before the rest is folded away.
const maxLocal = 2

// A rule is what a place says on the topic, and how near it is to what was asked.
type rule struct {
	*knowledge.Note
	near  int
	asked bool // it answers just this question word
	own   bool // it says that it is for this entry
}

// How much nearer to the question a note is that answers its question word, or is for a
// circumstance that was spoken of, than one that only shares words with it.
const (
	nearAsked  = 20
	nearTold   = 10
	nearEnough = 3 // pairs of characters in common, for an entry that is not the topic's main one
)

// rules returns what the places say that fits the person, nearest first. A note for a
// circumstance is only for those who spoke of it.
func (c *composer) rules() []rule {
	var list []rule
	seen := map[*knowledge.Note]bool{}
	for _, p := range c.places {
		for _, layer := range c.Regions.Layers(p) {
			if layer == knowledge.National {
				continue
			}
			own := c.Notes(c.entry.ID, layer, c.Day)
			for _, n := range slices.Concat(own, c.Notes(c.topic.ID, layer, c.Day)) {
				if seen[n] || !n.When.Fits(c.asker) || !c.asker.Spoke(n.When.Is) {
					continue
				}
				seen[n] = true
				list = append(list, c.rated(n, slices.Contains(n.Also, c.entry.ID)))
			}
		}
	}
	slices.SortStableFunc(list, func(a, b rule) int { return cmp.Compare(b.near, a.near) })
	return list
}

func (c *composer) rated(n *knowledge.Note, own bool) rule {
	r := rule{Note: n, near: SharedPairs(c.Words, n.Text+n.Headline), own: own}
	if own {
		r.near += nearAsked
	}
	if len(n.When.Asked) > 0 && (c.asker.Asked.In(n.When.Asked) || common(n.When.Asked, c.entry.Answers)) {
		r.asked = true
		r.near += nearAsked
	}
	if len(n.When.Is) > 0 {
		r.near += nearTold
	}
	return r
}

func common(a, b []knowledge.Asked) bool {
	return slices.ContainsFunc(a, func(x knowledge.Asked) bool { return slices.Contains(b, x) })
}

// main reports whether the entry is its topic's main one, which answers for all of it.
func (c *composer) main() bool { return c.entry.ID == c.topic.ID }

// belongs reports whether a place's rule is about what the entry answers.
func (c *composer) belongs(r rule) bool {
	return c.main() || r.own || r.asked || len(r.When.Is) > 0 || r.near >= nearEnough
}

// heads reports whether the headline of a place's rule is a conclusion of the entry.
func (c *composer) heads(r rule) bool {
	return c.main() || r.own || c.entry.Local && (r.asked || len(r.When.Asked) == 0)
}

// placeHeadline takes a place's own conclusion for that of the entry: the nearest one written
// for it, or, where each place decides for itself, what the place says first, if it is short.
func (c *composer) placeHeadline(rules []rule) bool {
	for _, r := range rules {
		if r.Headline == "" || !c.shared(r.PlaceCode) || !c.heads(r) {
			continue
		}
		if c.say(bot.Headline, r.PlaceCode, knowledge.Statement{Text: r.Headline, Basis: r.Basis, Period: r.Period, Pos: r.Pos}) {
			c.silence(r)
			return true
		}
	}
	if !c.topic.Local || !c.main() || len(c.places) != 1 {
		return false
	}
	for _, r := range rules {
		if c.heading(r) {
			return true
		}
	}
	return false
}

// maxHeadline is how many characters of a conclusion fit a phone.
const maxHeadline = 36

// shared reports whether a layer holds for every place of the answer.
func (c *composer) shared(layer string) bool {
	return !slices.ContainsFunc(c.places, func(p string) bool { return !slices.Contains(c.Regions.Layers(p), layer) })
}

// local adds what the places say; the nearest are read at first sight.
func (c *composer) local(rules []rule) {
	for _, r := range rules {
		if slices.Contains(c.taken, r.Note) || c.said != nil && alike(c.said[0].Text, r.Text) {
			c.locals++
			c.silence(r)
			continue
		}
		kind := bot.Local
		if c.locals >= maxLocal || !c.belongs(r) {
			kind = bot.Detail
		}
		if c.say(kind, r.PlaceCode, r.Statement) {
			c.ofPlace[r.Pos] = true
			c.locals++
			if kind == bot.Local {
				c.silence(r)
			}
		}
	}
}

// silence keeps unsaid what the rule stands instead of.
func (c *composer) silence(r rule) {
	for _, id := range r.InsteadOf {
		c.silenced[id] = true
	}
}

// unfold shows the nearest of what the places say where the entry itself says next to nothing.
func (c *composer) unfold() {
	shown := 0
	for _, l := range c.said {
		if l.Kind == bot.Local || l.Kind == bot.Plain {
			shown++
		}
	}
	for i := range c.said {
		l := &c.said[i]
		if shown < maxLocal && l.Kind == bot.Detail && c.ofPlace[l.Pos] {
			l.Kind = bot.Local
			shown++
		}
	}
}

// alike reports whether a line says hardly more than the conclusion.
func alike(headline, line string) bool {
	return 3*SharedPairs(headline, line) >= 2*understand.Runes(line)
}

// owned says what is not known, once and last: whose rules apply in a county, that a place's own
// rule is not collected yet, or that the place is still to be named. The last two are only said
// where each place decides for itself, the first only where a rule was said or the place is named.
func (c *composer) owned() {
	for _, p := range c.places {
		switch county, city := c.Counties[p], c.Regions.Short(p); {
		case !mainland(p):
			c.remark(say.NotMainland)
		case county != "" && county != city && (c.locals > 0 || c.names(city)):
			c.remark(say.CountyOf(county, city))
		}
	}
	switch {
	case len(c.places) > 1, !c.topic.Local && !c.cut:
	case len(c.places) == 0:
		c.remark(say.TellPlace)
	case c.locals == 0 && mainland(c.places[0]):
		c.remark(say.NotCollected(c.Regions.Short(c.places[0]), c.asksNumber()))
	}
}

// asksNumber reports whether a number was asked for.
func (c *composer) asksNumber() bool {
	return c.Asked == knowledge.AskedHowMuch || c.Asked == knowledge.AskedHowMany || c.Asked == knowledge.AskedHowLong
}

// names reports whether a line said so far names a city.
func (c *composer) names(city string) bool {
	return slices.ContainsFunc(c.said, func(l bot.Line) bool { return strings.Contains(l.Text, city) })
}

// example reports whether a line of a national entry is about one place only, by its source or
// because it begins with the place's name.
func (c *composer) example(s knowledge.Statement) bool {
	src, ok := c.Source(s.Basis.Source)
	if ok && (src.Level == knowledge.LevelProvince || src.Level == knowledge.LevelCity) {
		return true
	}
	return c.Regions.Opening(say.NoExample(s.Text)) != ""
}

// named puts the place's name before what it says, unless it stands there.
func (c *composer) named(place, text string) string {
	if short := c.Regions.Short(place); !strings.HasPrefix(text, short) {
		return short + ":" + text
	}
	return text
}

func mainland(code string) bool {
	return !strings.HasPrefix(code, "7") && !strings.HasPrefix(code, "8")
}
