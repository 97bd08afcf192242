// Package estimate runs the dialogs that reckon eligibility, dates and sums, and what can be done
// with their outcome: dates for the calendar, a link for someone else, where a transfer should be.
package estimate

import (
	"slices"
	"strings"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/button"
	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/bot/feature"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/knowledge/zh"
)

// Feature returns the feature.
func Feature() feature.Feature {
	return feature.Feature{
		Commands: []feature.Command{{Command: bot.Command{Name: "estimate", About: "算报多少、差几年、哪天办完", Group: true}, Do: command}},
		Presses: map[button.Verb]func(*feature.Turn, button.Data) bot.Reply{
			button.Track:    pressTrack,
			button.Flow:     pressFlow,
			button.Leave:    leave,
			button.Calendar: pressCalendar,
			button.Share:    pressShare,
		},
		Awaits: map[bot.Awaited]func(*feature.Turn) (bot.Reply, bool){
			bot.AwaitAccepted: typedDay,
			bot.AwaitFlow:     typedAnswer,
			bot.AwaitMenu:     typedTitle,
		},
		Reads: unasked,
		Resumes: map[bot.Awaited]func(*feature.Turn, bot.Reply) bot.Reply{
			bot.AwaitAccepted: resumeAccepted,
			bot.AwaitFlow:     resume,
		},
		Links: map[string]func(*feature.Turn, string) (bot.Reply, bool){button.StateLink: followState},
	}
}

// command answers /estimate, with or without the day of acceptance.
func command(t *feature.Turn, arg string) bot.Reply {
	t = t.With(t.Session.OfOneself())
	if arg == "" {
		return menu(t)
	}
	if _, ok := zh.Day(arg, t.Day); ok {
		return accepted(t, arg)
	}
	switch fits := flowsOf(t, arg); len(fits) {
	case 0:
		return accepted(t, arg)
	case 1:
		return begin(t, fits[0])
	default:
		return offer(t, say.PickFlow, fits)
	}
}

// menu offers the estimators.
func menu(t *feature.Turn) bot.Reply { return offer(t, say.PickFlow, t.Flows.Flows()) }

// offer offers some of the estimators; their titles may be typed too.
func offer(t *feature.Turn, text string, flows []*dialog.Flow) bot.Reply {
	r := bot.Reply{Decision: bot.Ask, Lines: bot.Paragraphs(text)}
	t = t.With(t.Session.Await(bot.AwaitMenu, keep(t.Kept)))
	for _, f := range flows {
		r.Buttons = append(r.Buttons, []bot.Button{button.New(f.Title, t.FlowStart(f))})
	}
	r.Buttons = append(r.Buttons, []bot.Button{button.New(say.ButtonTrack, button.Track.With(""))})
	if !t.Session.Family {
		r.Buttons = append(r.Buttons, feature.FamilyButton())
	}
	return t.Done(r)
}

// pressFlow answers a button of a dialog.
func pressFlow(t *feature.Turn, d button.Data) bot.Reply {
	saved, err := t.Flows.Decode(string(d), t.Env())
	if err != nil {
		return t.Stale()
	}
	r := resumed(t, saved)
	r.Edit = true
	return r
}

// leave ends a dialog.
func leave(t *feature.Turn, _ button.Data) bot.Reply {
	r := t.Say(say.Cancelled).With(t.Starters()...)
	r.Edit = true
	return r
}

// Cancel leaves whatever the bot has asked for.
func Cancel(t *feature.Turn) bot.Reply {
	text := say.Dropped
	switch t.Awaited {
	case bot.AwaitFlow, bot.AwaitAccepted, bot.AwaitMenu:
		text = say.Cancelled
	}
	return t.Say(text).With(t.Starters()...)
}

// followState opens a dialog that someone has shared.
func followState(t *feature.Turn, state string) (bot.Reply, bool) {
	saved, err := t.Flows.Decode(state, t.Env())
	if err != nil {
		return bot.Reply{}, false
	}
	return resumed(t.With(t.Session.Fresh()), saved), true
}

// resumed goes on with a dialog as a button or a link held it.
func resumed(t *feature.Turn, saved dialog.Saved) bot.Reply {
	r := step(t, saved.Flow, saved.Answers)
	if saved.Stale {
		r = r.Before(say.FlowChanged)
	}
	return r
}

// step asks the next question of a flow or gives its outcome.
func step(t *feature.Turn, f *dialog.Flow, a dialog.Answers) bot.Reply {
	res := f.Step(a, t.Env())
	switch res.Decision {
	case dialog.Asking:
		return question(t, f, a, res)
	case dialog.Refused:
		r := t.Done(bot.Reply{Decision: bot.Ask, Lines: []bot.Line{{Kind: bot.Headline, Text: res.Err.Error()}}})
		if res.Question != nil { // and waits for another answer
			r.Session = r.Session.Await(bot.AwaitFlow, f.Encode(without(a, res.Question.ID)))
			r.Buttons = [][]bot.Button{{button.New(say.ButtonBack, state(f, without(a, res.Question.ID)))}}
		}
		return r
	}
	c, err := f.Conclude(res, a, t.Env())
	if err != nil {
		return t.Done(bot.Reply{Decision: bot.Refuse, Lines: bot.Paragraphs(say.NoNumber)})
	}
	return outcome(t, f, a, res, c)
}

