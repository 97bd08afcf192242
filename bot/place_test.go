package bot_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/coverage"
)

// conclusion is the first line that a new chat reads in answer to a question.
func conclusion(t *testing.T, text string, now time.Time) (bot.Reply, string) {
	t.Helper()
	r, err := brain(t).Reply(t.Context(), bot.Message{Text: bot.Text(text), Now: now})
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(r.Lines, func(l bot.Line) bool { return l.Kind == bot.Headline })
	if i < 0 {
		return r, ""
	}
	return r, r.Lines[i].Text
}

// What is collected for a city is what one reads there: for every filled cell of the report on
// cities, one of the need's plain questions is answered, with the city's or province's own word
// in the first line.
func TestFilledCellsAreReached(t *testing.T) {
	p, err := parts()
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 30, 4, 0, 0, 0, time.UTC)
	report, err := coverage.OfCities(p.Corpus, knowledge.DateOf(now))
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range report.Rows {
		city, _ := p.Corpus.Regions.Named(row.Name)
		province := p.Corpus.Regions.Short(city.Parent)
		for i, need := range report.Needs {
			if row.Cells[i] == (coverage.NeedCell{}) {
				continue
			}
			reached := slices.ContainsFunc(need.Questions, func(q string) bool {
				r, first := conclusion(t, strings.ReplaceAll(q, "{city}", city.Short), now)
				return slices.Contains(need.Topics, r.Topic) &&
					(strings.Contains(first, city.Short) || province != "" && strings.Contains(first, province))
			})
			if !reached {
				t.Errorf("%s, %s: collected, but %q are answered without it", row.Name, need.Name, need.Questions)
			}
		}
	}
}

// A place's conclusion stands over the question that it answers, not over every question with
// the same question word in its topic.
func TestPlaceConclusionIsForItsQuestion(t *testing.T) {
	for _, tc := range []struct {
		text  string
		local bool // the first line is the place's
	}{
		{"武汉职工门诊能报多少", true},
		{"武汉看牙能报多少", false},
		{"成都门诊起付线是多少", false},
		{"北京医保去外地看病要备案吗", true},
		{"北京备了案,回老家看病还能报吗", false},
		{"江苏异地就医备案怎么办", true},
		{"江苏异地备案被退回来了怎么办", false},
		{"广州居民医保一年多少钱", true},
		{"广州连续交居民医保有奖励吗,多少钱", false},
		{"福建居民医保收到几号", true},
		{"台州剖腹产能报多少", true},
		{"台州生育津贴怎么算", false},
	} {
		t.Run(tc.text, func(t *testing.T) {
			r, first := conclusion(t, tc.text, noon)
			if place := string([]rune(tc.text)[:2]); strings.HasPrefix(first, place) != tc.local {
				t.Errorf("%s: %q", r.Entry, first)
			}
		})
	}
}

// Where a place has its own rule, the examples of other places that begin with their names are
// folded away.
func TestExamplesOfOtherPlacesAreFolded(t *testing.T) {
	r, first := conclusion(t, "长沙退休人员医保卡每月返多少", noon)
	if !strings.Contains(first, "湖南") {
		t.Fatalf("%s: %q", r.Entry, first)
	}
	for _, l := range r.Lines {
		if l.Kind == bot.Plain && strings.HasPrefix(l.Text, "西安") {
			t.Errorf("at first sight: %q", l.Text)
		}
	}
}
