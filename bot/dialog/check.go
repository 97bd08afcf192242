package dialog

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yibaowenwen/yibao/knowledge"
)

// Limits on what fits a phone.
const (
	maxHeadline = 40
	maxLabel    = 20
	maxOptions  = 12
	maxLongest  = 7  // questions in one dialog
	maxState    = 56 // bytes; a button takes 64, and names who reads it
)

// check looks for what a flow must have and must not have; prove does what needs walking.
func (l *loader) check() {
	f := l.flow
	if len(f.Else) != 1 || f.Else[0].When.Kind != 0 {
		l.problem(1, "there must be exactly one else, without a condition")
		return
	}
	l.checkHead()
	for i := range f.Questions {
		l.checkQuestion(&f.Questions[i])
	}
	for i := range f.Checks {
		c := &f.Checks[i]
		if _, ok := f.index[c.Question]; !ok || c.Say == "" {
			l.problem(c.Pos.Line, "a check needs a known question and something to say")
		}
	}
	for i := range f.Rules {
		l.checkRule(&f.Rules[i])
	}
	l.checkRule(&f.Else[0])
	for i := range f.Outcomes {
		l.checkOutcome(&f.Outcomes[i])
	}
	for _, name := range sortedKeys(f.Stages) {
		l.text(1, f.Stages[name], map[string]bool{"date": true, "days": true, "year": true})
	}
	for _, name := range sortedKeys(f.facts) {
		if !f.facts[name].used {
			l.problem(1, "fact %s is not used", name)
		}
	}
}

func (l *loader) checkHead() {
	f := l.flow
	if len(f.ID) != 2 || f.Name != flowName(f.file) || f.Title == "" {
		l.problem(1, "a flow needs an id of two letters, a title, and the name of its file, %q", flowName(f.file))
	}
	if !strings.Contains(f.Hotline, Hotline) || f.Unverified == "" {
		l.problem(1, "hotline must name %s, and unverified must say something", Hotline)
	}
	for id, kind := range map[string]Kind{f.At.Place: Place, f.At.Date: Day} {
		if q, ok := f.Question(id); id != "" && (!ok || q.Kind != kind) {
			l.problem(1, "at: %q is no question of kind %s", id, kind)
		}
	}
}

func (l *loader) checkQuestion(q *Question) {
	line := q.Pos.Line
	if !slices.Contains([]Kind{Choice, Place, Number, Day, Month}, q.Kind) {
		l.problem(line, "%s: unknown kind %q", q.ID, q.Kind)
	}
	if q.Ask == "" || q.Name == "" || utf8.RuneCountInString(q.Name) > maxLabel {
		l.problem(line, "%s needs something to ask, and a name of at most %d characters", q.ID, maxLabel)
	}
	if q.Kind == Number && (q.Max <= q.Min || !slices.Contains([]string{"month", "year", unitAge, unitYuan}, q.Unit)) {
		l.problem(line, "%s: a number needs min < max and a unit, month, year, age or yuan", q.ID)
	}
	if _, known := l.flow.index[q.Instead]; q.Instead != "" && !known {
		l.problem(line, "%s: instead of it, %q is no question", q.ID, q.Instead)
	}
	if _, option := q.option(q.Assume); q.Assume != "" && q.Assume != assumeNone && !option {
		l.problem(line, "%s: assumes %q, which is no option", q.ID, q.Assume)
	}
	for _, s := range q.Samples {
		v, err := literal(*q, s)
		if err != nil {
			l.problem(line, "%s: sample %v", q.ID, err)
		}
		q.samples = append(q.samples, v)
	}
	l.checkOptions(q)
}

func (l *loader) checkOptions(q *Question) {
	line := q.Pos.Line
	if (q.Kind == Choice) != (len(q.Options) > 0) || len(q.Options) > maxOptions {
		l.problem(line, "%s: a choice, and only a choice, has options, at most %d", q.ID, maxOptions)
	}
	for _, o := range q.Options {
		if n := utf8.RuneCountInString(o.Label); n == 0 || n > maxLabel {
			l.problem(o.Pos.Line, "%s: label %q must have 1 to %d characters", q.ID, o.Label, maxLabel)
		}
	}
	if _, unsure := q.option(Unsure); unsure {
		if q.Help == "" {
			l.problem(line, "%s: who is not sure needs help", q.ID)
		}
		if !l.flow.names(q.ID, Unsure) {
			l.problem(line, "%s: no rule says what happens to who is not sure", q.ID)
		}
	}
}

