package dialog_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"gopkg.in/yaml.v3"

	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/data"
	"github.com/yibaowenwen/yibao/knowledge/region"
	"github.com/yibaowenwen/yibao/knowledge/workday"
)

// A flowCase is one line of flows/*.cases.yaml.
type flowCase struct {
	Name    string
	On      knowledge.Date
	Answers map[string]any
	Want    struct {
		Outcome, Question, Invalid string
		Missing                    []string
		Values                     map[string]any
		Timeline                   map[string]string // stage → latest; empty for none
		Stages                     []string
		Certain                    *bool
		Checklist, Says            string
	}
}

func TestCases(t *testing.T) {
	k, set := load(t)
	days := calendar(t)
	find := finder(k)
	for _, f := range set.Flows() {
		cases := readCases(t, f.Name)
		if len(cases) < 30 {
			t.Errorf("%s has %d cases, want at least 30", f.Name, len(cases))
		}
		for _, c := range cases {
			t.Run(f.Name+"/"+c.Name, func(t *testing.T) {
				runCase(t, f, c, dialog.Env{On: c.On, Calendar: days}, find)
			})
		}
	}
}

func runCase(t *testing.T, f *dialog.Flow, c flowCase, env dialog.Env, find func(string) (string, error)) {
	t.Helper()
	a, bad, err := answers(f, c.Answers, env, find)
	if err != nil {
		if bad != c.Want.Invalid {
			t.Fatalf("%s is refused (%v), want %+v", bad, err, c.Want)
		}
		return
	}
	r := f.Step(a, env)
	switch {
	case c.Want.Invalid != "":
		if r.Decision != dialog.Refused || r.Question.ID != c.Want.Invalid {
			t.Fatalf("got %s, want %s refused", r.Decision, c.Want.Invalid)
		}
		return
	case c.Want.Question != "":
		if r.Decision != dialog.Asking || r.Question.ID != c.Want.Question {
			t.Fatalf("got %+v, want the question %s", r, c.Want.Question)
		}
		return
	case r.Decision != dialog.Concluded:
		t.Fatalf("got %+v, want outcome %s", r, c.Want.Outcome)
	}
	got, err := f.Conclude(r, a, env)
	if err != nil {
		t.Fatal(err)
	}
	compare(t, c, got)
}

func compare(t *testing.T, c flowCase, got dialog.Conclusion) {
	t.Helper()
	w := c.Want
	if got.Outcome != w.Outcome {
		t.Fatalf("outcome %s, want %s\n%s", got.Outcome, w.Outcome, got.Text())
	}
	var missing []string
	for _, m := range got.Missing {
		if !slices.Contains(missing, m.ID) { // one thing may have to be done at several places
			missing = append(missing, m.ID)
		}
	}
	if w.Missing != nil && !slices.Equal(missing, w.Missing) {
		t.Errorf("missing %v, want %v", missing, w.Missing)
	}
	for k, v := range w.Values {
		if day, ok := v.(time.Time); ok {
			v = day.Format(time.DateOnly)
		}
		if d := cmp.Diff(fmt.Sprint(v), fmt.Sprint(got.Values[k])); d != "" {
			t.Errorf("value %s: %s", k, d)
		}
	}
	var stages []string
	for _, s := range got.Timeline {
		stages = append(stages, s.Name)
		if want, ok := w.Timeline[s.Name]; ok && s.Latest.String() != want {
			t.Errorf("%s by %q, want %q", s.Name, s.Latest, want)
		}
		if w.Certain != nil && s.Name == "transfer_in" && s.Certain != *w.Certain {
			t.Errorf("%s is certain: %v", s.Name, s.Certain)
		}
	}
	if len(stages) < len(w.Timeline) || w.Stages != nil && !slices.Equal(stages, w.Stages) {
		t.Errorf("stages %v, want %v %v", stages, w.Timeline, w.Stages)
	}
	if w.Checklist != "" && (got.Checklist == nil || got.Checklist.ID != w.Checklist) {
		t.Errorf("checklist %+v, want %s", got.Checklist, w.Checklist)
	}
	if !strings.Contains(got.Text(), w.Says) || !strings.Contains(got.Text(), dialog.Hotline) {
		t.Errorf("does not say %q and %s:\n%s", w.Says, dialog.Hotline, got.Text())
	}
}

// answers reads answers as they are typed.
func answers(f *dialog.Flow, raw map[string]any, env dialog.Env, find func(string) (string, error)) (dialog.Answers, string, error) {
	a := dialog.Answers{}
	for id, v := range raw {
		q, ok := f.Question(id)
		if !ok {
			return nil, id, errors.New("no such question")
		}
		text := fmt.Sprint(v)
		if day, ok := v.(time.Time); ok {
			text = day.Format(time.DateOnly)
		}
		x, err := dialog.ParseAnswer(q, text, env.On, find)
		if err != nil {
			return nil, id, err
		}
		a[id] = x
	}
	return a, "", nil
}

func readCases(t *testing.T, flow string) []flowCase {
	t.Helper()
	text, err := fs.ReadFile(data.FS, "flows/"+flow+".cases.yaml")
	if err != nil {
		t.Fatal(err)
	}
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	var cases []flowCase
	if err := dec.Decode(&cases); err != nil {
		t.Fatal(err)
	}
	return cases
}

func calendar(tb testing.TB) *workday.Calendar {
	tb.Helper()
	f, err := data.FS.Open("calendar/holidays.yaml")
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	c, err := workday.Read(f)
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

func finder(k *knowledge.Corpus) func(string) (string, error) {
	f := region.New(k.Regions, k.Aliases)
	return func(text string) (string, error) {
		if places := f.Find(text).Places; len(places) == 1 {
			return places[0], nil
		}
		return "", fmt.Errorf("不认识“%s”", text)
	}
}
