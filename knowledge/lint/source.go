package lint

import (
	"regexp"
	"strings"

	"github.com/yibaowenwen/yibao/knowledge"
)

func sourceRules() []rule {
	return []rule{
		{"https", "links are https", https},
		{"source-date", "a source's date is YYYY, YYYY-MM or YYYY-MM-DD", sourceDate},
		{"repealed", "no rule of today rests on a repealed source", repealed},
		{"status-level", "what was read in a document does not come from an unverified source", statusLevel},
		{"reviewed-future", "nothing was reviewed in the future", reviewedFuture},
		{"review-due", "reviews are done in time", reviewDue},
		{"unused-source", "every source is cited", unusedSource},
	}
}

func https(l *linter) {
	for _, s := range l.Sources {
		if s.URL != "" && !strings.HasPrefix(s.URL, "https://") {
			l.report(s.Pos, s.ID, "the link %q is not https; leave it out and say in via where it was read", s.URL)
		}
	}
	for _, s := range l.sentences() {
		if strings.Contains(s.Text, "http://") {
			l.report(s.Pos, s.item, "the text holds a link that is not https")
		}
	}
}

var dateForm = regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2})?)?$`)

func sourceDate(l *linter) {
	for _, s := range l.Sources {
		if s.Date != "" && !dateForm.MatchString(s.Date) {
			l.report(s.Pos, s.ID, "the date %q is not like 2021, 2021-11 or 2021-11-01", s.Date)
		}
	}
}

// repealed lets rumours and closed periods cite what is no longer in force.
func repealed(l *linter) {
	rumour := map[knowledge.Pos]bool{}
	for _, e := range l.Entries {
		for _, r := range e.Rumours {
			rumour[r.Pos] = true
		}
	}
	gone := func(id string) bool {
		s, ok := l.Source(id)
		return ok && !s.Repealed.IsZero() && s.Repealed.Before(l.today)
	}
	for _, s := range l.sentences() {
		if gone(s.Basis.Source) && !rumour[s.Pos] && s.Holds(l.today) {
			l.report(s.Pos, s.item, "rests on %s, which is no longer in force", s.Basis.Source)
		}
	}
	for _, v := range l.Values {
		if gone(v.Basis.Source) && v.Holds(l.today) {
			l.report(v.Pos, v.Param, "rests on %s, which is no longer in force", v.Basis.Source)
		}
	}
}

func statusLevel(l *linter) {
	for _, b := range l.bases() {
		if s, ok := l.Source(b.Source); ok && s.Level == knowledge.LevelUnverified && b.Status == knowledge.StatusDocument {
			l.report(b.pos, b.item, "status is document, but %s is an unverified source", b.Source)
		}
	}
}

func reviewedFuture(l *linter) {
	for _, b := range l.bases() {
		if l.today.Before(b.Reviewed) {
			l.report(b.pos, b.item, "reviewed on %s, which has not come yet", b.Reviewed)
		}
	}
}

func reviewDue(l *linter) {
	for _, b := range l.bases() {
		if !b.ReviewBy.IsZero() && b.ReviewBy.Before(l.today) {
			l.warn(b.pos, b.item, "was due for review by %s", b.ReviewBy)
		}
	}
}

func unusedSource(l *linter) {
	used := map[string]bool{}
	for _, b := range l.bases() {
		used[b.Source] = true
	}
	for _, s := range l.Sources {
		if !used[s.ID] {
			l.warn(s.Pos, s.ID, "nothing cites this source")
		}
	}
}
