package dialog

import (
	"slices"
	"strings"
)

// names enters questions, facts and outcomes, so that conditions can name them.
func (l *loader) names() {
	f := l.flow
	f.index, f.outcomes, f.facts = map[string]int{}, map[string]*Outcome{}, map[string]*fact{}
	f.literals = map[string][]Value{}
	tags := map[string]string{}
	for i := range f.Questions {
		q := &f.Questions[i]
		if _, twice := f.index[q.ID]; twice || q.ID == "" || slices.Contains([]string{"all", "any", "not", "fact", onDay}, q.ID) {
			l.problem(q.Pos.Line, "question %q has no name, or one that is taken", q.ID)
		}
		f.index[q.ID] = i
		q.tag = tagOf(q.ID + " " + string(q.Kind))
		q.told = l.patterns(q.Pos.Line, q.Told, 1)
		l.uniqueTag(tags, q.tag, q.ID, q.Pos.Line)
		options := map[string]string{}
		for j := range q.Options {
			o := &q.Options[j]
			o.tag = tagOf(o.ID)
			o.told = l.patterns(o.Pos.Line, o.Told, 0)
			l.uniqueTag(options, o.tag, o.ID, o.Pos.Line)
		}
	}
	for i := range f.Outcomes {
		o := &f.Outcomes[i]
		if _, twice := f.outcomes[o.ID]; twice || o.ID == "" {
			l.problem(o.Pos.Line, "outcome %q has no name, or one that is taken", o.ID)
		}
		f.outcomes[o.ID] = o
	}
	for _, name := range sortedKeys(f.Facts) {
		call := f.Facts[name]
		fn, ok := factFuncs()[call.Fn]
		if !ok {
			l.problem(1, "fact %s: unknown function %q", name, call.Fn)
			continue
		}
		if call.Name == "" {
			l.problem(1, "fact %s needs a name in words", name)
		}
		f.facts[name] = &fact{name: name, title: call.Name, fn: fn, args: l.arguments("fact "+name, call.Args, fn.kinds, 1)}
	}
}

// uniqueTag makes sure that buttons can tell two things apart.
func (l *loader) uniqueTag(tags map[string]string, tag, id string, line int) {
	if other, twice := tags[tag]; twice {
		l.problem(line, "%q and %q look alike in a button; rename one", other, id)
	}
	tags[tag] = id
}

// arguments resolves a function's arguments and checks their number and kinds.
func (l *loader) arguments(what string, names []string, kinds []Kind, line int) []argument {
	if len(names) != len(kinds) {
		l.problem(line, "%s wants %d arguments %v, has %d", what, len(kinds), kinds, len(names))
		return nil
	}
	args := make([]argument, len(names))
	for i, name := range names {
		args[i] = l.argument(what, name, kinds[i], line)
	}
	return args
}

func (l *loader) argument(what, name string, want Kind, line int) argument {
	if p, ok := strings.CutPrefix(name, "@"); ok {
		if _, exists := l.corpus.Param(p); !exists || want != param {
			l.problem(line, "%s: %q is no known parameter, or not wanted here", what, name)
		}
		return argument{param: p}
	}
	name, orDay := strings.CutSuffix(name, "|"+onDay)
	if name == onDay {
		if want != Day {
			l.problem(line, "%s: a %s is wanted, not the day", what, want)
		}
		return argument{q: dayIndex}
	}
	q, ok := l.flow.index[name]
	if !ok {
		l.problem(line, "%s: unknown question %q", what, name)
		return argument{}
	}
	if got := l.flow.Questions[q].Kind; got != want {
		l.problem(line, "%s: %s is a %s, a %s is wanted", what, name, got, want)
	}
	return argument{q: q, orDay: orDay}
}

// link compiles every condition and call.
func (l *loader) link() {
	f := l.flow
	for i := range f.Questions {
		q := &f.Questions[i]
		q.onlyIf = l.compile(&q.OnlyIf)
	}
	for i := range f.Checks {
		f.Checks[i].cond = l.compile(&f.Checks[i].If)
	}
	for i := range f.Rules {
		f.Rules[i].cond = l.compile(&f.Rules[i].When)
	}
	for i := range f.Outcomes {
		l.linkOutcome(&f.Outcomes[i])
	}
}

func (l *loader) linkOutcome(o *Outcome) {
	for _, lines := range [][]Line{o.Headline, o.Lines, o.Next} {
		for i := range lines {
			lines[i].cond = l.compile(&lines[i].When)
		}
	}
	for i := range o.Missing {
		o.Missing[i].cond = l.compile(&o.Missing[i].When)
	}
	for _, list := range [][]Setting{o.Values, o.Checklist} {
		for i := range list {
			list[i].cond = l.compile(&list[i].When)
		}
	}
	o.names = map[string]bool{}
	for i := range o.Compute {
		call := &o.Compute[i]
		fn, ok := computeFuncs()[call.Fn]
		if !ok {
			l.problem(call.Pos.Line, "unknown function %q", call.Fn)
			continue
		}
		call.fn = fn
		call.args = l.arguments(call.Fn, call.Args, fn.kinds, call.Pos.Line)
		for _, w := range fn.words {
			o.names[w] = true
		}
	}
}
