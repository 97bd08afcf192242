// Package ask answers questions: it looks them up, decides whether one entry is meant, offers a
// few or says that it does not know, and puts below an answer what people ask next.
package ask

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/answer"
	"github.com/yibaowenwen/yibao/bot/button"
	"github.com/yibaowenwen/yibao/bot/feature"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/bot/understand"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/region"
	"github.com/yibaowenwen/yibao/knowledge/zh"
)

// Feature returns the feature.
func Feature() feature.Feature {
	return feature.Feature{
		Presses: map[button.Verb]func(*feature.Turn, button.Data) bot.Reply{
			button.Show:  pressShow,
			button.Page:  pressPage,
			button.More:  pressMore,
			button.Thumb: pressThumb,
		},
		Links: map[string]func(*feature.Turn, string) (bot.Reply, bool){"": followLink},
		Reads: question,
	}
}

// question looks up what was asked; what was said before fills in what is left out.
func question(ctx context.Context, t *feature.Turn) (bot.Reply, bool, error) {
	if asked, ok := t.Reader.AskedRather(t.Words()); ok && t.Reader.Mood(asked) != understand.Angry {
		again := *t
		again.Text, again.Reading = bot.Text(asked), t.Reader.Read(asked)
		t = &again
	} else if r, ok := move(t); ok {
		return r, true, nil
	}
	before := t.Session
	only := t.Reader.Bare(t.Reading) || t.Reader.Corrects(t.Reading)
	found, session := remembered(t, only)
	t = t.With(session).Noting()
	if t.Reading.FollowsUp {
		t = askingStill(t)
	}
	if r, ok := given(t, before, only && (len(found.Places) > 0 || t.Reading.Insured != "" || t.Reading.FollowsUp && session.Entry != "")); ok {
		return r, true, nil
	}
	r, err := lookedUp(ctx, t, found)
	if err != nil || r.Decision != bot.Answer && r.Decision != bot.Choose {
		return r, true, err
	}
	if r.Decision == bot.Choose {
		return ofToday(t, r), true, nil
	}
	return afterwards(t, before, r), true, nil
}

// afterwards says an answer anew that was just given, and that a past year's rules are not kept.
func afterwards(t *feature.Turn, before bot.Session, r bot.Reply) bot.Reply {
	k := t.With(r.Session).Case()
	k.Asked = before.Asked
	if entry, ok := t.Corpus.Entry(r.Entry); ok && r.Entry == before.Entry && sameCase(before, r.Session) && !tells(t) && answer.Headline(t.Corpus, entry, k) == r.Lines[0].Text {
		r = again(t, r) // the place stands in the session already
	}
	return ofToday(t, r)
}

// years are the years of a text.
var years = regexp.MustCompile(`20[0-9]{2}`)

// ofToday says below the conclusion that it is today's, to someone who asks for a past year's rules,
// unless it names that year itself.
func ofToday(t *feature.Turn, r bot.Reply) bot.Reply {
	now, asked := t.Day.Time().Year(), t.Reading.Year
	named := years.FindAllString(r.Lines[0].Text, -1)
	if asked == 0 || asked >= now || slices.Contains(named, strconv.Itoa(asked)) {
		return r
	}
	past := func(n string) bool { y, err := strconv.Atoi(n); return err == nil && y < now }
	today := bot.Line{Kind: bot.Local, Text: say.PastYear(asked, !slices.ContainsFunc(named, past)), Basis: knowledge.Basis{Status: knowledge.StatusAdvice}}
	at := 1 + slices.IndexFunc(r.Lines, func(l bot.Line) bool { return l.Kind == bot.Headline })
	r.Lines = slices.Insert(slices.Clone(r.Lines), at, today)
	return r
}

// lookedUp looks up a question that is one of its own.
func lookedUp(ctx context.Context, t *feature.Turn, found region.Found) (bot.Reply, error) {
	s := t.Session
	if t.Reading.About != t.Reading.Text { // where two persons are told apart the rest is story
		found.Rest = t.Reader.Places(t.Reading.Clause).Rest
	}
	text := t.Reader.SpellOut(found, s.Topic)
	if t.Route() == knowledge.CrossProvince || t.Route() == knowledge.InProvince {
		text = t.Reader.HereIsAway(text)
		if t.Reading.Person == "" {
			text = t.Reader.AfterMove(text)
		}
	}
	finding, err := t.Find(ctx, bot.Question{Text: text, Insured: s.Insured, Topic: s.Topic, Places: len(found.Places)})
	if err != nil {
		return bot.Reply{}, fmt.Errorf("look up: %w", err)
	}
	finding = completed(ctx, t, text, finding)
	t = t.Recalling(topicOf(finding))
	if r, ok := goingOnFrom(ctx, t, finding); ok {
		return r, nil
	}
	unclear, ok := unclearPlace(found)
	if ok && len(found.Places) == 0 {
		return t.WhichPlace(unclear, placedEntry(t, finding)), nil
	}
	parts := eachClause(ctx, t, finding)
	t, finding, others := several(t, parts, finding)
	t, finding, others = consult(ctx, t, text, finding, others)
	r := decide(t, finding)
	if r.Decision == bot.Choose && !finding.Read.Decided() {
		r = bothHalves(t, parts, r)
	}
	r.LookedUp = text
	if ok && r.Decision == bot.Answer {
		r = whichPlaceToo(t, r, unclear)
	}
	if len(others) > 0 && r.Decision == bot.Answer {
		r = alsoAsked(t, r, others)
	}
	return r, nil
}

