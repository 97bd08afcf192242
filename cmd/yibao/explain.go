package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/yibaowenwen/yibao/index"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/region"
)

// explain writes what was found for a question, and how the scores and the trust in them
// came about, the weightiest first.
func explain(ctx context.Context, k *knowledge.Corpus, ix *index.Index, w io.Writer, text string) error {
	found := region.New(k.Regions, k.Aliases).Find(text)
	r, err := ix.Find(ctx, index.Query{Text: found.Rest, Places: len(found.Places)})
	if err != nil {
		return err
	}
	verdict := map[index.Verdict]string{
		index.Answer: fmt.Sprintf("第一条把握到了 %.2f,直接答", index.AnswerAt),
		index.Choose: fmt.Sprintf("第一条把握在 %.2f 和 %.2f 之间,让人从前几条里选", index.ChooseAt, index.AnswerAt),
		index.Refuse: fmt.Sprintf("把握不到 %.2f,说不知道", index.ChooseAt),
	}
	fmt.Fprintf(w, "\n—— 为什么 ——\n去掉地名后找的是: %s\n结果: %s\n", found.Rest, verdict[r.Verdict])
	for i, m := range r.Matches {
		e := m.Why
		fmt.Fprintf(w, "\n%d. %s  把握 %.2f\n   最像的问法: %s\n", i+1, m.Entry.ID, m.Confidence, m.Asked)
		fmt.Fprintf(w, "   得分 %.2f,是这些加起来的:\n", e.Score)
		printTerms(w, e.Terms)
		fmt.Fprintf(w, "   把握 %.2f,是这些加起来的(0 是一半一半):\n", m.Confidence)
		printTerms(w, e.Trust)
	}
	return nil
}

func printTerms(w io.Writer, terms []knowledge.Term) {
	terms = slices.Clone(terms)
	slices.SortStableFunc(terms, func(a, b knowledge.Term) int {
		return cmp.Compare(math.Abs(b.Part()), math.Abs(a.Part()))
	})
	for _, t := range terms {
		fmt.Fprintf(w, "   %+6.2f  %s (%.2f × %.2f)\n", t.Part(), t.Label, t.Value, t.Weight)
	}
}
