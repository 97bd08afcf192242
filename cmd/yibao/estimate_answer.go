package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/bot/feature"
	"github.com/yibaowenwen/yibao/bot/feature/estimate"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/zh"
)

// An estimateQuery is one line that `estimate --jsonl` reads.
type estimateQuery struct {
	ID      json.RawMessage `json:"id"`
	Flow    string          `json:"flow"`
	On      string          `json:"on"`
	Answers map[string]any  `json:"answers"`
}

// An estimated is what `estimate --json` and `--jsonl` write.
type estimated struct {
	ID        json.RawMessage `json:"id"`
	Decision  string          `json:"decision"`
	Question  string          `json:"question"`
	Outcome   string          `json:"outcome"`
	Missing   []string        `json:"missing"`
	Because   []because       `json:"because"`
	Timeline  []stage         `json:"timeline"`
	Standing  *standing       `json:"standing,omitempty"` // where it should be on the day of asking
	Checklist []item          `json:"checklist"`
	Values    map[string]any  `json:"values"`
	Why       []given         `json:"why,omitempty"`  // the answers that led here
	Flip      []flip          `json:"flip,omitempty"` // what would lead to a better outcome
	Options   []string        `json:"options,omitempty"`
	Text      string          `json:"text"`
	Error     string          `json:"error,omitempty"`
}

type because struct {
	Source  string `json:"source"`
	Article string `json:"article"`
	ID      string `json:"id"`
}

type stage struct {
	Stage    string  `json:"stage"`
	Latest   *string `json:"latest"`
	Workdays int     `json:"workdays"`
	Certain  bool    `json:"certain"`
	Note     string  `json:"note,omitempty"`
}

type standing struct {
	Stage        string `json:"stage"` // due now, or the last one once all are over
	Over         bool   `json:"over"`
	WorkdaysLeft int    `json:"workdays_left"`
	WorkdaysLate int    `json:"workdays_late"`
}

type item struct {
	Item string `json:"item"`
	Need string `json:"need"`
}

type given struct {
	Question string `json:"question"`
	Name     string `json:"name"`
	Answer   string `json:"answer"`
}

type flip struct {
	Answers []given `json:"answers"`
	Outcome string  `json:"outcome"`
}

func refused(id json.RawMessage, question, why string) estimated {
	if len(id) == 0 {
		id = json.RawMessage(`""`)
	}
	return estimated{
		ID: id, Decision: string(dialog.Refused), Question: question, Missing: []string{}, Because: []because{},
		Timeline: []stage{}, Checklist: []item{}, Values: map[string]any{}, Error: why, Text: say.Typeset(why),
	}
}

// estimate runs a flow on the answers; the conclusion is empty unless there is an outcome.
func (e *estimator) estimate(q estimateQuery) (estimated, dialog.Conclusion) {
	none := dialog.Conclusion{}
	f, ok := e.set.Flow(q.Flow)
	if !ok {
		return refused(q.ID, "", fmt.Sprintf("no flow %q; there are %s", q.Flow, e.names())), none
	}
	day, err := e.day(q)
	if err != nil {
		return refused(q.ID, "on", err.Error()), none
	}
	env := dialog.Env{On: day, Calendar: e.days}
	a, bad, err := e.answers(f, q.Answers, env)
	if err != nil {
		return refused(q.ID, bad, plainError(err)), none
	}
	r := f.Step(a, env)
	out := refused(q.ID, "", "")
	out.Decision = string(r.Decision)
	switch r.Decision {
	case dialog.Asking:
		out.ask(r)
	case dialog.Refused:
		out = refused(q.ID, "", r.Err.Error())
		if r.Question != nil {
			out.Question = r.Question.ID
		}
	case dialog.Concluded:
		c, err := f.Conclude(r, a, env)
		if err != nil {
			return refused(q.ID, "", err.Error()), none
		}
		out.conclude(e.corpus, out.track(e, a, c, env))
		out.explain(f, r, a, env)
		return out, c
	}
	return out, none
}

// day is the day on which is asked: of the query, among the answers, or today in China.
func (e *estimator) day(q estimateQuery) (knowledge.Date, error) {
	text := q.On
	if v, ok := q.Answers["on"]; ok && text == "" {
		text = fmt.Sprint(v)
	}
	if text == "" {
		return knowledge.DateOf(e.now().In(zh.China())), nil
	}
	return knowledge.ParseDate(text)
}

// answers reads what was given as typed; what is empty counts as not answered.
func (e *estimator) answers(f *dialog.Flow, raw map[string]any, env dialog.Env) (dialog.Answers, string, error) {
	a := dialog.Answers{}
	var keys []string
	for k := range raw {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		text := typed(raw[k])
		if k == "on" || text == "" {
			continue
		}
		q, ok := f.Question(k)
		if !ok {
			return nil, k, fmt.Errorf("没有“%s”这一项", k)
		}
		v, err := dialog.ParseAnswer(q, text, env.On, e.places.find)
		if err != nil {
			return nil, k, err
		}
		a[k] = v
	}
	return a, "", nil
}

