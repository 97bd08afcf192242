package region

import "strings"

// beside are the words that only serve to tie a place into the sentence.
const beside = "从由自把将"

// rest returns the sentence without its places. A place of treatment leaves 外地 behind, since
// that insurance and treatment are at different places is part of the question; the verb of a
// move stays.
func rest(s []rune, places []place, d direction) string {
	var b strings.Builder
	at := 0
	for _, p := range places {
		if p.start < at { // one name for several places
			continue
		}
		gap := s[at:p.start]
		if n := len(gap); n > 0 && strings.ContainsRune(beside, gap[n-1]) {
			gap = gap[:n-1]
		}
		b.WriteString(string(gap))
		switch {
		case p.code == d.to && d.care:
			b.WriteString("外地")
		case p.code == d.to && d.from != "":
			b.WriteString(" ")
		}
		at = p.end
	}
	b.WriteString(string(s[at:]))
	left := b.String()
	for _, arrow := range []string{"→", "->", "=>"} {
		left = strings.ReplaceAll(left, arrow, " ")
	}
	return strings.Join(strings.Fields(left), " ")
}
