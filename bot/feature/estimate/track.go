package estimate

import (
	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/button"
	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/bot/feature"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/bot/understand"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/workday"
	"github.com/yibaowenwen/yibao/knowledge/zh"
)

// accepted takes a typed day of acceptance (受理), or says why not and asks again.
func accepted(t *feature.Turn, text string) bot.Reply {
	day, refusal := acceptance(t, text)
	if refusal != "" {
		return askAccepted(t, refusal)
	}
	return timeline(t, day)
}

// acceptance reads a day of acceptance in the words that the transfer flow takes: at most a week
// ahead, for who is about to apply, and not older than five years. The refusal is for the
// person, and empty if the day is taken.
func acceptance(t *feature.Turn, text string) (day knowledge.Date, refusal string) {
	const fiveYears = 5 * 366 // days
	day, ok := zh.Day(text, t.Day)
	switch {
	case ok && understand.ToCome(day, t.Day):
		return day, say.NotYet(day.Time())
	case !ok || day.Before(t.Day.AddDays(-fiveYears)):
		return day, say.NotADay(text)
	}
	return day, ""
}

// askAccepted asks for the day of acceptance.
func askAccepted(t *feature.Turn, text string) bot.Reply {
	today := button.Tracked{Accepted: t.Day, From: t.Session.Places.From, To: t.Session.Places.To}
	yesterday := today
	yesterday.Accepted = t.Day.AddDays(-1)
	return t.With(t.Session.Await(bot.AwaitAccepted, "")).Done(bot.Reply{
		Decision: bot.Ask, Lines: bot.Paragraphs(text),
		Buttons: [][]bot.Button{{button.New(say.ButtonToday, today.Data()), button.New(say.ButtonYesterday, yesterday.Data())}, {button.New(say.ButtonCancel, button.Leave.With(""))}},
	})
}

// aDay is how many characters a message may have to be taken for a day, if it can be read or not.
const aDay = 6

// typedDay takes a message as the day of acceptance.
func typedDay(t *feature.Turn) (bot.Reply, bool) {
	if _, ok := zh.Day(t.Words(), t.Day); ok {
		return accepted(t, t.Words()), true
	}
	_, polite := t.Reader.SmallTalk(t.Words())
	if polite || understand.Runes(t.Words()) > aDay || t.State == unread {
		return bot.Reply{}, false
	}
	r := accepted(t, t.Words()).After(say.WayOut)
	r.Session = r.Session.Await(bot.AwaitAccepted, unread)
	return r, true
}

// pressTrack answers the day of acceptance given with a button, with the places or, on buttons
// of the first version, without; a button without a day asks for it.
func pressTrack(t *feature.Turn, d button.Data) bot.Reply {
	if d == "" {
		return askAccepted(t, say.AskAccepted)
	}
	b, err := button.ParseTracked(d)
	if err != nil {
		return t.Stale()
	}
	if b.Placed {
		s := t.Session
		s.Places = t.Known(button.ParsePlaces(b.From + ">" + b.To))
		t = t.With(s)
	}
	r := timeline(t, b.Accepted)
	r.Edit = true
	return r
}

// timeline says by when each stage of a transfer is due, and where it should be today. All
// that is known is the day of acceptance, and whatever the conversation holds.
func timeline(t *feature.Turn, day knowledge.Date) bot.Reply {
	m := dialog.Move{
		From: t.Session.Places.From, To: t.Session.Places.To,
		Accepted: day, Resident: t.Session.Insured == knowledge.Resident,
	}
	f, ok := t.Flows.Flow(feature.TransferFlow)
	stages, err := dialog.Deadlines(t.Corpus, t.Calendar, m)
	if !ok || err != nil {
		return t.Done(bot.Reply{Decision: bot.Refuse, Lines: bot.Paragraphs(say.NoNumber)})
	}
	track := TrackOn(t.Day, m, stages, t.Calendar, t.Corpus.Regions)
	r := bot.Reply{Decision: bot.Answer, Topic: "transfer.duration"}
	add := func(kind bot.LineKind, text string, b knowledge.Basis) {
		r.Lines = append(r.Lines, bot.Line{Kind: kind, Text: text, Basis: b})
	}
	add(bot.Headline, track.Head, stages[0].Basis)
	for _, s := range stages {
		add(bot.Plain, f.StageText(s), s.Basis)
	}
	if s := stages[1]; !s.Certain {
		add(bot.Aside, f.Uncertain(s.Latest.Time().Year()), knowledge.Basis{})
	}
	for _, line := range track.Lines {
		add(bot.Aside, line, knowledge.Basis{})
	}
	r.Buttons = append(r.Buttons, calendarButton(f, answersOf(m), stages)...)
	r.Buttons = append(r.Buttons, []bot.Button{t.RemindButton(m)})
	r.Buttons = append(r.Buttons, rescue(t)...)
	return t.Done(r)
}

// answersOf is the reverse of [feature.MoveOf], as far as a move tells.
func answersOf(m dialog.Move) dialog.Answers {
	a := dialog.Answers{understand.AcceptedOn: {Day: m.Accepted}}
	for q, code := range map[string]string{"from": m.From, "to": m.To} {
		if code != "" {
			a[q] = dialog.Value{Text: code}
		}
	}
	if m.Resident {
		a["insured"] = dialog.Value{Text: string(knowledge.Resident)}
	}
	return a
}

// A Track tells where a transfer should be on a day: the conclusion, and what to do.
type Track struct {
	Head  string
	Lines []string
}

// TrackOn tells where a move with these stages should be on the day, with the places as people
// say them. It is the one answer to “它今天该到哪了”, however the day of acceptance became
// known: from /estimate, from the transfer flow, or on the command line.
func TrackOn(day knowledge.Date, m dialog.Move, stages []dialog.Stage, days *workday.Calendar, places *knowledge.Regions) Track {
	w := say.Schedule{
		Accepted: m.Accepted.Time(), Out: stages[0].Latest.Time(), In: stages[1].Latest.Time(),
		Certain: stages[1].Certain, From: places.Short(m.From), To: places.Short(m.To),
	}
	s := dialog.StandingOn(stages, day, days)
	switch {
	case !m.Accepted.Before(day):
		return Track{w.Head(), []string{w.CountedFrom()}}
	case s.Over:
		return Track{w.Over(), []string{w.AskNew(s.Late), say.StandingAfter}}
	case len(s.Behind) > 0:
		return Track{w.Arriving(), []string{say.LeftUntil(s.Left), w.AskOld(s.Behind[0].Workdays), say.StandingAfter}}
	}
	return Track{w.Leaving(), []string{w.CountedFrom() + say.LeftUntil(s.Left), say.StandingOnTime}}
}
