package estimate

import (
	"cmp"
	"slices"
	"time"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/button"
	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/bot/feature"
	"github.com/yibaowenwen/yibao/bot/ics"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/knowledge"
)

// outcome shows what a dialog came to, why, and what would change it.
func outcome(t *feature.Turn, f *dialog.Flow, a dialog.Answers, res dialog.Result, c dialog.Conclusion) bot.Reply {
	track := trackOf(t, a, c)
	lines := []bot.Line{{Kind: bot.Headline, Text: cmp.Or(track.Head, c.Headline)}}
	add := func(kind bot.LineKind, texts ...string) {
		for _, text := range texts {
			if text != "" {
				lines = append(lines, bot.Line{Kind: kind, Text: text})
			}
		}
	}
	for i, m := range c.Missing {
		add(bot.Plain, say.Numbered(i, m.Text))
	}
	next := c.Next
	if track.Head != "" { // applied for already
		next = track.Lines
	}
	add(bot.Plain, slices.Concat(c.Lines, c.Deadlines, next)...)
	add(bot.Aside, c.Warning, c.Hotline)
	sources := sourcesOf(t, c)
	lines = append(lines, citeLine(t, sources)...)
	for _, g := range f.Why(res, a, t.Env()).Answers {
		add(bot.Detail, say.Because(g.Name, g.Answer))
	}
	for _, change := range f.Flip(a, t.Env()) {
		var words []string
		for _, g := range change.Answers {
			words = append(words, g.Name+g.Answer)
		}
		add(bot.Detail, say.IfOnly(words))
	}
	s := t.Session
	s.Left = f.Encode(a)
	return t.With(s).Done(bot.Reply{Decision: bot.Answer, Lines: lines, Sources: sources, Buttons: outcomeButtons(t, f, a, c, track)})
}

// trackOf tells where a transfer that has been accepted should be; nothing for other outcomes.
func trackOf(t *feature.Turn, a dialog.Answers, c dialog.Conclusion) Track {
	m, accepted := feature.MoveOf(a)
	if !accepted || len(c.Timeline) < 2 {
		return Track{}
	}
	return TrackOn(t.Day, m, c.Timeline, t.Calendar, t.Corpus.Regions)
}

// outcomeButtons are what can be done with an outcome: bring, note, share, change.
func outcomeButtons(t *feature.Turn, f *dialog.Flow, a dialog.Answers, c dialog.Conclusion, track Track) [][]bot.Button {
	var rows [][]bot.Button
	if c.Checklist != nil && track.Head == "" {
		rows = append(rows, []bot.Button{button.New(say.ButtonChecklist, button.Apart(button.TickData(c.Checklist.ID, 0)))})
	}
	rows = append(rows, calendarButton(f, a, c.Timeline)...)
	if track.Head != "" {
		rows = append(rows, rescue(t)...)
	}
	rows = append(rows, reminders(t, f, a)...)
	rows = append(rows, []bot.Button{button.New(say.ButtonShare, button.Share.With(f.Encode(a)))})
	return append(rows, changes(f, a)...)
}

// reminders are those that an outcome offers.
func reminders(t *feature.Turn, f *dialog.Flow, a dialog.Answers) [][]bot.Button {
	m, accepted := feature.MoveOf(a)
	switch {
	case f.Name == feature.TransferFlow && accepted && !m.Accepted.IsZero():
		return [][]bot.Button{{t.RemindButton(m)}}
	case f.Name == "gap" && !m.Resident:
		return [][]bot.Button{{t.LapseButton()}}
	}
	return nil
}

// changes returns a button for each answer, to change just that one. The outcome stays.
func changes(f *dialog.Flow, a dialog.Answers) [][]bot.Button {
	var flat []bot.Button
	for _, q := range f.Questions {
		if _, ok := a[q.ID]; ok {
			flat = append(flat, button.New(say.Change(q.Name), button.Apart(state(f, without(a, q.ID)))))
		}
	}
	return append(button.Rows(flat, 2), []bot.Button{button.New(say.ButtonAgain, button.Apart(state(f, nil)))})
}

// rescue offers what to do where a transfer does not go as it should.
func rescue(t *feature.Turn) [][]bot.Button {
	var row, more []bot.Button
	for _, b := range []struct{ label, entry string }{
		{say.ButtonZero, "transfer.progress.zero_balance"}, {say.ButtonRejected, "transfer.rejected"},
	} {
		if _, ok := t.Corpus.Entry(b.entry); ok {
			row = append(row, t.ShowButton(b.label, b.entry))
		}
	}
	for _, id := range []string{"transfer.progress", knowledge.Contact} {
		if topic, ok := t.Corpus.Topic(id); ok {
			more = append(more, t.ShowButton(topic.Name, id))
		}
	}
	return [][]bot.Button{row, more}
}

