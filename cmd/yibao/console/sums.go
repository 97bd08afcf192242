package console

import (
	"fmt"
	"sync"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/coverage"
	"github.com/yibaowenwen/yibao/knowledge/lint"
)

// A summary is what takes a while to find out of one version of the knowledge on one day.
type summary struct {
	Coverage coverage.Report
	Reviews  []coverage.Review
	Findings []lint.Finding
}

// sums remembers the last summary of a version of the knowledge.
type sums struct {
	mu  sync.Mutex
	day knowledge.Date
	summary
}

// summary returns what is to be known of the request's knowledge. Visitors who come while it is being
// found out wait for the one result instead of each working it out.
func (r *request) summary() (summary, error) {
	s := &r.sums
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.day == r.day {
		return s.summary, nil
	}
	found, err := lint.Lint(r.Corpus, r.day)
	if err != nil {
		return summary{}, fmt.Errorf("check the knowledge: %w", err)
	}
	s.day = r.day
	s.summary = summary{coverage.Of(r.Corpus, r.day), coverage.Reviews(r.Corpus), found}
	return s.summary, nil
}

// mistakes counts findings: those to mend, and those that only remind.
func mistakes(list []lint.Finding) (wrong, reminders int) {
	for _, f := range list {
		if f.Warning {
			reminders++
		}
	}
	return len(list) - reminders, reminders
}
