package demo

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

var (
	commandPattern = regexp.MustCompile(`/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?`)
	mentionPattern = regexp.MustCompile(`@[A-Za-z0-9_]{2,32}`)
	urlPattern     = regexp.MustCompile(`https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+`)
)

// width returns the length of a text in UTF-16 units, in which Telegram counts.
func width(s string) int {
	n := 0
	for _, r := range s {
		n += units(r)
	}
	return n
}

// clean removes carriage returns and replaces other control characters by spaces.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return -1
		case r < ' ' && r != '\n':
			return ' '
		}
		return r
	}, s)
}

// trim cuts white space at both ends, at the front only as far as nothing is marked up
// there, and moves the entities along.
func trim(text string, es []Entity) (string, []Entity) {
	u := utf16.Encode([]rune(text))
	end := len(u)
	for end > 0 && blank(u[end-1]) {
		end--
	}
	begin := 0
	for begin < end && blank(u[begin]) && (len(es) == 0 || begin < es[0].Offset) {
		begin++
	}
	var kept []Entity
	for _, e := range es {
		e.Length = min(e.Offset+e.Length, end) - e.Offset
		e.Offset -= begin
		if e.Length > 0 {
			kept = append(kept, e)
		}
	}
	return string(utf16.Decode(u[begin:end])), kept
}

func blank(u uint16) bool { return u == ' ' || u == '\n' }

// detect adds the entities that Telegram finds by itself: commands, mentions and bare
// addresses. They never overlap each other, nor code or links.
func detect(text string, es []Entity) []Entity {
	all := slices.Clone(es)
	add := func(kind string, from, to int) {
		e := Entity{Type: kind, Offset: width(text[:from]), Length: width(text[from:to])}
		if !slices.ContainsFunc(all, func(o Entity) bool { return excludes(o, e) }) {
			all = append(all, e)
		}
	}
	for _, m := range urlPattern.FindAllStringIndex(text, -1) {
		add("url", m[0], m[0]+len(strings.TrimRight(text[m[0]:m[1]], ".,;:!?'")))
	}
	for _, m := range commandPattern.FindAllStringIndex(text, -1) {
		before, after := around(text, m)
		if !word(before) && !word(after) && !strings.ContainsRune("/<>", before) && !strings.ContainsRune("/<>", after) {
			add("bot_command", m[0], m[1])
		}
	}
	for _, m := range mentionPattern.FindAllStringIndex(text, -1) {
		if before, after := around(text, m); !word(before) && !word(after) {
			add("mention", m[0], m[1])
		}
	}
	slices.SortStableFunc(all, func(a, b Entity) int {
		return cmp.Or(cmp.Compare(a.Offset, b.Offset), cmp.Compare(b.Length, a.Length))
	})
	return all
}

// around returns the characters on both sides of a match, a space at the ends.
func around(text string, m []int) (before, after rune) {
	before, after = ' ', ' '
	if m[0] > 0 {
		before, _ = utf8.DecodeLastRuneInString(text[:m[0]])
	}
	if m[1] < len(text) {
		after, _ = utf8.DecodeRuneInString(text[m[1]:])
	}
	return before, after
}

// word reports whether r is part of a word; Chinese characters are.
func word(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) }

// excludes reports whether b cannot stand where o already is.
func excludes(o, b Entity) bool {
	if b.Offset >= o.Offset+o.Length || o.Offset >= b.Offset+b.Length {
		return false
	}
	switch o.Type {
	case "code", "pre", "text_link", "url", "bot_command", "mention":
		return true
	}
	return false
}
