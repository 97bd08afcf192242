package dialog

import (
	"regexp"
	"slices"

	"github.com/yibaowenwen/yibao/knowledge/zh"
)

// Told returns what a message that says more tells for the flow's questions, as someone would type it.
// The text is cleaned and in Simplified characters.
func (f *Flow) Told(text string) map[string]string {
	told := map[string]string{}
	for i := range f.Questions {
		q := &f.Questions[i]
		n := 0
		for _, o := range q.Options {
			if slices.ContainsFunc(o.told, func(p *regexp.Regexp) bool { return affirmed(p, text) }) {
				told[q.ID] = o.ID
				n++
			}
		}
		if n > 1 { // which of them?
			delete(told, q.ID)
		}
		for _, p := range q.told {
			if list := p.FindAllStringSubmatch(text, -1); len(list) == 1 && told[q.ID] == "" { // of two, which?
				told[q.ID] = list[0][1]
			}
		}
	}
	return told
}

// affirmed reports whether a pattern fits where the text does not deny it.
func affirmed(p *regexp.Regexp, text string) bool {
	for _, at := range p.FindAllStringIndex(text, -1) {
		if !zh.Denied(text[:at[0]]) {
			return true
		}
	}
	return false
}

// patterns compiles what messages tell in their own words.
func (l *loader) patterns(line int, list []string, groups int) []*regexp.Regexp {
	var compiled []*regexp.Regexp
	for _, text := range list {
		p, err := regexp.Compile(text)
		if err != nil || p.NumSubexp() < groups {
			l.problem(line, "told: %q is no pattern with the answer in parentheses", text)
			continue
		}
		compiled = append(compiled, p)
	}
	return compiled
}
