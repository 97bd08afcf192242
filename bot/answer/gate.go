package answer

import (
	"slices"
	"strings"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/bot/understand"
	"github.com/yibaowenwen/yibao/knowledge"
)

// What an entry says holds for those to whom it applies. Before it is said to someone of whom more is
// known it is checked: who has no cover now is not told 能报, and who did all that is asked and was
// refused is told what to say, not how it is done.

// Ids that the knowledge gives to what is checked.
const (
	uninsured = "uninsured" // the circumstance of having no cover now: 停保了, 今年没交
	refused   = "refused"   // the circumstance of being refused, delayed or sent back and forth

	factUninsured = "gate.uninsured" // the conclusion for those without cover
	factRefused   = "refused.next"   // who overrules
)

// gated are what someone without cover should know besides, in order.
func gated() []string { return []string{"gate.start", "gap.keep_papers", "gate.aid"} }

// uncovered reports whether an answer that holds for the insured only is for someone who is not, and
// does not speak of that itself.
func (c *composer) uncovered(entry *knowledge.Entry) bool {
	if !c.topic.Covered || !c.asker.Told[uninsured] || len(entry.Needs) > 0 && slices.ContainsFunc(entry.Needs, c.aboutLapse) {
		return false
	}
	return !slices.ContainsFunc(entry.Headline, func(s knowledge.Statement) bool {
		return slices.ContainsFunc(s.When.Is, c.aboutLapse) && s.When.Met(c.asker)
	}) &&
		!slices.ContainsFunc(c.WordList("answer.lapse"), func(w string) bool { return strings.Contains(entry.Question, w) })
}

func (c *composer) aboutLapse(id string) bool {
	return slices.Contains([]string{uninsured, "lapsed", "lapse_short", "lapse_long", "stopped"}, id)
}

// gate puts before an answer that holds for the insured only what holds for the one who asks; all of
// the answer is folded away.
func (c *composer) gate(lines []bot.Line) []bot.Line {
	var first []bot.Line
	for i, id := range append([]string{factUninsured}, gated()...) {
		f, ok := c.Fact(id)
		if !ok {
			continue
		}
		kind := bot.Local
		if i == 0 {
			kind = bot.Headline
		}
		first = append(first, bot.Line{Kind: kind, Text: c.fill("", f.Text), Basis: f.Basis, Pos: f.Pos})
	}
	for i := range lines {
		switch lines[i].Kind {
		case bot.Headline:
			lines[i].Text = say.Covered(lines[i].Text)
			lines[i].Kind = bot.Detail
		case bot.Local, bot.Plain:
			lines[i].Kind = bot.Detail
		case bot.Aside, bot.Rumour, bot.Cite, bot.Detail, bot.Preface, bot.Postscript, bot.Item:
		}
	}
	return append(first, lines...)
}

// overruled says, below the conclusion, what someone says who was refused, and who overrules. Who has
// lapsed was refused for a reason, and an employer is not a counter.
func (c *composer) overruled() {
	own := slices.Contains(c.entry.Answers, knowledge.AskedComplaint) || slices.Contains(c.entry.Needs, "rejected") || slices.Contains(c.entry.Needs, refused)
	if own || !c.asker.Told[refused] || c.asker.Told[uninsured] || c.asker.Told["lapsed"] || c.asker.Told["employer_fault"] || c.topic.ID == knowledge.Contact || len(c.said) == 0 {
		return
	}
	for _, id := range []string{"refused.say", factRefused} {
		if f, ok := c.Fact(id); ok {
			c.say(bot.Local, "", f.Statement)
		}
	}
}

// meant is a conclusion that no word of yes or no misleads: where the verb asked about is another
// (能退吗) than that of the entry, a line that holds it is said instead, or the bare word left out.
func (c *composer) meant(entry *knowledge.Entry) {
	if c.Verb == "" || len(c.said) == 0 || strings.Contains(entry.Question, c.Verb) || strings.Contains(c.said[0].Text, c.Verb) {
		return
	}
	was := c.said[0]
	bare, rest := cutBare(was.Text)
	if w := c.polar(was.Text); w == "" || bare != w {
		return
	}
	for _, s := range slices.Concat(entry.Headline, entry.Lines) {
		if strings.Contains(s.Text, c.Verb) && understand.Runes(s.Text) <= maxHeadline && !c.elsewhere(s.Text) {
			c.said = nil
			if c.say(bot.Headline, "", s) {
				return
			}
			c.said = []bot.Line{was}
		}
	}
	if rest != "" {
		c.said[0].Text = rest
	}
}

// cutBare cuts a conclusion behind its first part.
func cutBare(text string) (bare, rest string) {
	i := strings.IndexAny(text, ";；,，。:：")
	if i < 0 {
		return text, ""
	}
	return text[:i], strings.TrimLeft(text[i:], ";；,，。:：")
}
