package bot_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"github.com/yibaowenwen/yibao/bot"
)

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
	r, err := brain(t).Reply(t.Context(), m)
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

// A score counts how the cases of a file fare.
type score struct{ cases, sure, missed int }

// count fails the test for what is wrong, unless it is a known miss, which is listed.
func (s *score) count(t *testing.T, sure bool, wrong []string, miss string) {
	t.Helper()
	s.cases++
	if sure {
		s.sure++
	}
	switch {
	case miss != "" && len(wrong) > 0:
		s.missed++
		t.Logf("known miss: %s", miss)
	case miss != "":
		t.Logf("no longer a miss, take the word out: %s", miss)
	default:
		for _, w := range wrong {
			t.Error(w)
		}
	}
}

// check wants most questions answered at once, and few known misses.
func (s *score) check(t *testing.T) {
	t.Helper()
	t.Logf("%d of %d answered at once, the others after one press; %d known misses", s.sure, s.cases, s.missed)
	if s.sure*5 < s.cases*4 || s.missed*10 > s.cases {
		t.Errorf("of %d only %d were answered at once, %d are known misses", s.cases, s.sure, s.missed)
	}
}
