package bot

import (
	"slices"
	"time"

	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/bot/say"
)

// lateAfter is how late a reminder may be before it says so.
const lateAfter = 2 * time.Hour

// remind says what a reminder is for, unless it was cancelled. One that comes at night, or
// before its time because a clock was put back, is set again. What the bot had asked for
// stays asked.
func (t *turn) remind(id string) Reply {
	t.Session.Asking = t.asking
	i := slices.IndexFunc(t.Session.Reminders, func(r Reminder) bool { return r.ID == id })
	if i < 0 {
		return t.done(Reply{})
	}
	due := t.Session.Reminders[i]
	if Quiet(t.Now) || t.Now.Before(due.At) {
		return t.done(Reply{Rescheduled: true})
	}
	t.Session.Reminders = slices.Delete(slices.Clone(t.Session.Reminders), i, i+1)
	if len(t.Session.Reminders) == 0 {
		t.Session.Reminders = nil
	}
	w := t.worded(due)
	r := Reply{Decision: Answer, Rescheduled: true, Lines: []Line{{Headline, w.Head()}}}
	if t.Now.Sub(due.At) > lateAfter {
		r.Lines = append(r.Lines, Line{Aside, w.Late(t.Now)})
	}
	r.Lines = append(r.Lines, Line{Plain, w.What()}, Line{Plain, w.ToDo()})
	r.Buttons = t.dueButtons(due)
	return t.done(r)
}

// dueButtons are what to do when a reminder has come.
func (t *turn) dueButtons(due Reminder) [][]Button {
	s := Session{Places: Places{Said: nonEmpty(due.From, due.To), From: due.From, To: due.To}}
	show := func(label, entry string) []Button {
		if _, ok := t.corpus.Entry(entry); !ok {
			return nil
		}
		return []Button{{Label: label, Data: showData(entry, s)}}
	}
	if due.Kind == lapse {
		return [][]Button{show(say.ButtonCall, contact)}
	}
	rows := [][]Button{{{Label: say.ButtonStandingToday, Data: trackData(due.Since, s.Places)}}}
	if due.Kind == dialog.Balance {
		rows = append(rows, show(say.ButtonZero, "transfer.progress.zero_balance"))
	}
	return append(rows, show(say.ButtonCall, contact))
}

func nonEmpty(list ...string) []string {
	return slices.DeleteFunc(list, func(s string) bool { return s == "" })
}
