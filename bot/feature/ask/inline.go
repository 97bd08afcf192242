package ask

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/button"
	"github.com/yibaowenwen/yibao/bot/feature"
	"github.com/yibaowenwen/yibao/bot/private"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/knowledge"
)

// maxInline is how many answers are offered: a phone shows three or four at a time.
const maxInline = 10

// Inline returns up to ten answers for what is typed after the bot's name; they hold nothing
// of a conversation. Places typed without a direction are taken as from the first to the
// second. A text with personal numbers is not looked up: the only result says so.
func Inline(ctx context.Context, t *feature.Turn) ([]bot.InlineResult, error) {
	if kinds := private.Find(string(t.Text)); len(kinds) > 0 {
		r := bot.Reply{Decision: bot.Blocked, Lines: bot.Paragraphs(say.InlinePrivate(private.Words(kinds)))}
		return []bot.InlineResult{inlineFinish(t, "", say.InlinePrivateTitle, "", r)}, nil
	}
	entries, err := inlineEntries(ctx, t)
	if err != nil {
		return nil, fmt.Errorf("answer inline: %w", err)
	}
	if len(entries) == 0 {
		r := bot.Reply{Decision: bot.Refuse, Topic: knowledge.OutOfScope, Lines: noMatch(t)}
		return []bot.InlineResult{inlineFinish(t, "", say.InlineNothingTitle, say.InlineNothingAbout, r)}, nil
	}
	t = inlinePlaced(t)
	var list []bot.InlineResult
	for _, entry := range entries {
		list = append(list, inlineResult(t, entry))
	}
	return list, nil
}

// inlinePlaced returns the turn with the places and the kind of insurance that were typed.
func inlinePlaced(t *feature.Turn) *feature.Turn {
	s := t.Session
	found := t.Reading.Found
	s.Places = inlinePlaces(found.Places, found.From, found.To)
	s.Insured = t.Reading.Insured
	return t.With(s)
}

// inlineEntries chooses what to offer, best first, each entry once.
func inlineEntries(ctx context.Context, t *feature.Turn) ([]*knowledge.Entry, error) {
	t = inlinePlaced(t)
	if t.Reader.Bare(t.Reading) {
		return inlineTopics(t), nil
	}
	found := t.Reading.Found
	found.From, found.To = t.Session.Places.From, t.Session.Places.To
	f, err := t.Find(ctx, bot.Question{Text: t.Reader.SpellOutTerse(found), Insured: t.Session.Insured, Places: len(found.Places)})
	if err != nil {
		return nil, fmt.Errorf("look up: %w", err)
	}
	if f.Verdict == bot.TooWeak || len(f.Matches) == 0 {
		return nil, nil
	}
	return inlineMatches(t, f), nil
}

// inlineMatches are what was found and what is asked next; what is another office's business
// only if it is certainly meant, and then alone.
func inlineMatches(t *feature.Turn, f bot.Finding) []*knowledge.Entry {
	best := f.Matches[0].Entry
	if f.Verdict == bot.Sure && best.Topic == knowledge.OutOfScope {
		return []*knowledge.Entry{best}
	}
	var list []*knowledge.Entry
	for _, m := range f.Matches {
		if m.Entry.Topic != knowledge.OutOfScope && len(list) < maxInline/2 {
			list = append(list, m.Entry)
		}
	}
	if len(list) > 0 {
		if topic, ok := t.Corpus.Topic(list[0].Topic); ok {
			list = append(list, entriesOf(t.Corpus, topic.Next...)...)
		}
	}
	return distinct(list)
}

// inlinePlaces takes two places without a direction as from the first to the second.
func inlinePlaces(said []string, from, to string) bot.Places {
	p := bot.Places{Said: said, From: from, To: to}
	if len(said) != 2 {
		return p
	}
	switch {
	case from == "" && to == "":
		p.From, p.To = said[0], said[1]
	case from == "":
		p.From = other(said, to)
	case to == "":
		p.To = other(said, from)
	}
	return p
}

func other(two []string, one string) string {
	if two[0] == one {
		return two[1]
	}
	return two[0]
}

// inlineTopics are what people ask most, when only places or a kind of insurance are named:
// with two places, about moving from one to the other.
func inlineTopics(t *feature.Turn) []*knowledge.Entry {
	var ids []string
	switch t.Session.Insured {
	case knowledge.Retired:
		ids = []string{"transfer.retiree"}
	case knowledge.Resident:
		ids = []string{"transfer.resident"}
	case knowledge.Employee:
	}
	p := t.Session.Places
	if p.From != "" && p.To != "" {
		ids = append(ids, "transfer.overview")
		if t.Route() == knowledge.InProvince {
			ids = append(ids, "transfer.intra_province")
		}
		ids = append(ids, "transfer.duration", "transfer.documents", "transfer.online", "transfer.conditions",
			"account.after_transfer", "transfer.benefit_gap", "transfer.progress", "remote.filing")
	} else {
		ids = append(ids, "transfer.overview", "transfer.duration", "enroll.resignation", "account.withdraw",
			"remote.filing", "reimburse.outpatient", "reimburse.inpatient", "retire.years")
	}
	return distinct(entriesOf(t.Corpus, append(ids, knowledge.Contact)...))
}

// entries returns those of the entries that there are.
func entriesOf(corpus *knowledge.Corpus, ids ...string) []*knowledge.Entry {
	var list []*knowledge.Entry
	for _, id := range ids {
		if entry, ok := corpus.Entry(id); ok {
			list = append(list, entry)
		}
	}
	return list
}

// distinct returns the first ten entries, each once.
func distinct(list []*knowledge.Entry) []*knowledge.Entry {
	seen := map[*knowledge.Entry]bool{}
	var out []*knowledge.Entry
	for _, entry := range list {
		if !seen[entry] && len(out) < maxInline {
			seen[entry] = true
			out = append(out, entry)
		}
	}
	return out
}

// inlineResult is the answer of an entry as someone else may send it on.
func inlineResult(t *feature.Turn, entry *knowledge.Entry) bot.InlineResult {
	p := t.Session.Places
	if p.From == "" && p.To == "" && len(p.Said) > 0 {
		p.From = p.Said[0]
	}
	after, r := general(t, matchOf(entry)) // as the link will show it
	return inlineFinish(t, button.Link(entry.ID, p), entry.Question, "", after.Done(r))
}

// inlineFinish takes out what belongs to a conversation, and writes as the person writes.
// About is the conclusion unless it is given.
func inlineFinish(t *feature.Turn, link, title, about string, r bot.Reply) bot.InlineResult {
	if about == "" && len(r.Lines) > 0 {
		about = r.Lines[0].Text
	}
	r.Buttons, r.Session = nil, bot.Session{Traditional: t.Session.Traditional}
	write := t.Layout.Writer(r.Session)
	id := string(r.Decision) + " " + link
	if len(id) > button.MaxData {
		sum := sha256.Sum256([]byte(id))
		id = hex.EncodeToString(sum[:16])
	}
	return bot.InlineResult{ID: id, Title: write(title), About: write(about), Reply: t.Layout.Lay(r, t.Day), Link: link}
}
