package zh

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/longbridgeapp/opencc"
)

// A Simplifier makes Traditional characters (繁体) Simplified ones (简体). It is safe for
// concurrent use.
type Simplifier struct {
	tables      *opencc.OpenCC
	traditional charset // a text without these has nothing to be made Simplified
}

// NewSimplifier returns a Simplifier. An error means that the tables in the program are not as
// expected.
func NewSimplifier() (*Simplifier, error) {
	tables, err := load("t2s")
	if err != nil {
		return nil, err
	}
	return &Simplifier{tables, needToChange(tables)}, nil
}

// load returns the tables of a conversion, which must be one of words and one of characters.
func load(conversion string) (*opencc.OpenCC, error) {
	c, err := opencc.New(conversion)
	if err != nil {
		return nil, fmt.Errorf("load tables of characters: %w", err)
	}
	if len(c.DictChains) != 1 || len(c.DictChains[0].Dicts) != 2 {
		return nil, errors.New("load tables of characters: not those of words and of characters")
	}
	return c, nil
}

// Simple returns the text in Simplified characters.
func (s *Simplifier) Simple(text string) string {
	if !s.traditional.hasAny(text) { // most texts need no conversion
		return text
	}
	out, err := s.tables.Convert(text)
	if err != nil {
		return text
	}
	return out
}

// Characters returns the Simplified form of every single Traditional character that has another.
func (s *Simplifier) Characters() map[rune]rune {
	simple := map[rune]rune{}
	for from, to := range entries(s.tables, characterTable) {
		f, n := utf8.DecodeRuneInString(from)
		t, _ := utf8.DecodeRuneInString(to)
		if n == len(from) && f != t {
			simple[f] = t
		}
	}
	return simple
}

// Scripts tells Traditional from Simplified characters and makes either of the other. It is safe
// for concurrent use.
type Scripts struct {
	*Simplifier
	toTraditional *opencc.OpenCC
	mend          *strings.Replacer
	simplified    charset // a text with one of these changes when it is made Traditional
}

// mends sets right, pair by pair, what the table of characters gets wrong in our field: 核 is 覈
// in no living text, and 發卡 is not hair.
func mends() []string { return []string{"覈", "核", "髮卡", "發卡"} }

// NewScripts returns Scripts. An error means that the tables in the program are not as expected.
func NewScripts() (*Scripts, error) {
	in, err := NewSimplifier()
	if err != nil {
		return nil, err
	}
	out, err := load("s2t")
	if err != nil {
		return nil, err
	}
	return &Scripts{in, out, strings.NewReplacer(mends()...), sureToChange(out)}, nil
}

// Simplify returns the text in Simplified characters, and which script it is written in; both
// are false for a text that reads the same in either. A single Traditional character in a
// longer text may be a slip and tells nothing, nor do a few among many Simplified ones (社保局沒通知).
func (s *Scripts) Simplify(text string) (out string, traditional, simplified bool) {
	out = s.Simple(text)
	changed, length := difference(text, out)
	if changed > 1 || changed*3 > length {
		simple, _ := difference(text, s.Traditional(text))
		traditional = changed >= simple
	}
	return out, traditional, changed == 0 && (s.simplified.hasAny(out) || s.Traditional(out) != out)
}

// difference counts in how many of how many characters two texts differ.
func difference(a, b string) (changed, length int) {
	if a == b {
		return 0, utf8.RuneCountInString(a)
	}
	was, is := []rune(a), []rune(b)
	for i := range min(len(was), len(is)) {
		if was[i] != is[i] {
			changed++
		}
	}
	return changed, len(was)
}

// Traditional returns the text in Traditional characters.
func (s *Scripts) Traditional(text string) string {
	out, err := s.toTraditional.Convert(text)
	if err != nil {
		return text
	}
	return s.mend.Replace(out)
}
