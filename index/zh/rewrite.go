package zh

import "strings"

// A rewriter replaces words, the longest at each place first, left to right.
type rewriter struct{ root *node }

type node struct {
	next map[rune]*node
	to   string
	end  bool
}

func newRewriter() *rewriter { return &rewriter{root: &node{}} }

// add makes to replace from. The first replacement given for a word stays.
func (w *rewriter) add(from, to string) {
	if from == "" {
		return
	}
	n := w.root
	for _, r := range from {
		if n.next == nil {
			n.next = map[rune]*node{}
		}
		if n.next[r] == nil {
			n.next[r] = &node{}
		}
		n = n.next[r]
	}
	if !n.end {
		n.end, n.to = true, to
	}
}

// longest returns the replacement for the longest known word that rs begins with, and the
// word's length; 0 if there is none.
func (w *rewriter) longest(rs []rune) (to string, length int) {
	n := w.root
	for i, r := range rs {
		if n = n.next[r]; n == nil {
			break
		}
		if n.end {
			to, length = n.to, i+1
		}
	}
	return to, length
}

func (w *rewriter) rewrite(s string) string {
	rs := []rune(s)
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(rs); {
		to, n := w.longest(rs[i:])
		if n == 0 {
			b.WriteRune(rs[i])
			i++
			continue
		}
		b.WriteString(to)
		i += n
	}
	return b.String()
}