// names reports whether some rule names the option of the question.
func (f *Flow) names(question, option string) bool {
	for i := range f.Rules {
		if f.Rules[i].cond.names(f.index[question], option) {
			return true
		}
	}
	return false
}

func (c *cond) names(q int, option string) bool {
	if c == nil {
		return false
	}
	if c.op == opOption && c.q == q && slices.Contains(c.options, option) {
		return true
	}
	return slices.ContainsFunc(c.kids, func(k *cond) bool { return k.names(q, option) })
}

func (l *loader) checkRule(r *Rule) {
	if _, ok := l.flow.outcomes[r.To]; !ok {
		l.problem(r.Pos.Line, "unknown outcome %q", r.To)
	}
	if len(r.Because) == 0 {
		l.problem(r.Pos.Line, "a rule needs a source in because")
	}
	l.references(r.Because)
	for _, id := range r.Needs {
		if _, ok := l.flow.index[id]; !ok {
			l.problem(r.Pos.Line, "needs: unknown question %q", id)
		}
	}
}

func (l *loader) references(list []Reference) {
	for _, r := range list {
		if _, ok := l.corpus.Source(r.Source); !ok {
			l.problem(r.Pos.Line, "unknown source %q", r.Source)
		}
	}
}

func (l *loader) checkOutcome(o *Outcome) {
	if len(o.Headline) == 0 || o.Headline[len(o.Headline)-1].cond != nil {
		l.problem(o.Pos.Line, "%s needs a headline; the last one without a condition", o.ID)
	}
	if len(o.Next) == 0 {
		l.problem(o.Pos.Line, "%s does not say what to do next", o.ID)
	}
	for _, h := range o.Headline {
		if n := utf8.RuneCountInString(shortest(h.Text)); n > maxHeadline {
			l.problem(h.Pos.Line, "the headline has %d characters, at most %d", n, maxHeadline)
		}
	}
	for _, list := range [][]Line{o.Headline, o.Lines, o.Next} {
		for _, line := range list {
			l.text(line.Pos.Line, line.Text, o.names)
		}
	}
	l.checkSettings(o)
}

func (l *loader) checkSettings(o *Outcome) {
	for _, m := range o.Missing {
		l.text(m.Pos.Line, m.Text, o.names)
		l.references(m.Because)
		if m.cond == nil || m.ID == "" {
			l.problem(m.Pos.Line, "what is missing needs an id and a condition")
		}
	}
	for _, c := range o.Checklist {
		id, _ := c.Value.(string)
		if _, ok := l.corpus.Checklist(id); !ok {
			l.problem(c.Pos.Line, "unknown checklist %q", id)
		}
	}
	for _, v := range o.Values {
		if v.Name == "" || v.Value == nil {
			l.problem(v.Pos.Line, "a value needs a name and a value")
		}
	}
}

// shortest is a sentence with its placeholders as short as they may become.
func shortest(text string) string {
	for _, name := range knowledge.Placeholders(text) {
		text = strings.ReplaceAll(text, "{"+name+"}", "20")
	}
	return text
}

var bareNumber = regexp.MustCompile(`\d+(?:\.\d+)?\s*(?:个工作日|个月|年(?:[^\d]|$)|岁|%|元|天)`)

// text checks that a sentence says something, names only what it can know, and spells out no
// number that has a source.
func (l *loader) text(line int, text string, names map[string]bool) {
	if text == "" {
		l.problem(line, "a sentence has no text")
	}
	for _, name := range knowledge.Placeholders(text) {
		_, isParam := l.corpus.Param(name)
		_, isQuestion := l.flow.index[name]
		if !isParam && !isQuestion && !names[name] {
			l.problem(line, "{%s} is no parameter, question or result", name)
		}
	}
	for _, m := range bareNumber.FindAllString(text, -1) {
		if len(m) < len("2024年") || m[0] != '2' || m[1] != '0' { // a year of the calendar
			l.problem(line, "the number in %q belongs to a parameter; write {param.id}", m)
		}
	}
}
