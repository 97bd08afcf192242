package words_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/data"
	"github.com/yibaowenwen/yibao/knowledge/words"
)

// TestShortWay holds what a list finds against its expression.
func TestShortWay(t *testing.T) {
	for _, tt := range []struct {
		items []string
		texts []string
	}{
		{[]string{"医保卡"}, []string{"医保卡丢了", "医保的卡", ""}},
		{[]string{"断了?缴", "[停退]了"}, []string{"断缴", "断了缴", "退了", "断了"}},
		{[]string{"^(?:我|俺).{0,2}退", "(?i)app", "x*"}, []string{"我要退", "他退", "APP怎么用", "退"}},
		{[]string{"(单位|公司|老板)(不|没)(给)?交", "[^农]村"}, []string{"公司没交", "单位交了", "一村", "农村", "\xff村"}},
		{[]string{"(?:居民|(?:新)?农合){1,2}$", "(?:|职工)医保"}, []string{"新农合", "农合费", "医保"}},
	} {
		check(t, tt.items, tt.texts)
	}
}

func TestShortWayOfAllLists(t *testing.T) {
	c, err := knowledge.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	const every = 97
	var texts []string
	for _, e := range c.Entries {
		texts = append(texts, e.Asked...)
	}
	for i := range texts[:len(texts)/every] {
		texts[i] = texts[i*every]
	}
	for _, w := range c.Words {
		expr, err := c.Expression(w.ID)
		if err != nil {
			t.Fatal(err)
		}
		l, err := words.New(expr, w.Any)
		if err != nil {
			t.Fatal(err)
		}
		same(t, &l, texts[:len(texts)/every])
	}
	for _, s := range c.Circumstances {
		if len(s.Said) > 0 {
			check(t, s.Said, texts[:len(texts)/every])
		}
	}
}

func check(t *testing.T, items, texts []string) {
	t.Helper()
	l, err := words.New(strings.Join(items, "|"), items)
	if err != nil {
		t.Fatal(err)
	}
	same(t, &l, texts)
}

func same(t *testing.T, l *words.List, texts []string) {
	t.Helper()
	for _, text := range texts {
		if got, want := l.In(text), l.MatchString(text); got != want {
			t.Errorf("%s in %q: %t, want %t", l, text, got, want)
		}
		if got, want := l.FindStringIndex(text), l.Regexp.FindStringIndex(text); !slices.Equal(got, want) {
			t.Errorf("%s in %q at %v, want %v", l, text, got, want)
		}
	}
}
