package answer

import (
	"slices"
	"strings"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/understand"
	"github.com/yibaowenwen/yibao/knowledge"
)

// Who is insured in one place is not helped by the numbers of another. Where a place is known, what
// holds elsewhere is folded away and never stands in the conclusion.

// apart are what a conclusion's parts are set apart by: what follows one of them may stand alone.
const apart = ";；。"

// opens reports whether a place's name may follow a character where a sentence begins to speak of it.
// Elsewhere the characters of a name are other words: 医保定点, 更新余额.
func opens(before rune) bool {
	switch before {
	case ',', '，', '、', ':', '：', ';', '；', '。', '(', '（', '如', '像', '在', '和':
		return true
	}
	return false
}

// placesIn returns the codes of the places of which a text speaks, and where the first of them stands.
func (c *composer) placesIn(text string) (codes []string, at int) {
	at = len(text)
	may := true
	for i, r := range text {
		if may {
			if code := c.Regions.Opening(text[i:]); code != "" {
				codes = append(codes, code)
				at = min(at, i)
			}
		}
		may = opens(r)
	}
	return codes, at
}

// elsewhere reports whether a text speaks of other places than those of the case only.
func (c *composer) elsewhere(text string) bool {
	codes, _ := c.placesIn(text)
	return len(codes) > 0 && len(c.places) > 0 && !slices.ContainsFunc(codes, c.here)
}

// here reports whether a place is one whose rules apply, or lies in one or around one.
func (c *composer) here(code string) bool {
	if code == "" {
		return false
	}
	return slices.ContainsFunc(c.places, func(p string) bool {
		return slices.Contains(c.Regions.Layers(p), code) || slices.Contains(c.Regions.Layers(code), p)
	})
}

// general is a conclusion without what holds elsewhere: the parts before it and after it. It is
// empty if nothing stays that could stand alone.
func (c *composer) general(text string) string {
	var kept []string
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(apart, r) }) {
		if c.elsewhere(part) {
			_, at := c.placesIn(part)
			part = strings.TrimRight(part[:at], "例比如像在,，、:：(（")
			if c.polar(part) == "" && understand.Runes(part) < leastClause { // 断的那段,浙江能报: no sentence is left
				part = ""
			}
		}
		if part != "" {
			kept = append(kept, part)
		}
	}
	text = strings.Join(kept, "；")
	n := understand.Runes(text)
	if c.polar(text) == "" && (n < leastSaid || n < leastNumber && digits.MatchString(text)) {
		return ""
	}
	return text + "。"
}

// How many characters a conclusion has at least that begins with no 能 or 不能; with a number it needs
// more, for 自付3万元 is only what an example began with.
const (
	leastSaid   = 3
	leastClause = 6 // of what is left of a part that was cut
	leastNumber = 8
)

// polar returns the word of yes or no with which a text begins, "" if it begins with none.
func (c *composer) polar(text string) string {
	for _, w := range c.WordList("answer.polar") {
		if strings.HasPrefix(text, w) {
			return w
		}
	}
	return ""
}

// national says the entry's own conclusion; where a place is known that it does not speak of, one
// that names no other, or what of it holds everywhere, with a remark on what is missing.
func (c *composer) national(entry *knowledge.Entry, rules []rule) {
	c.headline(entry)
	if len(c.said) == 0 || !c.elsewhere(c.said[0].Text) {
		return
	}
	was := c.said[0]
	c.said = nil
	if c.ruleHeadline(rules) {
		return
	}
	c.cut = true
	if text := c.general(was.Text); text != "" {
		was.Text = text
		c.said = append(c.said, was)
		return
	}
	for _, s := range slices.Concat(entry.Headline, entry.Lines) {
		if s.When.Met(c.asker) && !c.example(s) && !c.elsewhere(s.Text) && understand.Runes(s.Text) <= maxHeadline && c.say(bot.Headline, "", s) {
			return
		}
	}
	c.said = append(c.said, was)
}

