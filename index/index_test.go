package index_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/yibaowenwen/yibao/index"
	"github.com/yibaowenwen/yibao/knowledge"
)

// small is a corpus of a few entries, one of them out of scope.
func small() *knowledge.Corpus {
	entry := func(topic string, asked ...string) knowledge.Entry {
		return knowledge.Entry{ID: topic, Topic: topic, Question: asked[0], Asked: asked[1:]}
	}
	duration := entry("transfer.duration", "医保转移要多久办完?", "转医保要几天", "转移多少个工作日", "余额多久到账", "转医保大概多长时间能好")
	documents := entry("transfer.documents", "医保转移要带什么材料?", "转医保带哪些证件", "办转移要身份证吗", "参保凭证在哪里开")
	withdraw := entry("account.withdraw", "医保卡里的钱能取现吗?", "医保余额怎么提现", "卡里的钱能转到微信吗", "人去世了医保卡的钱怎么取")
	resident := entry("enroll.payment", "居民医保怎么交费?", "新农合在哪里交", "城乡居民医保一年多少钱", "合作医疗怎么交")
	employee := entry("enroll.payment.employee", "职工医保怎么交费?", "单位医保交多少")
	employee.Topic, employee.Insured = "enroll.payment", knowledge.Employee
	pension := entry("out_of_scope.pension", "养老金怎么领?", "养老保险转移要多久", "养老保险怎么转", "退休金多少")
	pension.Topic = knowledge.OutOfScope
	withdraw.Lines = []knowledge.Statement{{Text: "出国定居可以一次性支取。"}}
	return &knowledge.Corpus{File: knowledge.File{
		Entries: []knowledge.Entry{duration, documents, withdraw, resident, employee, pension},
		Synonyms: []knowledge.Synonym{
			{Words: []string{"医保", "医疗保险"}},
			{Words: []string{"居民医保", "新农合", "合作医疗", "城乡居民医保"}},
			{Words: []string{"取现", "提现"}},
		},
	}}
}

func newIndex(tb testing.TB, c *knowledge.Corpus) *index.Index {
	tb.Helper()
	x, err := index.New(c)
	if err != nil {
		tb.Fatal(err)
	}
	return x
}

func find(tb testing.TB, x *index.Index, q index.Query) index.Result {
	tb.Helper()
	r, err := x.Find(tb.Context(), q)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

func TestFindBest(t *testing.T) {
	x := newIndex(t, small())
	for _, tt := range []struct {
		name, text, want string
	}{
		{"a phrasing", "转医保要几天", "transfer.duration"},
		{"traditional characters", "醫療保險轉移要多長時間", "transfer.duration"},
		{"typos", "一保转仪要带啥", "transfer.documents"},
		{"a synonym", "医保的钱能取现不", "account.withdraw"},
		{"another insurance", "办理养老保险转移要多少天", "out_of_scope.pension"},
		{"a story around it", "我上个月从厂里出来了，回老家找了新工作，请问转医保要带哪些证件，谢谢", "transfer.documents"},
		{"only in the answer", "出国定居一次性支取", "account.withdraw"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := find(t, x, index.Query{Text: tt.text})
			if len(r.Matches) == 0 || r.Matches[0].Entry.ID != tt.want {
				t.Errorf("Find(%q) = %v, want %s first", tt.text, ids(r), tt.want)
			}
		})
	}
}

func ids(r index.Result) []string {
	var list []string
	for _, m := range r.Matches {
		list = append(list, m.Entry.ID)
	}
	return list
}

func TestFindVerdicts(t *testing.T) {
	x := newIndex(t, small())
	for _, tt := range []struct {
		name, text string
		want       index.Verdict
	}{
		{"said as written", "医保转移要多久办完", index.Answer},
		{"nothing typed", "", index.Refuse},
		{"punctuation only", "？？？", index.Refuse},
		{"not a word known", "qwertz", index.Refuse},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if r := find(t, x, index.Query{Text: tt.text}); r.Verdict != tt.want {
				t.Errorf("verdict on %q = %s of %v, want %s", tt.text, r.Verdict, r.Matches, tt.want)
			}
		})
	}
}

func TestFindReturnsEachEntryOnce(t *testing.T) {
	x := newIndex(t, small())
	r := find(t, x, index.Query{Text: "医保怎么交 转移 多久 材料 取现", Limit: 10})
	got := ids(r)
	slices.Sort(got)
	if len(slices.Compact(slices.Clone(got))) != len(got) {
		t.Errorf("an entry came twice: %v", got)
	}
	for _, m := range r.Matches {
		if len(m.Why.Terms) == 0 {
			t.Errorf("%s is found and nothing says why", m.Entry.ID)
		}
	}
	if r = find(t, x, index.Query{Text: "医保怎么交", Limit: 1}); len(r.Matches) != 1 {
		t.Errorf("limit 1 gave %v", ids(r))
	}
}

