package bot

import (
	"cmp"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
)

// A pattern is a regular expression that first looks whether the text holds a character that
// every match needs. Most messages speak of few of the things that we look for, and to learn
// that from the expression itself takes thirty times as long.
type pattern struct {
	*regexp.Regexp
	needs *sieve // one of these characters is in every match; nil if that is unknown
}

func compile(expr string) pattern {
	p := pattern{Regexp: regexp.MustCompile(expr)}
	if tree, err := syntax.Parse(expr, syntax.Perl); err == nil {
		if list := needed(tree); list != nil {
			p.needs = sieveOf(list)
		}
	}
	return p
}

// A sieve holds back what is not in a set of characters, and lets a few others through.
type sieve [64]uint64

func sieveOf(list []rune) *sieve {
	var s sieve
	for _, r := range list {
		s[r>>6&63] |= 1 << (r & 63)
	}
	return &s
}

// lets reports whether the text may hold one of the characters; if not, it does not.
func (s *sieve) lets(text string) bool {
	for _, r := range text {
		if s.letsOne(r) {
			return true
		}
	}
	return false
}

func (s *sieve) letsOne(r rune) bool { return s[r>>6&63]>>(r&63)&1 != 0 }

// mostNeeded is how many characters a sieve is made of; with more it lets most texts through.
const mostNeeded = 100

// needed returns characters of which each match of the expression holds at least one; nil if
// there are none, or too many.
func needed(re *syntax.Regexp) (best []rune) {
	for _, c := range candidates(re) {
		if best == nil || weight(c) < weight(best) {
			best = c
		}
	}
	return best
}

// often are characters of which each is in every sixth question or more; to look for them holds
// back little.
const often = "保医吗么能的转怎不了"

// weight is how much a set lets through, by and large.
func weight(set []rune) int {
	n := len(set)
	for _, r := range set {
		if strings.ContainsRune(often, r) {
			n += 9
		}
	}
	return n
}

// candidates returns sets of characters; each match holds one of every set.
func candidates(re *syntax.Regexp) (list [][]rune) {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 {
			for _, r := range re.Rune {
				list = append(list, []rune{r})
			}
		}
	case syntax.OpCharClass:
		if m := members(re.Rune); m != nil {
			list = append(list, m)
		}
	case syntax.OpCapture, syntax.OpPlus:
		return candidates(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return candidates(re.Sub[0])
		}
	case syntax.OpConcat:
		for _, part := range re.Sub {
			list = append(list, candidates(part)...)
		}
	case syntax.OpAlternate:
		if all := eitherOf(re.Sub); all != nil {
			list = append(list, all)
		}
	}
	return list
}

// members lists the characters of a class, which is given as ranges.
func members(ranges []rune) (list []rune) {
	for i := 0; i < len(ranges); i += 2 {
		for r := ranges[i]; r <= ranges[i+1]; r++ {
			if list = append(list, r); len(list) > mostNeeded {
				return nil
			}
		}
	}
	return list
}

// eitherOf returns what one of the parts needs, whichever matches: of each part those characters
// that most of the others need too.
func eitherOf(parts []*syntax.Regexp) (all []rune) {
	lists := make([][][]rune, len(parts))
	shared := map[rune]int{}
	for i, part := range parts {
		if lists[i] = candidates(part); len(lists[i]) == 0 {
			return nil
		}
		for _, c := range lists[i] {
			for _, r := range c {
				shared[r]++
			}
		}
	}
	for _, list := range lists {
		all = append(all, slices.MaxFunc(list, func(a, b []rune) int { return cmp.Compare(alike(a, shared), alike(b, shared)) })...)
	}
	slices.Sort(all)
	if all = slices.Compact(all); len(all) > mostNeeded {
		return nil
	}
	return all
}

// alike is how much a set has in common with others, on average, for what it lets through.
func alike(set []rune, shared map[rune]int) float64 {
	n := 0
	for _, r := range set {
		n += shared[r]
	}
	return float64(n) / float64(len(set)*weight(set))
}

// may reports whether the text can match.
func (p pattern) may(text string) bool { return p.needs == nil || p.needs.lets(text) }

// MatchString is that of the expression.
func (p pattern) MatchString(text string) bool { return p.may(text) && p.Regexp.MatchString(text) }

// FindStringSubmatch is that of the expression.
func (p pattern) FindStringSubmatch(text string) []string {
	if !p.may(text) {
		return nil
	}
	return p.Regexp.FindStringSubmatch(text)
}

// FindAllStringSubmatch is that of the expression.
func (p pattern) FindAllStringSubmatch(text string, n int) [][]string {
	if !p.may(text) {
		return nil
	}
	return p.Regexp.FindAllStringSubmatch(text, n)
}

// ReplaceAllString is that of the expression.
func (p pattern) ReplaceAllString(text, with string) string {
	if !p.may(text) {
		return text
	}
	return p.Regexp.ReplaceAllString(text, with)
}

// ReplaceAllStringFunc is that of the expression.
func (p pattern) ReplaceAllStringFunc(text string, with func(string) string) string {
	if !p.may(text) {
		return text
	}
	return p.Regexp.ReplaceAllStringFunc(text, with)
}

// Split is that of the expression, with all parts.
func (p pattern) Split(text string) []string {
	if !p.may(text) {
		return []string{text}
	}
	return p.Regexp.Split(text, -1)
}
