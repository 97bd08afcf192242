package ask

import (
	"cmp"
	"slices"
	"strings"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/answer"
	"github.com/yibaowenwen/yibao/bot/feature"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/bot/understand"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/region"
)

// What a message gives besides a question: places and kinds of insurance.

// unclearPlace returns the first name of several places of which none was taken.
func unclearPlace(found region.Found) (region.Ambiguity, bool) {
	for _, a := range found.Ambiguous {
		if len(a.Codes) > 1 && !slices.ContainsFunc(a.Codes, func(c string) bool { return slices.Contains(found.Places, c) }) {
			return a, true
		}
	}
	return region.Ambiguity{}, false
}

// placedEntry is the entry whose answer is shown once it is known which place is meant: what was
// found if that is sure, else what was talked about.
func placedEntry(t *feature.Turn, f bot.Finding) string {
	if m := pick(t, f.Matches); f.Verdict == bot.Sure && m[0].Entry.Topic != knowledge.OutOfScope {
		return m[0].Entry.ID
	}
	return t.Session.Entry
}

// whichPlaceToo asks above an answer which place of an ambiguous name is meant, beside another that
// is known: 从鼓楼区转到成都. A button of each fills in the end of the move that is missing.
func whichPlaceToo(t *feature.Turn, r bot.Reply, a region.Ambiguity) bot.Reply {
	const atMost = 3
	var row []bot.Button
	for _, code := range a.Codes[:min(atMost, len(a.Codes))] {
		s := r.Session
		s.Places = s.Places.With(code)
		row = append(row, t.With(s).ShowButton(t.Corpus.Regions.Short(code), r.Entry))
	}
	r.Buttons = append([][]bot.Button{row}, r.Buttons...)
	return r.Before(say.WhichPlace(a.Name))
}

// remembered returns the places that a message names, and the session with them and with the
// kind of insurance that it names.
func remembered(t *feature.Turn, only bool) (region.Found, bot.Session) {
	found, s := t.Reading.Found, t.Session
	if aboutSharing(s.Topic) { // relatives live elsewhere; nobody moves
		found.From, found.To = "", ""
	}
	s.Places = region.Merge(s.Places, found, only)
	if t.Reading.Reverses {
		s.Places = s.Places.Reversed()
	}
	s.Kinds = understand.PersonsKnown(s.Kinds, t.Reading.Kinds)
	switch {
	case aboutSharing(s.Topic) && t.Reading.Person != understand.Self && len(t.Reading.Kinds) > 0: // of the one shared with
	case t.Reading.Insured != "":
		s.Insured = t.Reading.Insured
		o := t.Reading.Owner
		if s.General = o == understand.Anyone || o == understand.Relative && !s.Family; !s.General {
			s.Own = s.Insured
		}
	case ofPerson(&s, t.Reading.Person):
	case t.Reader.NamesInsurance(t.Words()):
		s = s.OfOneself()
	}
	return found, s
}

// ofPerson makes a session be about the kind of insurance that was told of a person before, and
// reports whether one was.
func ofPerson(s *bot.Session, who string) bool {
	kind := s.Kinds[who]
	if who == understand.Self {
		kind = cmp.Or(kind, s.Own)
	}
	if kind == "" || s.Family {
		return false
	}
	s.Insured, s.General = kind, who != understand.Self
	return true
}

// sameCase reports whether an answer is for the same places and kind of insurance.
func sameCase(a, b bot.Session) bool {
	return a.Insured == b.Insured && a.Places.From == b.Places.From && a.Places.To == b.Places.To && slices.Equal(a.Places.Said, b.Places.Said)
}

// matchOf is an entry as if it had been found.
func matchOf(e *knowledge.Entry) []knowledge.Match {
	return []knowledge.Match{{Entry: e, Confidence: 1}}
}

// aboutSharing reports whether a topic is about accounts that a family shares (家庭共济).
func aboutSharing(topic string) bool {
	return strings.HasPrefix(topic, "family.") || strings.HasPrefix(topic, "account.wallet")
}

