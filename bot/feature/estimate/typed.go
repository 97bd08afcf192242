package estimate

import (
	"context"
	"maps"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/button"
	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/bot/feature"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/bot/understand"
	"github.com/yibaowenwen/yibao/knowledge/region"
)

// begin opens a flow with what the conversation knows. What was typed to choose it tells nothing.
func begin(t *feature.Turn, f *dialog.Flow) bot.Reply {
	chosen := *t
	chosen.Reading = understand.Reading{}
	r := t.Table.Press(&chosen, chosen.FlowStart(f))
	r.Edit = false
	return r.Before(say.Reckoning(f.Title))
}

// typedTitle takes a message as the choice of an estimator: its title, words of it, or its number. Facts
// are kept for whichever is chosen, and choose one themselves where only one asks for them.
func typedTitle(t *feature.Turn) (bot.Reply, bool) {
	list := t.Flows.Flows()
	t = t.With(t.Session)
	t.Kept = kept(t.State)
	if n, err := strconv.Atoi(strings.TrimRight(t.Words(), ".、。")); err == nil && n >= 1 && n <= len(list)+1 {
		if n == len(list)+1 {
			return askAccepted(t, say.AskAccepted), true
		}
		return begin(t, list[n-1]), true
	}
	words := letters(t.Words())
	if understand.Runes(words) >= 2 && strings.HasPrefix(letters(say.ButtonTrack), words) {
		return askAccepted(t, say.AskAccepted), true
	}
	if t.Reading.Insured != "" && t.Reader.Bare(t.Reading) { // 职工 chooses nothing
		return factsAtMenu(t)
	}
	switch fits := titled(t, letters(t.Reading.Found.Rest)); {
	case len(fits) == 1:
		return begin(keeping(t), fits[0]), true
	case len(fits) > 1:
		return offer(keeping(t), say.PickFlow, fits), true
	}
	if t.Reader.Asks(t.Words()) {
		return bot.Reply{}, false
	}
	return factsAtMenu(t)
}

// titled returns the estimators whose titles begin with the words or have them in their order; or else
// those that the words mean, see [flowsOf].
func titled(t *feature.Turn, words string) []*dialog.Flow {
	if understand.Runes(words) < 2 {
		return nil
	}
	var begins, has []*dialog.Flow
	for _, f := range t.Flows.Flows() {
		title := letters(f.Title)
		switch {
		case strings.HasPrefix(title, words):
			begins = append(begins, f)
		case inOrder(title, words):
			has = append(has, f)
		}
	}
	switch {
	case len(begins) > 0:
		return begins
	case len(has) > 0:
		return has
	}
	return flowsOf(t, words)
}

// inOrder reports whether the characters of words stand in a text in their order.
func inOrder(text, words string) bool {
	for _, c := range words {
		_, after, ok := strings.Cut(text, string(c))
		if !ok {
			return false
		}
		text = after
	}
	return true
}

// factsAtMenu takes what is told before an estimator is chosen: the one that alone asks for all of it
// begins, else the menu stays.
func factsAtMenu(t *feature.Turn) (bot.Reply, bool) {
	places, before := len(t.Reading.Found.Places), len(t.Kept)
	t = keeping(t)
	alone := t.Reading.Numbers() && before == 0 // a number that says nothing by itself
	if alone || places == 0 && len(t.Kept) == before || understand.Runes(t.Words()) > rest {
		return bot.Reply{}, false
	}
	var fits []*dialog.Flow
	var said []string
	most := 0
	for _, f := range t.Flows.Flows() {
		a := dialog.Answers{}
		t.Fill(f, a, t.Kept)
		switch n := len(a); {
		case n > most:
			fits, most, said = []*dialog.Flow{f}, n, f.Echoes(a)
		case n == most && n > 0:
			fits = append(fits, f)
		}
	}
	const enough = 2 // a single fact chooses nothing
	if most >= enough && len(fits) == 1 {
		return begin(t, fits[0]), true
	}
	said = append(t.Corpus.Regions.Names(t.Reading.Found.Places), said...)
	return menu(t).Before(say.Kept(said)), true
}

// rest is how many characters a message has at most that is nothing but facts.
const rest = 20

// keeping returns the turn that keeps what the message tells, with its place.
func keeping(t *feature.Turn) *feature.Turn {
	s := t.Session
	if found := t.Reading.Found; len(found.Places) > 0 {
		s.Places = region.Merge(s.Places, found, true)
	}
	k := t.With(s)
	k.Kept = understand.Facts{}
	maps.Copy(k.Kept, t.Kept)
	for _, f := range t.Flows.Flows() {
		for id, text := range t.ToldFor(f) {
			if q, ok := f.Question(id); ok && q.Kind != dialog.Place {
				k.Kept[id] = text
			}
		}
	}
	if id, option, ok := named(t); ok {
		k.Kept[id] = option
	}
	return k
}

