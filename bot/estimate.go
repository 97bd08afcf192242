package bot

import (
	"strings"

	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/knowledge"
)

// askingAccepted marks a session in which the next message is the day of acceptance; the
// question of the transfer flow that holds the day bears the same name.
const (
	askingAccepted = "accepted_on"
	acceptedOn     = "accepted_on"
)

// transferFlow is the flow whose stages are tracked.
const transferFlow = "transfer"

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
		{Label: say.ButtonToday, Data: trackData(t.day, t.Session.Places)},
		{Label: say.ButtonYesterday, Data: trackData(t.day.AddDays(-1), t.Session.Places)},
	}}})
}

// trackData is the data of a button that tells where a transfer accepted on the day should be.
func trackData(accepted knowledge.Date, p Places) string {
	data := "e:" + accepted.String()
	if p.From != "" || p.To != "" {
		data += ":" + p.From + ">" + p.To
	}
	return data
}

// pressEstimate answers the day of acceptance given with a button, with the places or, on
// buttons of the first version, without.
func (t *turn) pressEstimate(arg string) Reply {
	if arg == "" {
		return t.estimate("")
	}
	day, places, placed := strings.Cut(arg, ":")
	accepted, err := knowledge.ParseDate(strings.TrimSpace(day))
	if err != nil {
		return t.stale()
	}
	if placed {
		t.Session.Places = t.parsePlaces(places)
	}
	r := t.timeline(accepted)
	r.Edit = true
	return r
}

// timeline says by when each stage of a transfer is due, and where it should be today. All
// that is known is the day of acceptance, and whatever the conversation holds.
func (t *turn) timeline(accepted knowledge.Date) Reply {
	m := dialog.Move{
		From: t.Session.Places.From, To: t.Session.Places.To,
		Accepted: accepted, Resident: t.Session.Insured == knowledge.Resident,
	}
	f, ok := t.flows.Flow(transferFlow)
	stages, err := dialog.Deadlines(t.corpus, t.calendar, m)
	if !ok || err != nil {
		return t.done(Reply{Decision: Refuse, Lines: paragraphs(say.NoNumber)})
	}
	track := t.track(m, stages)
	c := composer{turn: t}
	add := func(kind LineKind, text string, b knowledge.Basis) {
		c.said = append(c.said, sentence{Line{kind, text}, b})
	}
	add(Headline, track.Head, stages[0].Basis)
	for _, s := range stages {
		add(Plain, f.StageText(s), s.Basis)
	}
	if s := stages[1]; !s.Certain {
		c.remark(f.Uncertain(s.Latest.Time().Year()))
	}
	for _, line := range track.Lines {
		c.remark(line)
	}
	r := Reply{Decision: Answer, Topic: "transfer.duration", Lines: c.fit(), Sources: c.sources()}
	r.Buttons = append(r.Buttons, calendarButton(f, answersOf(m), stages)...)
	r.Buttons = append(r.Buttons, t.remindButton(m))
	r.Buttons = append(r.Buttons, t.rescue()...)
	return t.done(r)
}

// rescue offers what to do where a transfer does not go as it should.
func (t *turn) rescue() [][]Button {
	var row []Button
	for _, b := range []struct{ label, entry string }{
		{say.ButtonZero, "transfer.progress.zero_balance"}, {say.ButtonRejected, "transfer.rejected"},
	} {
		if _, ok := t.corpus.Entry(b.entry); ok {
			row = append(row, t.show(b.label, b.entry))
		}
	}
	rows := [][]Button{row, nil}
	for _, id := range []string{"transfer.progress", contact} {
		if topic, ok := t.corpus.Topic(id); ok {
			rows[1] = append(rows[1], t.show(topic.Name, id))
		}
	}
	return rows
}
