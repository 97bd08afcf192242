package telegram

import (
	"strings"
	"unicode/utf16"
)

// self is who the bot is.
type self struct {
	id    int64
	name  string          // user name without @
	known map[string]bool // commands, without the slash; none if it is not known which there are
}

// knows reports whether a command found in passing is one of ours.
func (me self) knows(command string) bool { return len(me.known) == 0 || me.known[command] }

func (me self) is(name string) bool { return name != "" && strings.EqualFold(name, me.name) }

// A reading is what a text says to this bot.
type reading struct {
	text    string // without our name; a command comes first, as "/help args"
	command bool   // text is a command
	named   bool   // our name is in it, alone or after a command
	foreign bool   // it begins with a command for another bot
}

// read finds commands and our name in a text. Entities count UTF-16 units; those that do
// not fit the text are ignored.
func (me self) read(text string, entities []entity) reading {
	units := utf16.Encode([]rune(text))
	p := parser{me: me, units: units, named: make([]bool, len(units))}
	for _, e := range entities {
		part, ok := e.of(units)
		switch {
		case !ok:
		case me.isNamed(e, part):
			p.name(e)
		case e.Type == "bot_command" && !p.r.command:
			p.command(e, part)
		}
	}
	p.finish()
	return p.r
}

// A parser reads one text.
type parser struct {
	me    self
	units []uint16
	named []bool // units that are our name
	rest  int    // where the arguments of the command begin
	r     reading
}

func (p *parser) name(e entity) {
	p.r.named = true
	for i := e.Offset; i < e.Offset+e.Length; i++ {
		p.named[i] = true
	}
}

// command takes a command that begins the text, but for our name. One that is only mentioned
// further on is text: 发 /forget 会怎样 asks, and must not forget anything.
func (p *parser) command(e entity, part string) {
	name, to, ok := splitCommand(part)
	if !ok || p.text(0, e.Offset) != "" {
		return
	}
	if to != "" && !p.me.is(to) {
		p.r.foreign = true
		return
	}
	p.r.text, p.r.command = "/"+name, true
	p.r.named = p.r.named || to != ""
	p.rest = e.Offset + e.Length
}

func (p *parser) finish() {
	rest := p.text(p.rest, len(p.units))
	switch {
	case !p.r.command:
		p.r.text = rest
	case rest != "":
		p.r.text += " " + rest
	}
}

// text returns a part of the text without our name.
func (p *parser) text(from, to int) string {
	var left []uint16
	for i := from; i < to; i++ {
		if !p.named[i] {
			left = append(left, p.units[i])
		}
	}
	return strings.TrimSpace(string(utf16.Decode(left)))
}

// isNamed reports whether an entity is our name.
func (me self) isNamed(e entity, part string) bool {
	switch e.Type {
	case "mention":
		return me.is(strings.TrimPrefix(part, "@"))
	case "text_mention":
		return e.User != nil && e.User.ID == me.id
	}
	return false
}

// of returns the part of a text that an entity marks.
func (e entity) of(units []uint16) (string, bool) {
	if e.Offset < 0 || e.Length <= 0 || e.Offset > len(units) || e.Length > len(units)-e.Offset {
		return "", false
	}
	return string(utf16.Decode(units[e.Offset : e.Offset+e.Length])), true
}

// splitCommand splits "/help@name"; to is empty if there is no name.
func splitCommand(s string) (name, to string, ok bool) {
	s, slash := strings.CutPrefix(s, "/")
	name, to, _ = strings.Cut(s, "@")
	return strings.ToLower(name), to, slash && name != ""
}