// named finds the option that the message is and nothing else, of the one question that has it: 女,
// 三级医院. 没有 may answer many.
func named(t *feature.Turn) (question, option string, ok bool) {
	for _, f := range t.Flows.Flows() {
		for i := range f.Questions {
			q := &f.Questions[i]
			v, is := q.Named(t.Words())
			if !is {
				continue
			}
			if ok && question != q.ID {
				return "", "", false
			}
			question, option, ok = q.ID, v.Text, true
		}
	}
	return question, option, ok
}

// keep writes facts into what the session waits with, and kept reads them.
func keep(facts understand.Facts) string {
	v := url.Values{}
	for id, text := range facts {
		v.Set(id, text)
	}
	return v.Encode()
}

func kept(state string) understand.Facts {
	facts := understand.Facts{}
	v, err := url.ParseQuery(state)
	if err != nil {
		return facts
	}
	for id := range v {
		facts[id] = v.Get(id)
	}
	return facts
}

// inTurn takes several years in one message as the answers to the questions for years that are open, in
// their order: 16 11, 一共16年,这边11年. Each must answer its question.
func inTurn(t *feature.Turn, f *dialog.Flow, a dialog.Answers) (bot.Reply, bool) {
	parts := strings.FieldsFunc(t.Words(), func(c rune) bool { return strings.ContainsRune(" ,,、;。", c) })
	if len(parts) < 2 || t.Reader.Asks(t.Words()) {
		return bot.Reply{}, false
	}
	with := maps.Clone(a)
	for _, part := range parts {
		numbers := figures.FindAllString(part, -1)
		q := openYears(f, with)
		if len(numbers) != 1 || q == nil {
			return bot.Reply{}, false
		}
		v, err := dialog.ParseAnswer(q, numbers[0], t.Day, nil)
		if err != nil {
			return bot.Reply{}, false
		}
		with[q.ID] = v
	}
	return step(t, f, with), true
}

// openYears returns the first question for years that has no answer yet.
func openYears(f *dialog.Flow, a dialog.Answers) *dialog.Question {
	for i := range f.Questions {
		q := &f.Questions[i]
		if _, has := a[q.ID]; !has && !q.Optional && q.Kind == dialog.Number && q.Unit == "year" {
			return q
		}
	}
	return nil
}

// figures are numbers of years as they are typed; months do not count.
var figures = regexp.MustCompile(`[0-9]+(?:\.[0-9]+)?(?:年半|年|个?月|岁)?`)

// flowsOf returns the estimators that a word after /estimate may mean: by title or number, or else
// by the topics that they go with.
func flowsOf(t *feature.Turn, arg string) []*dialog.Flow {
	list := t.Flows.Flows()
	if n, err := strconv.Atoi(arg); err == nil && n >= 1 && n <= len(list) {
		return list[n-1 : n]
	}
	words := letters(arg)
	if words == "" {
		return nil
	}
	var titled, about []*dialog.Flow
	for _, f := range list {
		if f.Name == words || strings.Contains(letters(f.Title), words) {
			titled = append(titled, f)
			continue
		}
		for i := range t.Corpus.Topics {
			if topic := &t.Corpus.Topics[i]; topic.Flow == f.Name && strings.Contains(letters(topic.Name), words) {
				about = append(about, f)
				break
			}
		}
	}
	if len(titled) > 0 {
		return titled
	}
	return about
}

// letters leaves out of a text what is not heard.
func letters(text string) string {
	return strings.Map(func(c rune) rune {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			return -1
		}
		return unicode.ToLower(c)
	}, text)
}

// unasked takes what nobody has asked for: what changes the outcome shown last, or a number.
func unasked(_ context.Context, t *feature.Turn) (bot.Reply, bool, error) {
	if r, ok := revised(t); ok {
		return r, true, nil
	}
	r, ok := number(t)
	return r, ok, nil
}

// revised reckons anew where a message tells of the outcome shown last that something is otherwise: 是居民医保,
// 改成5万8.
func revised(t *feature.Turn) (bot.Reply, bool) {
	saved, err := t.Flows.Decode(t.Session.Left, t.Env())
	if err != nil || t.Awaited != bot.AwaitNothing || t.Reading.Numbers() {
		return bot.Reply{}, false
	}
	if saved.Flow.Step(saved.Answers, t.Env()).Decision != dialog.Concluded {
		t = t.Assuming() // it was worked out below a question
	}
	if saved.Flow.Step(saved.Answers, t.Env()).Decision != dialog.Concluded {
		return bot.Reply{}, false
	}
	r, ok := changed(t, saved.Flow, saved.Answers, &dialog.Question{})
	if topic, is := t.Corpus.Topic(t.Session.Topic); is && topic.Flow == saved.Flow.Name {
		r.Topic = topic.ID
	}
	return r, ok
}

