package console

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/yibaowenwen/yibao/bot/store"
	"github.com/yibaowenwen/yibao/knowledge"
)

// overview is the first page: what was asked, and how the knowledge stands.
type overview struct {
	Store          bool
	Days           int
	Ranges         []spanLink
	Asked          int
	Decisions      []part
	Daily          daily
	Topics, Places ranking

	Entries, Notes, Sources   int
	Statuses                  []part
	Mistakes, Reminders, Soon int
}

// A spanLink chooses how many days are looked at.
type spanLink struct {
	Days int
	Name string
}

func spans() []spanLink {
	return []spanLink{{7, "7 天"}, {30, "30 天"}, {90, "90 天"}, {allDays(), "全部"}}
}

func (r *request) overview() (any, error) {
	sum, err := r.summary()
	if err != nil {
		return nil, err
	}
	o := overview{
		Store: r.server.Records != nil, Days: r.span(), Ranges: spans(),
		Entries: len(r.Corpus.Entries), Notes: len(r.Corpus.File.Notes), Sources: len(r.Corpus.Sources),
		Soon: countSoon(sum.Reviews, r.day),
	}
	o.Mistakes, o.Reminders = mistakes(sum.Findings)
	for _, s := range sum.Coverage.Statements.ByStatus {
		o.Statuses = append(o.Statuses, part{Name: statusWord(s.Status), N: s.Sum(), Tone: statusTone(s.Status)})
	}
	o.Statuses = parts(o.Statuses)
	return o, r.usage(&o)
}

// span is how many days the visitor wants to see.
func (r *request) span() int {
	days, err := strconv.Atoi(r.FormValue("days"))
	if err != nil || !slices.ContainsFunc(spans(), func(s spanLink) bool { return s.Days == days }) {
		return 30
	}
	return days
}

func (r *request) usage(o *overview) error {
	counts, err := r.counts(o.Days)
	if err != nil {
		return err
	}
	for _, c := range counts {
		o.Asked += c.N
	}
	o.Decisions = decisions(counts)
	o.Daily = byDay(counts, r.day, o.Days)
	o.Topics = group(counts, store.ByTopic, r.topicLink)
	o.Places = group(counts, store.ByPlace, func(code string) link { return link{Text: r.placeName(code)} })
	return nil
}

func statusTone(s knowledge.Status) string {
	return word(map[string]string{"document": "good", "secondary": "fine", "seed": "fair", "memory": "bad"}, string(s))
}

// Alt says in words what the picture of the days shows.
func (d daily) Alt() string {
	return fmt.Sprintf("%s到%s每天问了多少次,最多的一天 %d 次", d.First, d.Last, d.Most)
}
