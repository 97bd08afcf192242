package suggest_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/index/suggest"
)

// known is a little knowledge: an entry is near if the question holds one of its words, and
// the answer if it holds an exclamation mark.
type known map[string][]string

func (k known) Look(text string) (suggest.Hit, error) {
	if strings.Contains(text, "坏") {
		return suggest.Hit{}, errors.New("index is down")
	}
	for _, entry := range []string{"card.lost", "transfer.duration", "withdraw.death"} {
		for _, w := range k[entry][1:] {
			if strings.Contains(text, w) {
				return suggest.Hit{Entry: entry, Sure: strings.Contains(text, "!")}, nil
			}
		}
	}
	return suggest.Hit{}, nil
}

func (k known) Phrasings(entry string) []string { return k[entry][:1] }

func example() known {
	return known{
		"card.lost":         {"社保卡丢了怎么补", "丢"},
		"transfer.duration": {"医保转移要多久", "几天", "等"},
		"withdraw.death":    {"人去世了医保卡里的钱怎么取", "走了"},
	}
}

func background() []string {
	return []string{
		"社保卡丢了怎么补", "医保转移要多久", "人去世了医保卡里的钱怎么取", "医保断了怎么办", "医保怎么交", "医保卡怎么用",
		"医保能报销多少", "医保卡里的钱能取吗", "外地怎么用医保", "医保怎么转到外地", "退休了医保怎么办", "医保要交多少年",
	}
}

func TestClusters(t *testing.T) {
	m := suggest.NewMeasure(background())
	questions := []string{
		"老人走了卡里钱归谁", "猫狗能上医保不", "宠物猫能上医保不", "卡里钱归谁呀老人走了", "猫狗能上医保不", "月球基地缺人吗",
		"!!!", "", "猫狗  能上医保不",
	}
	want := [][]string{{"猫狗能上医保不", "宠物猫能上医保不", "猫狗 能上医保不"}, {"老人走了卡里钱归谁", "卡里钱归谁呀老人走了"}, {"月球基地缺人吗"}}
	for range 20 {
		rand.Shuffle(len(questions), func(i, j int) { questions[i], questions[j] = questions[j], questions[i] })
		var got [][]string
		for _, c := range m.Clusters(questions) {
			var texts []string
			for _, p := range c.Asked {
				texts = append(texts, p.Text)
			}
			got = append(got, texts)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	}
}

func TestAlike(t *testing.T) {
	m := suggest.NewMeasure(background())
	tests := []struct {
		a, b     string
		min, max float64
	}{
		{"医保转移要多久", "医保转移要多久?", 0.999, 1.001},
		{"ＡＢＣ 医保", "abc医保", 0.999, 1.001},
		{"医保转移要多久", "医保转移要多久呀", 0.8, 0.99},
		{"医保怎么转", "医保怎么用", 0, 0.6},
		{"医保转移要多久", "社保卡丢了", 0, 0.05},
		{"", "", 0, 0},
	}
	for _, tt := range tests {
		if got := m.Alike(tt.a, tt.b); got < tt.min || got > tt.max {
			t.Errorf("%s ~ %s: %.2f", tt.a, tt.b, got)
		}
		if a, b := m.Alike(tt.a, tt.b), m.Alike(tt.b, tt.a); a != b {
			t.Errorf("%s ~ %s: %v one way, %v the other", tt.a, tt.b, a, b)
		}
	}
}

func TestReport(t *testing.T) {
	var questions []suggest.Question
	ask := func(unhelpful bool, texts ...string) {
		for _, text := range texts {
			questions = append(questions, suggest.Question{Text: text, Unhelpful: unhelpful})
		}
	}
	ask(false, "老人走了钱归谁", "老人走了钱归谁", "老人走了这钱归谁啊")    // an entry is near
	ask(false, "社保卡丢了怎么补?", "社保卡丢了怎么补", "钱包丢了卡也在里头") // one of them is known already
	ask(true, "转过去到底要几天!", "转过去到底要几天!")              // answered, badly
	ask(false, "转过去到底要几天!", "要等到猴年马月不成!")            // answered by now
	ask(false, "猫狗能上医保不", "月球基地缺人吗", "猫狗能上医保不")      // near nothing
	want := suggest.Report{
		Add: []suggest.Addition{
			{Entry: "withdraw.death", Asked: []suggest.Phrase{{Text: "老人走了钱归谁", N: 2}, {Text: "老人走了这钱归谁啊", N: 1}}},
			{Entry: "card.lost", Asked: []suggest.Phrase{{Text: "钱包丢了卡也在里头", N: 1}}},
		},
		New: []suggest.Cluster{
			{Asked: []suggest.Phrase{{Text: "猫狗能上医保不", N: 2}}},
			{Asked: []suggest.Phrase{{Text: "月球基地缺人吗", N: 1}}},
		},
		Unhelpful: []suggest.Answered{{Entry: "transfer.duration", Asked: []suggest.Phrase{{Text: "转过去到底要几天!", N: 2}}}},
		Known:     4,
	}
	for range 5 {
		got, err := suggest.Of(questions, example(), background())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
		slices.Reverse(questions)
	}
	if _, err := suggest.Of([]suggest.Question{{Text: "坏"}}, example(), nil); err == nil {
		t.Error("no error")
	}
	if got, err := suggest.Of(nil, example(), nil); err != nil || len(got.Add)+len(got.New)+len(got.Unhelpful)+got.Known != 0 {
		t.Errorf("of nothing: %+v, %v", got, err)
	}
}

// Many questions must not take long: an editor waits.
func BenchmarkClusters(b *testing.B) {
	m := suggest.NewMeasure(background())
	r := rand.New(rand.NewPCG(1, 2))
	letters := []rune("医保卡丢了怎么补转移要多久人去世里的钱取断办交用能报销少外地到退休年")
	var questions []string
	for range 5000 {
		var q []rune
		for range 6 + r.IntN(8) {
			q = append(q, letters[r.IntN(len(letters))])
		}
		questions = append(questions, string(q))
	}
	for b.Loop() {
		m.Clusters(questions)
	}
}