// typed writes a JSON value as someone would type it.
func typed(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case bool:
		if v {
			return "yes"
		}
		return "no"
	}
	return strings.TrimSpace(fmt.Sprint(v))
}

// plainError leaves out that it is not an answer, which the decision says already.
func plainError(err error) string {
	return strings.TrimPrefix(err.Error(), dialog.ErrNotAnAnswer.Error()+": ")
}

func (x *estimated) ask(r dialog.Result) {
	x.Question, x.Text = r.Question.ID, r.Question.Ask
	if r.Again && r.Question.Again != "" {
		x.Text = r.Question.Again
	}
	for _, o := range r.Question.Options {
		x.Options = append(x.Options, o.ID)
	}
	x.Text = say.Typeset(x.Text)
}

func (x *estimated) conclude(k *knowledge.Corpus, c dialog.Conclusion) {
	x.Outcome, x.Values = c.Outcome, c.Values
	for _, m := range c.Missing {
		x.Missing = appendNew(x.Missing, m.ID)
	}
	var cited []string
	for _, b := range c.Because {
		name := b.Source
		if s, ok := k.Source(b.Source); ok {
			name = s.Name()
		}
		x.Because = append(x.Because, because{name, b.Article, b.Source})
		if b.Status == "" || b.Status.Verified() {
			cited = append(cited, name+b.Article)
		}
	}
	for i, s := range c.Timeline {
		t := stage{Stage: s.Name, Workdays: s.Workdays, Certain: s.Certain}
		if !s.Latest.IsZero() {
			day := s.Latest.String()
			t.Latest = &day
		}
		if i < len(c.Deadlines) {
			t.Note = say.Typeset(c.Deadlines[i])
		}
		x.Timeline = append(x.Timeline, t)
	}
	if c.Checklist != nil {
		for _, it := range c.Checklist.Items {
			x.Checklist = append(x.Checklist, item{say.Typeset(it.Item), string(it.Need)})
		}
	}
	x.Text = say.Typeset(c.Text()) + "\n依据 " + strings.Join(cited, " ")
}

// explain adds which answers led here and what would lead to something better.
func (x *estimated) explain(f *dialog.Flow, r dialog.Result, a dialog.Answers, env dialog.Env) {
	for _, g := range f.Why(r, a, env).Answers {
		x.Why = append(x.Why, given{g.Question, g.Name, g.Answer})
	}
	for _, ch := range f.Flip(a, env) {
		one := flip{Outcome: ch.Outcome}
		for _, g := range ch.Answers {
			one.Answers = append(one.Answers, given{g.Question, g.Name, g.Answer})
		}
		x.Flip = append(x.Flip, one)
	}
}

// track adds where a transfer that was accepted earlier should be on the day of asking, which
// is then the conclusion, and what to do about it.
func (x *estimated) track(e *estimator, a dialog.Answers, c dialog.Conclusion, env dialog.Env) dialog.Conclusion {
	m, ok := feature.MoveOf(a)
	if !ok || len(c.Timeline) < 2 || !m.Accepted.Before(env.On) {
		return c
	}
	s := dialog.StandingOn(c.Timeline, env.On, e.days)
	x.Standing = &standing{Stage: s.Step.Name, Over: s.Over, WorkdaysLeft: s.Left, WorkdaysLate: s.Late}
	t := estimate.TrackOn(env.On, m, c.Timeline, e.days, e.corpus.Regions)
	c.Headline, c.Next = t.Head, t.Lines
	return c
}

// read is the estimate as it is read in a terminal.
func (x *estimated) read() string {
	list := []string{x.Text}
	if len(x.Options) > 0 {
		list = append(list, "(回答 "+x.Question+"="+strings.Join(x.Options, "|")+")")
	} else if x.Question != "" && x.Error == "" {
		list = append(list, "(回答 "+x.Question+"=…)")
	}
	needs := map[string]string{"required": "必带", "if_asked": "要了再给", "not_needed": "不用带"}
	for _, it := range x.Checklist {
		list = append(list, "☐ "+it.Item+"("+needs[it.Need]+")")
	}
	for _, ch := range x.Flip {
		var words []string
		for _, g := range ch.Answers {
			words = append(words, g.Name+" "+g.Answer)
		}
		list = append(list, "怎样更好:"+strings.Join(words, ",并且"))
	}
	return say.Typeset(strings.Join(list, "\n"))
}

var errNoDeadline = errors.New("estimate: 这个结果没有期限,没有写日历文件")
