package dialog

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/yibaowenwen/yibao/knowledge"
)

// A Conclusion is an outcome worked out for someone: everything that is shown.
type Conclusion struct {
	Outcome   string
	Headline  string
	Lines     []string
	Missing   []Gap
	Timeline  []Stage
	Deadlines []string // the timeline in words
	FromToday bool     // the timeline counts from the day on which is asked, as no other was told
	Next      []string
	Warning   string // set where something it rests on was not found in print
	Hotline   string
	Checklist *knowledge.Checklist // with its numbers filled in; nil if there is nothing to bring
	Values    map[string]any
	Because   []knowledge.Basis // without repetition; the rule's first
}

// A Gap is one thing that is still missing.
type Gap struct{ ID, Text string }

// Conclude works out the outcome of a result. It fails if the result is no outcome, or if a
// number that the outcome cannot do without has no value in force.
func (f *Flow) Conclude(r Result, a Answers, env Env) (Conclusion, error) {
	if r.Decision != Concluded {
		return Conclusion{}, fmt.Errorf("conclude %s: the answers lead to no outcome yet", f.Name)
	}
	w := writer{state: state{f, a, env}, words: f.words(a)}
	o := r.Outcome
	c := Conclusion{Outcome: o.ID, Hotline: f.Hotline, Values: map[string]any{}}
	for _, ref := range f.ruleAt(r.rule).Because {
		c.because(knowledge.Basis{Source: ref.Source, Article: ref.Article})
	}
	if err := w.compute(o, &c); err != nil {
		return Conclusion{}, fmt.Errorf("conclude %s: %w", f.Name, err)
	}
	for _, v := range o.Values {
		if w.known(v.cond) {
			c.Values[v.Name] = v.Value
		}
	}
	if h := w.lines(o.Headline); len(h) > 0 {
		c.Headline = h[0]
	} else {
		return Conclusion{}, fmt.Errorf("conclude %s: no headline of %s can be filled in", f.Name, o.ID)
	}
	c.Lines, c.Next = w.lines(o.Lines), w.lines(o.Next)
	for _, m := range o.Missing {
		if text, ok := w.fill(m.Text); ok && w.known(m.cond) {
			c.Missing = append(c.Missing, Gap{m.ID, text})
			for _, ref := range m.Because {
				c.because(knowledge.Basis{Source: ref.Source, Article: ref.Article})
			}
		}
	}
	for _, s := range o.Checklist {
		if w.known(s.cond) {
			c.Checklist = w.checklist(f.checklist(s))
			break
		}
	}
	c.Deadlines = w.deadlines(c.Timeline)
	return c, nil
}

func (c *Conclusion) because(b knowledge.Basis) {
	same := func(x knowledge.Basis) bool {
		return x.Source == b.Source && (x.Article == b.Article || b.Article == "")
	}
	if !slices.ContainsFunc(c.Because, same) {
		c.Because = append(c.Because, b)
	}
}

// compute runs an outcome's functions and takes over what they find.
func (w *writer) compute(o *Outcome, c *Conclusion) error {
	for _, call := range o.Compute {
		in, _, _ := w.inputs(call.args)
		found, err := call.fn.run(w.f.corpus, w.env, in)
		if err != nil {
			return err
		}
		for k, v := range found.values {
			c.Values[k] = v
		}
		for k, v := range found.words {
			w.words[k] = v
		}
		c.Timeline = append(c.Timeline, found.timeline...)
		c.FromToday = c.FromToday || len(found.timeline) > 0 && slices.ContainsFunc(in, func(x input) bool { return x.today })
		for _, b := range found.basis {
			c.because(b)
			if !b.Status.Verified() {
				c.Warning = w.f.Unverified
			}
		}
	}
	return nil
}

// A writer fills in sentences.
type writer struct {
	state
	words map[string]string
}

