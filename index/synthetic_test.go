package index_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/yibaowenwen/yibao/knowledge"
)

// phrasingsEach is how many phrasings a made-up entry has, about as many as a real one; fewer
// where they would not be enough for all topics.
const phrasingsEach = 20

// multiply returns a corpus of n phrasings: copies of the entries of the real one, each asked
// about in other words than the original. The same seed gives the same corpus.
func multiply(real *knowledge.Corpus, n int, seed uint64) *knowledge.Corpus {
	m := newMuddler(real, seed)
	c := &knowledge.Corpus{File: real.File}
	c.Entries = nil
	each := max(1, min(phrasingsEach, n/len(real.Entries)))
	for round := 0; n > 0; round++ {
		for _, e := range real.Entries {
			if n <= 0 {
				break
			}
			asked := append([]string{e.Question}, e.Asked...)
			e.ID = fmt.Sprintf("%s~%d", e.ID, round)
			e.Asked = nil
			for range min(n, each) {
				e.Asked = append(e.Asked, m.muddle(asked[m.IntN(len(asked))]))
			}
			e.Question, e.Asked = e.Asked[0], e.Asked[1:]
			n -= 1 + len(e.Asked)
			c.Entries = append(c.Entries, e)
		}
	}
	return c
}

// A muddler says the same thing in another way, as people do.
type muddler struct {
	*rand.Rand
	before, after, places []string
}

func newMuddler(c *knowledge.Corpus, seed uint64) *muddler {
	m := &muddler{
		Rand:   rand.New(rand.NewPCG(seed, 7)),
		before: strings.Fields("请问 你好 你好，请问 那个 我想问一下 问一下 麻烦问下 老师 在吗 就是 哎 急 想了解下"),
		after:  strings.Fields("呢 啊 呀 谢谢 ，谢谢 ，急 ，在线等 吗 咋整 ，求解答 ，我不太懂 ，帮我看看"),
	}
	for _, g := range c.Regions.All() {
		if g.Grade != knowledge.County {
			m.places = append(m.places, g.Short)
		}
	}
	return m
}

func (m *muddler) one(list []string) string { return list[m.IntN(len(list))] }

// muddle puts fillers and places around a question, changes its order and mistypes it.
func (m *muddler) muddle(s string) string {
	if m.IntN(3) == 0 {
		s = m.turn(s)
	}
	if m.IntN(3) == 0 {
		s = m.mistype(s)
	}
	switch m.IntN(6) {
	case 0:
		s = "从" + m.one(m.places) + "到" + m.one(m.places) + "，" + s
	case 1:
		s = "我在" + m.one(m.places) + "，" + s
	case 2:
		s = m.one(m.places) + s
	}
	if m.IntN(2) == 0 {
		s = m.one(m.before) + s
	}
	if m.IntN(2) == 0 {
		s = strings.TrimRight(s, "?？") + m.one(m.after)
	}
	return s
}

// turn moves the beginning of a sentence to its end.
func (m *muddler) turn(s string) string {
	rs := []rune(strings.TrimRight(s, "?？"))
	if len(rs) < 6 {
		return s
	}
	at := 2 + m.IntN(len(rs)-3)
	return string(rs[at:]) + string(rs[:at])
}

// mistype drops a character, doubles one or swaps two.
func (m *muddler) mistype(s string) string {
	rs := []rune(s)
	if len(rs) < 4 {
		return s
	}
	at := m.IntN(len(rs) - 1)
	switch m.IntN(3) {
	case 0:
		return string(rs[:at]) + string(rs[at+1:])
	case 1:
		return string(rs[:at+1]) + string(rs[at:])
	}
	rs[at], rs[at+1] = rs[at+1], rs[at]
	return string(rs)
}
