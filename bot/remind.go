package bot

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/knowledge"
)

// Button data of reminders:
//
//	r:t:DATE:FROM>TO:KIND   remind of a transfer accepted on the day; KIND is r for residents
//	r:l or r:l:YYYY-MM      remind before a lapse gets too long; the last month paid for
//	r:x:ID or r:x:*         cancel one, or all
//	r:                      list them

const (
	maxReminders = 8 // of a chat
	remindHour   = 9 // in China
)

// Quiet reports whether it is night in China, when the bot says nothing of its own accord.
func Quiet(now time.Time) bool {
	h := now.In(china()).Hour()
	return h >= 22 || h < 8
}

func china() *time.Location { return time.FixedZone("CST", 8*60*60) }

// morning returns the time at which a reminder for the day is sent.
func morning(day knowledge.Date) time.Time {
	y, m, d := day.Time().Date()
	return time.Date(y, m, d, remindHour, 0, 0, 0, china())
}

// remindButton offers to remind of the deadlines of a transfer. In a group it only says where
// that can be had.
func (t *turn) remindButton(m dialog.Move) []Button {
	label, data := say.ButtonRemind, "r:t:"+m.Accepted.String()+":"+m.From+">"+m.To
	if m.Resident {
		data += ":r"
	}
	if t.Group {
		label = say.ButtonRemindAlone
	}
	return []Button{{Label: label, Data: data}}
}

// lapseButton offers to remind before a lapse gets too long to be mended.
func (t *turn) lapseButton() []Button {
	if t.Group {
		return []Button{{Label: say.ButtonLapseAlone, Data: "r:l"}}
	}
	return []Button{{Label: say.ButtonLapse, Data: "r:l"}}
}

// flowReminders are the reminders that the outcome of a dialog offers.
func (t *turn) flowReminders(f *dialog.Flow, a dialog.Answers) [][]Button {
	resident := a["insured"].Text == string(knowledge.Resident)
	switch {
	case f.Name == transferFlow && !a[acceptedOn].Day.IsZero():
		return [][]Button{t.remindButton(dialog.Move{From: a["from"].Text, To: a["to"].Text, Accepted: a[acceptedOn].Day, Resident: resident})}
	case f.Name == "gap" && !resident:
		return [][]Button{t.lapseButton()}
	}
	return nil
}

func (t *turn) pressRemind(arg string) Reply {
	if t.Group {
		return t.done(Reply{Decision: SmallTalk, Toast: say.RemindAlone})
	}
	action, arg, _ := strings.Cut(arg, ":")
	switch action {
	case "":
		return t.reminders()
	case "t":
		return t.remindTransfer(arg)
	case "l":
		return t.remindLapse(arg)
	case "x":
		return t.cancelReminder(arg)
	}
	return t.stale()
}

// remember sets reminders, except those that are set already or past.
func (t *turn) remember(list []Reminder) Reply {
	var set, known, past []Reminder
	full := false
	for _, r := range list {
		switch {
		case slices.ContainsFunc(t.Session.Reminders, func(o Reminder) bool { return o.ID == r.ID }):
			known = append(known, r)
		case !r.At.After(t.Now):
			past = append(past, r)
		case len(t.Session.Reminders) >= maxReminders:
			full = true
		default:
			set = append(set, r)
			t.Session.Reminders = append(slices.Clone(t.Session.Reminders), r)
		}
	}
	reply := Reply{Decision: SmallTalk, Rescheduled: len(set) > 0}
	head := say.RemindPast
	switch {
	case len(set) > 0:
		head = say.RemindSet
	case full:
		head = say.RemindTooMany
	case len(known) > 0:
		head = say.RemindSetAgain
	}
	reply.Lines = []Line{{Headline, head}}
	for _, r := range append(set, known...) {
		reply.Lines = append(reply.Lines, Line{Plain, t.worded(r).Listed()})
		reply.Buttons = append(reply.Buttons, []Button{t.cancelButton(r)})
	}
	for _, r := range past {
		reply.Lines = append(reply.Lines, Line{Aside, t.worded(r).RemindGone()})
	}
	if full {
		reply.Lines = append(reply.Lines, Line{Aside, say.RemindTooManyAbove(maxReminders)})
		reply.Buttons = append(reply.Buttons, []Button{{Label: say.ButtonReminders, Data: "r:"}})
	}
	if len(set) > 0 {
		reply.Lines = append(reply.Lines, Line{Aside, say.RemindHours})
	}
	return t.done(reply)
}

func (t *turn) cancelButton(r Reminder) Button {
	return Button{Label: t.worded(r).Cancel(), Data: "r:x:" + r.ID}
}

// worded returns a reminder as it is read.
func (t *turn) worded(r Reminder) say.Due {
	at := r.At.In(china())
	d := say.Due{Kind: r.Kind, At: at, Since: r.Since.Time(), Deadline: at.AddDate(0, 0, -1), From: t.short(r.From), To: t.short(r.To)}
	if r.Kind == lapse {
		d.Deadline = at.AddDate(0, 0, lapseNotice)
	}
	if r.Kind == dialog.Balance {
		d.Deadline = at
	}
	return d
}

// reminders lists what the chat is going to be reminded of.
func (t *turn) reminders() Reply {
	if t.Group {
		return t.done(Reply{Decision: SmallTalk, Lines: paragraphs(say.RemindAlone)})
	}
	if len(t.Session.Reminders) == 0 {
		return t.done(Reply{
			Decision: SmallTalk, Lines: []Line{{Headline, say.RemindNone}, {Plain, say.RemindNoneNext}},
			Buttons: [][]Button{{{Label: say.ButtonTrack, Data: "e:"}}},
		})
	}
	list := slices.Clone(t.Session.Reminders)
	slices.SortStableFunc(list, func(a, b Reminder) int { return a.At.Compare(b.At) })
	r := Reply{Decision: SmallTalk, Lines: []Line{{Headline, fmt.Sprintf(say.RemindCount, len(list))}}}
	for i, one := range list {
		r.Lines = append(r.Lines, Line{Plain, say.Numbered(i, t.worded(one).Listed())})
		r.Buttons = append(r.Buttons, []Button{t.cancelButton(one)})
	}
	r.Lines = append(r.Lines, Line{Aside, say.RemindHours})
	r.Buttons = append(r.Buttons, []Button{{Label: say.ButtonCancelAll, Data: "r:x:*"}})
	return t.done(r)
}

func (t *turn) cancelReminder(id string) Reply {
	left := slices.DeleteFunc(slices.Clone(t.Session.Reminders), func(r Reminder) bool { return id == "*" || r.ID == id })
	changed := len(left) != len(t.Session.Reminders)
	if len(left) == 0 {
		left = nil
	}
	t.Session.Reminders = left
	r := t.reminders()
	r.Edit, r.Rescheduled, r.Toast = true, changed, say.RemindCancelled
	return r
}
