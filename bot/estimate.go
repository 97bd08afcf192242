package bot

import (
	"fmt"
	"strings"

	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/knowledge"
)

// askingAccepted marks a session in which the next message is the day of acceptance.
const askingAccepted = "accepted_on"

// A Deadline is the day by which one stage of a transfer is due.
type Deadline struct {
	Stage    string // transfer_out or transfer_in
	Latest   knowledge.Date
	Workdays int
	// Certain is false where the date reaches into a year whose holidays are not announced.
	Certain bool
	Value   knowledge.Value // what it was reckoned from
}

// Deadlines returns when a transfer accepted on the day is due: the old place sends the
// record within so many working days of acceptance, the new place takes it in within so many
// of receiving it (医保办发〔2021〕43号第八条). The days are those in force on the day of
// acceptance at the place that has to act; [knowledge.ErrNoValue] if there are none.
func (e *Engine) Deadlines(accepted knowledge.Date, from, to string) ([]Deadline, error) {
	stages := []struct{ stage, param, place string }{
		{"transfer_out", "transfer.out_workdays", from},
		{"transfer_in", "transfer.in_workdays", to},
	}
	var due []Deadline
	day, certain := accepted, true
	for _, s := range stages {
		v, err := e.corpus.Value(s.param, s.place, accepted)
		if err != nil {
			return nil, fmt.Errorf("reckon %s: %w", s.stage, err)
		}
		n := int(v.Value)
		var known bool
		day, known = e.calendar.After(day, n)
		certain = certain && known
		due = append(due, Deadline{s.stage, day, n, certain, v})
	}
	return due, nil
}

// estimate answers /estimate, with or without the day of acceptance.
func (t *turn) estimate(arg string) Reply {
	if arg != "" {
		if day, ok := parseDay(arg, t.day); ok {
			return t.timeline(day)
		}
	}
	if arg == "" && t.Press == "" {
		return t.flowMenu()
	}
	t.Session.Asking = askingAccepted
	lines := paragraphs(say.AskAccepted)
	if arg != "" {
		lines = paragraphs(say.NotADay(arg))
	}
	return t.done(Reply{Decision: Ask, Lines: lines, Buttons: [][]Button{{
		{Label: say.ButtonToday, Data: "e:" + t.day.String()},
		{Label: say.ButtonYesterday, Data: "e:" + t.day.AddDays(-1).String()},
	}}})
}

// timeline says by when each stage is due, and what should have happened by today.
func (t *turn) timeline(accepted knowledge.Date) Reply {
	due, err := t.Deadlines(accepted, t.Session.Places.From, t.Session.Places.To)
	if err != nil {
		return t.done(Reply{Decision: Refuse, Lines: paragraphs(say.NoNumber)})
	}
	c := composer{turn: t}
	out, in := due[0], due[1]
	add := func(kind LineKind, text string, b knowledge.Basis) {
		c.said = append(c.said, sentence{Line{kind, text}, b})
	}
	add(Headline, say.TimelineHead(out.Latest.Time(), in.Latest.Time(), in.Certain), out.Value.Basis)
	add(Plain, say.TimelineOut(accepted.Time(), out.Workdays, out.Latest.Time()), out.Value.Basis)
	add(Plain, say.TimelineIn(in.Workdays, in.Latest.Time()), in.Value.Basis)
	add(Plain, say.TimelineBalance, out.Value.Basis)
	if !in.Certain {
		c.remark(say.TimelineUnsure(in.Latest.Time().Year()))
	}
	switch {
	case in.Latest.Before(t.day):
		c.remark(say.TimelineLate(t.calendar.Between(in.Latest, t.day)))
	case out.Latest.Before(t.day):
		c.remark(say.TimelineInNow)
	}
	r := Reply{Decision: Answer, Topic: "transfer.duration", Lines: c.fit(), Sources: c.sources()}
	for _, id := range []string{"transfer.progress", contact} {
		if topic, ok := t.corpus.Topic(id); ok {
			r.Buttons = append(r.Buttons, []Button{t.show(topic.Name, id)})
		}
	}
	return t.done(r)
}

func (t *turn) pressEstimate(arg string) Reply {
	if arg == "" {
		return t.estimate("")
	}
	day, err := knowledge.ParseDate(strings.TrimSpace(arg))
	if err != nil {
		return t.stale()
	}
	r := t.timeline(day)
	r.Edit = true
	return r
}
