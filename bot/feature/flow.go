package feature

import (
	"errors"
	"maps"
	"reflect"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/button"
	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/bot/understand"
	"github.com/yibaowenwen/yibao/knowledge"
)

// Estimators, as far as several features open or reckon with them.

// Env is what a dialog needs to know besides its answers.
func (t *Turn) Env() dialog.Env {
	return dialog.Env{On: t.Day, Calendar: t.Calendar, Assume: t.assume}
}

// Assuming returns the turn in which dialogs take what they assume instead of asking.
func (t *Turn) Assuming() *Turn {
	other := *t
	other.assume = true
	return &other
}

// TransferFlow is the flow whose stages are tracked.
const TransferFlow = "transfer"

// FlowStart is the data of a button that opens a flow with what the message and the
// conversation have told. Someone who names the day of acceptance wants to know where the
// transfer should be by now, which needs no more answers.
func (t *Turn) FlowStart(f *dialog.Flow) string {
	a := t.StartAnswers(f)
	if m, accepted := MoveOf(a); accepted && f.Name == TransferFlow {
		return button.Tracked{Accepted: m.Accepted, From: m.From, To: m.To}.Data()
	}
	return button.Flow.With(f.Encode(a))
}

// MoveOf returns the transfer that the answers of its flow tell of, if it has been accepted.
func MoveOf(a dialog.Answers) (dialog.Move, bool) {
	v, ok := a[understand.AcceptedOn]
	return dialog.Move{
		From: a["from"].Text, To: a["to"].Text, Accepted: v.Day,
		Resident: a["insured"].Text == string(knowledge.Resident),
	}, ok
}

// StartAnswers returns the answers that a flow begins with: what the message states, and what
// the conversation knows besides.
func (t *Turn) StartAnswers(f *dialog.Flow) dialog.Answers {
	a := dialog.Answers{}
	p := t.Session.Places
	place := t.InsuredAt()
	if p.From == "" && len(p.Said) == 0 {
		place = t.Session.Home
	}
	for _, known := range []understand.Facts{
		t.Told(), t.Kept, t.Session.Facts,
		{"from": p.From, "to": p.To, "region": place, "insured": string(t.Session.Insured)},
		f.Told(t.Words()),
	} {
		t.Fill(f, a, known)
	}
	return a
}

// Told returns the facts that the message states of the one asked about.
func (t *Turn) Told() understand.Facts {
	known := understand.Known{Places: t.Session.Places, Insured: t.Session.Insured, Today: t.Day}
	if t.told == nil {
		return t.Reader.Told(t.Reading.About, known)
	}
	if t.told.about != t.Reading.About || !reflect.DeepEqual(t.told.known, known) {
		*t.told = told{t.Reading.About, known, t.Reader.Told(t.Reading.About, known)}
	}
	return maps.Clone(t.told.facts)
}

// Noting returns the turn whose talk keeps the facts that the message states, beside those told before
// of the same person. A month of birth is too much of a person to be kept.
func (t *Turn) Noting() *Turn {
	s := t.Session
	facts := map[string]string{}
	if whose := t.Reading.Person; whose == "" || whose == s.Whose {
		maps.Copy(facts, s.Facts)
	} else {
		s.Whose = whose
	}
	for _, f := range t.Flows.Flows() {
		maps.Copy(facts, t.ToldFor(f))
	}
	for _, id := range []string{"from", "to", "region", "insured", "reason", "born"} {
		delete(facts, id)
	}
	if s.Facts = facts; len(facts) == 0 {
		s.Facts, s.Whose = nil, ""
	}
	return t.With(s)
}

// told is what a text was last found to state, which is asked for many times in one turn.
type told struct {
	about string
	known understand.Known
	facts understand.Facts
}

// ToldFor returns the facts that the message states, with those that only the flow listens for.
func (t *Turn) ToldFor(f *dialog.Flow) understand.Facts {
	facts := understand.Facts(f.Told(t.Words()))
	maps.Copy(facts, t.Told())
	return facts
}

// Fill adds answers that the flow asks for, can take, and does not have yet.
func (t *Turn) Fill(f *dialog.Flow, a dialog.Answers, facts understand.Facts) (added bool) {
	for i := range f.Questions {
		q := &f.Questions[i]
		text := facts[q.ID]
		if _, has := a[q.ID]; has || text == "" {
			continue
		}
		v, err := dialog.ParseAnswer(q, text, t.Day, t.placeCode)
		if err != nil {
			continue
		}
		with := dialog.Answers{q.ID: v}
		if f.Step(with, t.Env()).Decision != dialog.Refused {
			a[q.ID], added = v, true
		}
	}
	return added
}

// placeCode takes a code as the name of its place.
func (t *Turn) placeCode(code string) (string, error) {
	if _, ok := t.Corpus.Regions.Get(code); !ok {
		return "", errors.New(say.NoSuchPlace)
	}
	return code, nil
}

// EstimateButton offers the estimator of a topic where the message states something for it:
// pressing one of the questions offered would lose that.
func (t *Turn) EstimateButton(topic string) [][]bot.Button {
	about, ok := t.Corpus.Topic(topic)
	if !ok {
		return nil
	}
	f, ok := t.Flows.Flow(about.Flow)
	if a := (dialog.Answers{}); !ok || !t.Fill(f, a, t.ToldFor(f)) {
		return nil
	}
	return [][]bot.Button{{t.FlowButton(f)}}
}

// FlowButton opens an estimator in a message of its own, with what was told.
func (t *Turn) FlowButton(f *dialog.Flow) bot.Button {
	label := say.ButtonEstimate
	if !f.Answers(knowledge.AskedWhether) { // it comes to a sum and to nothing else
		label = say.ButtonSum
	}
	return button.New(label, button.Apart(t.FlowStart(f)))
}

// A Sum is what an estimator comes to: the conclusion and, of a sum, how it was reckoned.
type Sum struct {
	Lines []string
	Left  string // the dialog with its answers, see [bot.Session]
}

// WorkedOut returns what the estimator of a topic comes to, where the facts that the message states
// decide it; for a sum that was asked for and not shown yet, also those told before.
func (t *Turn) WorkedOut(topic *knowledge.Topic) (sum Sum, ok bool) {
	f, ok := t.Flows.Flow(topic.Flow)
	if !ok || !f.Answers(t.Reading.Asked) {
		return Sum{}, false
	}
	now := t.Fill(f, dialog.Answers{}, t.ToldFor(f))
	before := len(f.Asked) > 0 && (t.Reading.Asked != "" || t.Reader.Bare(t.Reading)) && t.Fill(f, dialog.Answers{}, t.Session.Facts)
	a, env := t.StartAnswers(f), t.Assuming().Env() // the button lets it be changed
	if !now && (!before || t.Session.Summed == f.Encode(a)) {
		return Sum{}, false
	}
	res := f.Step(a, env)
	if res.Decision != dialog.Concluded || res.Outcome.ID == "ask_locally" {
		return Sum{}, false
	}
	c, err := f.Conclude(res, a, env)
	sum = Sum{[]string{c.Headline}, f.Encode(a)}
	if len(f.Asked) > 0 && len(c.Lines) > 0 {
		sum.Lines = append(sum.Lines, c.Lines[0])
	}
	return sum, err == nil && c.Headline != ""
}