// changed takes a message that asks nothing as what is otherwise than it was answered, or told besides.
func changed(t *feature.Turn, f *dialog.Flow, a dialog.Answers, waits *dialog.Question) (bot.Reply, bool) {
	m, rights := t.Reader.Corrected(t.Reading)
	if supposed, ok := t.Reader.Supposed(t.Reading); ok {
		m, rights = supposed, true
	}
	if !rights && t.Reader.Asks(t.Words()) || understand.Runes(t.Words()) > rest {
		return bot.Reply{}, false
	}
	if rights {
		set := *t
		set.Text, set.Reading = bot.Text(m.Text), m
		t = &set
	}
	told := dialog.Answers{}
	t.Fill(f, told, t.ToldFor(f))
	if q, v, ok := elsewhere(t, f, a, waits, rights); ok && len(told) == 0 {
		told[q.ID] = v
	}
	maps.DeleteFunc(told, func(id string, v dialog.Value) bool { return a[id] == v })
	if len(told) == 0 {
		return bot.Reply{}, false
	}
	maps.Copy(a, told)
	var noted []string
	for _, q := range f.Questions {
		if v, ok := told[q.ID]; ok && q.ID != waits.ID {
			noted = append(noted, q.Name+" "+f.Echo(q.ID, v))
		}
	}
	r := step(t, f, a)
	if len(noted) > 0 {
		r = r.Before(say.Kept(noted))
	}
	return r, true
}

// number answers a number or date that nobody has asked for: it opens the estimator of what was
// talked about, if it answers a question there, or says what numbers are good for.
func number(t *feature.Turn) (bot.Reply, bool) {
	if _, talk := t.Reader.SmallTalk(t.Words()); talk || !t.Reading.Numbers() {
		return bot.Reply{}, false
	}
	if r, ok := leftOff(t); ok && t.Awaited == bot.AwaitNothing {
		return r, true
	}
	if f, ok := flowOfSession(t); ok && t.Awaited == bot.AwaitNothing {
		if a, ok := answering(t, f); ok {
			return step(t, f, a), true
		}
	}
	return offer(t, say.NumberAlone, t.Flows.Flows()), true
}

// leftOff offers to go on with the dialog that was left, with the number as its answer if it fits.
func leftOff(t *feature.Turn) (bot.Reply, bool) {
	saved, err := t.Flows.Decode(t.Session.Left, t.Env())
	if err != nil {
		return bot.Reply{}, false
	}
	f, a := saved.Flow, saved.Answers
	res := f.Step(a, t.Env())
	if res.Decision != dialog.Asking {
		return bot.Reply{}, false
	}
	forms := res.Question.Forms()
	if id, v, ok := answerTo(t, f, res.Question); ok {
		if with := without(a, ""); f.Step(dialog.Answers{id: v}, t.Env()).Decision != dialog.Refused {
			with[id] = v
			a, forms = with, ""
		}
	}
	text := say.LeftAt(f.Title, res.Question.Ask, t.Words(), forms)
	return t.Done(bot.Reply{
		Decision: bot.Ask, Lines: bot.Paragraphs(text), Buttons: [][]bot.Button{{button.New(say.ButtonGoOn, state(f, a))}},
	}), true
}

func flowOfSession(t *feature.Turn) (*dialog.Flow, bool) {
	topic, ok := t.Corpus.Topic(t.Session.Topic)
	if !ok || topic.Flow == "" {
		return nil, false
	}
	return t.Flows.Flow(topic.Flow)
}

// answering returns the answers that a flow begins with once the number typed is one of them. A date
// may answer any question for one, a plain number only the first that is asked.
func answering(t *feature.Turn, f *dialog.Flow) (dialog.Answers, bool) {
	a := t.StartAnswers(f)
	if t.Fill(f, dialog.Answers{}, t.ToldFor(f)) { // such as a month of birth
		return a, f.Step(a, t.Env()).Decision != dialog.Refused
	}
	first := f.Step(a, t.Env()).Question
	for i := range f.Questions {
		q := &f.Questions[i]
		dated := q.Kind == dialog.Month || q.Kind == dialog.Day
		if _, has := a[q.ID]; has || q.Optional || !dated && (q.Kind != dialog.Number || first == nil || first.ID != q.ID) {
			continue
		}
		v, err := dialog.ParseAnswer(q, t.Words(), t.Day, nil)
		if err != nil {
			continue
		}
		a[q.ID] = v
		if f.Step(a, t.Env()).Decision != dialog.Refused {
			return a, true
		}
		delete(a, q.ID)
	}
	return nil, false
}
