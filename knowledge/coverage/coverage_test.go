package coverage_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/width"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/coverage"
	"github.com/yibaowenwen/yibao/knowledge/data"
)

func day(t *testing.T, s string) knowledge.Date {
	t.Helper()
	d, err := knowledge.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func small(t *testing.T) coverage.Report {
	t.Helper()
	files := fstest.MapFS{}
	for _, name := range []string{"regions.tsv", "corpus.yaml"} {
		text, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: text}
	}
	c, err := knowledge.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	return coverage.Of(c, day(t, "2026-11-24"))
}

func TestGrid(t *testing.T) {
	r := small(t)
	want := []coverage.Topic{
		{ID: "a.one", Name: "题目一", Rules: "both", Notes: 5, Cells: []coverage.Cell{
			{Province: true}, {Province: true, Cities: 1}, {Doubtful: true},
		}},
		{ID: "a.two", Name: "题目二", Rules: "enrolment", Notes: 2, Cells: []coverage.Cell{{}, {Cities: 2}, {}}},
		{ID: "b.three", Name: "题目三", Rules: "enrolment", Cells: make([]coverage.Cell, 3)},
		{ID: "b.four", Name: "题目四", Rules: "none", Cells: make([]coverage.Cell, 3)},
	}
	if diff := cmp.Diff(want, r.Topics); diff != "" {
		t.Errorf("topics (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"b.three"}, r.Unruled); diff != "" {
		t.Errorf("unruled (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"北京市", "成都市", "绵阳市"}, r.Cities); diff != "" {
		t.Errorf("cities (-want +got):\n%s", diff)
	}
}

func TestStatements(t *testing.T) {
	s := small(t).Statements
	want := coverage.Statements{
		Total: 17,
		ByStatus: []coverage.Status{
			{Status: "document", Entries: 2, Notes: 8, Items: 1, Share: 11. / 17},
			{Status: "secondary", Values: 1, Items: 1, Share: 2. / 17},
			{Status: "seed", Entries: 1, Notes: 1, Share: 2. / 17},
			{Status: "memory", Entries: 1, Notes: 1, Share: 2. / 17},
			{Status: "advice"},
		},
		ByLevel: []coverage.Share{
			{Name: "law", Count: 7, Share: 7. / 17},
			{Name: "regulation"},
			{Name: "national"},
			{Name: "province", Count: 8, Share: 8. / 17},
			{Name: "city"},
			{Name: "press", Count: 1, Share: 1. / 17},
			{Name: "unverified", Count: 1, Share: 1. / 17},
		},
		ByAge: []coverage.Share{
			{Name: "30天内", Count: 13, Share: 13. / 17},
			{Name: "31–90天", Count: 1, Share: 1. / 17},
			{Name: "91–180天"},
			{Name: "181–365天", Count: 1, Share: 1. / 17},
			{Name: "一年以上", Count: 2, Share: 2. / 17},
		},
		Due:       []string{"corpus.yaml:31 a.one", "corpus.yaml:20 a.two/绵阳市"},
		Unfounded: []string{},
	}
	if diff := cmp.Diff(want, s); diff != "" {
		t.Errorf("statements (-want +got):\n%s", diff)
	}
}

// The table is read in a terminal, where Chinese characters take two columns: every row puts
// its cells under the same provinces and nothing is wider than 120 columns.
func TestPrintAligns(t *testing.T) {
	var b strings.Builder
	if err := shipped(t).Print(&b); err != nil {
		t.Fatal(err)
	}
	columns := func(s string) (n int) {
		for _, r := range s {
			n++
			if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
				n++
			}
		}
		return n
	}
	rows := 0
	for line := range strings.Lines(b.String()) {
		line = strings.TrimSuffix(line, "\n")
		if n := columns(line); n > 120 {
			t.Errorf("%d columns: %s", n, line)
		}
		if strings.Count(line, " ・ ")+strings.Count(line, " 省 ") > 5 {
			rows++
			if n := columns(line); n != 15+32*3+4 {
				t.Errorf("a row of %d columns: %s", n, line)
			}
		}
	}
	if rows < 40 {
		t.Errorf("only %d rows of the table seen", rows)
	}
}

func shipped(t *testing.T) coverage.Report {
	t.Helper()
	c, err := knowledge.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	return coverage.Of(c, day(t, "2026-11-24"))
}

func TestShipped(t *testing.T) {
	r := shipped(t)
	s := r.Statements
	if len(s.Unfounded) > 0 {
		t.Errorf("without source, date or status: %v", s.Unfounded)
	}
	sums := map[string]int{"status": 0, "level": 0, "age": 0}
	for _, st := range s.ByStatus {
		sums["status"] += st.Sum()
	}
	for _, l := range s.ByLevel {
		sums["level"] += l.Count
	}
	for _, a := range s.ByAge {
		sums["age"] += a.Count
	}
	for _, st := range s.ByStatus {
		if st.Status == knowledge.StatusAdvice { // has no source that could have a level or an age
			sums["level"] += st.Sum()
			sums["age"] += st.Sum()
		}
	}
	for by, n := range sums {
		if n != s.Total {
			t.Errorf("by %s there are %d statements of %d", by, n, s.Total)
		}
	}
	if len(r.Provinces) != 32 || len(r.Topics) < 49 || s.Total < 2000 {
		t.Errorf("%d provinces, %d topics, %d statements: too few", len(r.Provinces), len(r.Topics), s.Total)
	}
	for _, topic := range r.Topics {
		if len(topic.Cells) != len(r.Provinces) {
			t.Errorf("%s has %d cells for %d provinces", topic.ID, len(topic.Cells), len(r.Provinces))
		}
	}
}
