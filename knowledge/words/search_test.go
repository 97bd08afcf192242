package words_test

import (
	"strings"
	"testing"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/data"
	"github.com/yibaowenwen/yibao/knowledge/words"
)

// Many lists looked for at once are found where each is found alone.
func TestSearchIsAsEachList(t *testing.T) {
	corpus, err := knowledge.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	var lists []*words.List
	for _, c := range corpus.Circumstances {
		for _, items := range [][]string{c.Said, c.Denied} {
			if l, err := words.New(strings.Join(items, "|"), items); err == nil && len(items) > 0 {
				lists = append(lists, &l)
			}
		}
	}
	search := words.NewSearch(lists)
	texts := []string{"", "a", "没", "没备案在外地住院能报吗"}
	for _, e := range corpus.Entries {
		texts = append(texts, e.Question)
		texts = append(texts, e.Asked[:min(3, len(e.Asked))]...)
	}
	found := 0
	for _, text := range texts {
		got := map[int]bool{}
		search.In(text, func(list int) { got[list] = true })
		for n, l := range lists {
			if want := l.In(text); want != got[n] {
				t.Fatalf("%s: list %d (%s): %v, alone %v", text, n, l, got[n], want)
			}
		}
		found += len(got)
	}
	if found < len(texts) {
		t.Errorf("%d found in %d texts", found, len(texts))
	}
}
