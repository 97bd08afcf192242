package index

import (
	"math"
	"slices"
	"testing"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/data"
)

func embedded(t *testing.T) *Index {
	t.Helper()
	c, err := knowledge.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	x, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// TestCompare holds the comparison that gives up early against one that does not.
func TestCompare(t *testing.T) {
	x := embedded(t)
	for _, text := range []string{
		"转移要多久", "我去年从原来的单位离职了，医保断了两个月，现在怎么补交", "钱", "社保卡丢了，在外地看病，回去能报销吗？要带什么",
	} {
		q := x.question(Query{Text: text}, x.topics)
		covered := x.coverage(&q)
		for i := 0; i < len(x.docs); i += 7 {
			p := &x.docs[i]
			want, score := compareFully(x, &q, p)
			got, s := x.compare(&q, p, covered, math.Inf(-1))
			if got != want || s != score {
				t.Fatalf("%q and %q: %v, %v, want %v, %v", text, p.raw.text, got, s, want, score)
			}
			if got, s = x.compare(&q, p, covered, score-0.01); got != want || s != score {
				t.Fatalf("%q and %q: gave up although the score %v is above the least", text, p.raw.text, score)
			}
			if _, s = x.compare(&q, p, covered, score+0.01); s > score {
				t.Fatalf("%q and %q: score %v, want %v at most", text, p.raw.text, s, score)
			}
		}
		x.release(&q, covered)
	}
}

func compareFully(x *Index, q *question, p *phrasing) (best vector, score float64) {
	score = math.Inf(-1)
	for i := range q.views {
		v := &q.views[i]
		f := vector{
			covTyped:    share(x.terms.shared(v.raw.ids, p.raw.ids), v.raw.weight),
			orderTyped:  v.rawLCS.dice(p.raw.text, p.raw.length),
			lengthTyped: ratio(v.raw.length, p.raw.length),
			covCanon:    share(x.terms.shared(v.canon.ids, p.canon.ids), v.canon.weight),
			orderCanon:  v.canonLCS.dice(p.canon.text, p.canon.length),
			leftOut:     v.leftOut,
		}
		if s := f.dot(x.model.weights); s > score {
			best, score = f, s
		}
	}
	return best, score
}

// Giving up early rests on the order of characters never counting against a candidate.
func TestOrderCountsForACandidate(t *testing.T) {
	if w := fitted().weights; w[orderTyped] < 0 || w[orderCanon] < 0 {
		t.Errorf("weights of the order are %v and %v", w[orderTyped], w[orderCanon])
	}
}

func TestGreatest(t *testing.T) {
	for _, tt := range []struct {
		values []float32
		want   []int
	}{
		{nil, []int{}},
		{[]float32{1}, []int{0}},
		{[]float32{1, 3, 2, 3, 0}, []int{1, 3, 2}},
		{[]float32{0, 0, 0, 0}, []int{0, 1, 2}},
	} {
		if got := greatest(tt.values, 3); !slices.Equal(got, tt.want) {
			t.Errorf("greatest of %v = %v, want %v", tt.values, got, tt.want)
		}
	}
}
