// Package words looks for what is in a list of words.
package words

import (
	"regexp"
	"slices"
	"strings"
)

// A List is a list of words made ready to be looked for: each word or expression only in a text that
// has the characters which it needs, which most texts do not. That is much faster than all of them as
// one expression.
type List struct {
	*regexp.Regexp // of all items
	items          []item
}

// An item is a word or an expression of a list.
type item struct {
	word string // "" for an expression
	expr *regexp.Regexp
	needs
}

// New makes a list of items, of which expr is the expression; see [knowledge.Corpus.Expression].
func New(expr string, items []string) (l List, err error) {
	if l.Regexp, err = regexp.Compile(expr); err != nil {
		return l, err
	}
	var rest []item // words are looked for first
	for _, text := range items {
		switch {
		case strings.Contains(text, "<"): // refers to another list: only the whole is spelt out
			l.items = []item{{expr: l.Regexp, needs: needsOf(expr)}}
			return l, nil
		case regexp.QuoteMeta(text) == text && !strings.Contains(text, ">"):
			l.items = append(l.items, item{word: text, needs: needs{all: []rune(text)}})
		default:
			re, err := regexp.Compile(text)
			if err != nil {
				return l, err
			}
			rest = append(rest, item{expr: re, needs: needsOf(text)})
		}
	}
	l.items = append(l.items, rest...)
	return l, nil
}

// In reports whether the text holds something of the list.
func (l *List) In(text string) bool {
	has := CharactersOf(text)
	return l.InThe(text, &has)
}

// InThe is In for a text that has these characters.
func (l *List) InThe(text string, has *Characters) bool {
	for i := range l.items {
		if it := &l.items[i]; it.metBy(has) && it.in(text) {
			return true
		}
	}
	return false
}

// may reports whether a text has all the characters that something of the list needs.
func (l *List) may(text string) bool {
	has := CharactersOf(text)
	return slices.ContainsFunc(l.items, func(it item) bool { return it.metBy(&has) })
}

// FindStringIndex is that of [regexp.Regexp], like the others here.
func (l *List) FindStringIndex(text string) []int {
	if !l.may(text) {
		return nil
	}
	return l.Regexp.FindStringIndex(text)
}

// FindStringSubmatch returns the first item in the text and its groups.
func (l *List) FindStringSubmatch(text string) []string {
	if !l.may(text) {
		return nil
	}
	return l.Regexp.FindStringSubmatch(text)
}

// FindAllStringSubmatch returns all items and their groups.
func (l *List) FindAllStringSubmatch(text string, n int) [][]string {
	if !l.may(text) {
		return nil
	}
	return l.Regexp.FindAllStringSubmatch(text, n)
}

// FindAllStringSubmatchIndex returns where all items and their groups are.
func (l *List) FindAllStringSubmatchIndex(text string, n int) [][]int {
	if !l.may(text) {
		return nil
	}
	return l.Regexp.FindAllStringSubmatchIndex(text, n)
}

// ReplaceAllString puts something in the place of all items.
func (l *List) ReplaceAllString(text, by string) string {
	if !l.may(text) {
		return text
	}
	return l.Regexp.ReplaceAllString(text, by)
}

// ReplaceAllStringFunc puts in the place of all items what f makes of each.
func (l *List) ReplaceAllStringFunc(text string, f func(string) string) string {
	if !l.may(text) {
		return text
	}
	return l.Regexp.ReplaceAllStringFunc(text, f)
}

// Split returns what stands between the items.
func (l *List) Split(text string, n int) []string {
	if !l.may(text) {
		return []string{text}
	}
	return l.Regexp.Split(text, n)
}
