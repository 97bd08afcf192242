package bot

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/knowledge"
)

// flowPrefix marks buttons, and what the bot waits for, that hold the state of a dialog:
// the answers given so far (see [dialog.Flow.Encode]).
const flowPrefix = "d:"

func (t *turn) env() dialog.Env { return dialog.Env{On: t.day, Calendar: t.calendar} }

// flowMenu offers the estimators.
func (t *turn) flowMenu() Reply {
	r := Reply{Decision: Ask, Lines: paragraphs(say.PickFlow)}
	for _, f := range t.flows.Flows() {
		r.Buttons = append(r.Buttons, []Button{{Label: f.Title, Data: t.flowStart(f)}})
	}
	r.Buttons = append(r.Buttons, []Button{{Label: say.ButtonTrack, Data: "e:"}})
	if !t.Session.Family {
		r.Buttons = append(r.Buttons, familyButton())
	}
	return t.done(r)
}

// flowStart is the data of a button that opens a flow with what the message and the
// conversation have told. Someone who names the day of acceptance wants to know where the
// transfer should be by now, which needs no more answers.
func (t *turn) flowStart(f *dialog.Flow) string {
	a := t.startAnswers(f)
	if m, accepted := MoveOf(a); accepted && f.Name == transferFlow {
		return trackData(m.Accepted, Places{From: m.From, To: m.To})
	}
	return flowPrefix + f.Encode(a)
}

// pressFlow answers a button of a dialog.
func (t *turn) pressFlow(state string) Reply {
	saved, err := t.flows.Decode(state, t.env())
	if err != nil {
		return t.stale()
	}
	r := t.resumed(saved)
	r.Edit = true
	return r
}

// resumed goes on with a dialog as a button or a link held it.
func (t *turn) resumed(saved dialog.Saved) Reply {
	r := t.step(saved.Flow, saved.Answers)
	if saved.Stale {
		r.Lines = append([]Line{{Aside, say.FlowChanged}}, r.Lines...)
	}
	return r
}

// step asks the next question of a flow or gives its outcome.
func (t *turn) step(f *dialog.Flow, a dialog.Answers) Reply {
	res := f.Step(a, t.env())
	switch res.Decision {
	case dialog.Asking:
		return t.flowQuestion(f, a, res)
	case dialog.Refused:
		r := t.done(Reply{Decision: Ask, Lines: []Line{{Headline, res.Err.Error()}}})
		if res.Question != nil {
			r.Buttons = [][]Button{{{Label: say.ButtonBack, Data: flowPrefix + f.Encode(without(a, res.Question.ID))}}}
		}
		return r
	}
	c, err := f.Conclude(res, a, t.env())
	if err != nil {
		return t.done(Reply{Decision: Refuse, Lines: paragraphs(say.NoNumber)})
	}
	return t.flowOutcome(f, a, res, c)
}

func without(a dialog.Answers, question string) dialog.Answers {
	b := dialog.Answers{}
	for q, v := range a {
		if q != question {
			b[q] = v
		}
	}
	return b
}

// flowQuestion asks: what was said so far, the question, its options as buttons, and a way back.
func (t *turn) flowQuestion(f *dialog.Flow, a dialog.Answers, res dialog.Result) Reply {
	q := res.Question
	ask := q.Ask
	if res.Again && q.Again != "" {
		ask = q.Again
	}
	r := Reply{Decision: Ask, Lines: []Line{{Headline, ask}}}
	if given := t.given(f, a); given != "" {
		r.Lines = append(r.Lines, Line{Aside, given})
	}
	if q.Help != "" {
		r.Lines = append(r.Lines, Line{Aside, q.Help})
	}
	for _, o := range q.Options {
		b := without(a, q.ID)
		b[q.ID] = dialog.Value{Text: o.ID}
		r.Buttons = append(r.Buttons, []Button{{Label: o.Label, Data: flowPrefix + f.Encode(b)}})
	}
	if len(q.Options) == 0 {
		r.Lines = append(r.Lines, Line{Aside, say.TypeAnswer})
	}
	r.Buttons = append(r.Buttons, t.flowBack(f, a))
	t.Session.Asking = flowPrefix + f.Encode(a)
	return t.done(r)
}

// flowBack returns the buttons to take back the last answer and to leave.
func (t *turn) flowBack(f *dialog.Flow, a dialog.Answers) []Button {
	var row []Button
	for i := len(f.Questions) - 1; i >= 0; i-- {
		if _, ok := a[f.Questions[i].ID]; ok {
			row = append(row, Button{Label: say.ButtonBack, Data: flowPrefix + f.Encode(without(a, f.Questions[i].ID))})
			break
		}
	}
	return append(row, Button{Label: say.ButtonCancel, Data: "x:"})
}

// given repeats the answers so far.
func (t *turn) given(f *dialog.Flow, a dialog.Answers) string {
	var said []string
	for _, q := range f.Questions {
		if v, ok := a[q.ID]; ok {
			said = append(said, q.Name+" "+f.Echo(q.ID, v))
		}
	}
	if len(said) == 0 {
		return ""
	}
	return say.YouSaid(said)
}

