// Package remind sets reminders, sends them when they are due, lists and cancels them.
package remind

import (
	"fmt"
	"slices"
	"time"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/button"
	"github.com/yibaowenwen/yibao/bot/feature"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/zh"
)

const (
	maxReminders = 8 // of a chat
	remindHour   = 9 // in China
)

// Feature returns the feature.
func Feature() feature.Feature {
	return feature.Feature{
		Commands: []feature.Command{{
			Command: bot.Command{Name: "reminders", About: "看看、取消到期提醒"},
			Do:      func(t *feature.Turn, _ string) bot.Reply { return listed(t) },
		}},
		Presses: map[button.Verb]func(*feature.Turn, button.Data) bot.Reply{button.Remind: press},
		Events:  map[bot.Event]func(*feature.Turn) bot.Reply{bot.ReminderDue: due},
	}
}

func press(t *feature.Turn, d button.Data) bot.Reply {
	if t.Group {
		return t.Done(bot.Reply{Decision: bot.SmallTalk, Toast: say.RemindAlone})
	}
	action, arg := d.RemindAction()
	switch action {
	case button.RemindList:
		return listed(t)
	case button.RemindTransfer:
		return setTransfer(t, arg)
	case button.RemindLapse:
		return setLapse(t, arg)
	case button.RemindCancel:
		return cancelled(t, arg)
	}
	return t.Stale()
}

// morning returns the time at which a reminder for the day is sent.
func morning(day knowledge.Date) time.Time {
	y, m, d := day.Time().Date()
	return time.Date(y, m, d, remindHour, 0, 0, 0, zh.China())
}

// remember sets reminders, except those that are set already or past.
func remember(t *feature.Turn, list []bot.Reminder) bot.Reply {
	var set, known, past []bot.Reminder
	full := false
	s := t.Session
	for _, r := range list {
		switch {
		case slices.ContainsFunc(s.Reminders, func(o bot.Reminder) bool { return o.ID == r.ID }):
			known = append(known, r)
		case !r.At.After(t.Now):
			past = append(past, r)
		case len(s.Reminders) >= maxReminders:
			full = true
		default:
			set = append(set, r)
			s.Reminders = append(slices.Clone(s.Reminders), r)
		}
	}
	t = t.With(s)
	reply := bot.Reply{Decision: bot.SmallTalk, Rescheduled: len(set) > 0}
	reply.Lines = bot.Paragraphs(remembered(len(set) > 0, full, len(known) > 0))
	for _, r := range append(set, known...) {
		reply.Lines = append(reply.Lines, bot.Line{Kind: bot.Plain, Text: worded(t, r).Listed()})
		reply.Buttons = append(reply.Buttons, []bot.Button{cancelButton(t, r)})
	}
	for _, r := range past {
		reply.Lines = append(reply.Lines, bot.Line{Kind: bot.Aside, Text: worded(t, r).RemindGone()})
	}
	if full {
		reply.Lines = append(reply.Lines, bot.Line{Kind: bot.Aside, Text: say.RemindTooManyAbove(maxReminders)})
		reply.Buttons = append(reply.Buttons, []bot.Button{button.New(say.ButtonReminders, button.Remind.With(button.RemindList))})
	}
	if len(set) > 0 {
		reply.Lines = append(reply.Lines, bot.Line{Kind: bot.Aside, Text: say.RemindHours})
	}
	return t.Done(reply)
}

// remembered is what came of setting reminders.
func remembered(set, full, known bool) string {
	switch {
	case set:
		return say.RemindSet
	case full:
		return say.RemindTooMany
	case known:
		return say.RemindSetAgain
	}
	return say.RemindPast
}

func cancelButton(t *feature.Turn, r bot.Reminder) bot.Button {
	return button.New(worded(t, r).Cancel(), button.CancelData(r.ID))
}

