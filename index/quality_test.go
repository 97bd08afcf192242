package index_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/yibaowenwen/yibao/index"
	"github.com/yibaowenwen/yibao/index/eval"
	"github.com/yibaowenwen/yibao/knowledge/region"
)

// answerer asks the index as the engine does: without the places, and in the light of the
// topic of the turn before.
func answerer(t *testing.T) eval.Answerer {
	t.Helper()
	corpus := load(t)
	x := newIndex(t, corpus)
	places := region.New(corpus.Regions, corpus.Aliases)
	before := map[string]string{}
	return func(ctx context.Context, chat, text string) (eval.Answer, error) {
		found := places.Find(text)
		r, err := x.Find(ctx, index.Query{Text: found.Rest, Places: len(found.Places), Topic: before[chat]})
		a := eval.Answer{Decision: string(r.Verdict)}
		for _, m := range r.Matches {
			a.Candidates = append(a.Candidates, m.Entry.Topic)
		}
		if len(r.Matches) > 0 {
			a.Topic, a.Confidence = r.Matches[0].Entry.Topic, r.Matches[0].Confidence
		}
		if chat != "" {
			before[chat] = a.Topic
		}
		return a, err
	}
}

// runJudged asks the judged questions of the files.
func runJudged(t *testing.T, names ...string) *eval.Report {
	t.Helper()
	var set eval.Set
	for _, name := range names {
		text, err := os.ReadFile(filepath.Join("eval", "testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := set.Read(name, bytes.NewReader(text)); err != nil {
			t.Fatal(err)
		}
	}
	r, err := eval.Run(t.Context(), set, answerer(t))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestQuality asks our judged questions of the index on the embedded knowledge. A change
// that moves a figure below its bound must say why.
func TestQuality(t *testing.T) {
	r := runJudged(t, "own.jsonl", "own-oos.jsonl")
	for _, tt := range []struct {
		name     string
		got      eval.Share
		from, to float64
	}{
		{"topic@1", r.At1, 0.90, 1},
		{"topic@3", r.At3, 0.97, 1},
		{"answered", r.Answered, 0.75, 1},
		{"answered wrongly", r.WrongConfident, 0, 0.03},
		{"refused in scope", r.Refused, 0, 0.03},
		{"answered out of scope", r.OutsideAnswered, 0, 0.02},
	} {
		if v := tt.got.Value(); v < tt.from || v > tt.to {
			t.Errorf("%s is %.3f (%d of %d), want %.2f to %.2f", tt.name, v, tt.got.Yes, tt.got.Of, tt.from, tt.to)
		}
	}
	if t.Failed() {
		var misses bytes.Buffer
		_ = r.PrintMisses(&misses)
		t.Log("misses:\n" + misses.String())
	}
}
