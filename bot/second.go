package bot

import (
	"context"
	"slices"
	"strings"

	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/region"
)

var (
	clauseEnd = compile(`[。?!;\n]+|[,、\s]*(?:还有|另外|顺便|以及|再问)(?:就是|一下|问一下|问|一个)*[,:\s]*`)
	asks      = compile(`吗|呢|么|怎|多久|多少|多长|什么|啥|哪|咋|谁|几|能不能|可不可以|可以|能否|是否|要不要|需不需要|如何`)
)

// clauses returns the questions in a message that asks several things; fewer than two means
// that it asks one.
func clauses(text string) []string {
	var list []string
	for _, c := range clauseEnd.Split(text) {
		if c = strings.TrimSpace(c); runes(c) >= 4 && asks.MatchString(c) {
			list = append(list, c)
		}
	}
	if len(list) < 2 {
		return nil
	}
	return list[:min(3, len(list))]
}

// several looks up each question of a message that asks several things. It returns the one
// to answer first, which is what the message as a whole was found to ask if that is sure, and
// another one to offer, if there is one.
func (t *turn) several(ctx context.Context, text string, whole Finding) (first Finding, second *knowledge.Entry) {
	first = whole
	for _, c := range clauses(text) {
		found := t.places.Find(c)
		f, err := t.find.Find(ctx, Question{Text: t.spellOut(found), Insured: t.Session.Insured, Places: len(found.Places)})
		if err != nil || f.Verdict != Sure || f.Matches[0].Entry.Topic == knowledge.OutOfScope {
			continue
		}
		entry := f.Matches[0].Entry
		switch {
		case first.Verdict != Sure && near(entry, whole.Matches):
			first = f
		case first.Verdict == Sure && entry.Topic != first.Matches[0].Entry.Topic && second == nil:
			second = entry
		}
	}
	return first, second
}

// near reports whether the entry's topic is one of the first three found.
func near(entry *knowledge.Entry, matches []knowledge.Match) bool {
	return slices.ContainsFunc(matches[:min(3, len(matches))], func(m knowledge.Match) bool { return m.Entry.Topic == entry.Topic })
}

// alsoAsked offers the second question of a message below the answer to the first.
func (t *turn) alsoAsked(r Reply, second *knowledge.Entry) Reply {
	s := t.Session
	s.Places = region.Places{From: s.Places.From, To: s.Places.To, Said: slices.Clone(s.Places.Said)}
	r.Lines = append(r.Lines, Line{Aside, say.AlsoAsked(second.Question)})
	r.Buttons = append([][]Button{{{Label: say.ButtonAlso + second.Question, Data: showData(second.ID, s)}}}, r.Buttons...)
	return r
}
