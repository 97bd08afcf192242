package bot_test

import (
	"bytes"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/knowledge"
)

// A rumourCase is something people have heard and ask about, with what the answer must and
// must not say. Conflict is the kind of rumour, 1 to 17; testdata/rumours.yaml lists them.
type rumourCase struct {
	Conflict int
	Ask      string
	Topic    string
	// Has is the rule, in the answer's visible text: {param} is a parameter's value today, and
	// one of several wordings set apart by | is enough.
	Has   []string
	Lacks []string // the rumour told as if it were true
}

// cited finds a rumour that is quoted in order to be set right.
var cited = regexp.MustCompile(`网上说的“[^”]*”`)

// The bot sets right what people have heard: the rule is in the answer and the rumour is not,
// save as a quotation.
func TestRumoursAreSetRight(t *testing.T) {
	var list []rumourCase
	readCases(t, "testdata/rumours.yaml", &list)
	kinds := map[int]bool{}
	sure := 0
	for _, c := range list {
		kinds[c.Conflict] = true
		t.Run(c.Ask, func(t *testing.T) {
			if setRight(t, c) {
				sure++
			}
		})
	}
	t.Logf("%d of %d answered at once, the others after one press", sure, len(list))
	if sure*5 < len(list)*4 {
		t.Errorf("only %d of %d answered at once", sure, len(list))
	}
	for k := 1; k <= 17; k++ {
		if !kinds[k] {
			t.Errorf("no rumour of kind %d", k)
		}
	}
}

// setRight asks and checks the answer.
func setRight(t *testing.T, c rumourCase) (sure bool) {
	t.Helper()
	if len(c.Has) == 0 || len(c.Lacks) == 0 {
		t.Fatal("the case asserts nothing")
	}
	r, sure := ask(t, c.Ask)
	seen := r.Plain()
	if !sure {
		seen += "\n" + r.Details() // what was asked is not known after a press
	}
	if r.Decision != bot.Answer || r.Topic != c.Topic {
		t.Fatalf("%s %s (%s), want an answer on %s", r.Decision, r.Topic, r.Entry, c.Topic)
	}
	for _, want := range c.Has {
		filled, err := corpus(t).Fill(want, "", knowledge.DateOf(noon), nil)
		if err != nil {
			t.Fatal(err)
		}
		said := func(w string) bool { return strings.Contains(unspaced(seen), w) }
		if !slices.ContainsFunc(strings.Split(unspaced(filled), "|"), said) {
			t.Errorf("%s does not say %q:\n%s", r.Entry, filled, seen)
		}
	}
	told := cited.ReplaceAllString(unspaced(r.Plain()+"\n"+r.Details()), "")
	for _, wrong := range c.Lacks {
		if strings.Contains(told, unspaced(wrong)) {
			t.Errorf("%s says %q as if it were true:\n%s", r.Entry, wrong, told)
		}
	}
	return sure
}

// ask returns the answer to a question. Where the bot is not sure and asks back, it is the
// answer to the first question that it offers.
func ask(t *testing.T, text string) (r bot.Reply, sure bool) {
	t.Helper()
	r = reply(t, bot.Message{Text: bot.Text(text), Now: noon})
	if r.Decision == bot.Choose && len(r.Buttons) > 0 {
		return reply(t, bot.Message{Press: r.Buttons[0][0].Data, Session: r.Session, Now: noon}), false
	}
	return r, r.Decision == bot.Answer
}

func reply(t *testing.T, m bot.Message) bot.Reply {
	t.Helper()
	r, err := engine(t).Reply(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// readCases reads a YAML list strictly.
func readCases(t *testing.T, name string, list any) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	if err := dec.Decode(list); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

func unspaced(s string) string { return strings.ReplaceAll(s, " ", "") }
