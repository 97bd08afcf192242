package index_test

import (
	"testing"

	"github.com/yibaowenwen/yibao/index"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/data"
)

func load(tb testing.TB) *knowledge.Corpus {
	tb.Helper()
	c, err := knowledge.Load(data.FS)
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

func BenchmarkNew(b *testing.B) {
	c := load(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := index.New(c); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	x, err := index.New(load(b))
	if err != nil {
		b.Fatal(err)
	}
	questions := []string{
		"医保转过去一般要等多少天", "我的钱怎么没到账", "辞职以后医保怎么办",
		"我母亲有高血压，每个月都要吃药，她是农村户口，平时在镇卫生院拿药，请问这个药费能不能报销，怎么报",
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := x.Find(b.Context(), index.Query{Text: questions[i%len(questions)]}); err != nil {
			b.Fatal(err)
		}
	}
}
