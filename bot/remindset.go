package bot

import (
	"slices"
	"strings"
	"time"

	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/knowledge"
)

// lapse is the kind of a reminder before a lapse (断缴) gets too long to be mended; the
// other kinds are the stages of a transfer.
const (
	lapse       = "lapse"
	lapseNotice = 14 // days before the limit
	lapseParam  = "gap.back_payment_months"
)

// remindTransfer sets the reminders of a transfer: the morning after each legal deadline,
// and a day to look at the balance.
func (t *turn) remindTransfer(arg string) Reply {
	f := strings.Split(arg+"::", ":")
	accepted, err := knowledge.ParseDate(f[0])
	if err != nil || accepted.Before(t.day.AddDays(-5*366)) || t.day.AddDays(31).Before(accepted) {
		return t.stale()
	}
	p := t.parsePlaces(f[1])
	m := dialog.Move{From: p.From, To: p.To, Accepted: accepted, Resident: f[2] == "r"}
	stages, err := dialog.Deadlines(t.corpus, t.calendar, m)
	if err != nil {
		return t.done(Reply{Decision: Refuse, Lines: paragraphs(say.NoNumber)})
	}
	var list []Reminder
	certain := true
	for _, s := range stages {
		day, ok := remindDay(s, stages)
		if !ok {
			continue
		}
		certain = certain && (s.Certain || s.Latest.IsZero())
		list = append(list, Reminder{ID: reminderID(s.Name, accepted, p.From, p.To), Kind: s.Name, At: morning(day), Since: accepted, From: p.From, To: p.To})
	}
	r := t.remember(list)
	if r.Rescheduled && !certain {
		r.Lines = append(r.Lines, Line{Aside, say.RemindGuess})
	}
	return r
}

// remindDay returns the day on which to remind of a stage. For the money there is no legal
// deadline: then it is the day on which the calendar file says to look as well.
func remindDay(s dialog.Stage, all []dialog.Stage) (knowledge.Date, bool) {
	switch {
	case !s.Latest.IsZero():
		return s.Latest.AddDays(1), true
	case s.Name == dialog.Balance && s.Note != "balance_stays":
		return last(all).AddDays(balanceDays), true
	}
	return knowledge.Date{}, false
}

// reminderID is the same for the same reminder, so that setting it twice does not double it.
func reminderID(kind string, since knowledge.Date, from, to string) string {
	return strings.Join([]string{kind, since.String(), from, to}, ".")
}

// remindLapse asks for the last month paid for, or sets the reminder reckoned from it.
func (t *turn) remindLapse(arg string) Reply {
	place := t.Session.Places.To
	if place == "" {
		place = t.Session.Home
	}
	v, err := t.corpus.Value(lapseParam, place, t.day)
	if err != nil {
		return t.done(Reply{Decision: Refuse, Lines: paragraphs(say.NoNumber)})
	}
	months := int(v.Value)
	first := t.day.Time().AddDate(0, 0, 1-t.day.Time().Day()) // of this month
	if arg == "" {
		r := Reply{Decision: Ask, Lines: append(paragraphs(say.LapseAsk), Line{Aside, say.LapseOlder})}
		for i := range months + 1 {
			m := first.AddDate(0, -i, 0)
			r.Buttons = append(r.Buttons, []Button{{Label: say.LapseMonth(m), Data: "r:l:" + m.Format("2006-01")}})
		}
		return t.done(r)
	}
	paid, err := time.Parse("2006-01", arg)
	if err != nil || paid.Before(first.AddDate(-5, 0, 0)) || paid.After(first.AddDate(1, 0, 0)) {
		return t.stale()
	}
	since := knowledge.DateOf(paid.AddDate(0, 1, -1))
	limit := lapseLimit(since, months)
	r := t.remember([]Reminder{{
		ID: reminderID(lapse, since, "", place), Kind: lapse, At: morning(limit.AddDays(-lapseNotice)), Since: since, To: place,
	}})
	if r.Rescheduled {
		r.Lines = slices.Insert(r.Lines, 1, Line{Plain, say.LapseSet(months, limit.Time())})
	}
	return r
}

// lapseLimit returns the last day of the last month of a lapse that can still be mended.
func lapseLimit(paid knowledge.Date, months int) knowledge.Date {
	first := paid.AddDays(1).Time() // of the first month not paid for
	return knowledge.DateOf(first.AddDate(0, months, -1))
}
