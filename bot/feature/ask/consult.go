package ask

import (
	"context"
	"maps"
	"slices"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/answer"
	"github.com/yibaowenwen/yibao/bot/feature"
	"github.com/yibaowenwen/yibao/bot/private"
	"github.com/yibaowenwen/yibao/bot/understand"
	"github.com/yibaowenwen/yibao/knowledge"
)

const (
	letter     = 60  // characters from which a message tells of more than it asks
	plain      = 0.9 // confidence from which a finding needs no second reader
	chosenAt   = 0.8 // confidence of what a reader chose
	wide       = 40  // matches from which a page is made
	ofATopic   = 3   // entries of a topic on a page
	ofAClause  = 2   // entries that a clause of the message brings
	maxOnePage = 24  // facts that a reader may fill in
)

// doubtful reports whether a reader may do better than our own finding: it is not sure, or the
// message is long or asks several things.
func doubtful(t *feature.Turn, f bot.Finding) bool {
	if t.Model == nil || len(f.Matches) == 0 {
		return false
	}
	if f.Verdict != bot.Sure {
		return !goesOn(t, pick(t, goingOn(t, f.Matches))[0])
	}
	long := understand.Runes(t.Words()) > letter || len(t.Reader.Clauses(t.Words())) > 1
	return long && f.Matches[0].Confidence < plain
}

// consult asks the reader, if there is one and it may help, and returns the turn with the facts
// that it filled in, the finding in its light, and what else was asked for. What it
// says counts as words of the message do: it chooses what is said, and says nothing.
func consult(ctx context.Context, t *feature.Turn, text string, f bot.Finding, others []also) (*feature.Turn, bot.Finding, []also) {
	if !doubtful(t, f) {
		return t, f, others
	}
	own := pick(t, goingOn(t, f.Matches))[0].Entry
	matches := choices(ctx, t, text, f, own)
	p := page(t, matches)
	f.Read = &bot.Read{Page: p, Opinion: t.Model.Choose(ctx, p), Own: own.ID}
	o := f.Read.Opinion
	if !f.Read.Decided() {
		return t, f, others
	}
	t = filled(t, o.Told)
	switch entries := chosen(t, o.Entries); {
	case len(entries) == 0 && f.Verdict == bot.Sure: // none of these: what we are sure of is only offered
		f.Verdict, others = bot.TooClose, nil
	case len(entries) == 0 && !o.InScope:
		f.Verdict = bot.TooWeak
	case len(entries) == 0:
	case near(entries[0], f.Matches) || entries[0].Topic == knowledge.OutOfScope:
		f.Verdict, f.Matches, others = bot.Sure, first(f.Matches, entries[0], chosenAt), nil
		if len(entries) > 1 {
			others = []also{{entry: entries[1], asked: t.Reading.Asked}}
		}
	default: // what only the reader sees is offered before ours
		f.Verdict, f.Matches, others = bot.TooClose, first(f.Matches, entries[0], f.Matches[0].Confidence), nil
	}
	return t, f, others
}

// choices are the entries that may be meant, best first: ours, those found for the message, a few
// of each topic, and those found for its clauses.
func choices(ctx context.Context, t *feature.Turn, text string, f bot.Finding, own *knowledge.Entry) []*knowledge.Entry {
	list := []*knowledge.Entry{own}
	of := map[string]int{own.Topic: 1}
	add := func(matches []knowledge.Match, upTo int) {
		for _, m := range matches {
			if len(list) < upTo && of[m.Entry.Topic] < ofATopic && !slices.Contains(list, m.Entry) {
				list = append(list, m.Entry)
				of[m.Entry.Topic]++
			}
		}
	}
	find := func(text string, places int, topic string, limit int) []knowledge.Match {
		r, err := t.Find(ctx, bot.Question{Text: text, Insured: t.Session.Insured, Topic: topic, Places: places, Limit: limit})
		if err != nil {
			return nil
		}
		return r.Matches
	}
	clauses := t.Reader.Clauses(t.Words())
	add(f.Matches, bot.MaxChoices-ofAClause*len(clauses))
	all := find(text, len(t.Reading.Found.Places), t.Session.Topic, wide)
	add(all, bot.MaxChoices-ofAClause*len(clauses))
	for _, c := range clauses {
		found := t.Reader.Places(c)
		add(find(t.Reader.SpellOut(found, t.Session.Topic), len(found.Places), "", ofATopic), min(bot.MaxChoices, len(list)+ofAClause))
	}
	add(all, bot.MaxChoices)
	return list
}

// page is what a reader is given: the message without what tells who wrote it, what the
// conversation was about, the entries, and the facts that matter to them.
func page(t *feature.Turn, entries []*knowledge.Entry) bot.Page {
	p := bot.Page{Message: t.Reader.Anonymous(private.Redact(t.Words())), Facts: map[string]string{}}
	if about, ok := t.Corpus.Topic(t.Session.Topic); ok {
		p.Before.Topic = about.Name
	}
	p.Before.Insured = string(t.Session.Insured)
	p.Before.Places = t.Corpus.Regions.Names(t.Session.Places.Said)
	for _, id := range slices.Sorted(maps.Keys(t.Session.Told)) {
		if c, ok := t.Corpus.Circumstance(id); ok && t.Session.Told[id] {
			p.Before.Facts = append(p.Before.Facts, c.About)
		}
	}
	for _, e := range entries {
		headline := answer.Headline(t.Corpus, e, t.Case())
		p.Choices = append(p.Choices, bot.Choice{N: len(p.Choices) + 1, Question: e.Question, Headline: headline, Entry: e.ID})
		for _, id := range factsOf(e) {
			if c, ok := t.Corpus.Circumstance(id); ok && len(c.Said) > 0 && len(p.Facts) < maxOnePage {
				p.Facts[id] = c.About
			}
		}
	}
	return p
}

// factsOf are the circumstances that change an entry's answer.
func factsOf(e *knowledge.Entry) []string {
	list := slices.Clone(e.Needs)
	for _, s := range slices.Concat(e.Headline, e.Lines) {
		list = append(append(list, s.When.Is...), s.When.Not...)
	}
	return list
}

// filled returns the turn with facts that our own words did not hear.
func filled(t *feature.Turn, told map[string]bool) *feature.Turn {
	if len(told) == 0 {
		return t
	}
	other := *t
	other.Reading.Told = maps.Clone(told)
	maps.Copy(other.Reading.Told, t.Reading.Told)
	return &other
}

func chosen(t *feature.Turn, ids []string) []*knowledge.Entry {
	var list []*knowledge.Entry
	for _, id := range ids {
		if e, ok := t.Corpus.Entry(id); ok {
			list = append(list, e)
		}
	}
	return list
}

// first puts an entry before the others, with at least a confidence.
func first(matches []knowledge.Match, e *knowledge.Entry, confidence float64) []knowledge.Match {
	m := knowledge.Match{Entry: e}
	rest := slices.Clone(matches)
	if at := slices.IndexFunc(rest, func(m knowledge.Match) bool { return m.Entry == e }); at >= 0 {
		m = rest[at]
		rest = slices.Delete(rest, at, at+1)
	}
	m.Confidence = max(m.Confidence, confidence)
	return append([]knowledge.Match{m}, rest...)
}