// state is the data of a button that goes on with these answers.
func state(f *dialog.Flow, a dialog.Answers) string { return button.Flow.With(f.Encode(a)) }

func without(a dialog.Answers, question string) dialog.Answers {
	b := dialog.Answers{}
	for q, v := range a {
		if q != question {
			b[q] = v
		}
	}
	return b
}

// question asks: what was said so far, the question, its options as buttons, and a way back.
func question(t *feature.Turn, f *dialog.Flow, a dialog.Answers, res dialog.Result) bot.Reply {
	q := res.Question
	ask := q.Ask
	if res.Again && q.Again != "" {
		ask = q.Again
	}
	r := bot.Reply{Decision: bot.Ask, Lines: []bot.Line{{Kind: bot.Headline, Text: ask}}}
	remark := func(text string) {
		if text != "" {
			r.Lines = append(r.Lines, bot.Line{Kind: bot.Aside, Text: text})
		}
	}
	remark(given(f, a))
	remark(q.Help)
	for _, o := range q.Options {
		b := without(a, q.ID)
		b[q.ID] = dialog.Value{Text: o.ID}
		r.Buttons = append(r.Buttons, []bot.Button{button.New(o.Label, state(f, b))})
	}
	if len(q.Options) == 0 {
		remark(say.TypeAnswer)
	}
	r.Buttons = append(r.Buttons, wayBack(f, a))
	s := t.Session.Await(bot.AwaitFlow, f.Encode(a))
	s.Left = f.Encode(a)
	return t.With(s).Done(r)
}

// wayBack returns the buttons to take back the last answer and to leave.
func wayBack(f *dialog.Flow, a dialog.Answers) []bot.Button {
	var row []bot.Button
	for i := len(f.Questions) - 1; i >= 0; i-- {
		if _, ok := a[f.Questions[i].ID]; ok {
			row = append(row, button.New(say.ButtonBack, state(f, without(a, f.Questions[i].ID))))
			break
		}
	}
	return append(row, button.New(say.ButtonCancel, button.Leave.With("")))
}

// given repeats the answers so far.
func given(f *dialog.Flow, a dialog.Answers) string {
	var said []string
	for _, q := range f.Questions {
		if v, ok := a[q.ID]; ok {
			said = append(said, q.Name+" "+f.Echo(q.ID, v))
		}
	}
	if len(said) == 0 {
		return ""
	}
	return say.YouSaid(said)
}

// resume puts the question that a digression has interrupted below its answer, which keeps its
// own buttons.
func resume(t *feature.Turn, r bot.Reply) bot.Reply {
	saved, _, ok := waiting(t)
	if !ok {
		return r
	}
	r = below(r, step(t.With(r.Session), saved.Flow, saved.Answers))
	if strings.HasSuffix(t.State, unread) {
		r.Session.Asking += unread
	}
	return r
}

// resumeAccepted asks for the day of acceptance again.
func resumeAccepted(t *feature.Turn, r bot.Reply) bot.Reply {
	r = below(r, askAccepted(t.With(r.Session), say.AskAccepted))
	r.Session = r.Session.Await(bot.AwaitAccepted, t.State)
	return r
}

// below puts a question below the answer to a digression. Its buttons open messages of their own,
// so that the answer stays.
func below(r, question bot.Reply) bot.Reply {
	r = r.After(say.BackTo(question.Lines[0].Text))
	for _, row := range question.Buttons {
		apart := slices.Clone(row)
		for i := range apart {
			apart[i].Data = button.Apart(apart[i].Data)
		}
		r = r.With(apart)
	}
	r.Session.Asking = question.Session.Asking
	return r
}

// sourcesOf are what an outcome rests on, as a person would cite it.
func sourcesOf(t *feature.Turn, c dialog.Conclusion) []string {
	var names []string
	seen := map[string]bool{}
	for _, b := range c.Because {
		src, ok := t.Corpus.Source(b.Source)
		if !ok || src.Level == "unverified" {
			continue
		}
		if name := say.Source(src.Name()+b.Article, src.Date); !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	return names
}

// citeLine says what an outcome rests on and for which day it was reckoned.
func citeLine(t *feature.Turn, sources []string) []bot.Line {
	if len(sources) == 0 {
		return nil
	}
	return []bot.Line{{Kind: bot.Cite, Text: say.CiteLead + strings.Join(sources, " ") + "\n" + say.ReckonedOn(t.Day.String())}}
}
