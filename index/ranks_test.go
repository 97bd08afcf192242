package index_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write testdata/ranks.txt anew")

const ranksFile = "testdata/ranks.txt"

// TestRanks compares where the right topic stands for each of our judged questions with what
// was committed, so that whoever changes the index or the knowledge sees, question by
// question, what that does. Write the file anew with
//
//	go test ./index -run TestRanks -update
//
// and read its diff line by line before committing it.
func TestRanks(t *testing.T) {
	r := runJudged(t, "own.jsonl", "own-oos.jsonl", "own-followups.jsonl")
	var got bytes.Buffer
	fmt.Fprintln(&got, "# rank of the right topic (- for none), decision, confidence, right topic, question")
	for _, k := range r.Ranks {
		place, topic := "-", k.Question.Topic
		if k.Place > 0 {
			place = fmt.Sprint(k.Place)
		}
		if topic == "" {
			topic = "out_of_scope"
		}
		fmt.Fprintf(&got, "%s %-6s %.1f %s %s\n", place, k.Answer.Decision, k.Answer.Confidence, topic, k.Question.Q)
	}
	if *update {
		if err := os.WriteFile(ranksFile, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(ranksFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got.String(), "\n")); diff != "" {
		t.Errorf("ranks have moved; see why, then run go test ./index -run TestRanks -update (-committed +now):\n%s", diff)
	}
}
