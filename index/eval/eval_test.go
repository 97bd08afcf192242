package eval_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/index/eval"
	"github.com/yibaowenwen/yibao/knowledge"
)

func read(t *testing.T, lines ...string) eval.Set {
	t.Helper()
	var set eval.Set
	if err := set.Read("test", strings.NewReader(strings.Join(lines, "\n"))); err != nil {
		t.Fatal(err)
	}
	return set
}

// always answers every question in the same way.
func always(a eval.Answer) eval.Answerer {
	return func(context.Context, string, string) (eval.Answer, error) { return a, nil }
}

func run(t *testing.T, set eval.Set, ask eval.Answerer) *eval.Report {
	t.Helper()
	r, err := eval.Run(t.Context(), set, ask)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

const (
	judged  = `{"q":"医保卡里的钱过了年还在不在","topic":"account.carry_over","entry":"account.carry_over.new_year"}`
	inside  = `{"q":"医保转移要多久","topic":"transfer.duration","also":["transfer.progress"],"regions":["绵阳市","成都市"],"from":"绵阳市","to":"成都市","insured":"职工"}`
	bare    = `{"q":"社保怎么交","topic":"enroll.payment","also":["out_of_scope"],"regions":[],"from":null,"to":null,"insured":null}`
	outside = `{"q":"养老金怎么领","source":"written"}`
)

func TestTopics(t *testing.T) {
	right := eval.Answer{Decision: "answer", Topic: "transfer.duration", Confidence: 0.9}
	for _, tt := range []struct {
		name   string
		line   string
		answer eval.Answer
		check  func(*eval.Report) bool
	}{
		{"right", inside, right, func(r *eval.Report) bool { return r.At1.Yes == 1 && r.WrongConfident.Yes == 0 && r.MRR() == 1 }},
		{"also right", inside, eval.Answer{Decision: "answer", Topic: "transfer.progress"}, func(r *eval.Report) bool { return r.At1.Yes == 1 }},
		{
			"third", inside,
			eval.Answer{Decision: "choose", Topic: "a", Candidates: []string{"a", "b", "b", "transfer.duration"}},
			func(r *eval.Report) bool { return r.At1.Yes == 0 && r.At3.Yes == 1 && r.WrongConfident.Yes == 0 },
		},
		{"wrong and sure", inside, eval.Answer{Decision: "answer", Topic: "card.electronic"}, func(r *eval.Report) bool { return r.WrongConfident.Yes == 1 && len(r.Misses) > 0 }},
		{"refused in scope", inside, eval.Answer{Decision: "refuse"}, func(r *eval.Report) bool { return r.Refused.Yes == 1 && r.WrongConfident.Yes == 0 }},
		{"sent elsewhere in scope", inside, eval.Answer{Decision: "answer", Topic: knowledge.OutOfScope}, func(r *eval.Report) bool { return r.Refused.Yes == 1 && r.WrongConfident.Yes == 0 }},
		{"refusal allowed", bare, eval.Answer{Decision: "refuse"}, func(r *eval.Report) bool { return r.At1.Yes == 1 && r.Refused.Yes == 0 }},
		{"out of scope refused", outside, eval.Answer{Decision: "refuse"}, func(r *eval.Report) bool { return r.OutsideRefused.Yes == 1 && r.Inside == 0 }},
		{"out of scope answered", outside, right, func(r *eval.Report) bool { return r.OutsideAnswered.Yes == 1 && r.Outside == 1 }},
		{"out of scope, asked back", outside, eval.Answer{Decision: "choose", Topic: "transfer.duration"}, func(r *eval.Report) bool { return r.OutsideAnswered.Yes == 0 && r.OutsideRefused.Yes == 0 }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if r := run(t, read(t, tt.line), always(tt.answer)); !tt.check(r) {
				t.Errorf("figures are not as expected: %+v", r)
			}
		})
	}
}

func TestSlots(t *testing.T) {
	said := eval.Answer{Regions: []string{"成都市", "绵阳市"}, From: "绵阳市", To: "成都市", Insured: knowledge.Employee}
	r := run(t, read(t, inside), always(said))
	if r.Places.Yes != 1 || r.Direction.Yes != 1 || r.Insured.Yes != 1 {
		t.Errorf("right slots counted wrong: %+v", r)
	}
	r = run(t, read(t, bare), always(said))
	if r.Places.Yes != 0 || r.Direction.Yes != 0 || r.Insured.Yes != 0 {
		t.Errorf("slots that nobody said counted right: %+v", r)
	}
	ambiguous := `{"q":"鼓楼区医保","places":[],"from":null,"to":null,"alt":[["南京市"],["福州市"]]}`
	for _, regions := range [][]string{nil, {"福州市"}} {
		if r := run(t, read(t, ambiguous), always(eval.Answer{Regions: regions})); r.Places.Yes != 1 || r.Inside+r.Outside != 0 {
			t.Errorf("places %v of an ambiguous name: %+v", regions, r)
		}
	}
}

func TestConversation(t *testing.T) {
	line := `{"id":"c","turns":[{"q":"医保怎么转","topic":"a","slots":{"places":[],"from":null,"to":null,"insured":null}},` +
		`{"q":"要多久","topic":"b","slots":{"places":["成都市"],"from":null,"to":"成都市","insured":null}}]}`
	var chats []string
	r := run(t, read(t, line), func(_ context.Context, chat, text string) (eval.Answer, error) {
		chats = append(chats, chat)
		if text == "要多久" {
			return eval.Answer{Decision: "answer", Topic: "b", Regions: []string{"成都市"}, To: "成都市"}, nil
		}
		return eval.Answer{Decision: "answer", Topic: "x"}, nil
	})
	if r.FirstTurn != (eval.Share{Yes: 0, Of: 1}) || r.LaterTurn != (eval.Share{Yes: 1, Of: 1}) || r.LaterSlots.Yes != 1 {
		t.Errorf("turns: first %v, later %v, slots %v", r.FirstTurn, r.LaterTurn, r.LaterSlots)
	}
	if len(chats) != 2 || chats[0] == "" || chats[0] != chats[1] {
		t.Errorf("turns were asked in chats %q, want one", chats)
	}
}