// ruleHeadline takes for the conclusion what the place says nearest to what was asked, if it is short.
func (c *composer) ruleHeadline(rules []rule) bool {
	return slices.ContainsFunc(rules, func(r rule) bool {
		return c.heads(r) && (r.asked || len(r.When.Is) > 0) && c.shared(r.PlaceCode) && c.heading(r)
	})
}

// heading takes a place's rule for the conclusion if it is short and was checked.
func (c *composer) heading(r rule) bool {
	text := c.fill(r.PlaceCode, r.Text)
	if understand.Runes(text) > maxHeadline || !r.Basis.Status.Verified() {
		return false
	}
	c.taken = append(c.taken, r.Note)
	return c.say(bot.Headline, r.PlaceCode, knowledge.Statement{Text: c.named(r.PlaceCode, text), Basis: r.Basis, Pos: r.Pos})
}

// compared says a line for each of two places that were named with no move between them, where both
// have something to say on what was asked.
func (c *composer) compared(rules []rule) bool {
	if len(c.places) != 2 || c.Places.From != "" || c.Places.To != "" {
		return false
	}
	var best []rule
	for _, p := range c.places {
		i := slices.IndexFunc(rules, func(r rule) bool {
			return slices.Contains(c.Regions.Layers(p), r.PlaceCode) && c.heads(r) && c.concludes(r) && !slices.ContainsFunc(best, func(b rule) bool { return b.Note == r.Note })
		})
		if i < 0 {
			return false
		}
		best = append(best, rules[i])
	}
	for i, r := range best {
		text, kind := r.Text, bot.Headline
		if r.Headline != "" {
			text = r.Headline
		}
		if i > 0 {
			kind = bot.Local
		}
		text = c.named(r.PlaceCode, c.fill(r.PlaceCode, text))
		c.said = append(c.said, bot.Line{Kind: kind, Text: text, Basis: r.Basis, Pos: r.Pos})
		if r.Headline == "" {
			c.taken = append(c.taken, r.Note)
		}
		c.silence(r)
	}
	return true
}

// concludes reports whether a place's rule is a conclusion of what was asked: written as one, or for
// just this question word and, if a number was asked for, with one.
func (c *composer) concludes(r rule) bool {
	return r.Headline != "" || r.asked && (!c.asksNumber() || digits.MatchString(c.fill(r.PlaceCode, r.Text)))
}

// distinct folds away a line that says hardly more than one read before it and no number besides, and
// leaves out one that points back to a line that is not read.
func (c *composer) distinct() {
	var kept []bot.Line
	var before []pairs // of those kept
	for i, l := range c.said {
		if c.pointsBack(l.Text) && (i == 0 || c.said[i-1].Kind > l.Kind || !c.follows(c.said[i-1], l)) {
			continue
		}
		said := pairsOf(l.Text)
		if l.Kind != bot.Headline && l.Kind != bot.Aside {
			for j, k := range kept {
				if k.Kind <= l.Kind && 10*before[j].shared(said) >= 6*(understand.Runes(l.Text)-1) && numbersIn(k.Text, l.Text) {
					l.Kind = bot.Detail
					break
				}
			}
		}
		kept, before = append(kept, l), append(before, said)
	}
	c.said = kept
}

// pointsBack reports whether a line speaks of what the one before it says: 过了这个天数.
func (c *composer) pointsBack(text string) bool {
	return slices.ContainsFunc(c.WordList("answer.back"), func(w string) bool { return strings.Contains(text, w) })
}

// follows reports whether a line stands right behind another in the entry.
func (c *composer) follows(a, b bot.Line) bool {
	all := slices.Concat(c.entry.Lines, c.entry.More)
	for i := 1; i < len(all); i++ {
		if all[i-1].Pos == a.Pos && all[i].Pos == b.Pos {
			return true
		}
	}
	return a.Kind == bot.Headline && len(all) > 0 && all[0].Pos == b.Pos
}