// topicOf is the topic that was surely found, or "".
func topicOf(f bot.Finding) string {
	if f.Verdict != bot.Sure {
		return ""
	}
	return f.Matches[0].Entry.Topic
}

// certain is the confidence from which another office's business is not taken for ours by mistake.
const certain = 0.9

func decide(t *feature.Turn, f bot.Finding) bot.Reply {
	if !f.Read.Chose() {
		f.Matches = pick(t, goingOn(t, f.Matches))
		if f.Verdict == bot.TooClose && !f.Read.Decided() && len(f.Matches) > 0 && goesOn(t, f.Matches[0]) {
			f.Verdict = bot.Sure
		}
	}
	r := verdict(t, f)
	// A refusal that is sure whose business it is is an answer.
	r.Unanswered = r.Decision == bot.Choose || r.Decision == bot.Refuse && r.Confidence < certain
	r.Candidates, r.Read = f.Matches[:min(5, len(f.Matches))], f.Read
	return r
}

// verdict answers, offers or refuses.
func verdict(t *feature.Turn, f bot.Finding) bot.Reply {
	f = oursRather(t, f)
	if f.Verdict != bot.TooWeak && len(f.Matches) > 1 && saidAlready(t, f.Matches[0].Entry) {
		f.Verdict, f.Matches = bot.TooClose, f.Matches[1:]
	}
	if f.Verdict == bot.Sure {
		return answered(t, f.Matches)
	}
	if complains(t, f.Matches) {
		entry, _ := t.Corpus.Entry(complaint)
		return answered(t, []knowledge.Match{{Entry: entry, Confidence: f.Matches[0].Confidence}})
	}
	if f.Verdict != bot.TooClose {
		return refuse(t, f.Matches)
	}
	offers := unlike(t, offered(t, f.Matches))
	if theirs(t, f.Matches, offers) {
		offers = nil
	}
	if sum := sumOf(t, offers); sum != nil {
		return answered(t, []knowledge.Match{{Entry: sum, Confidence: offers[0].Confidence}})
	}
	switch {
	case alone(t, offers, f.Matches):
		return answered(t, offers)
	case len(offers) > 1 || len(offers) == 1 && t.Reader.NamesOurs(t.Words()):
		return choose(t, offers, whichOne(t))
	}
	return refuse(t, f.Matches)
}

// oursRather is what was found in the light of whose insurance is named: who names ours is offered what
// is nearest instead of another office that is not surely meant, and who names only a commercial one is
// answered nothing outright.
func oursRather(t *feature.Turn, f bot.Finding) bot.Finding {
	theirs := func(m knowledge.Match) bool { return m.Entry.Topic == knowledge.OutOfScope }
	switch {
	case len(f.Matches) == 0 || theirs(f.Matches[0]) && f.Matches[0].Confidence >= certain:
	case t.Reader.NamesOurs(t.Words()):
		if f.Verdict == bot.TooWeak || theirs(f.Matches[0]) {
			f.Matches = slices.DeleteFunc(slices.Clone(f.Matches), theirs)
			f.Verdict = bot.TooClose
		}
	case f.Verdict == bot.Sure && !theirs(f.Matches[0]) && t.Reader.NamesOthers(t.Words()):
		f.Verdict = bot.TooClose
	}
	return f
}

// saidAlready reports whether an entry would say of another question word what it said just before:
// where it is not written to answer that, it is not what is wanted.
func saidAlready(t *feature.Turn, entry *knowledge.Entry) bool {
	s, k := t.Session, t.Case()
	if s.Entry != entry.ID || s.Asked == "" || k.Asked == "" || s.Asked == k.Asked || slices.Contains(entry.Answers, k.Asked) || tells(t) {
		return false
	}
	before := k
	before.Asked = s.Asked
	return answer.Headline(t.Corpus, entry, k) == answer.Headline(t.Corpus, entry, before)
}

// tells reports whether a message states a fact, other than what follows from the places of the talk.
func tells(t *feature.Turn) bool {
	facts := t.Told()
	delete(facts, "reason")
	return len(facts) > 0
}

