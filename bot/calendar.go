package bot

import (
	"time"

	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/bot/ics"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/knowledge"
)

// calendarPrefix marks buttons that send the calendar file of a dialog's outcome.
const calendarPrefix = "i:"

// balanceDays is how long after the last deadline it is worth looking at the balance: no rule
// says when the money arrives, and a month is long enough for the books to be settled.
const balanceDays = 30

// Calendar returns the calendar file of a transfer's stages, with their sentences as notes,
// and a day to look at the balance; ok is false if no stage has a date.
func Calendar(stages []dialog.Stage, notes []string, now time.Time) (d Document, ok bool) {
	var events []ics.Event
	add := func(title, note string, day knowledge.Date) {
		events = append(events, ics.Event{Title: say.Typeset(title), Note: say.Typeset(note), Day: day.Time()})
	}
	money := false
	for i, s := range stages {
		money = money || s.Name == dialog.Balance && s.Note != "balance_stays"
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
		return Document{}, false
	}
	if money {
		add(say.CalendarTitle("check", true), say.CalendarCheck, last(stages).AddDays(balanceDays))
	}
	return Document{Name: "yibao.ics", Type: ics.Type, Data: ics.Write(say.CalendarName, events, now)}, true
}

// last returns the last day by which something is due.
func last(stages []dialog.Stage) knowledge.Date {
	var day knowledge.Date
	for _, s := range stages {
		if day.Before(s.Latest) {
			day = s.Latest
		}
	}
	return day
}

// calendarButton offers the dates of a dialog's outcome, if it has any.
func calendarButton(f *dialog.Flow, a dialog.Answers, stages []dialog.Stage) [][]Button {
	if last(stages).IsZero() {
		return nil
	}
	return [][]Button{{{Label: say.ButtonCalendar, Data: calendarPrefix + f.Encode(a)}}}
}

// pressCalendar sends the dates of a dialog's outcome, or of a transfer of which only the day
// of acceptance is known.
func (t *turn) pressCalendar(state string) Reply {
	saved, err := t.flows.Decode(state, t.env())
	if err != nil {
		return t.stale()
	}
	stages, notes := t.stagesOf(saved.Flow, saved.Answers)
	file, ok := Calendar(stages, notes, t.Now)
	if !ok {
		return t.done(Reply{Decision: SmallTalk, Lines: []Line{{Headline, say.NoDeadline}}})
	}
	return t.done(Reply{
		Decision: Answer, Documents: []Document{file},
		Lines: []Line{{Headline, say.CalendarReady}, {Plain, say.CalendarHint}},
	})
}

// stagesOf returns the dated stages that the answers lead to, and a sentence for each.
func (t *turn) stagesOf(f *dialog.Flow, a dialog.Answers) (stages []dialog.Stage, notes []string) {
	if res := f.Step(a, t.env()); res.Decision == dialog.Concluded {
		if c, err := f.Conclude(res, a, t.env()); err == nil {
			stages = c.Timeline
		}
	} else if m, ok := MoveOf(a); ok {
		stages, _ = dialog.Deadlines(t.corpus, t.calendar, m)
	}
	for _, s := range stages {
		notes = append(notes, f.StageText(s))
	}
	return stages, notes
}
