package bot

import (
	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/workday"
)

// A Track tells where a transfer should be on a day: the conclusion, and what to do.
type Track struct {
	Head  string
	Lines []string
}

// TrackOn tells where a move with these stages should be on the day, with the places as people
// say them. It is the one answer to "它今天该到哪了", however the day of acceptance became
// known: from /estimate, from the transfer flow, or on the command line.
func TrackOn(day knowledge.Date, m dialog.Move, stages []dialog.Stage, days *workday.Calendar, places *knowledge.Regions) Track {
	from, _ := places.Get(m.From)
	to, _ := places.Get(m.To)
	w := say.Schedule{
		Accepted: m.Accepted.Time(), Out: stages[0].Latest.Time(), In: stages[1].Latest.Time(),
		Certain: stages[1].Certain, From: from.Short, To: to.Short,
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

// track is TrackOn for today.
func (t *turn) track(m dialog.Move, stages []dialog.Stage) Track {
	return TrackOn(t.day, m, stages, t.calendar, t.corpus.Regions)
}

// MoveOf returns the transfer that the answers of its flow tell of, if it has been accepted.
func MoveOf(a dialog.Answers) (dialog.Move, bool) {
	v, ok := a[acceptedOn]
	return dialog.Move{
		From: a["from"].Text, To: a["to"].Text, Accepted: v.Day,
		Resident: a["insured"].Text == string(knowledge.Resident),
	}, ok
}

// answersOf is the reverse of MoveOf, as far as a move tells.
func answersOf(m dialog.Move) dialog.Answers {
	a := dialog.Answers{acceptedOn: {Day: m.Accepted}}
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
