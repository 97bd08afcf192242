// Package sample lets someone leave a question that found no answer, or a bad one, for the
// editors. One is kept only if the person presses a button that says what is kept. The app sends
// the question along with the press ([bot.Message.Quoted]). If it does not, the person is asked
// to type it once more, as nothing typed is in the session.
package sample

import (
	"regexp"
	"strings"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/button"
	"github.com/yibaowenwen/yibao/bot/feature"
	"github.com/yibaowenwen/yibao/bot/private"
	"github.com/yibaowenwen/yibao/bot/say"
)

// maxSample is the length of a question kept, in characters.
const maxSample = 200

// manyDigits is what may be somebody's number although it has the form of none.
var manyDigits = regexp.MustCompile(`(\p{Nd}[\s.·_-]*){7}`)

// Feature returns the feature.
func Feature() feature.Feature {
	return feature.Feature{
		Presses: map[button.Verb]func(*feature.Turn, button.Data) bot.Reply{button.Sample: press},
		Awaits: map[bot.Awaited]func(*feature.Turn) (bot.Reply, bool){
			bot.AwaitSample: func(t *feature.Turn) (bot.Reply, bool) { return keep(t, t.Words(), t.State), true },
		},
		Adds: offer,
	}
}

// offer puts the button under a reply that did not answer, or did not help.
func offer(t *feature.Turn, r bot.Reply) bot.Reply {
	switch {
	case !t.Editors || t.Group:
	case r.Feedback != nil && !r.Feedback.Helpful:
		r.Lines = bot.Paragraphs(say.LeaveBad())
		return r.With([]bot.Button{leave(button.SampleBad, r.Feedback.Entry)}, []bot.Button{button.New(say.ButtonRephrase, button.Sample.With(button.SampleRephrase))})
	case r.Unanswered:
		r.Quote = true
		return r.After(say.Leave()).With([]bot.Button{leave(button.SampleMissed, r.Entry)})
	}
	return r
}

func leave(mark, entry string) bot.Button {
	return button.New(say.ButtonLeave, button.SampleData(mark, entry))
}

func press(t *feature.Turn, d button.Data) bot.Reply {
	mark, entry := button.ParseSample(string(d))
	_, known := t.Corpus.Entry(entry)
	edited := func(text string) bot.Reply {
		r := t.Say(text)
		r.Edit = true
		return r
	}
	switch {
	case string(d) == button.SampleRephrase:
		return edited(say.Rephrase)
	case string(d) == button.SampleNot:
		return edited(say.NotAsking)
	case mark != button.SampleMissed && mark != button.SampleBad || entry != "" && !known || !t.Editors || t.Group:
		return t.Stale()
	}
	quoted := t.Reader.Read(string(t.Quoted))
	if quoted.Text == "" || strings.HasPrefix(quoted.Text, "/") {
		return typeAgain(t, string(d), mark)
	}
	r := keep(t, quoted.Text, string(d))
	if r.Sample != nil && mark == button.SampleMissed { // what was offered stays in sight
		r.Lines, r.Toast = nil, say.LeftToast()
	}
	r.Edit = mark == button.SampleBad
	return r
}

// typeAgain asks for the question, which the app did not send along.
func typeAgain(t *feature.Turn, state, mark string) bot.Reply {
	return t.With(t.Session.Await(bot.AwaitSample, state)).Done(bot.Reply{
		Decision: bot.Ask, Edit: mark == button.SampleBad, Lines: bot.Paragraphs(say.TypeAgain()),
		Buttons: [][]bot.Button{{button.New(say.ButtonDontSave, button.Sample.With(button.SampleNot))}},
	})
}

// keep keeps a question, unless it may hold somebody's number.
func keep(t *feature.Turn, text, state string) bot.Reply {
	mark, id := button.ParseSample(state)
	text = strings.Join(strings.Fields(private.Redact(text)), " ")
	if manyDigits.MatchString(text) {
		return t.With(t.Session.Await(bot.AwaitSample, state)).Say(say.NotKept)
	}
	if r := []rune(text); len(r) > maxSample {
		text = string(r[:maxSample])
	}
	s := &bot.Sample{Text: text, Unhelpful: mark == button.SampleBad}
	if entry, ok := t.Corpus.Entry(id); ok {
		s.Topic, s.Entry = entry.Topic, entry.ID
	}
	r := t.Say(say.Left(text))
	r.Sample = s
	return r
}
