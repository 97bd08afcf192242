package region

import (
	"regexp"
	"strings"
)

// beside are the words that only serve to tie a place into the sentence.
var beside = regexp.MustCompile(`(从|由|自|把|将)$`)

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
		gap := string(s[at:p.start])
		b.WriteString(beside.ReplaceAllString(gap, ""))
		switch {
		case p.code == d.to && d.care:
			b.WriteString("外地")
		case p.code == d.to && d.from != "":
			b.WriteString(" ")
		}
		at = p.end
	}
	b.WriteString(string(s[at:]))
	return strings.Join(strings.Fields(strings.NewReplacer("→", " ", "->", " ", "=>", " ").Replace(b.String())), " ")
}