// slots answers a message that only names a place or a kind of insurance.
func slots(t *feature.Turn, before bot.Session) bot.Reply {
	if entry, ok := t.Corpus.Entry(t.Session.Entry); ok {
		t = askingStill(t)
		r := answered(t, matchOf(forKind(t, entry)))
		if same(r, answered(t.With(before), matchOf(entry))) {
			r.Lines = []bot.Line{{Kind: bot.Headline, Text: say.Same(slotNames(t)) + r.Lines[0].Text, Basis: r.Lines[0].Basis, Pos: r.Lines[0].Pos}}
			return r
		}
		if t.Reading.Insured == "" && nothingLocal(t, r) {
			r = sayNothingLocal(t, r)
		}
		if !t.Reader.Bare(t.Reading) { // a correction, told in words of its own
			r = r.Before(say.Restated(slotNames(t)))
		}
		return r
	}
	r := bot.Reply{Decision: bot.Choose, Lines: []bot.Line{{Kind: bot.Headline, Text: say.About(slotNames(t))}}}
	s := t.Session
	s.Offered = nil
	for i, e := range t.Common(t.Reading.Insured) {
		s.Offered = append(s.Offered, e.ID)
		r.Lines = append(r.Lines, bot.Line{Kind: bot.Plain, Text: say.Offer(i, say.Brief(e.Question), answer.Headline(t.Corpus, e, t.Case()))})
		r.Buttons = append(r.Buttons, []bot.Button{t.ShowButton(say.Numbered(i, say.Brief(e.Question)), e.ID)})
	}
	return t.With(s).Done(r)
}

// given answers a message that asks nothing of its own: it only names a place or a kind of insurance, or
// begins with what has happened.
func given(t *feature.Turn, before bot.Session, onlySlots bool) (bot.Reply, bool) {
	if onlySlots {
		return slots(t, before), true
	}
	return opened(t)
}

// opened offers what people ask next to someone who begins with nothing but what has happened: 我离职了.
func opened(t *feature.Turn) (bot.Reply, bool) {
	const few = 10 // characters that hold nothing else
	if t.Session.Entry != "" || t.Reading.Asked != "" || t.Reader.Asks(t.Words()) || t.Reader.NamesOurs(t.Words()) || feeds(t) || understand.Runes(t.Words()) > few {
		return bot.Reply{}, false
	}
	for _, c := range t.Corpus.Circumstances {
		if len(c.Opens) == 0 || !t.Reading.Told[c.ID] {
			continue
		}
		var offers []knowledge.Match
		for _, id := range c.Opens {
			if entry, ok := t.Corpus.Entry(id); ok {
				offers = append(offers, knowledge.Match{Entry: entry, Confidence: chosenAt})
			}
		}
		return choose(t, offers, say.WhichOne), true
	}
	return bot.Reply{}, false
}

// same reports whether two answers read alike at first sight.
func same(a, b bot.Reply) bool {
	seen := func(r bot.Reply) []string {
		var list []string
		for _, l := range r.Lines {
			if l.Kind != bot.Detail {
				list = append(list, l.Text)
			}
		}
		return list
	}
	return slices.Equal(seen(a), seen(b))
}

// slotNames names the places and the kind of insurance that a message gives.
func slotNames(t *feature.Turn) []string {
	var names []string
	for _, c := range t.Reading.Found.Places {
		names = append(names, t.Corpus.Regions.Short(c))
	}
	if kind := t.Reading.Insured; kind != "" {
		names = append(names, say.Kind(string(kind)))
	}
	return names
}

// forKind returns the sibling of an entry that is for the kind of insurance just named, if there is
// one: 居民医保呢?
func forKind(t *feature.Turn, entry *knowledge.Entry) *knowledge.Entry {
	kind := t.Reading.Insured
	if kind == "" || entry.Insured == kind {
		return entry
	}
	for i := range t.Corpus.Entries {
		e := &t.Corpus.Entries[i]
		if e.Topic == entry.Topic && e.Insured == kind && fits(t, e) && alikeWord(e.Answers, entry.Answers) {
			return e
		}
	}
	return entry
}

// alikeWord reports whether two entries may answer the same question word.
func alikeWord(a, b []knowledge.Asked) bool {
	return len(a) == 0 || len(b) == 0 || slices.ContainsFunc(a, func(x knowledge.Asked) bool { return slices.Contains(b, x) })
}
