package dialog

import (
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/yibaowenwen/yibao/knowledge"
)

// compile turns a condition as written into one that can be evaluated. What is wrong is
// reported with its line; a missing condition compiles to nil.
func (l *loader) compile(n *yaml.Node) *cond {
	if n.Kind == 0 {
		return nil
	}
	if n.Kind != yaml.MappingNode || len(n.Content) == 0 {
		l.problem(n.Line, "a condition is a mapping such as {stopped: yes}")
		return nil
	}
	all := &cond{op: opAll, line: n.Line}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if c := l.part(n.Content[i], n.Content[i+1]); c != nil {
			all.kids = append(all.kids, c)
		}
	}
	if len(all.kids) == 1 {
		return all.kids[0]
	}
	return all
}

// part compiles one key of a condition.
func (l *loader) part(key, val *yaml.Node) *cond {
	switch key.Value {
	case "all", "any":
		c := &cond{op: opAll, line: key.Line}
		if key.Value == "any" {
			c.op = opAny
		}
		if val.Kind != yaml.SequenceNode || len(val.Content) == 0 {
			l.problem(val.Line, "%s wants a list of conditions", key.Value)
			return nil
		}
		for _, n := range val.Content {
			if k := l.compile(n); k != nil {
				c.kids = append(c.kids, k)
			}
		}
		return c
	case "not":
		k := l.compile(val)
		if k == nil {
			return nil
		}
		return &cond{op: opNot, kids: []*cond{k}, line: key.Line}
	case "fact":
		f, ok := l.flow.facts[val.Value]
		if !ok {
			l.problem(val.Line, "unknown fact %q", val.Value)
			return nil
		}
		f.used = true
		return &cond{op: opFact, fact: f, line: key.Line}
	case onDay:
		return l.compare(dayIndex, onDay, Question{Kind: Day}, val)
	}
	q, ok := l.flow.index[key.Value]
	if !ok {
		l.problem(key.Line, "unknown question %q", key.Value)
		return nil
	}
	question := l.flow.Questions[q]
	switch question.Kind {
	case Choice:
		return l.option(q, question, val)
	case Number, Day, Month:
		return l.compare(q, key.Value, question, val)
	}
	l.problem(key.Line, "a place cannot be compared; use a fact for %q", key.Value)
	return nil
}

// option compiles {question: option} and {question: [option, option]}.
func (l *loader) option(q int, question Question, val *yaml.Node) *cond {
	list := []*yaml.Node{val}
	if val.Kind == yaml.SequenceNode {
		list = val.Content
	}
	c := &cond{op: opOption, q: q, line: val.Line}
	for _, n := range list {
		known := slices.ContainsFunc(question.Options, func(o Option) bool { return o.ID == n.Value })
		if n.Kind != yaml.ScalarNode || !known {
			l.problem(n.Line, "%q is no option of %s", n.Value, question.ID)
			continue
		}
		c.options = append(c.options, n.Value)
	}
	return c
}

// compare compiles {question: {ge: 1, le: 3}}.
func (l *loader) compare(q int, name string, question Question, val *yaml.Node) *cond {
	if val.Kind != yaml.MappingNode {
		l.problem(val.Line, "%s is a %s: compare it with gt, ge, lt or le", name, question.Kind)
		return nil
	}
	c := &cond{op: opCompare, q: q, line: val.Line}
	for i := 0; i+1 < len(val.Content); i += 2 {
		op, lit := val.Content[i], val.Content[i+1]
		if !slices.Contains([]string{"gt", "ge", "lt", "le"}, op.Value) {
			l.problem(op.Line, "%q does not compare a %s; use gt, ge, lt or le", op.Value, question.Kind)
			continue
		}
		v, err := literal(question, lit.Value)
		if err != nil {
			l.problem(lit.Line, "%s: %v", name, err)
			continue
		}
		c.bounds = append(c.bounds, bound{op.Value, v})
		l.flow.literals[name] = append(l.flow.literals[name], v)
	}
	return c
}

// literal reads a number or date in a condition and checks that an answer can reach it.
func literal(q Question, text string) (Value, error) {
	if q.Kind == Number {
		n, err := parsePlain(text)
		if err != nil {
			return Value{}, fmt.Errorf("%q is not a number", text)
		}
		if n < q.Min || q.Max > 0 && n > q.Max {
			return Value{}, fmt.Errorf("%s lies outside %v to %v", text, q.Min, q.Max)
		}
		return Value{Num: n}, nil
	}
	if q.Kind == Month && len(text) == len("2006-01") {
		text += "-01"
	}
	d, err := knowledge.ParseDate(text)
	return Value{Day: d}, err
}

// words writes the condition as an editor would read it.
func (c *cond) words(f *Flow) string {
	if c == nil {
		return ""
	}
	switch c.op {
	case opAll, opAny:
		parts := make([]string, len(c.kids))
		for i, k := range c.kids {
			parts[i] = k.words(f)
			if c.op == opAll && k.op == opAny {
				parts[i] = "(" + parts[i] + ")"
			}
		}
		return strings.Join(parts, map[operator]string{opAll: " 且 ", opAny: " 或 "}[c.op])
	case opNot:
		return "不是(" + c.kids[0].words(f) + ")"
	case opFact:
		return c.fact.title
	case opOption:
		q := f.Questions[c.q]
		labels := make([]string, len(c.options))
		for i, id := range c.options {
			labels[i] = q.label(id)
		}
		return q.Name + ":" + strings.Join(labels, "/")
	}
	name, q := "日期", Question{Kind: Day}
	if c.q != dayIndex {
		q = f.Questions[c.q]
		name = q.Name
	}
	parts := make([]string, len(c.bounds))
	for i, b := range c.bounds {
		parts[i] = name + map[string]string{"gt": "＞", "ge": "≥", "lt": "＜", "le": "≤"}[b.op] + q.plain(b.literal)
	}
	return strings.Join(parts, " 且 ")
}
