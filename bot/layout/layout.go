// Package layout puts a reply on a screen: what is read at first sight and what is folded away,
// which source a line rests on, punctuation, script, and the layout for old eyes. It chooses by
// the structure of the reply, never by its words.
package layout

import (
	"slices"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/bot/understand"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/zh"
)

// An answer is read on a phone at a counter: five lines below the conclusion and so many
// characters stand at first sight; what does not fit is folded away. Two lines always stay.
const (
	maxLines   = 5
	maxBody    = 175 // characters, with the conclusion
	leastLines = 2
)

// A Layout lays out replies. It is safe for concurrent use.
type Layout struct {
	corpus  *knowledge.Corpus
	scripts *zh.Scripts
}

// New returns a Layout.
func New(corpus *knowledge.Corpus, scripts *zh.Scripts) *Layout { return &Layout{corpus, scripts} }

// Lay returns the reply as it is read on the day, in the way that its session asks for.
func (l *Layout) Lay(r bot.Reply, day knowledge.Date) bot.Reply {
	p := l.parts(r, day)
	if rests(r) {
		r.Sources = l.names(basesOf(r.Bases, p.all))
	}
	if r.Session.Big || r.Page > 1 { // the button for a further page may be pressed after /big was left
		r = p.big(r)
	} else {
		r.Lines = p.lines()
		r.Buttons = withIcons(r.Buttons)
	}
	return l.Rewrite(r)
}

// Rewrite gives every text of a laid-out reply its punctuation and script; the data of buttons
// stay as they are.
func (l *Layout) Rewrite(r bot.Reply) bot.Reply {
	write := l.Writer(r.Session)
	lines := make([]bot.Line, len(r.Lines))
	for i, line := range r.Lines {
		line.Text, line.Mark = write(line.Text), write(line.Mark)
		lines[i] = line
	}
	rows := make([][]bot.Button, len(r.Buttons))
	for i, row := range r.Buttons {
		rows[i] = slices.Clone(row)
		for j := range row {
			rows[i][j].Label = write(row[j].Label)
		}
	}
	sources := make([]string, len(r.Sources))
	for i, s := range r.Sources {
		sources[i] = write(s)
	}
	r.Lines, r.Buttons, r.Sources, r.Toast = lines, rows, sources, write(r.Toast)
	return r
}

// Writer returns how a person's texts are written.
func (l *Layout) Writer(s bot.Session) func(string) string {
	if !s.Traditional {
		return say.Typeset
	}
	return func(text string) string { return l.scripts.Traditional(say.Typeset(text)) }
}

// parts are the parts of a reply in the order in which they are read.
type parts struct {
	before []bot.Line
	all    []bot.Line // of the answer, in order
	body   []bot.Line // read at first sight
	folded []bot.Line
	after  []bot.Line
	vouch  []bot.Line // the line that says what it rests on, if it rests on anything
}

func (l *Layout) parts(r bot.Reply, day knowledge.Date) parts {
	var p parts
	for _, line := range r.Lines {
		switch line.Kind {
		case bot.Preface:
			p.before = append(p.before, aside(line))
		case bot.Postscript:
			p.after = append(p.after, aside(line))
		case bot.Item:
			line.Kind = bot.Plain
			if r.Session.Big {
				line.Kind = bot.Detail
			}
			p.all = append(p.all, line)
		case bot.Headline, bot.Local, bot.Plain, bot.Aside, bot.Rumour, bot.Cite, bot.Detail:
			p.all = append(p.all, line)
		}
	}
	if !rests(r) {
		p.body, p.folded = divide(p.all)
		return p
	}
	if r.Entry != "" && r.Decision != bot.Choose { // of several answers none is folded away
		p.all = fit(p.all)
	}
	p.body, p.folded = divide(p.all)
	bases := basesOf(r.Bases, p.body, p.folded)
	for i, line := range p.folded {
		if !line.Basis.Needless() && !line.Basis.Status.Verified() {
			p.folded[i].Mark = say.Unverified
		}
	}
	if r.Decision == bot.Refuse && len(l.sourcesOf(bases)) == 0 { // nothing to verify at the place of enrolment
		return p
	}
	p.vouch = []bot.Line{{Kind: bot.Cite, Text: l.vouch(p.body, r.Bases, day)}}
	p.folded = append(p.folded, l.sourcesOf(bases)...)
	return p
}

// basesOf returns what a reply rests on, in the order of its lines.
func basesOf(whole []knowledge.Basis, lines ...[]bot.Line) []knowledge.Basis {
	bases := slices.Clone(whole)
	for _, line := range slices.Concat(lines...) {
		if line.Basis.Source != "" {
			bases = append(bases, line.Basis)
		}
	}
	return bases
}

func aside(l bot.Line) bot.Line {
	l.Kind = bot.Aside
	return l
}

// rests reports whether the reply tells of rules, which rest on something.
func rests(r bot.Reply) bool {
	return len(r.Bases) > 0 || slices.ContainsFunc(r.Lines, func(l bot.Line) bool { return !l.Basis.IsZero() })
}

// divide separates what is folded away.
func divide(lines []bot.Line) (body, folded []bot.Line) {
	for _, l := range lines {
		if l.Kind == bot.Detail {
			folded = append(folded, l)
		} else {
			body = append(body, l)
		}
	}
	return body, folded
}

// fit orders the lines and folds away what does not fit a phone. The bot's own remarks, which say
// what is not known, keep their room.
func fit(lines []bot.Line) []bot.Line {
	slices.SortStableFunc(lines, func(a, b bot.Line) int { return int(a.Kind) - int(b.Kind) })
	room, size := maxLines, 0
	for _, l := range lines {
		if l.Kind == bot.Aside || l.Kind == bot.Rumour {
			room--
			size += understand.Runes(l.Text)
		}
	}
	shown := 0
	for i := range lines {
		l := &lines[i]
		n := understand.Runes(l.Text)
		switch l.Kind {
		case bot.Headline:
			size += n
		case bot.Local, bot.Plain:
			if shown >= room || shown >= leastLines && size+n > maxBody {
				l.Kind = bot.Detail
				continue
			}
			shown++
			size += n
		case bot.Aside, bot.Rumour, bot.Cite, bot.Detail, bot.Preface, bot.Postscript, bot.Item:
		}
	}
	return lines
}

// lines returns the whole in the usual layout.
func (p parts) lines() []bot.Line {
	return slices.Concat(p.before, p.body, p.vouch, p.folded, p.after)
}

// withIcons puts the icon of each button before its words.
func withIcons(rows [][]bot.Button) [][]bot.Button {
	list := make([][]bot.Button, len(rows))
	for i, row := range rows {
		list[i] = slices.Clone(row)
		for j, b := range row {
			list[i][j].Label = labelled(b)
		}
	}
	return list
}

func labelled(b bot.Button) string {
	switch {
	case b.Icon == "":
		return b.Label
	case b.Label == "":
		return b.Icon
	}
	return b.Icon + " " + b.Label
}
