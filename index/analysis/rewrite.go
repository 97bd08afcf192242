package analysis

import "strings"

// A rewriter replaces words, the longest at each place first, left to right.
type rewriter struct {
	root   *node
	begins [1 << 10]uint64 // a bit for each first character, so that most are passed quickly
}

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
	for i, r := range from {
		if i == 0 {
			w.begins[r>>6&1023] |= 1 << (r & 63)
		}
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

// mayBegin reports whether a word may begin with r; rare characters share a bit.
func (w *rewriter) mayBegin(r rune) bool { return w.begins[r>>6&1023]&(1<<(r&63)) != 0 }

// longest returns the replacement for the longest known word that s begins with, and the
// word's length in bytes; 0 if there is none.
func (w *rewriter) longest(s string) (to string, length int) {
	n := w.root
	for i, r := range s {
		if n.end {
			to, length = n.to, i
		}
		if n = n.next[r]; n == nil {
			return to, length
		}
	}
	if n.end {
		to, length = n.to, len(s)
	}
	return to, length
}

func (w *rewriter) rewrite(s string) string {
	var b strings.Builder
	done := 0 // bytes of s that are written, or need no change before the next word
	next := 0
	for i, r := range s {
		if i < next || !w.mayBegin(r) {
			continue
		}
		to, n := w.longest(s[i:])
		if n == 0 {
			continue
		}
		next = i + n
		if to == s[i:next] {
			continue
		}
		if b.Len() == 0 {
			b.Grow(len(s))
		}
		b.WriteString(s[done:i])
		b.WriteString(to)
		done = next
	}
	if done == 0 {
		return s
	}
	b.WriteString(s[done:])
	return b.String()
}