// sumOf returns the first offer whose topic has a sum that the told facts decide: nobody tells a base or
// a bill but to have it reckoned.
func sumOf(t *feature.Turn, offers []knowledge.Match) *knowledge.Entry {
	for _, m := range offers {
		topic, _ := t.Corpus.Topic(m.Entry.Topic)
		if f, ok := t.Flows.Flow(topic.Flow); ok && len(f.Asked) > 0 {
			if _, ok := t.WorkedOut(topic); ok {
				return m.Entry
			}
		}
	}
	return nil
}

// complaint is the entry that says where to complain.
const complaint = "contact.hotline.complaint"

// complains reports whether someone asks where to complain, of nothing that has an answer of its
// own, and about insurance.
func complains(t *feature.Turn, matches []knowledge.Match) bool {
	if t.Reading.Asked != knowledge.AskedComplaint || len(matches) == 0 || matches[0].Entry.Topic == knowledge.OutOfScope {
		return false
	}
	_, ok := t.Corpus.Entry(complaint)
	return ok && slices.ContainsFunc(matches[:min(3, len(matches))], func(m knowledge.Match) bool { return m.Entry.ID == complaint })
}

// alone reports whether what is offered is one thing and so an answer: one entry or entries of one
// topic, which is what was found first and not a mere guess. Another office's word found before it
// (惠民保买了还要参保吗) is only a word where the question names ours.
func alone(t *feature.Turn, offers, matches []knowledge.Match) bool {
	if len(offers) == 0 || offers[0].Confidence < vague || t.Reader.NamesOthers(t.Words()) {
		return false
	}
	if matches[0].Entry.Topic == knowledge.OutOfScope && !t.Reader.NamesInsurance(t.Reading.Clause) {
		return false
	}
	return !slices.ContainsFunc(offers, func(m knowledge.Match) bool { return m.Entry.Topic != offers[0].Entry.Topic })
}

// theirs reports whether another office's business was found first by a word of its own, and ours is
// only a guess.
func theirs(t *feature.Turn, matches, offers []knowledge.Match) bool {
	if len(matches) == 0 || matches[0].Entry.Topic != knowledge.OutOfScope {
		return false
	}
	return wordSaid(t, matches[0].Entry) && (len(offers) == 0 || offers[0].Confidence < vague)
}

// unlike leaves out the offers whose conclusion reads like that of one before.
func unlike(t *feature.Turn, offers []knowledge.Match) []knowledge.Match {
	var list []knowledge.Match
	seen := map[string]bool{}
	for _, m := range offers {
		if line := answer.Headline(t.Corpus, m.Entry, t.Case()); line == "" || !seen[line] {
			seen[line] = true
			list = append(list, m)
		}
	}
	return list
}

// answered is the answer of the first entry found in this conversation; the others are near it.
func answered(t *feature.Turn, found []knowledge.Match) bot.Reply {
	after, r := general(t, found)
	r = after.Done(r)
	if r.Decision == bot.Answer {
		r = workedOut(t, found[0].Entry, r)
	}
	return r
}

// general is the answer of the first entry found before anything is worked out from what was told, and
// the turn after it.
func general(t *feature.Turn, found []knowledge.Match) (*feature.Turn, bot.Reply) {
	s, entry := t.Session, found[0].Entry
	s.Topic, s.Entry, s.Asked, s.Told, s.Left, s.Offered = entry.Topic, entry.ID, t.Reading.Asked, t.Reading.Told, "", nil
	s.Lapsed = t.Lapsed()
	r := bot.Reply{
		Decision: bot.Answer, Topic: entry.Topic, Entry: entry.ID, Confidence: found[0].Confidence,
		Lines: answer.Lines(t.Corpus, entry, t.Case()), Buttons: nearest(t.With(s), found),
	}
	if entry.Topic == knowledge.OutOfScope {
		r.Decision = bot.Refuse
	}
	return t.With(s), r
}

// workedOut puts what the told facts come to before the general conclusion. What is told next may
// change it.
func workedOut(t *feature.Turn, entry *knowledge.Entry, r bot.Reply) bot.Reply {
	topic, _ := t.Corpus.Topic(entry.Topic)
	if number := []knowledge.Asked{knowledge.AskedHowMuch, knowledge.AskedHowMany}; len(entry.Needs) == 0 && slices.Contains(number, t.Reading.Asked) {
		anew := t.Session
		anew.Summed = "" // who asks for it is told once more
		t = t.With(anew)
	}
	sum, ok := t.WorkedOut(topic)
	if !ok || len(r.Lines) == 0 {
		return r
	}
	basis := knowledge.Basis{Status: knowledge.StatusAdvice}
	r.Session.Left, r.Session.Summed = sum.Left, sum.Left
	first := []bot.Line{{Kind: bot.Headline, Text: sum.Lines[0], Basis: basis}}
	for _, how := range sum.Lines[1:] {
		first = append(first, bot.Line{Kind: bot.Local, Text: how, Basis: basis})
	}
	r.Lines[0].Kind = bot.Local // the general conclusion is read next
	r.Lines = append(first, r.Lines...)
	return r
}