// words are the answers as texts name them: places by their short name.
func (f *Flow) words(a Answers) map[string]string {
	words := map[string]string{}
	for i := range f.Questions {
		q := &f.Questions[i]
		v, ok := a[q.ID]
		if !ok {
			continue
		}
		words[q.ID] = q.plain(v)
		if q.Kind == Place {
			g, _ := f.corpus.Regions.Get(v.Text)
			words[q.ID] = g.Short
		}
	}
	return words
}

// Echo writes an answer as a person would read it, to be confirmed: 深圳, 3个月, 已经停了.
func (f *Flow) Echo(question string, v Value) string {
	return f.words(Answers{question: v})[question]
}

// Instead reports whether a question takes the answer of another that cannot be answered as it is
// asked: an age for a month of birth.
func (f *Flow) Instead(question string) bool {
	return slices.ContainsFunc(f.Questions, func(q Question) bool { return q.Instead == question })
}

// Echoes writes answers in the order of the questions.
func (f *Flow) Echoes(a Answers) []string {
	var list []string
	for i := range f.Questions {
		if v, ok := a[f.Questions[i].ID]; ok {
			list = append(list, f.Echo(f.Questions[i].ID, v))
		}
	}
	return list
}

// lines returns the sentences whose conditions hold and whose words are all known.
func (w *writer) lines(list []Line) []string {
	var said []string
	for _, l := range list {
		if !w.known(l.cond) {
			continue
		}
		if text, ok := w.fill(l.Text); ok {
			said = append(said, text)
		}
	}
	return said
}

// where returns the place and the day whose numbers count.
func (s state) where() (place string, day knowledge.Date) {
	day = s.env.On
	if v, ok := s.a[s.f.At.Date]; ok {
		day = v.Day
	}
	return s.a[s.f.At.Place].Text, day
}

// checklist returns the list with its sentences filled in.
func (w *writer) checklist(list *knowledge.Checklist) *knowledge.Checklist {
	filled := *list
	filled.Items = slices.Clone(list.Items)
	for i := range filled.Items {
		for _, text := range filled.Items[i].Texts() {
			*text, _ = w.fill(*text)
		}
	}
	filled.Items = slices.DeleteFunc(filled.Items, func(it knowledge.Item) bool { return it.Item == "" })
	return &filled
}

// fill fills in one sentence; it is not said if a word or number in it is not known.
func (w *writer) fill(text string) (string, bool) {
	place, day := w.where()
	s, err := w.f.corpus.Fill(text, place, day, w.words)
	if err != nil {
		return "", false
	}
	return s, true
}

// deadlines puts the stages in words, and says if a date is an estimate.
func (w *writer) deadlines(stages []Stage) []string {
	var said []string
	unsure := 0
	for _, s := range stages {
		if text, ok := w.fill(w.f.StageText(s)); ok && text != "" {
			said = append(said, text)
		}
		if !s.Latest.IsZero() && !s.Certain && s.Note != "balance_local" {
			unsure = s.Latest.Time().Year()
		}
	}
	if unsure > 0 {
		said = append(said, w.f.Uncertain(unsure))
	}
	return said
}

// StageText puts a stage in words: who acts, within how many working days, by when.
func (f *Flow) StageText(s Stage) string {
	return strings.NewReplacer("{date}", dayWords(s.Latest), "{days}", strconv.Itoa(s.Workdays)).Replace(f.Stages[s.Note])
}

// Uncertain says that dates of a year are estimates, because its holidays are not announced.
func (f *Flow) Uncertain(year int) string {
	return strings.ReplaceAll(f.Stages["uncertain"], "{year}", strconv.Itoa(year))
}

// Text writes the conclusion as it is read on a phone.
func (c Conclusion) Text() string {
	list := []string{c.Headline}
	for i, m := range c.Missing {
		list = append(list, string('①'+rune(i))+" "+m.Text)
	}
	list = append(list, c.Lines...)
	list = append(list, c.Deadlines...)
	list = append(list, c.Next...)
	if c.Warning != "" {
		list = append(list, c.Warning)
	}
	return strings.Join(append(list, c.Hotline), "\n")
}