// listed lists what the chat is going to be reminded of.
func listed(t *feature.Turn) bot.Reply {
	if t.Group {
		return t.Say(say.RemindAlone)
	}
	if len(t.Session.Reminders) == 0 {
		return t.Say(say.RemindNone + "\n" + say.RemindNoneNext).With([]bot.Button{button.New(say.ButtonTrack, button.Track.With(""))})
	}
	list := slices.Clone(t.Session.Reminders)
	slices.SortStableFunc(list, func(a, b bot.Reminder) int { return a.At.Compare(b.At) })
	r := t.Say(fmt.Sprintf(say.RemindCount, len(list)))
	for i, one := range list {
		r.Lines = append(r.Lines, bot.Line{Kind: bot.Plain, Text: say.Numbered(i, worded(t, one).Listed())})
		r.Buttons = append(r.Buttons, []bot.Button{cancelButton(t, one)})
	}
	r.Lines = append(r.Lines, bot.Line{Kind: bot.Aside, Text: say.RemindHours})
	return r.With([]bot.Button{button.New(say.ButtonCancelAll, button.CancelData(button.All))})
}

func cancelled(t *feature.Turn, id string) bot.Reply {
	s := t.Session
	left := slices.DeleteFunc(slices.Clone(s.Reminders), func(r bot.Reminder) bool { return id == button.All || r.ID == id })
	changed := len(left) != len(s.Reminders)
	if len(left) == 0 {
		left = nil
	}
	s.Reminders = left
	r := listed(t.With(s))
	r.Edit, r.Rescheduled, r.Toast = true, changed, say.RemindCancelled
	return r
}

// lateAfter is how late a reminder may be before it says so.
const lateAfter = 2 * time.Hour

// due says what a reminder is for, unless it was cancelled. One that comes at night, or
// before its time because a clock was put back, is set again. What the bot had asked for
// stays asked.
func due(t *feature.Turn) bot.Reply {
	s := t.Session.Await(t.Awaited, t.State)
	i := slices.IndexFunc(s.Reminders, func(r bot.Reminder) bool { return r.ID == t.Due })
	if i < 0 {
		return t.With(s).Done(bot.Reply{})
	}
	r := s.Reminders[i]
	if bot.Quiet(t.Now) || t.Now.Before(r.At) {
		return t.With(s).Done(bot.Reply{Rescheduled: true})
	}
	s.Reminders = slices.Delete(slices.Clone(s.Reminders), i, i+1)
	if len(s.Reminders) == 0 {
		s.Reminders = nil
	}
	w := worded(t, r)
	reply := bot.Reply{Decision: bot.Answer, Rescheduled: true, Lines: []bot.Line{{Kind: bot.Headline, Text: w.Head()}}}
	if t.Now.Sub(r.At) > lateAfter {
		reply.Lines = append(reply.Lines, bot.Line{Kind: bot.Aside, Text: w.Late(t.Now)})
	}
	reply.Lines = append(reply.Lines, bot.Line{Kind: bot.Plain, Text: w.What()}, bot.Line{Kind: bot.Plain, Text: w.ToDo()})
	reply.Buttons = dueButtons(t, r)
	return t.With(s).Done(reply)
}

// dueButtons are what to do when a reminder has come.
func dueButtons(t *feature.Turn, r bot.Reminder) [][]bot.Button {
	s := bot.Session{Places: bot.Places{Said: nonEmpty(r.From, r.To), From: r.From, To: r.To}}
	var rows [][]bot.Button
	for _, offer := range kindOf(r.Kind).offers {
		switch _, ok := t.Corpus.Entry(offer.entry); {
		case offer.entry == "":
			rows = append(rows, []bot.Button{button.New(offer.label, button.Apart(button.Tracked{Accepted: r.Since, From: r.From, To: r.To}.Data()))})
		case ok:
			rows = append(rows, []bot.Button{button.New(offer.label, button.ShownIn(offer.entry, s).Data())})
		}
	}
	return rows
}

func nonEmpty(list ...string) []string {
	return slices.DeleteFunc(list, func(s string) bool { return s == "" })
}