// flowOutcome shows what a dialog came to, why, and what would change it.
func (t *turn) flowOutcome(f *dialog.Flow, a dialog.Answers, res dialog.Result, c dialog.Conclusion) Reply {
	track := t.trackOf(a, c)
	lines := []Line{{Headline, cmp.Or(track.Head, c.Headline)}}
	for i, m := range c.Missing {
		lines = append(lines, Line{Plain, say.Numbered(i, m.Text)})
	}
	next := c.Next
	if track.Head != "" { // applied for already
		next = track.Lines
	}
	for _, text := range slices.Concat(c.Lines, c.Deadlines, next) {
		lines = append(lines, Line{Plain, text})
	}
	if c.Warning != "" {
		lines = append(lines, Line{Aside, c.Warning})
	}
	lines = append(lines, Line{Aside, c.Hotline})
	sources := t.flowSources(c.Because)
	if len(sources) > 0 {
		lines = append(lines, Line{Cite, say.CiteLead + strings.Join(sources, " ") + "\n" + say.ReckonedOn(t.day.String())})
	}
	for _, g := range f.Why(res, a, t.env()).Answers {
		lines = append(lines, Line{Detail, say.Because(g.Name, g.Answer)})
	}
	for _, change := range f.Flip(a, t.env()) {
		var words []string
		for _, g := range change.Answers {
			words = append(words, g.Name+g.Answer)
		}
		lines = append(lines, Line{Detail, say.IfOnly(words)})
	}
	r := Reply{Decision: Answer, Lines: lines, Sources: sources}
	r.Buttons = t.outcomeButtons(f, a, c, track)
	return t.done(r)
}

// trackOf tells where a transfer that has been accepted should be; nothing for other outcomes.
func (t *turn) trackOf(a dialog.Answers, c dialog.Conclusion) Track {
	m, accepted := MoveOf(a)
	if !accepted || len(c.Timeline) < 2 {
		return Track{}
	}
	return t.track(m, c.Timeline)
}

// outcomeButtons are what can be done with an outcome: bring, note, share, change.
func (t *turn) outcomeButtons(f *dialog.Flow, a dialog.Answers, c dialog.Conclusion, track Track) [][]Button {
	var rows [][]Button
	if c.Checklist != nil && track.Head == "" {
		rows = append(rows, []Button{{Label: say.ButtonChecklist, Data: tickData(c.Checklist.ID, 0)}})
	}
	rows = append(rows, calendarButton(f, a, c.Timeline)...)
	if track.Head != "" {
		rows = append(rows, t.rescue()...)
	}
	rows = append(rows, t.flowReminders(f, a)...)
	rows = append(rows, shareButton(f, a))
	return append(rows, t.flowChanges(f, a)...)
}

// flowChanges returns a button for each answer, to change just that one.
func (t *turn) flowChanges(f *dialog.Flow, a dialog.Answers) [][]Button {
	var flat []Button
	for _, q := range f.Questions {
		if _, ok := a[q.ID]; ok {
			flat = append(flat, Button{Label: say.Change(q.Name), Data: flowPrefix + f.Encode(without(a, q.ID))})
		}
	}
	return append(slices.Collect(slices.Chunk(flat, 2)), []Button{{Label: say.ButtonAgain, Data: flowPrefix + f.Encode(nil)}})
}

func (t *turn) flowSources(because []knowledge.Basis) []string {
	var names []string
	for _, b := range because {
		src, ok := t.corpus.Source(b.Source)
		if !ok || src.Level == knowledge.LevelUnverified {
			continue
		}
		if name := say.Source(src.Name()+b.Article, src.Date); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// typedFlow takes a message as the answer to a dialog's question. What is no answer is left to
// be a question of its own, and the dialog goes on after it.
func (t *turn) typedFlow(state, text string) (Reply, bool) {
	saved, err := t.flows.Decode(state, t.env())
	if err != nil {
		return Reply{}, false
	}
	res := saved.Flow.Step(saved.Answers, t.env())
	if res.Decision != dialog.Asking {
		return Reply{}, false
	}
	v, err := dialog.ParseAnswer(res.Question, text, t.day, t.onePlace)
	if err != nil {
		if !asks.MatchString(text) && t.fill(saved.Flow, saved.Answers, t.told()) {
			return t.step(saved.Flow, saved.Answers), true
		}
		if _, polite := t.smallTalk(text); polite || runes(text) > shortAnswer {
			return Reply{}, false
		}
		r := t.step(saved.Flow, saved.Answers)
		r.Lines = append([]Line{{Aside, say.NotUnderstood(text)}}, r.Lines...)
		return r, true
	}
	saved.Answers[res.Question.ID] = v
	t.fill(saved.Flow, saved.Answers, t.told()) // and whatever else was said
	return t.step(saved.Flow, saved.Answers), true
}

// shortAnswer is how many characters a message may have to be taken for a slip in answering
// rather than for another question.
const shortAnswer = 5

var errNoPlace = errors.New(say.NoSuchPlace)

func (t *turn) onePlace(text string) (string, error) {
	found := t.places.Find(text)
	if len(found.Places) == 0 || !bare(found.Rest) {
		return "", errNoPlace
	}
	return found.Places[0], nil
}

// resume puts the question that a digression has interrupted below its answer.
func (t *turn) resume(r Reply, state string) Reply {
	saved, err := t.flows.Decode(state, t.env())
	if err != nil {
		return r
	}
	next := t.step(saved.Flow, saved.Answers)
	if next.Decision != Ask || len(next.Lines) == 0 {
		return r
	}
	r.Lines = append(slices.Clone(r.Lines), Line{Aside, say.BackTo(next.Lines[0].Text)})
	r.Buttons = next.Buttons
	r.Session.Asking = next.Session.Asking
	return r
}
