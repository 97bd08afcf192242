package analysis

import (
	"fmt"
	"strings"
)

// Tags is a set of up to 64 things that a text speaks of.
type Tags uint64

// A Tagger finds which groups of words a text uses. Of overlapping words the longest at
// each place counts, so that 转院 is not also 转. A word may be in several groups.
type Tagger struct {
	words *rewriter // each word to itself
	tags  map[string]Tags
	names []string
}

// NewTagger reads lines "name = word word …"; # begins a comment. Words of a group named
// "-" count for nothing and only cover others.
func NewTagger(lines string) (*Tagger, error) {
	t := &Tagger{words: newRewriter(), tags: map[string]Tags{}}
	for n, line := range strings.Split(lines, "\n") {
		line, _, _ = strings.Cut(line, "#")
		if strings.TrimSpace(line) == "" {
			continue
		}
		name, list, ok := strings.Cut(line, "=")
		if !ok || len(t.names) > 63 {
			return nil, fmt.Errorf("line %d: want at most 64 lines of a name, = and words", n+1)
		}
		var tag Tags
		if name = strings.TrimSpace(name); name != "-" {
			tag = 1 << len(t.names)
			t.names = append(t.names, name)
		}
		for _, w := range strings.Fields(list) {
			t.words.add(w, w)
			t.tags[w] |= tag
		}
	}
	return t, nil
}

// Tags returns the groups that the folded text uses.
func (t *Tagger) Tags(folded string) Tags {
	var set Tags
	next := 0
	for i, r := range folded {
		if i < next || !t.words.mayBegin(r) {
			continue
		}
		word, n := t.words.longest(folded[i:])
		set |= t.tags[word]
		next = i + n
	}
	return set
}

// Tag returns the set of the one named group; the empty set if there is none.
func (t *Tagger) Tag(name string) Tags {
	for i, n := range t.names {
		if n == name {
			return 1 << i
		}
	}
	return 0
}

// Names returns the names of the groups in the set.
func (t *Tagger) Names(set Tags) []string {
	var names []string
	for i, n := range t.names {
		if set&(1<<i) != 0 {
			names = append(names, n)
		}
	}
	return names
}
