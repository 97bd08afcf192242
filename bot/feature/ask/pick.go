package ask

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/yibaowenwen/yibao/bot/answer"
	"github.com/yibaowenwen/yibao/bot/feature"
	"github.com/yibaowenwen/yibao/knowledge"
)

// What sets the entries of one topic apart is not how alike the words are but what was said: an
// entry for a circumstance (the insured has died) is not meant by someone who did not speak of
// it, and one that says how long is not meant by someone who asks with what papers.

// pick orders the entries found so that, within the best one's topic, the one comes first that
// fits what was said; the topic's main entry stands in for one whose circumstance was not said.
func pick(t *feature.Turn, matches []knowledge.Match) []knowledge.Match {
	if len(matches) == 0 || matches[0].Entry.Topic == knowledge.OutOfScope {
		return matches
	}
	m := fittest(t, matches, matches[0])
	list := slices.DeleteFunc(slices.Clone(matches), func(o knowledge.Match) bool { return o.Entry == m.Entry })
	return slices.Insert(list, 0, m)
}

// fittest returns the match of a topic that fits best what was said, with the trust in its best one.
func fittest(t *feature.Turn, matches []knowledge.Match, best knowledge.Match) knowledge.Match {
	first, most := best, math.Inf(-1)
	main, ok := t.Corpus.Entry(best.Entry.Topic)
	if ok && !holds(matches, main) {
		why := knowledge.Explanation{Score: best.Why.Score - notFound}
		first = knowledge.Match{Entry: main, Why: why}
		most = worth(t, first)
	}
	for _, m := range matches {
		if m.Entry.Topic != best.Entry.Topic {
			continue
		}
		if w := worth(t, m); w > most {
			first, most = m, w
		}
	}
	for _, e := range spokenOf(t, best) {
		m := knowledge.Match{Entry: e, Asked: e.Question, Why: knowledge.Explanation{Score: best.Why.Score - notFound}}
		if w := worth(t, m); !holds(matches, e) && w > most {
			first, most = m, w
		}
	}
	first.Confidence = max(first.Confidence, best.Confidence)
	return first
}

// spokenOf returns the entries of a match's topic whose circumstance was told, for a question that goes
// on from the turn before: it has too few words for the search to find them (我还能自己补吗).
func spokenOf(t *feature.Turn, m knowledge.Match) []*knowledge.Entry {
	var list []*knowledge.Entry
	for i := range t.Corpus.Entries {
		e := &t.Corpus.Entries[i]
		if m.Why.GoesOn && e.Topic == m.Entry.Topic && len(e.Needs) > 0 && fits(t, e) {
			list = append(list, e)
		}
	}
	return list
}

// goingOn puts first what stays with the topic of the turn before, for a question that goes on from
// there (要带什么材料), if it is about as likely as what leaves it.
func goingOn(t *feature.Turn, matches []knowledge.Match) []knowledge.Match {
	const about = 0.5 // share of the best's confidence
	i := slices.IndexFunc(matches, func(m knowledge.Match) bool { return m.Why.GoesOn && m.Entry.Topic == t.Session.Topic })
	if i <= 0 || !bound(t) || matches[i].Confidence < about*matches[0].Confidence {
		return matches
	}
	list := slices.Clone(matches)
	return slices.Insert(slices.Delete(list, i, i+1), 0, matches[i])
}

// goesOn reports whether a match, for a question that goes on from the turn before, stays with its
// topic and answers for all of it or just the question word.
func goesOn(t *feature.Turn, m knowledge.Match) bool {
	if !m.Why.GoesOn || m.Entry.Topic != t.Session.Topic {
		return false
	}
	if slices.Contains(m.Entry.Answers, t.Reading.Asked) {
		return m.Confidence >= vague || bound(t)
	}
	return m.Entry.ID == m.Entry.Topic && bound(t)
}

// bound reports whether a question that goes on from the turn before can be about nothing else: it
// asks no more than how much or with what papers. 能不能 may go anywhere.
func bound(t *feature.Turn) bool {
	switch t.Reading.Asked {
	case knowledge.AskedHowMuch, knowledge.AskedHowMany, knowledge.AskedHowLong, knowledge.AskedWhen, knowledge.AskedWhere, knowledge.AskedPapers, knowledge.AskedDeadline:
		return true
	case knowledge.AskedWhether, knowledge.AskedMust, knowledge.AskedHow, knowledge.AskedWhy, knowledge.AskedWho, knowledge.AskedWhat, knowledge.AskedNothing, knowledge.AskedComplaint:
	}
	return false
}

func holds(list []knowledge.Match, e *knowledge.Entry) bool {
	return slices.ContainsFunc(list, func(m knowledge.Match) bool { return m.Entry == e })
}

// What an entry's score loses or gains by what was said besides its words. The numbers are in
// the units of the score, in which a full match of words is about 7.
const (
	notFound  = 0.8 // the main entry, if the search did not find it
	unsaid    = 5.0 // its circumstance was not spoken of
	implied   = 1.5 // nor one that its question speaks of
	otherWord = 0.6 // it answers another question word
	sameWord  = 0.3 // it answers just this one
	named     = 1.0 // one of its keywords was said
	repeated  = 2.0 // it sets right a rumour that was repeated
	broadest  = 0.3 // it is its topic's main entry
	ofPlace   = 1.5 // and the place asked about has a conclusion of its own
	extra     = 0.6 // all of its phrasing's words are of its own
	spoken    = 0.8 // what sets it apart from its topic was spoken of
	oneKind   = 1.0 // it is for one kind of insurance, and which the person has is not known
)

