package layout

import (
	"slices"
	"time"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/knowledge"
)

// maxCited is how many sources the line that vouches for an answer names.
const maxCited = 2

// vouch is the one line that says what a reply rests on, how it was checked and when. The source
// of the conclusion comes first; all sources in full are folded away. What was not found in print
// is said in words.
func (l *Layout) vouch(body []bot.Line, whole []knowledge.Basis, day knowledge.Date) string {
	bases := slices.Clone(whole)
	for _, line := range body {
		bases = append(bases, line.Basis)
	}
	bases = slices.DeleteFunc(bases, knowledge.Basis.Needless)
	if len(bases) == 0 {
		return say.OnlyAdvice
	}
	if len(whole) == 0 && !body[0].Basis.Needless() && !body[0].Basis.Status.Verified() {
		return say.NotInPrint
	}
	var names []string
	var checked []knowledge.Basis
	for _, b := range bases {
		if s, ok := l.corpus.Source(b.Source); ok && b.Status.Verified() {
			checked = append(checked, b)
			if name := say.ShortSource(s.Name()); !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	if len(names) == 0 {
		return say.NotInPrint
	}
	more := len(names) > maxCited
	names = names[:min(maxCited, len(names))]
	text := say.Vouch(names, more, !slices.ContainsFunc(checked, secondHand), oldestReview(checked))
	if overdue(bases, day) {
		text += say.Overdue
	}
	return text
}

// sourcesOf returns every source of a reply in full, with its page where it has one: what is
// folded away.
func (l *Layout) sourcesOf(bases []knowledge.Basis) []bot.Line {
	var list []bot.Line
	seen := map[string]bool{}
	for _, b := range bases {
		s, ok := l.corpus.Source(b.Source)
		if !ok || !b.Status.Verified() || seen[s.ID] {
			continue
		}
		seen[s.ID] = true
		text := say.CiteLead + say.Source(s.Name(), s.Date)
		if s.URL != "" {
			text += " " + s.URL
		}
		list = append(list, bot.Line{Kind: bot.Detail, Text: text})
	}
	return list
}

// names returns everything that a reply rests on, with articles, as a person would cite it.
func (l *Layout) names(bases []knowledge.Basis) []string {
	names := []string{}
	for _, b := range bases {
		s, ok := l.corpus.Source(b.Source)
		if !ok {
			continue
		}
		if name := say.Source(s.Name()+b.Article, s.Date); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

func oldestReview(bases []knowledge.Basis) time.Time {
	var oldest knowledge.Date
	for _, b := range bases {
		if !b.Reviewed.IsZero() && (oldest.IsZero() || b.Reviewed.Before(oldest)) {
			oldest = b.Reviewed
		}
	}
	return oldest.Time()
}

// secondHand reports whether a statement was checked against a reprint only.
func secondHand(b knowledge.Basis) bool { return b.Status == knowledge.StatusSecondary }

// overdue reports whether a day of review has passed.
func overdue(bases []knowledge.Basis, day knowledge.Date) bool {
	return slices.ContainsFunc(bases, func(b knowledge.Basis) bool { return !b.ReviewBy.IsZero() && b.ReviewBy.Before(day) })
}
