package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/yibaowenwen/yibao/bot/private"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/knowledge"
)

// maxInline is how many answers are offered: a phone shows three or four at a time.
const maxInline = 10

// An InlineResult is one answer offered while someone types the bot's name in another chat.
type InlineResult struct {
	ID    string // at most 64 bytes, the same for the same answer
	Title string
	About string // a line below the title
	Reply Reply
	Link  string // payload of the deep link that opens it, see [Link]
}

// Inline returns up to ten answers for what is typed after the bot's name; they hold nothing
// of a conversation. Places typed without a direction are taken as from the first to the
// second. A text with personal numbers is not looked up: the only result says so.
func (e *Engine) Inline(ctx context.Context, text Text, now time.Time) ([]InlineResult, error) {
	t := turn{Engine: e, Message: Message{Now: now}, day: today(now)}
	if kinds := private.Find(string(text)); len(kinds) > 0 {
		return []InlineResult{t.inlinePrivate(kinds)}, nil
	}
	query, _ := clean(string(text))
	query, t.Session.Traditional, _ = e.hant.simplify(query)
	t.Text, t.words = Text(query), query
	entries, err := t.inlineEntries(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("answer inline: %w", err)
	}
	var list []InlineResult
	for _, entry := range entries {
		list = append(list, t.inlineResult(entry))
	}
	if len(list) == 0 {
		list = append(list, t.inlineNothing())
	}
	return list, nil
}

// inlineEntries chooses what to offer, best first, each entry once.
func (t *turn) inlineEntries(ctx context.Context, query string) ([]*knowledge.Entry, error) {
	found := t.places.Find(query)
	t.Session.Places = inlinePlaces(found.Places, found.From, found.To)
	found.From, found.To = t.Session.Places.From, t.Session.Places.To
	t.Session.Insured = insuredIn(query)
	if bare(found.Rest) {
		return t.inlineTopics(), nil
	}
	if found.From != "" && found.To != "" && runes(found.Rest) <= 6 && !saysWhat.MatchString(found.Rest) && !saysMove.MatchString(found.Rest) {
		found.Rest = "医保转移" + found.Rest // 绵阳 成都 材料
	}
	f, err := t.find.Find(ctx, Question{Text: t.spellOut(found), Insured: t.Session.Insured, Places: len(found.Places)})
	if err != nil {
		return nil, fmt.Errorf("look up: %w", err)
	}
	if f.Verdict == TooWeak || len(f.Matches) == 0 {
		return nil, nil
	}
	return t.inlineMatches(f), nil
}

// inlineMatches are what was found and what is asked next; what is another office's business
// only if it is certainly meant, and then alone.
func (t *turn) inlineMatches(f Finding) []*knowledge.Entry {
	best := f.Matches[0].Entry
	if f.Verdict == Sure && best.Topic == knowledge.OutOfScope {
		return []*knowledge.Entry{best}
	}
	var list []*knowledge.Entry
	for _, m := range f.Matches {
		if m.Entry.Topic != knowledge.OutOfScope && len(list) < maxInline/2 {
			list = append(list, m.Entry)
		}
	}
	if len(list) > 0 {
		if topic, ok := t.corpus.Topic(list[0].Topic); ok {
			list = append(list, t.entries(topic.Next...)...)
		}
	}
	return distinct(list)
}

// inlinePlaces takes two places without a direction as from the first to the second.
func inlinePlaces(said []string, from, to string) Places {
	p := Places{Said: said, From: from, To: to}
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
func (t *turn) inlineTopics() []*knowledge.Entry {
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
		if t.route() == knowledge.InProvince {
			ids = append(ids, "transfer.intra_province")
		}
		ids = append(ids, "transfer.duration", "transfer.documents", "transfer.online", "transfer.conditions",
			"account.after_transfer", "transfer.benefit_gap", "transfer.progress", "remote.filing")
	} else {
		ids = append(ids, "transfer.overview", "transfer.duration", "enroll.resignation", "account.withdraw",
			"remote.filing", "reimburse.outpatient", "reimburse.inpatient", "retire.years")
	}
	return distinct(t.entries(append(ids, contact)...))
}

// entries returns those of the entries that there are.
func (t *turn) entries(ids ...string) []*knowledge.Entry {
	var list []*knowledge.Entry
	for _, id := range ids {
		if entry, ok := t.corpus.Entry(id); ok {
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
func (t *turn) inlineResult(entry *knowledge.Entry) InlineResult {
	one := *t
	r := one.answer(entry, 1)
	p := t.Session.Places
	if p.From == "" && p.To == "" && len(p.Said) > 0 {
		p.From = p.Said[0]
	}
	return t.inlineFinish(Link(entry.ID, p), entry.Question, "", r)
}

func (t *turn) inlinePrivate(kinds []private.Kind) InlineResult {
	words := make([]string, len(kinds))
	for i, k := range kinds {
		words[i] = string(k)
	}
	r := Reply{Decision: Blocked, Lines: paragraphs(say.InlinePrivate(words))}
	return t.inlineFinish("", say.InlinePrivateTitle, "", r)
}

func (t *turn) inlineNothing() InlineResult {
	r := Reply{Decision: Refuse, Topic: knowledge.OutOfScope, Lines: []Line{{Headline, say.NoMatch}, {Plain, say.NoMatchNext(t.short(t.insuredAt()))}}}
	return t.inlineFinish("", say.InlineNothingTitle, say.InlineNothingAbout, r)
}

// inlineFinish takes out what belongs to a conversation, and writes as the person writes.
// About is the conclusion unless it is given.
func (t *turn) inlineFinish(link, title, about string, r Reply) InlineResult {
	if about == "" && len(r.Lines) > 0 {
		about = strings.TrimRight(r.Lines[0].Text, say.UnsureMark+"¹²³⁴⁵⁶⁷⁸⁹")
	}
	r.Buttons, r.Session = nil, Session{Traditional: t.Session.Traditional}
	write := say.Typeset
	if t.Session.Traditional {
		write = func(s string) string { return t.hant.write(say.Typeset(s)) }
	}
	id := string(r.Decision) + " " + link
	if len(id) > maxData {
		sum := sha256.Sum256([]byte(id))
		id = hex.EncodeToString(sum[:16])
	}
	return InlineResult{ID: id, Title: write(title), About: write(about), Reply: r.rewrite(write), Link: link}
}
