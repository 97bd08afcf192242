package lint

import (
	"regexp"
	"strconv"
	"time"

	"github.com/yibaowenwen/yibao/knowledge"
)

func timeRules() []rule {
	return []rule{
		{"moving-time", "what will be untrue after New Year says until when it holds", movingTime},
		{"past-future", "a day that has passed is not told as one to come", pastFuture},
	}
}

var (
	quoted    = regexp.MustCompile(`“[^”]*”`)
	lastYears = regexp.MustCompile(`(去年|前年)[^0-9]*[0-9{]`) // a figure of last year, 去年报84%
	collected = regexp.MustCompile(`(正在?|就在)收`)            // 现在正在收
	month     = regexp.MustCompile(`(20\d\d)年(\d{1,2})月(?:(\d{1,2})日)?`)
	toCome    = regexp.MustCompile(`将[^来]|还没(开始|实行|施行|生效)|快要`)
)

// movingTime warns of last year's figures and fees being collected now in sentences without an end.
func movingTime(l *linter) {
	for _, s := range l.sentences() {
		text := quoted.ReplaceAllString(s.Text, "")
		if s.Until.IsZero() && (lastYears.MatchString(text) || collected.MatchString(text)) {
			l.warn(s.Pos, s.item, "%q means something else next year; write the year, or until when it holds", s.Text)
		}
	}
}

// pastFuture finds future words in a sentence all of whose dates have passed.
func pastFuture(l *linter) {
	for _, s := range l.sentences() {
		days := month.FindAllStringSubmatch(s.Text, -1)
		if len(days) > 0 && toCome.MatchString(quoted.ReplaceAllString(s.Text, "")) && !l.comes(days) {
			l.report(s.Pos, s.item, "%q tells as to come what has passed", s.Text)
		}
	}
}

// comes reports whether one of the dates written, each with year, month and perhaps day, is
// today or later; a month without a day is later until it is over.
func (l *linter) comes(days [][]string) bool {
	for _, d := range days {
		year, _ := strconv.Atoi(d[1])
		month, _ := strconv.Atoi(d[2])
		day, err := strconv.Atoi(d[3])
		if err != nil {
			day = 31
		}
		if !knowledge.DateOf(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)).Before(l.today) {
			return true
		}
	}
	return false
}
