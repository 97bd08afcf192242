package ask

import (
	"context"
	"math"
	"slices"
	"strings"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/button"
	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/bot/feature"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/bot/understand"
	"github.com/yibaowenwen/yibao/knowledge"
)

const (
	longestFollowUp = 16   // characters of a question that leaves out what it is about
	sureAlone       = 0.85 // confidence from which a question without its subject is understood all the same
)

// completed finds a question that names no subject once more with that of the turn before (新生儿 +
// 要带哪些材料), and returns what was found for it if that stays with the talk and is no less sure. What was
// found for the bare words is mere likeness of words then.
func completed(ctx context.Context, t *feature.Turn, text string, bare bot.Finding) bot.Finding {
	subject := subjectOf(t)
	if subject == "" || strings.Contains(text, subject) || staysSurely(t, bare) {
		return bare
	}
	f, err := t.Find(ctx, bot.Question{Text: subject + text, Insured: t.Session.Insured, Topic: t.Session.Topic, Places: len(t.Reading.Found.Places)})
	if err != nil || len(f.Matches) == 0 || f.Verdict == bot.TooWeak || !sameFamily(f.Matches[0].Entry.Topic, t.Session.Topic) {
		return bare
	}
	if len(bare.Matches) > 0 && f.Matches[0].Confidence < bare.Matches[0].Confidence {
		return bare
	}
	return f
}

// subjectOf is what the talk is about, as words to be put before a question that goes on with it; none
// for a question that has its own subject or may go anywhere.
func subjectOf(t *feature.Turn) string {
	about, ok := t.Corpus.Topic(t.Session.Topic)
	asks := t.Reading.Asked != "" || t.Reader.Asks(t.Words())
	switch t.Reading.Asked {
	case knowledge.AskedComplaint, knowledge.AskedWhy:
		return ""
	}
	if !ok || !asks || about.ID == knowledge.OutOfScope || t.Reader.NamesInsurance(t.Words()) || understand.Runes(t.Words()) > longestFollowUp {
		return ""
	}
	if t.Reader.Asked(about.Name) != "" || t.Reader.Asks(about.Name) { // a name that is a question itself
		return ""
	}
	return about.Name
}

// staysSurely reports whether the bare words were understood without doubt.
func staysSurely(t *feature.Turn, f bot.Finding) bool {
	if f.Verdict != bot.Sure {
		return false
	}
	m := f.Matches[0]
	return m.Entry.Topic == t.Session.Topic || m.Confidence >= sureAlone
}

// sameFamily reports whether two topics are about the same things: remote.filing and remote.ratio.
func sameFamily(a, b string) bool {
	a, _, _ = strings.Cut(a, ".")
	b, _, _ = strings.Cut(b, ".")
	return a == b
}

// goingOnFrom answers a message that asks nothing and goes on with what was talked about, by the facts
// or the circumstance that it tells.
func goingOnFrom(ctx context.Context, t *feature.Turn, f bot.Finding) (bot.Reply, bool) {
	if t.Reading.Asked != "" || t.Reader.Asks(t.Words()) {
		return bot.Reply{}, false
	}
	if r, ok := stated(t, f); ok {
		return r, true
	}
	if r, ok := remarked(t, f); ok {
		return r, true
	}
	return stillAbout(ctx, t, f)
}

// stillAbout offers, to a few words in a talk that ask nothing and were not understood (他们不肯), what else
// of the talk's topic is nearest to them.
func stillAbout(ctx context.Context, t *feature.Turn, f bot.Finding) (bot.Reply, bool) {
	const surely = 0.8 // confidence from which what both the bare words and the talk find is meant
	about, ok := t.Corpus.Topic(t.Session.Topic)
	if !ok || about.ID == knowledge.OutOfScope || f.Verdict == bot.Sure || t.Reader.NamesInsurance(t.Words()) || understand.Runes(t.Words()) > longestFollowUp {
		return bot.Reply{}, false
	}
	near, err := t.Find(ctx, bot.Question{Text: about.Name + t.Words(), Insured: t.Session.Insured, Topic: about.ID})
	if err != nil || len(f.Matches) == 0 {
		return bot.Reply{}, false
	}
	list := slices.DeleteFunc(pick(t, near.Matches), func(m knowledge.Match) bool {
		return m.Entry.Topic != about.ID || m.Entry.ID == t.Session.Entry
	})
	switch list = unlike(t, list); {
	case len(list) < 2:
		return bot.Reply{}, false
	case list[0].Confidence >= surely && list[0].Entry == f.Matches[0].Entry:
		return answered(t, list), true
	}
	return choose(t, list[:min(3, len(list))], whichOne(t)), true
}