// worth is an entry's score in the light of what was said.
func worth(t *feature.Turn, m knowledge.Match) float64 {
	w := m.Why.Score + m.Why.Apart - extra*ownWords(t.Words(), m.Asked)
	if slices.ContainsFunc(m.Entry.Rumours, func(r knowledge.Rumour) bool { return answer.Repeats(t.Words(), r.Says) }) {
		w += repeated
	}
	if m.Entry.ID == m.Entry.Topic {
		w += broadest
		if answer.Local(t.Corpus, m.Entry, t.Case()) {
			w += ofPlace
		}
	}
	switch {
	case !fits(t, m.Entry):
		w -= unsaid
	case t.Heard(m.Entry):
		w += spoken
	case len(m.Entry.Needs) == 0 && m.Why.Apart <= 0.5:
		w -= implied * float64(min(1, t.Unsaid(m.Entry)))
	}
	if wordSaid(t, m.Entry) {
		w += named
	}
	if m.Entry.Insured != "" && t.Session.Insured == "" && m.Entry.ID != m.Entry.Topic {
		w -= oneKind
	}
	return w + worthOfWord(t.Reading.Asked, m.Entry)
}

// worthOfWord is what an entry's score gains or loses by the question word.
func worthOfWord(asked knowledge.Asked, e *knowledge.Entry) float64 {
	switch {
	case asked == "" || len(e.Answers) == 0:
	case slices.Contains(e.Answers, asked):
		return sameWord
	case asked.In(e.Answers): // near it
	default:
		return -otherWord
	}
	return 0
}

// wordSaid reports whether one of an entry's keywords was said.
func wordSaid(t *feature.Turn, e *knowledge.Entry) bool {
	return slices.ContainsFunc(e.Keywords, func(k string) bool { return strings.Contains(t.Words(), k) })
}

// ownWords is the share of a phrasing's characters that the question does not have: what sets
// the phrasing apart and was not said.
func ownWords(question, phrasing string) float64 {
	own, all := 0, 0
	for _, r := range phrasing {
		if !unicode.IsLetter(r) {
			continue
		}
		all++
		if !strings.ContainsRune(question, r) {
			own++
		}
	}
	return float64(own) / float64(max(all, 1))
}

// fits reports whether a circumstance that the entry is for was said, if it is for any.
func fits(t *feature.Turn, e *knowledge.Entry) bool {
	return len(e.Needs) == 0 || t.SpeaksOf(e.Needs...)
}

// vague is the confidence below which the topic may be right and the entry is a guess.
const vague = 0.3

// offered are the best three answers, of different topics but for a sibling that is about as likely
// as the best. Another office's business is not offered beside ours, nor what is next to impossible.
// Where nothing is near, the topics' main entries are offered, which are the broadest.
func offered(t *feature.Turn, matches []knowledge.Match) []knowledge.Match {
	const (
		atMost   = 3
		unlikely = 0.03 // confidence below which an offer only puzzles,
		unlucky  = 0.01 // and for someone who names our insurance
		faint    = 0.1  // and share of the best's
		asGood   = 0.95 // share of the best's confidence from which on a sibling is about as likely
	)
	var list []knowledge.Match
	of := map[string]int{}
	best, least := 0.0, unlikely
	if t.Reader.NamesOurs(t.Words()) {
		least = unlucky
	}
	for _, m := range matches {
		if m.Entry.Topic == knowledge.OutOfScope || m.Confidence < max(least, best*faint) {
			continue
		}
		best = max(best, m.Confidence)
		if len(list) > 0 && of[m.Entry.Topic] == 0 {
			m = fittest(t, matches, m)
		}
		if m.Entry = unpresuming(t, m.Entry, matches); m.Entry == nil {
			continue
		}
		sibling := of[m.Entry.Topic] == 1 && len(list) == 1 && best >= vague && m.Confidence >= asGood*best
		if of[m.Entry.Topic] > 0 && !sibling {
			continue
		}
		if best < vague {
			m.Entry = broad(t, m)
		}
		of[m.Entry.Topic]++
		if list = append(list, m); len(list) == atMost {
			break
		}
	}
	return list
}

// broad is the main entry of a guess's topic, unless what sets the guess apart was said.
func broad(t *feature.Turn, m knowledge.Match) *knowledge.Entry {
	if main, ok := t.Corpus.Entry(m.Entry.Topic); ok && len(m.Entry.Needs) == 0 && m.Why.Apart <= 0.5 {
		return main
	}
	return m.Entry
}

// unpresuming returns the entry, or another of its topic if it is for circumstances that nobody told
// or for the other kind of insurance; nil if there is none.
func unpresuming(t *feature.Turn, e *knowledge.Entry, matches []knowledge.Match) *knowledge.Entry {
	strange := func(e *knowledge.Entry) bool {
		return t.Presumes(e) && !wordSaid(t, e) || e.Insured != "" && t.Session.Insured != "" && e.Insured != t.Session.Insured
	}
	if !strange(e) {
		return e
	}
	for _, m := range matches {
		if m.Entry.Topic == e.Topic && !strange(m.Entry) {
			return m.Entry
		}
	}
	if main, ok := t.Corpus.Entry(e.Topic); ok && !strange(main) {
		return main
	}
	return nil
}
