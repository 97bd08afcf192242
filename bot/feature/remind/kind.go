package remind

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/button"
	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/bot/feature"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/zh"
)

// A kind is one kind of reminder: everything that sets it apart.
type kind struct {
	name  string
	words say.DueWords
	// ahead is how many days before the deadline the reminder is sent; negative: after it.
	ahead  int
	offers []offer
}

// An offer is a button below a reminder: an entry, or where the transfer should be by now.
type offer struct{ label, entry string }

// lapse is the kind of a reminder before a lapse (断缴) gets too long to be mended; the
// other kinds are the stages of a transfer.
const (
	lapse       = "lapse"
	lapseNotice = 14 // days before the limit
	lapseParam  = "gap.back_payment_months"
)

// kinds are all kinds of reminder. To add one, add it here and its words to package say.
func kinds() []kind {
	standing := offer{label: say.ButtonStandingToday}
	call := offer{say.ButtonCall, knowledge.Contact}
	return []kind{
		{"transfer_out", say.TransferOutDue(), -1, []offer{standing, call}},
		{"transfer_in", say.TransferInDue(), -1, []offer{standing, call}},
		{dialog.Balance, say.BalanceDue(), 0, []offer{standing, {say.ButtonZero, "transfer.progress.zero_balance"}, call}},
		{lapse, say.LapseDue(), lapseNotice, []offer{call}},
	}
}

// kindOf returns the kind of that name; an unknown one, as an older version may have set, is
// worded as the last.
func kindOf(name string) kind {
	list := kinds()
	if i := slices.IndexFunc(list, func(k kind) bool { return k.name == name }); i >= 0 {
		return list[i]
	}
	return list[len(list)-1]
}

// worded returns a reminder as it is read.
func worded(t *feature.Turn, r bot.Reminder) say.Due {
	k := kindOf(r.Kind)
	at := r.At.In(zh.China())
	return say.Due{
		DueWords: k.words, At: at, Since: r.Since.Time(), Deadline: at.AddDate(0, 0, k.ahead),
		From: t.Corpus.Regions.Short(r.From), To: t.Corpus.Regions.Short(r.To),
	}
}

// setTransfer sets the reminders of a transfer: the morning after each legal deadline,
// and a day to look at the balance.
func setTransfer(t *feature.Turn, arg string) bot.Reply {
	b, err := button.ParseReminded(arg)
	if err != nil || b.Accepted.Before(t.Day.AddDays(-5*366)) || t.Day.AddDays(31).Before(b.Accepted) {
		return t.Stale()
	}
	p := t.Known(bot.Places{From: b.From, To: b.To})
	m := dialog.Move{From: p.From, To: p.To, Accepted: b.Accepted, Resident: b.Resident}
	stages, err := dialog.Deadlines(t.Corpus, t.Calendar, m)
	if err != nil {
		return t.Done(bot.Reply{Decision: bot.Refuse, Lines: bot.Paragraphs(say.NoNumber)})
	}
	var list []bot.Reminder
	certain := true
	for _, s := range stages {
		day, ok := remindDay(s, stages)
		if !ok {
			continue
		}
		certain = certain && (s.Certain || s.Latest.IsZero())
		list = append(list, bot.Reminder{ID: reminderID(s.Name, m.Accepted, p.From, p.To), Kind: s.Name, At: morning(day), Since: m.Accepted, From: p.From, To: p.To})
	}
	r := remember(t, list)
	if r.Rescheduled && !certain {
		r.Lines = append(r.Lines, bot.Line{Kind: bot.Aside, Text: say.RemindGuess})
	}
	return r
}

// remindDay returns the day on which to remind of a stage. For the money there is no legal
// deadline: then it is the day on which the calendar file says to look as well.
func remindDay(s dialog.Stage, all []dialog.Stage) (knowledge.Date, bool) {
	switch {
	case !s.Latest.IsZero():
		return s.Latest.AddDays(1), true
	case s.AwaitsMoney():
		return dialog.CheckBalance(all), true
	}
	return knowledge.Date{}, false
}

// reminderID is the same for the same reminder, so that setting it twice does not double it.
func reminderID(kind string, since knowledge.Date, from, to string) string {
	return strings.Join([]string{kind, since.String(), from, to}, ".")
}

// setLapse asks for the last month paid for, or sets the reminder reckoned from it.
func setLapse(t *feature.Turn, arg string) bot.Reply {
	place := cmp.Or(t.Session.Places.To, t.Session.Home)
	v, err := t.Corpus.Value(lapseParam, place, t.Day)
	if err != nil {
		return t.Done(bot.Reply{Decision: bot.Refuse, Lines: bot.Paragraphs(say.NoNumber)})
	}
	months := int(v.Value)
	first := t.Day.Time().AddDate(0, 0, 1-t.Day.Time().Day()) // of this month
	if arg == "" {
		r := bot.Reply{Decision: bot.Ask, Lines: append(bot.Paragraphs(say.LapseAsk), bot.Line{Kind: bot.Aside, Text: say.LapseOlder})}
		for i := range months + 1 {
			m := first.AddDate(0, -i, 0)
			r.Buttons = append(r.Buttons, []bot.Button{button.New(say.LapseMonth(m), button.LapseData(m.Format("2006-01")))})
		}
		return t.Done(r)
	}
	paid, err := time.Parse("2006-01", arg)
	if err != nil || paid.Before(first.AddDate(-5, 0, 0)) || paid.After(first.AddDate(1, 0, 0)) {
		return t.Stale()
	}
	since := knowledge.DateOf(paid.AddDate(0, 1, -1))
	limit := lapseLimit(since, months)
	r := remember(t, []bot.Reminder{{
		ID: reminderID(lapse, since, "", place), Kind: lapse, At: morning(limit.AddDays(-lapseNotice)), Since: since, To: place,
	}})
	if r.Rescheduled {
		r.Lines = slices.Insert(r.Lines, 1, bot.Line{Kind: bot.Plain, Text: say.LapseSet(months, limit.Time())})
	}
	return r
}

// lapseLimit returns the last day of the last month of a lapse that can still be mended.
func lapseLimit(paid knowledge.Date, months int) knowledge.Date {
	first := paid.AddDays(1).Time() // of the first month not paid for
	return knowledge.DateOf(first.AddDate(0, months, -1))
}
