package demo

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// ParseHTML reads a text in the Bot API's HTML mode and returns it without tags, with its
// entities sorted by where they begin, the outer before the inner. The errors are worded
// as Telegram words them after "can't parse entities: ".
func ParseHTML(text string) (string, []Entity, error) {
	if !utf8.ValidString(text) {
		return "", nil, mistake("Text must be encoded in UTF-8")
	}
	p := &htmlParser{src: text}
	for p.pos < len(p.src) {
		if err := p.step(); err != nil {
			return "", nil, err
		}
	}
	if n := len(p.open); n > 0 {
		return "", nil, mistake("Can't find end tag corresponding to start tag %q", p.open[n-1].name)
	}
	return p.out.String(), p.sorted(), nil
}

// A parseError is worded like Telegram's, which begin with a capital.
type parseError string

func (e parseError) Error() string { return string(e) }

func mistake(format string, args ...any) error { return parseError(fmt.Sprintf(format, args...)) }

// htmlParser reads from left to right. Its errors name byte offsets in the source.
type htmlParser struct {
	src   string
	pos   int
	out   strings.Builder
	width int // UTF-16 units in out
	open  []openTag
	found []foundEntity
	count int // tags opened so far
}

type openTag struct {
	name, arg string
	order     int
	offset    int // in UTF-16 units
	start     int // in bytes of out
}

type foundEntity struct {
	Entity
	order int
}

func (p *htmlParser) step() error {
	switch {
	case strings.HasPrefix(p.src[p.pos:], "</"):
		return p.closeTag()
	case p.src[p.pos] == '<':
		return p.openTag()
	case p.src[p.pos] == '&':
		return p.reference()
	}
	r, n := utf8.DecodeRuneInString(p.src[p.pos:])
	p.pos += n
	p.emit(r)
	return nil
}

func (p *htmlParser) emit(r rune) {
	p.out.WriteRune(r)
	p.width += units(r)
}

// reference reads what begins with &. A lone & stands for itself.
func (p *htmlParser) reference() error {
	r, n, err := decodeReference(p.src[p.pos:])
	if err != nil {
		return mistake("%v at byte offset %d", err, p.pos)
	}
	if n == 0 {
		r, n = '&', 1
	}
	p.pos += n
	p.emit(r)
	return nil
}

func (p *htmlParser) openTag() error {
	tag, n, err := scanTag(p.src[p.pos:], p.pos)
	if err != nil {
		return err
	}
	if inner := p.forbids(tag); inner != "" {
		return mistake("Tag %q can't be nested in %q at byte offset %d", tag.name, inner, p.pos)
	}
	p.pos += n
	p.count++
	tag.order, tag.offset, tag.start = p.count, p.width, p.out.Len()
	p.open = append(p.open, tag)
	return nil
}

// forbids returns the open tag in which a new one may not stand: nothing is marked up in
// code, and there are no quotes in quotes.
func (p *htmlParser) forbids(tag openTag) string {
	for _, o := range p.open {
		if o.name == "pre" || o.name == "code" || o.name == "blockquote" && tag.name == "blockquote" {
			return o.name
		}
	}
	return ""
}

func (p *htmlParser) closeTag() error {
	if len(p.open) == 0 {
		return mistake("Unexpected end tag at byte offset %d", p.pos)
	}
	end := strings.IndexByte(p.src[p.pos:], '>')
	if end < 0 {
		return mistake("Unclosed end tag at byte offset %d", p.pos)
	}
	name := strings.ToLower(strings.TrimSpace(p.src[p.pos+2 : p.pos+end]))
	last := p.open[len(p.open)-1]
	if name != "" && name != last.name {
		return mistake("Unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\"", p.pos, last.name, name)
	}
	p.pos += end + 1
	p.open = p.open[:len(p.open)-1]
	if p.width > last.offset {
		p.add(last)
	}
	return nil
}

// add records the entity of a tag that has just been closed.
func (p *htmlParser) add(t openTag) {
	e := Entity{Type: entityType(t.name, t.arg), Offset: t.offset, Length: p.width - t.offset}
	if t.name == "a" {
		e.URL = linkURL(t.arg, p.out.String()[t.start:])
		if e.URL == "" {
			return
		}
	}
	p.found = append(p.found, foundEntity{e, t.order})
}

func (p *htmlParser) sorted() []Entity {
	slices.SortFunc(p.found, func(a, b foundEntity) int {
		return cmp.Or(cmp.Compare(a.Offset, b.Offset), cmp.Compare(b.Length, a.Length), cmp.Compare(a.order, b.order))
	})
	var all []Entity
	for _, f := range p.found {
		all = append(all, f.Entity)
	}
	return all
}

// units returns how many UTF-16 units a character takes.
func units(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}
