package understand

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/yibaowenwen/yibao/knowledge"
)

// questionWords are the lists of words by what they ask, in the order in which they are tried:
// a narrower question word before a wider one.
func questionWords() []struct {
	list string
	asks knowledge.Asked
} {
	return []struct {
		list string
		asks knowledge.Asked
	}{
		{"asked.complaint", knowledge.AskedComplaint},
		{"asked.deadline", knowledge.AskedDeadline},
		{"asked.how_long", knowledge.AskedHowLong},
		{"asked.papers", knowledge.AskedPapers},
		{"asked.how_many", knowledge.AskedHowMany},
		{"asked.when", knowledge.AskedWhen},
		{"asked.how_much", knowledge.AskedHowMuch},
		{"asked.where", knowledge.AskedWhere},
		{"asked.must", knowledge.AskedMust},
		{"asked.why", knowledge.AskedWhy},
		{"asked.who", knowledge.AskedWho},
		{"asked.how", knowledge.AskedHow},
		{"asked.what", knowledge.AskedWhat},
		{"asked.whether", knowledge.AskedWhether},
	}
}

// Asked returns what a clause asks, "" if it holds no question word.
func (r *Reader) Asked(clause string) knowledge.Asked {
	for _, q := range questionWords() {
		if r.says(q.list, clause) {
			return q.asks
		}
	}
	return ""
}

// askedBy returns what the asking clause of a message wants, and what its other clauses do.
func (r *Reader) askedBy(clause, text string) (asked knowledge.Asked, also []knowledge.Asked) {
	asked = r.Asked(clause)
	list := r.clauses(text)
	if len(list) == 1 && asked != "" {
		return asked, nil
	}
	all := r.askedIn(text, list)
	if asked == "" && len(all) > 0 {
		asked = all[len(all)-1]
	}
	if slices.Contains(all, knowledge.AskedComplaint) { // who asks where to complain wants nothing else first
		asked = knowledge.AskedComplaint
	}
	return asked, slices.DeleteFunc(all, func(a knowledge.Asked) bool { return a == asked })
}

// askedIn returns what a message asks, by its clauses from the first that asks; the same only once.
// A message that only complains asks where to: 跑了三趟都不给办.
func (r *Reader) askedIn(text string, clauses []clause) []knowledge.Asked {
	var all []knowledge.Asked
	for _, c := range clauses {
		a := r.Asked(c.text)
		if a == "" || slices.Contains(all, a) || !c.asks && !r.Asks(c.text) && a != knowledge.AskedComplaint && a != knowledge.AskedDeadline {
			continue
		}
		all = append(all, a)
	}
	if len(all) == 0 && r.says("asked.grievance", text) {
		return []knowledge.Asked{knowledge.AskedComplaint}
	}
	return all
}

// asking returns the clause that asks: the last one with a question word; the rest is story.
// Where none asks it is the whole text.
func (r *Reader) asking(text string) string {
	marked := r.words["statement.question"].ReplaceAllStringFunc(text, func(q string) string { return q + "。" })
	clauses := r.words["statement.cut"].Split(marked, -1)
	for i := len(clauses) - 1; i >= 0; i-- {
		if c := strings.TrimSpace(clauses[i]); c != "" && (strings.HasSuffix(c, "?") || r.Asks(c)) {
			return c
		}
	}
	return text
}

// verb returns what a clause asks whether one can do it, "" if it asks no such thing.
func (r *Reader) verb(clause string) string {
	m := r.words["asked.verb"].FindStringSubmatch(clause)
	for _, v := range m[min(1, len(m)):] {
		if v != "" {
			return v
		}
	}
	return ""
}

// year returns the year whose rules a text asks about, 0 if it names none: 2021年的标准. A year in
// which something happened is no such year.
func (r *Reader) year(text string) int {
	m := r.words["year.rules"].FindStringSubmatch(text)
	if m == nil {
		return 0
	}
	y, _ := strconv.Atoi(m[1])
	return y
}

// rather is how someone whose question was missed says it again: 答非所问,我问的是转移要多久.
var rather = regexp.MustCompile(`(?:^|[,,。.!!;;\s])\s*我(?:刚才|刚刚|刚|明明|就)?(?:是)?问(?:的是|的就是|的|是)?[::,,\s]*([^说::]{3,})$`)

// notRather is how what follows 我问 begins where someone was asked, or where it is no question.
var notRather = regexp.MustCompile(`^(?:你|过|了|一下|的不是|不是|这个|那个|别的|他|她|客服|医院|单位|公司|社保局|医保局)`)

// AskedRather returns the question that a message repeats behind 我问(的是).
func (r *Reader) AskedRather(text string) (string, bool) {
	m := rather.FindStringSubmatch(text)
	if m == nil || notRather.MatchString(m[1]) {
		return "", false
	}
	return m[1], true
}
