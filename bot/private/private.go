// Package private recognises numbers that belong to a person: identity numbers (身份证号),
// bank cards, phone numbers, insurance card numbers. What holds one is neither stored nor
// logged: [Mask] takes the numbers out before that, and leaves in their place what they were.
package private

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A Kind is what a number looks like, in words for the person.
type Kind string

// The kinds.
const (
	Identity Kind = "身份证号"
	BankCard Kind = "银行卡号"
	Phone    Kind = "手机号"
	Landline Kind = "座机号"
	Card     Kind = "证件号或卡号"
)

// Words returns the kinds as words.
func Words(kinds []Kind) []string {
	words := make([]string, len(kinds))
	for i, k := range kinds {
		words[i] = string(k)
	}
	return words
}

func kinds() []Kind { return []Kind{Identity, BankCard, Phone, Landline, Card} }

// Mark is what stands in the place of a number that was taken out.
func (k Kind) Mark() string { return "‹" + string(k) + "›" }

// Find returns the kinds of personal numbers in the text, each once, in order. Digits may be
// full-width, circled, written as Chinese numerals, formal ones too, or as the letters O and l,
// and set apart by what people put between them, seen or not. A mark that Redact or Mask left counts as the number that it stands for.
func Find(text string) []Kind {
	found := marks(text)
	for _, s := range spans(text) {
		found = append(found, place{s.from, s.kind})
	}
	slices.SortStableFunc(found, func(a, b place) int { return a.at - b.at })
	var list []Kind
	for _, p := range found {
		if !slices.Contains(list, p.kind) {
			list = append(list, p.kind)
		}
	}
	return list
}

// Redact returns the text with a mark such as ‹手机号› in the place of each number.
func Redact(text string) string {
	return replace(text, func(s span) string { return s.kind.Mark() })
}

// Mask does the same and keeps the length of the text in UTF-16 units, in which Telegram
// counts: what follows a number stays where it was.
func Mask(text string) string {
	return replace(text, func(s span) string {
		mark := s.kind.Mark()
		return mark + strings.Repeat("·", max(0, units(text[s.from:s.to])-units(mark)))
	})
}

func replace(text string, with func(span) string) string {
	found := spans(text)
	if len(found) == 0 {
		return text
	}
	var b strings.Builder
	at := 0
	for _, s := range found {
		b.WriteString(text[at:s.from])
		b.WriteString(with(s))
		at = s.to
	}
	b.WriteString(text[at:])
	return b.String()
}

type place struct {
	at   int
	kind Kind
}

func marks(text string) []place {
	if !strings.Contains(text, "‹") {
		return nil
	}
	var list []place
	for _, k := range kinds() {
		if i := strings.Index(text, k.Mark()); i >= 0 {
			list = append(list, place{i, k})
		}
	}
	return list
}

// units counts UTF-16 units.
func units(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xffff {
			n++
		}
	}
	return n
}

// lastRunes and firstRunes return at most n characters next to a number.
func lastRunes(s string, n int) string {
	at := len(s)
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	return s[at:]
}

func firstRunes(s string, n int) string {
	at := 0
	for ; n > 0 && at < len(s); n-- {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	return s[:at]
}