// LinkFlow returns the payload that opens a dialog with these answers, without those that say
// who someone is, such as the month of birth: whoever opens it is asked.
func LinkFlow(f *dialog.Flow, a dialog.Answers) string {
	return button.StateLink + f.Encode(f.Public(a))
}

// pressShare gives the link of an outcome, to be sent on by hand: the bot sends nothing to
// anyone itself.
func pressShare(t *feature.Turn, d button.Data) bot.Reply {
	saved, err := t.Flows.Decode(string(d), t.Env())
	if err != nil {
		return t.Stale()
	}
	link := say.LinkTo(t.Bot, LinkFlow(saved.Flow, saved.Answers))
	r := bot.Reply{Decision: bot.Answer, Lines: []bot.Line{{Kind: bot.Headline, Text: say.ShareHead}, {Kind: bot.Plain, Text: link}}}
	if len(saved.Flow.Public(saved.Answers)) < len(saved.Answers) {
		r.Lines = append(r.Lines, bot.Line{Kind: bot.Aside, Text: say.ShareWithout})
	}
	r.Lines = append(r.Lines, bot.Line{Kind: bot.Aside, Text: say.ShareHint})
	if t.Bot != "" {
		r.Buttons = [][]bot.Button{{button.Site(say.ButtonSendOn, say.SendOn(link, saved.Flow.Title))}}
	}
	return t.Done(r)
}

// Calendar returns the calendar file of a transfer's stages, with their sentences as notes,
// and a day to look at the balance; ok is false if no stage has a date.
func Calendar(stages []dialog.Stage, notes []string, now time.Time) (d bot.Document, ok bool) {
	var events []ics.Event
	add := func(title, note string, day knowledge.Date) {
		events = append(events, ics.Event{Title: say.Typeset(title), Note: say.Typeset(note), Day: day.Time()})
	}
	for i, s := range stages {
		if s.Latest.IsZero() {
			continue
		}
		note := ""
		if i < len(notes) {
			note = notes[i]
		}
		add(say.CalendarTitle(s.Name, s.Certain), note, s.Latest)
	}
	if len(events) == 0 {
		return bot.Document{}, false
	}
	if slices.ContainsFunc(stages, dialog.Stage.AwaitsMoney) {
		add(say.CalendarTitle("check", true), say.CalendarCheck, dialog.CheckBalance(stages))
	}
	return bot.Document{Name: "yibao.ics", Type: ics.Type, Data: ics.Write(say.CalendarName, events, now)}, true
}

// Supposed adds to the notes of a calendar that its dates count from the day, because no day of
// acceptance was told.
func Supposed(notes []string, day knowledge.Date) []string {
	list := slices.Clone(notes)
	for i := range list {
		list[i] += say.IfToday(day.Time())
	}
	return list
}

// calendarButton offers the dates of a dialog's outcome, if it has any.
func calendarButton(f *dialog.Flow, a dialog.Answers, stages []dialog.Stage) [][]bot.Button {
	if dialog.Last(stages).IsZero() {
		return nil
	}
	return [][]bot.Button{{button.New(say.ButtonCalendar, button.Calendar.With(f.Encode(a)))}}
}

// pressCalendar sends the dates of a dialog's outcome, or of a transfer of which only the day
// of acceptance is known.
func pressCalendar(t *feature.Turn, d button.Data) bot.Reply {
	saved, err := t.Flows.Decode(string(d), t.Env())
	if err != nil {
		return t.Stale()
	}
	stages, notes := stagesOf(t, saved.Flow, saved.Answers)
	file, ok := Calendar(stages, notes, t.Now)
	if !ok {
		return t.Say(say.NoDeadline)
	}
	return t.Done(bot.Reply{
		Decision: bot.Answer, Documents: []bot.Document{file},
		Lines: []bot.Line{{Kind: bot.Headline, Text: say.CalendarReady}, {Kind: bot.Plain, Text: say.CalendarHint}},
	})
}

// stagesOf returns the dated stages that the answers lead to, and a sentence for each.
func stagesOf(t *feature.Turn, f *dialog.Flow, a dialog.Answers) (stages []dialog.Stage, notes []string) {
	fromToday := false
	if res := f.Step(a, t.Env()); res.Decision == dialog.Concluded {
		if c, err := f.Conclude(res, a, t.Env()); err == nil {
			stages, fromToday = c.Timeline, c.FromToday
		}
	} else if m, ok := feature.MoveOf(a); ok {
		stages, _ = dialog.Deadlines(t.Corpus, t.Calendar, m)
	}
	for _, s := range stages {
		notes = append(notes, f.StageText(s))
	}
	if fromToday {
		notes = Supposed(notes, t.Day)
	}
	return stages, notes
}
