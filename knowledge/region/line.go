package region

import (
	"regexp"
	"slices"
	"strings"
)

// A line is a sentence reduced to the kinds of its words, a letter each (see kinds):
// "四川医保在云南能用吗" is "PMiPu".
type line struct {
	kinds  string
	at     []int // where each place stands in kinds
	places []place
}

func newLine(s []rune, words []piece, places []place) line {
	w := lineWriter{runes: s}
	var at []int
	for _, p := range places {
		w.words(words, p.start)
		at = append(at, w.b.Len())
		w.b.WriteByte(somewhere)
		w.done = max(w.done, p.end)
	}
	w.words(words, len(s))
	return line{w.b.String(), at, places}
}

type lineWriter struct {
	runes []rune
	b     strings.Builder
	done  int // characters written
	next  int // word
}

// words writes the words up to a position, and what stands between them.
func (w *lineWriter) words(all []piece, end int) {
	for ; w.next < len(all) && all[w.next].end <= end; w.next++ {
		p := all[w.next]
		if p.start < w.done { // part of a place
			continue
		}
		w.gap(p.start)
		if p.form == ordinary {
			w.b.WriteString(p.kinds)
		} else {
			w.once(other) // a name that stayed ambiguous
		}
		w.done = p.end
	}
	w.gap(end)
}

// gap writes the characters of no word up to a position.
func (w *lineWriter) gap(end int) {
	for ; w.done < end; w.done++ {
		switch r := w.runes[w.done]; {
		case strings.ContainsRune(" ,;.?!:。…()\"“”\n\t", r):
			w.pause()
		case strings.ContainsRune(">→~—-➡⇒", r):
			w.once(arrow)
		case strings.ContainsRune("、/&+", r):
			w.once(listed)
		case r != '=':
			w.once(other)
		}
	}
}

// pause writes a pause, unless after a word that waits for its place: "从 绵阳 转 成都".
func (w *lineWriter) pause() {
	s := w.b.String()
	waits := s != "" && strings.Contains("ft>iaj", s[len(s)-1:]) || w.done > 0 && w.runes[w.done-1] == '转' ||
		w.runes[w.done] == ':' && s != "" && strings.Contains("oI", s[len(s)-1:])
	if !waits {
		w.once(pause)
	}
}

// once writes a letter unless it stands there already.
func (w *lineWriter) once(letter byte) {
	if s := w.b.String(); s == "" || s[len(s)-1] != letter {
		w.b.WriteByte(letter)
	}
}

// around returns the letters before a place, read from the place outwards, and those after
// it, both as far as the next place; and whether the place owns what follows (A的医保).
func (l line) around(i int) (before, after string, owns bool) {
	start, end := 0, len(l.kinds)
	if i > 0 {
		start = l.at[i-1] + 1
	}
	if i+1 < len(l.at) {
		end = l.at[i+1]
	}
	after = l.kinds[l.at[i]+1 : end]
	owns = strings.HasPrefix(after, string(possessive))
	outwards := []byte(without(l.kinds[start:l.at[i]]))
	slices.Reverse(outwards)
	return string(outwards), without(after), owns
}

// without leaves out the possessive 的.
func without(kinds string) string { return strings.ReplaceAll(kinds, string(possessive), "") }

// codes returns the different places.
func (l line) codes() []string {
	var list []string
	for _, p := range l.places {
		if !slices.Contains(list, p.code) {
			list = append(list, p.code)
		}
	}
	return list
}

// withoutDenied leaves out the places taken back in 不是成都,是绵阳 or 不是从A转到B,是从B转到A, that
// of 不去A了, and those set aside in 除了A, and returns the code of the last. What would leave no
// place stays, but for one that nobody goes to any more.
func (l line) withoutDenied() (line, string) {
	drop, n := make([]bool, len(l.places)), 0
	for _, m := range []*regexp.Regexp{takenBack, plainlyNot, setAside, notGoing} {
		for _, at := range m.FindAllStringSubmatchIndex(l.kinds, -1) {
			for i, p := range l.at {
				drop[i] = drop[i] || at[2] <= p && p < at[3]
			}
		}
	}
	for _, gone := range drop {
		if gone {
			n++
		}
	}
	if n == 0 || n == len(l.places) && !notGoing.MatchString(l.kinds) {
		return l, ""
	}
	kept, denied := line{}, ""
	kinds := []byte(l.kinds)
	for i, p := range l.places {
		if drop[i] {
			kinds[l.at[i]], denied = other, p.code
			continue
		}
		kept.at, kept.places = append(kept.at, l.at[i]), append(kept.places, p)
	}
	kept.kinds = string(kinds)
	return kept, denied
}

var (
	takenBack  = regexp.MustCompile(`!([^!z]*P[^!z]*)z`)    // 不是[从A转到B],是
	plainlyNot = regexp.MustCompile(`!(P)`)                 // 不是[A]
	setAside   = regexp.MustCompile(`X([.]?[iM]?P(?:jP)*)`) // 除了[A和B]
	notGoing   = regexp.MustCompile(`!t(P)`)                // 不去[A]了
	instead    = regexp.MustCompile(`^[.,nz]*Smt?P[.,]*$`)
	denial     = regexp.MustCompile(`!P[^P]*z`)
	onlyIt     = regexp.MustCompile(`^[.,nzMdmSt]*P[.,nzMd]*$`)
)

// corrects reports whether the sentence takes something back or swaps one place for another.
func (l line) corrects(s []rune) bool {
	text := string(s)
	for _, w := range []string{"我说的是", "我是说", "不对", "说错", "搞错", "打错", "写错", "更正"} {
		if strings.Contains(text, w) {
			return true
		}
	}
	return denial.MatchString(l.kinds) || l.swaps()
}

// swaps reports whether nothing but 换成 and a place is said.
func (l line) swaps() bool { return instead.MatchString(l.kinds) }