func TestKindOfInsuranceDecides(t *testing.T) {
	x := newIndex(t, small())
	r := find(t, x, index.Query{Text: "医保交费", Insured: knowledge.Resident})
	if len(r.Matches) == 0 || r.Matches[0].Entry.ID != "enroll.payment" {
		t.Errorf("for a resident: %v, want the entry that is not only for employees", ids(r))
	}
}

func TestTopicOfTheTurnBefore(t *testing.T) {
	x := newIndex(t, small())
	r := find(t, x, index.Query{Text: "那要多久?", Topic: "transfer.documents"})
	if len(r.Matches) == 0 || r.Matches[0].Entry.ID != "transfer.duration" {
		t.Errorf("after a question on transfers: %v, want transfer.duration", ids(r))
	}
}

func TestElliptical(t *testing.T) {
	x := newIndex(t, small())
	for text, want := range map[string]bool{
		"那要多久?": true, "需要什么材料": true, "手机上能弄不": true, "呢": true, "换成那边呢": true,
		"医保转移要多久": false, "养老金怎么领": false, "门诊怎么报销": false,
		"我去年从单位离职以后一直没有工作想知道怎么办": false,
	} {
		if got := x.Elliptical(text); got != want {
			t.Errorf("Elliptical(%q) = %v, want %v", text, got, want)
		}
	}
}

func TestTiesGoByID(t *testing.T) {
	c := &knowledge.Corpus{File: knowledge.File{Entries: []knowledge.Entry{
		{ID: "b", Topic: "t", Question: "医保怎么转"}, {ID: "a", Topic: "t", Question: "医保怎么转"},
	}}}
	for range 5 {
		r := find(t, newIndex(t, c), index.Query{Text: "医保怎么转"})
		if got := ids(r); !slices.Equal(got, []string{"a", "b"}) {
			t.Fatalf("order %v, want a before b", got)
		}
	}
}

func TestExplanationAddsUp(t *testing.T) {
	x := newIndex(t, small())
	for _, m := range find(t, x, index.Query{Text: "转医保多久"}).Matches {
		e := m.Why
		var sum float64
		for _, term := range e.Terms {
			sum += term.Value * term.Weight
		}
		if math.Abs(sum-e.Score) > 1e-9 {
			t.Errorf("%s: terms add up to %v, score is %v", m.Entry.ID, sum, e.Score)
		}
	}
}

func TestEmptyCorpus(t *testing.T) {
	r := find(t, newIndex(t, &knowledge.Corpus{}), index.Query{Text: "医保怎么转"})
	if len(r.Matches) != 0 || r.Verdict != index.Refuse {
		t.Errorf("an empty corpus gave %+v", r)
	}
}

func TestFindStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := newIndex(t, small()).Find(ctx, index.Query{Text: "医保怎么转"}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}

func TestManyAtOnce(t *testing.T) {
	x := newIndex(t, small())
	want := ids(find(t, x, index.Query{Text: "轉醫保要幾天"}))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				r, err := x.Find(t.Context(), index.Query{Text: "轉醫保要幾天"})
				if err != nil || !slices.Equal(ids(r), want) {
					t.Errorf("got %v, %v, want %v", ids(r), err, want)
				}
			}
		})
	}
	wg.Wait()
}

func TestBaseline(t *testing.T) {
	b, err := index.Baseline(small())
	if err != nil {
		t.Fatal(err)
	}
	r, err := b.Find(t.Context(), index.Query{Text: "医保转移要带什么材料", Limit: 2})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Matches) != 2 || r.Matches[0].Entry.ID != "transfer.documents" || r.Verdict != index.Answer {
		t.Errorf("baseline gave %v, %s", ids(r), r.Verdict)
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"", "医保转移要多久", "那呢", "\xff", strings.Repeat("医保，", 300), "+-&&||!(){}[]^\"~*?:\\/"} {
		f.Add(s, "transfer.duration", 1)
	}
	x := newIndex(f, small())
	f.Fuzz(func(t *testing.T, text, topic string, places int) {
		r := find(t, x, index.Query{Text: text, Topic: topic, Places: places})
		for _, m := range r.Matches {
			if !(m.Confidence >= 0 && m.Confidence <= 1) {
				t.Fatalf("confidence %v on %q", m.Confidence, text)
			}
		}
	})
}
