package console

import (
	"fmt"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/coverage"
)

// soon is how many days ahead reviews are pointed out.
const soon = 60

// reviews is the page of what is to be compared with its source again.
type reviews struct {
	Past, Soon, Later []review
	Months            []row // statements by month, in order
}

// A review is one source to be opened again.
type review struct {
	Source source
	By     knowledge.Date
	Facts  []fact
}

// A fact is a statement with the place to edit it.
type fact struct{ Item, Where string }

// review sorts the sources by when they are to be opened again: one visit to a source settles all
// statements that rest on it.
func (r *request) review() (any, error) {
	sum, err := r.summary()
	if err != nil {
		return nil, err
	}
	var page reviews
	for _, rev := range sum.Reviews {
		v := review{Source: r.source(rev.Source), By: rev.By}
		for _, f := range rev.Facts {
			v.Facts = append(v.Facts, fact{f.Item, r.where(f.Pos)})
		}
		page.Months = addMonth(page.Months, rev)
		switch {
		case rev.By.Before(r.day):
			page.Past = append(page.Past, v)
		case rev.By.Before(r.day.AddDays(soon)):
			page.Soon = append(page.Soon, v)
		default:
			page.Later = append(page.Later, v)
		}
	}
	most := 1
	for _, m := range page.Months {
		most = max(most, m.N)
	}
	for i := range page.Months {
		page.Months[i].Share = share(page.Months[i].N, most)
	}
	return page, nil
}

// addMonth counts a review into its month, which is the last one or a new one.
func addMonth(months []row, r coverage.Review) []row {
	name := fmt.Sprintf("%d年%d月", r.By.Time().Year(), r.By.Time().Month())
	if n := len(months); n == 0 || months[n-1].Name != name {
		months = append(months, row{Name: name})
	}
	months[len(months)-1].N += len(r.Facts)
	return months
}

// countSoon counts the statements that are past their review or soon will be.
func countSoon(list []coverage.Review, today knowledge.Date) (n int) {
	for _, r := range list {
		if r.By.Before(today.AddDays(soon)) {
			n += len(r.Facts)
		}
	}
	return n
}