func TestOffered(t *testing.T) {
	for _, tt := range []struct {
		name   string
		answer eval.Answer
		want   int
	}{
		{"said", eval.Answer{Decision: "answer", Topic: "account.carry_over"}, 1},
		{"offered second", eval.Answer{Decision: "choose", Topic: "a", Offers: []string{"a", "account.carry_over"}}, 1},
		{"found, not offered", eval.Answer{Decision: "choose", Topic: "a", Candidates: []string{"a", "account.carry_over"}, Offers: []string{"a"}}, 0},
		{"refused", eval.Answer{Decision: "refuse", Topic: "out_of_scope"}, 0},
	} {
		r := run(t, read(t, judged), always(tt.answer))
		if r.Offered != (eval.Share{Yes: tt.want, Of: 1}) {
			t.Errorf("%s: right among the offers %v, want %d of 1", tt.name, r.Offered, tt.want)
		}
		if g := r.Lengths["≤ 25 characters"]; g == nil || g.Offered.Yes != tt.want {
			t.Errorf("%s: by length %v", tt.name, r.Lengths)
		}
	}
}

func TestEntry(t *testing.T) {
	r := run(t, read(t, judged, inside), always(eval.Answer{Decision: "answer", Topic: "account.carry_over", Entry: "account.carry_over.new_year"}))
	if r.Entry1 != (eval.Share{Yes: 1, Of: 1}) {
		t.Errorf("entry@1 is %v, want 1 of the 1 that was judged", r.Entry1)
	}
}

func TestRisk(t *testing.T) {
	r := run(t, read(t, inside, inside, outside), func(_ context.Context, _, text string) (eval.Answer, error) {
		if strings.Contains(text, "养老") {
			return eval.Answer{Decision: "answer", Topic: "transfer.duration", Confidence: 0.55}, nil
		}
		return eval.Answer{Decision: "answer", Topic: "transfer.duration", Confidence: 0.85}, nil
	})
	risks := r.Risks()
	want := map[float64]eval.Risk{
		0.5: {Threshold: 0.5, Coverage: 1, Wrong: 1.0 / 3},
		0.6: {Threshold: 0.6, Coverage: 2.0 / 3, Wrong: 0},
		0.9: {Threshold: 0.9},
	}
	for _, got := range risks {
		if w, ok := want[got.Threshold]; ok {
			if diff := cmp.Diff(w, got); diff != "" {
				t.Errorf("at %v (-want +got):\n%s", got.Threshold, diff)
			}
		}
	}
}

func TestPrint(t *testing.T) {
	r := run(t, read(t, inside, outside), always(eval.Answer{Decision: "answer", Topic: "card.electronic", Confidence: 0.8}))
	var figures, misses bytes.Buffer
	if err := r.Print(&figures); err != nil {
		t.Fatal(err)
	}
	if err := r.PrintMisses(&misses); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"topic@1", "answered out of scope 1.000 1 of 1", "transfer.duration", "confidence from"} {
		if !strings.Contains(strings.Join(strings.Fields(figures.String()), " "), want) {
			t.Errorf("figures lack %q:\n%s", want, &figures)
		}
	}
	for _, want := range []string{"test:1: topic: 医保转移要多久", "answered out of scope", "绵阳市 成都市 from"} {
		if !strings.Contains(misses.String(), want) {
			t.Errorf("misses lack %q:\n%s", want, &misses)
		}
	}
}

func TestReadNamesTheLine(t *testing.T) {
	for _, line := range []string{`{"q":`, `{}`, `{"topic":"x"}`} {
		var set eval.Set
		err := set.Read("own.jsonl", strings.NewReader(inside+"\n\n"+line))
		if err == nil || !strings.Contains(err.Error(), "own.jsonl:3") {
			t.Errorf("reading %s: error %v, want one that names own.jsonl:3", line, err)
		}
	}
}

func TestRunStopsAtAnError(t *testing.T) {
	broken := errors.New("broken")
	for _, line := range []string{inside, `{"turns":[{"q":"x","topic":"y"}]}`} {
		_, err := eval.Run(t.Context(), read(t, line), func(context.Context, string, string) (eval.Answer, error) { return eval.Answer{}, broken })
		if !errors.Is(err, broken) {
			t.Errorf("error %v, want it to wrap the answerer's", err)
		}
	}
}

// TestOwnQuestions checks that our judged questions can be read and name topics that exist.
func TestOwnQuestions(t *testing.T) {
	topics, err := os.ReadFile(filepath.Join("..", "..", "knowledge", "data", "topics.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("testdata/*.jsonl")
	if err != nil || len(files) == 0 {
		t.Fatalf("no judged questions: %v", err)
	}
	var set eval.Set
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := set.Read(name, bytes.NewReader(text)); err != nil {
			t.Error(err)
		}
	}
	seen := map[string]bool{}
	for _, q := range set.Questions {
		if seen[q.Q] {
			t.Errorf("%s: asked twice: %s", q.Where, q.Q)
		}
		seen[q.Q] = true
		for _, topic := range append([]string{q.Topic}, q.Also...) {
			if topic != "" && !bytes.Contains(topics, []byte("id: "+topic+"\n")) {
				t.Errorf("%s: unknown topic %q", q.Where, topic)
			}
		}
	}
}
