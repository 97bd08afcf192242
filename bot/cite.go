package bot

import (
	"slices"
	"strings"

	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/knowledge"
)

// cite returns the lines of the visible sentences followed by their sources. The first source
// is that of the conclusion; a line that rests on another carries its number, and one that was
// not found in print carries a mark instead.
func (c *composer) cite(body []sentence) []Line {
	cited := c.sourcesOf(body)
	sure := slices.ContainsFunc(body, func(s sentence) bool { return s.basis.Status.Verified() })
	var lines []Line
	marked := false
	for _, s := range body {
		mark := ""
		switch name := c.sourceName(s.basis); {
		case s.basis.IsZero():
		case name == "" && sure:
			mark, marked = say.UnsureMark, true
		default:
			mark = say.Mark(slices.Index(cited, name))
		}
		lines = append(lines, Line{s.Kind, s.Text + mark})
	}
	return append(lines, Line{Cite, c.citeLine(body, cited, sure, marked)})
}

// citeLine is the source line proper: what, when, how checked, and whether it may be out of date.
func (c *composer) citeLine(body []sentence, cited []string, sure, marked bool) string {
	var parts []string
	if len(cited) > 0 {
		var sources []string
		for i, name := range cited {
			sources = append(sources, say.Mark(i)+name)
		}
		parts = append(parts, say.CiteLead+strings.Join(sources, " "))
	}
	if sure {
		parts = append(parts, say.CheckedOn(c.oldestReview(body), c.secondHand(body)))
	}
	switch {
	case !sure:
		parts = append(parts, say.AllUnsure)
	case marked:
		parts = append(parts, say.PartUnsure)
	}
	if day := c.overdue(body); !day.IsZero() {
		parts = append(parts, say.Overdue(day.String()))
	}
	return strings.Join(parts, "\n")
}

// citeFolded returns the folded lines, the sources that only they rest on, and links.
func (c *composer) citeFolded(body, folded []sentence) []Line {
	var lines []Line
	for _, s := range folded {
		text := s.Text
		if !s.basis.IsZero() && !s.basis.Status.Verified() {
			text += say.Unverified
		}
		lines = append(lines, Line{Detail, text})
	}
	shown := c.sourcesOf(body)
	for _, name := range c.sourcesOf(folded) {
		if !slices.Contains(shown, name) {
			lines = append(lines, Line{Detail, say.CiteLead + name})
		}
	}
	seen := map[string]bool{}
	for _, s := range slices.Concat(body, folded) {
		src, ok := c.corpus.Source(s.basis.Source)
		if ok && src.URL != "" && s.basis.Status.Verified() && !seen[src.URL] {
			seen[src.URL] = true
			lines = append(lines, Line{Detail, src.Title + " " + src.URL})
		}
	}
	return lines
}

// sourceName returns a checked source as it is cited, or "" where nothing in print was found.
func (c *composer) sourceName(b knowledge.Basis) string {
	s, ok := c.corpus.Source(b.Source)
	if !ok || !b.Status.Verified() {
		return ""
	}
	return say.Source(s.Name(), s.Date)
}

// sourcesOf returns the checked sources of the sentences in order, each once.
func (c *composer) sourcesOf(list []sentence) []string {
	var names []string
	for _, s := range list {
		if name := c.sourceName(s.basis); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// sources returns everything that the answer rests on, with articles.
func (c *composer) sources() []string {
	names := []string{}
	for _, s := range c.said {
		src, ok := c.corpus.Source(s.basis.Source)
		if !ok {
			continue
		}
		if name := say.Source(src.Name()+s.basis.Article, src.Date); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

func (c *composer) oldestReview(list []sentence) string {
	var oldest knowledge.Date
	for _, s := range list {
		if r := s.basis.Reviewed; !r.IsZero() && (oldest.IsZero() || r.Before(oldest)) {
			oldest = r
		}
	}
	return oldest.String()
}

// secondHand reports whether any of the checked sentences was checked against a reprint only.
func (c *composer) secondHand(list []sentence) bool {
	return slices.ContainsFunc(list, func(s sentence) bool { return s.basis.Status == knowledge.StatusSecondary })
}

// overdue returns the earliest day of review that has passed, or the zero Date.
func (c *composer) overdue(list []sentence) knowledge.Date {
	var first knowledge.Date
	for _, s := range list {
		if by := s.basis.ReviewBy; !by.IsZero() && by.Before(c.day) && (first.IsZero() || by.Before(first)) {
			first = by
		}
	}
	return first
}
