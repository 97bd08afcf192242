package main

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/yibaowenwen/yibao/index/eval"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/data"
)

// No judged question may stand in the knowledge word for word: a search that has seen the
// questions proves nothing. Our own questions are checked always; the judges' where they lie
// beside the project.
func TestJudgedQuestionsAreNotInTheData(t *testing.T) {
	c, err := knowledge.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	phrasings := map[string]string{}
	for _, e := range c.Entries {
		for _, a := range append([]string{e.Question}, e.Asked...) {
			phrasings[letters(a)] = e.ID
		}
	}
	own, err := filepath.Glob("../../index/eval/testdata/*.jsonl")
	if err != nil || len(own) == 0 {
		t.Fatalf("no judged questions of our own: %v", err)
	}
	judges, err := filepath.Glob("../../../shared/eval/*.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	if len(judges) == 0 {
		t.Log("the judges' questions are not beside the project; only our own are checked")
	}
	for _, name := range append(own, judges...) {
		set, err := readSet([]string{name})
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range questions(set) {
			if entry, ok := phrasings[letters(q)]; ok && len([]rune(letters(q))) > 6 {
				t.Errorf("%s: %q is a phrasing of %s", filepath.Base(name), q, entry)
			}
		}
	}
}

func questions(set eval.Set) []string {
	var list []string
	for _, q := range set.Questions {
		list = append(list, q.Q)
	}
	for _, c := range set.Conversations {
		for _, turn := range c.Turns {
			list = append(list, turn.Q)
		}
	}
	return list
}

// letters leaves out what does not tell two questions apart.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