// choose offers the best answers that differ, each as its question and its conclusion and the first
// with what to do, so that the message answers already whoever finds themselves in it.
func choose(t *feature.Turn, offers []knowledge.Match, how string) bot.Reply {
	best := offers[0]
	s := t.Session
	s.Topic, s.Entry, s.Asked, s.Told = best.Entry.Topic, best.Entry.ID, t.Reading.Asked, t.Reading.Told // what comes next is most likely about this
	s.Lapsed, s.Left, s.Offered = t.Lapsed(), "", ids(offers)
	t = t.With(s)
	r := bot.Reply{Decision: bot.Choose, Topic: best.Entry.Topic, Entry: best.Entry.ID, Confidence: best.Confidence}
	for i, m := range offers {
		r.Lines = append(r.Lines, offer(t, i, m.Entry)...)
		r.Offered = append(r.Offered, m.Entry)
		r.Buttons = append(r.Buttons, []bot.Button{t.ShowButton(say.Numbered(i, say.BriefFor(m.Entry.Question, t.Words())), m.Entry.ID)})
	}
	r.Lines = append(r.Lines, bot.Line{Kind: bot.Postscript, Text: how})
	r.Buttons = append(r.Buttons, t.EstimateButton(best.Entry.Topic)...)
	return t.Done(r)
}

// offer is an answer among others: its question and its conclusion; below the first of them stands
// what to do.
func offer(t *feature.Turn, i int, entry *knowledge.Entry) []bot.Line {
	var list []bot.Line
	for _, l := range shortened(answer.Lines(t.Corpus, entry, t.Case()), roomFor(2)) {
		switch {
		case l.Kind == bot.Headline && len(list) == 0:
			l.Text = say.Offer(i, say.Whole(entry.Question), l.Text)
			if i > 0 {
				l.Kind = bot.Plain
				return []bot.Line{l}
			}
			list = append(list, l)
		case l.Kind == bot.Local || l.Kind == bot.Plain:
			l.Kind = bot.Plain
			list = append(list, l)
		}
	}
	return list
}

// whichOne says how to go on from answers offered; who tells a story is told where to turn with it.
func whichOne(t *feature.Turn) string {
	if t.Reading.Asked == knowledge.AskedComplaint || t.SpeaksOf("refused") || understand.Runes(t.Words()) > story {
		return say.WhichOrTurn
	}
	return say.WhichOne
}

// story is the number of characters from which a message is a letter.
const story = 60

func ids(offers []knowledge.Match) []string {
	var list []string
	for _, m := range offers {
		list = append(list, m.Entry.ID)
	}
	return list
}

// mostOrdinal is the greatest number that is taken for a place in a list and not for an age or a sum.
const mostOrdinal = 9

// Choosing takes which of the numbered answers offered last is meant: 2, ②, 第二个.
func Choosing() feature.Feature {
	return feature.Feature{Reads: func(_ context.Context, t *feature.Turn) (bot.Reply, bool, error) {
		n, ok := zh.Ordinal(t.Words())
		switch offered := len(t.Session.Offered); {
		case !ok || offered == 0 || n > mostOrdinal:
			return bot.Reply{}, false, nil
		case n > offered:
			return t.Say(say.NoSuchOffer(offered)), true, nil
		}
		r := t.Table.Press(t, button.ShownIn(t.Session.Offered[n-1], t.Session).Data())
		r.Edit = false
		return r, true, nil
	}}
}

// refuse says that there is no answer, where to ask, and what is nearest.
func refuse(t *feature.Turn, matches []knowledge.Match) bot.Reply {
	r := bot.Reply{Decision: bot.Refuse, Topic: knowledge.OutOfScope, Lines: noMatch(t)}
	for _, m := range matches {
		if m.Entry.Topic != knowledge.OutOfScope && len(r.Buttons) < 3 {
			r.Buttons = append(r.Buttons, []bot.Button{t.ShowButton(m.Entry.Question, m.Entry.ID)})
		}
	}
	if len(r.Buttons) == 0 {
		r.Buttons = t.Starters()
	}
	if len(matches) > 0 {
		r.Confidence = matches[0].Confidence
	}
	return t.Done(r)
}

func noMatch(t *feature.Turn) []bot.Line {
	next := say.NoMatchNext(t.Corpus.Regions.Short(t.InsuredAt()))
	return []bot.Line{{Kind: bot.Headline, Text: say.NoMatch}, {Kind: bot.Plain, Text: next}}
}