// stated answers a message that asks nothing and only tells facts that the estimator of the talk's topic
// wants: with what they come to, or else with its next question. What was found for it must not be surely
// about something else.
func stated(t *feature.Turn, f bot.Finding) (bot.Reply, bool) {
	const enough, short = 2, 10 // facts from which on it is to be reckoned; characters that hold nothing else
	entry, ok := t.Corpus.Entry(t.Session.Entry)
	if of := topicOf(f); !ok || of != "" && of != entry.Topic && (!bare(t) || of != knowledge.OutOfScope && f.Matches[0].Confidence >= certain) {
		return bot.Reply{}, false
	}
	topic, _ := t.Corpus.Topic(entry.Topic)
	flow, ok := t.Flows.Flow(topic.Flow)
	told := dialog.Answers{}
	if !ok || !t.Fill(flow, told, t.ToldFor(flow)) {
		return bot.Reply{}, false
	}
	t = askingStill(t)
	switch _, decided := t.WorkedOut(topic); {
	case decided:
	case len(told) < enough && understand.Runes(t.Words()) > short:
		return bot.Reply{}, false
	case len(told) >= enough:
		return t.Table.Press(t, button.Flow.With(flow.Encode(t.StartAnswers(flow)))), true
	}
	r := answered(t, matchOf(entry))
	return r.Before(say.Restated(flow.Echoes(told))), true
}

// remarked answers a few words that ask nothing and tell of a circumstance (她没有居住证) with the entry
// of the talk's topic that is for it, unless they surely ask something else of ours or tell what an
// estimate wants.
func remarked(t *feature.Turn, f bot.Finding) (bot.Reply, bool) {
	const few = 14 // characters that go on with what was talked about
	main, ok := t.Corpus.Entry(t.Session.Topic)
	if !ok || feeds(t) || understand.Runes(t.Words()) > few || !tellsOf(t, nil) {
		return bot.Reply{}, false
	}
	if of := topicOf(f); of != "" && of != knowledge.OutOfScope && (!sameFamily(of, main.Topic) || of != main.Topic && f.Matches[0].Confidence >= certain) {
		return bot.Reply{}, false
	}
	var best []knowledge.Match
	most := math.Inf(-1)
	goes := knowledge.Match{Entry: main, Confidence: chosenAt, Why: knowledge.Explanation{GoesOn: true}}
	for _, e := range spokenOf(t, goes) {
		m := goes
		m.Entry, m.Asked = e, e.Question
		if w := worth(t, m); tellsOf(t, e) && w > most {
			best, most = []knowledge.Match{m}, w
		}
	}
	if best == nil {
		return bot.Reply{}, false
	}
	return answered(t, best), true
}

// bare reports whether a message is hardly more than one figure or one choice: 三级医院, 工资8000.
func bare(t *feature.Turn) bool {
	n := understand.Runes(t.Words())
	return n <= 4 || n <= 10 && strings.ContainsAny(t.Words(), "0123456789")
}

// feeds reports whether the message states a figure that a sum is reckoned from: 花了两万.
func feeds(t *feature.Turn) bool {
	return slices.ContainsFunc(t.Flows.Flows(), func(f *dialog.Flow) bool {
		told := dialog.Answers{}
		t.Fill(f, told, t.ToldFor(f))
		return len(f.Asked) > 0 && slices.ContainsFunc(f.Questions, func(q dialog.Question) bool {
			_, has := told[q.ID]
			return has && q.Kind != dialog.Choice && q.Kind != dialog.Place
		})
	})
}

// tellsOf reports whether the message tells of a circumstance that was not told before, of those an
// entry is for if one is given.
func tellsOf(t *feature.Turn, e *knowledge.Entry) bool {
	for id, so := range t.Reading.Told {
		if so && !t.Session.Told[id] && (e == nil || slices.Contains(e.Needs, id)) {
			return true
		}
	}
	return false
}
