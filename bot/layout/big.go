package layout

import (
	"slices"
	"strings"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/button"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/bot/understand"
	"github.com/yibaowenwen/yibao/knowledge"
)

// The layout for old eyes: one thing on a screen. An answer is its conclusion, two short lines
// and the source; what else there is comes in pages of the same size, one press each. Buttons
// stand one in a row, in words, the next step first.
const (
	bigBody  = 200 // characters at first sight
	bigLines = 2   // below the conclusion of an answer
	bigRows  = 4   // of buttons below an answer
)

// big returns the reply in the layout for old eyes.
func (p parts) big(r bot.Reply) bot.Reply {
	switch {
	case isAnswer(r) && r.Page > 1:
		return p.page(r)
	case isAnswer(r):
		return p.bigAnswer(r)
	}
	return p.bigOther(r)
}

// isAnswer reports whether the reply is the answer of an entry and nothing else.
func isAnswer(r bot.Reply) bool {
	return r.Entry != "" && (r.Decision == bot.Answer || r.Decision == bot.Refuse) && r.Session.Asking == ""
}

// bigAnswer is the first page of an answer.
func (p parts) bigAnswer(r bot.Reply) bot.Reply {
	shown, rest := p.bigFirst()
	more := ""
	if len(rest) > 0 {
		more = button.ShownIn(r.Entry, r.Session).PageData(2)
	}
	if more == "" { // no room in a button's data: folded away instead
		shown = append(shown, folded(rest)...)
	}
	r.Lines = shown
	r.Buttons = bigButtons(r.Buttons, more, more == "")
	return r
}

// bigFirst divides an answer into its first page and the rest. Remarks on this message stay on
// the first page.
func (p parts) bigFirst() (shown, rest []bot.Line) {
	if len(p.body) == 0 || p.body[0].Kind != bot.Headline {
		return p.lines(), nil
	}
	said := p.body[:1:1]
	for _, l := range p.body[1:] {
		if len(said) <= bigLines && p.fitsFirst(l, said) {
			said = append(said, l)
		} else {
			rest = append(rest, l)
		}
	}
	return slices.Concat(p.before, said, p.vouch, p.after), append(rest, p.folded...)
}

// fitsFirst reports whether a line is short enough to follow what the first page says already.
func (p parts) fitsFirst(l bot.Line, said []bot.Line) bool {
	if l.Kind != bot.Local && l.Kind != bot.Plain && l.Kind != bot.Aside {
		return false
	}
	return size(slices.Concat(said, []bot.Line{l}, p.vouch)) <= bigBody
}

// size counts the characters of lines as they are read, with their ends.
func size(lines []bot.Line) int {
	n := 0
	for _, l := range lines {
		n += understand.Runes(l.Shown()) + 1
	}
	return n
}

// page is a later page of an answer; the first is 1. A page that there is not is the last.
func (p parts) page(r bot.Reply) bot.Reply {
	_, rest := p.bigFirst()
	pages := paginate(rest)
	if len(pages) == 0 {
		return p.bigAnswer(r)
	}
	n := min(r.Page, len(pages)+1)
	more := ""
	if n <= len(pages) {
		more = button.ShownIn(r.Entry, r.Session).PageData(n + 1)
	}
	r.Lines = slices.Concat(p.before, pages[n-2], p.after)
	r.Buttons = bigButtons(r.Buttons, more, n > len(pages))
	return r
}

// bigButtons keeps the next steps, the button for more and the one that says whom to call;
// whether the answer helped is asked where nothing more is to come.
func bigButtons(rows [][]bot.Button, more string, last bool) [][]bot.Button {
	var steps, kept []bot.Button
	var call []bot.Button
	for _, b := range slices.Concat(rows...) {
		verb, data := button.Parse(b.Data)
		shown, _ := button.ParseShown(data)
		b.Label = plainLabel(b)
		switch {
		case verb == button.Show && shown.Entry == knowledge.Contact:
			call = []bot.Button{b}
		case verb == button.Thumb:
			if more == "" && last {
				kept = append(kept, b)
			}
		default:
			steps = append(steps, b)
		}
	}
	if more != "" {
		kept = append(kept, bot.Button{Label: say.ButtonMore, Data: more})
	}
	kept = append(kept, call...)
	room := max(0, bigRows-len(kept))
	return button.Rows(slices.Concat(steps[:min(room, len(steps))], kept), 1)
}

// bigOther lays out what is no answer of an entry: a question, a checklist, an outcome, small
// talk. All choices stay; what does not fit is folded away.
func (p parts) bigOther(r bot.Reply) bot.Reply {
	var said, rest []bot.Line
	for _, l := range slices.Concat(p.before, p.body, p.vouch) {
		if len(said) > 0 && size(said)+understand.Runes(l.Shown())+1 > bigBody {
			rest = append(rest, l)
			continue
		}
		said = append(said, l)
	}
	r.Lines = slices.Concat(said, folded(append(rest, p.folded...)), p.after)
	var list []bot.Button
	ticks := false
	for _, b := range slices.Concat(r.Buttons...) {
		ticks = ticks || button.VerbOf(b) == button.Tick
		if button.VerbOf(b) != button.Thumb {
			b.Label = plainLabel(b)
			list = append(list, b)
		}
	}
	if r.Decision == bot.Answer && r.Session.Asking == "" && !ticks && len(list) > bigRows {
		list = append(list[:bigRows-1:bigRows-1], list[len(list)-1])
	}
	r.Buttons = button.Rows(list, 1)
	return r
}

func folded(lines []bot.Line) []bot.Line {
	list := slices.Clone(lines)
	for i := range list {
		list[i].Kind = bot.Detail
	}
	return list
}

// plainLabel is a button's label without its icon.
func plainLabel(b bot.Button) string {
	switch {
	case b.Spoken != "":
		return b.Spoken
	case b.Label == "":
		return b.Icon
	}
	return b.Label
}

// paginate sets lines on pages that can be taken in at a glance.
func paginate(lines []bot.Line) [][]bot.Line {
	var pages [][]bot.Line
	size := 0
	for _, l := range lines {
		if n := understand.Runes(l.Shown()) + 1; n <= bigBody && size+n > bigBody { // sources stay together
			size = bigBody
		}
		for _, text := range pieces(l.Shown()) {
			n := understand.Runes(text) + 1
			if len(pages) == 0 || size+n > bigBody {
				pages = append(pages, nil)
				size = 0
			}
			size += n
			last := len(pages) - 1
			pages[last] = append(pages[last], bot.Line{Kind: pageKind(l.Kind), Text: text})
		}
	}
	return pages
}

func pageKind(k bot.LineKind) bot.LineKind {
	if k == bot.Detail || k == bot.Headline {
		return bot.Plain
	}
	return k
}

// pieces cuts a text into parts that fit a page, at the ends of lines, sentences or words.
func pieces(text string) []string {
	var list []string
	for line := range strings.SplitSeq(text, "\n") {
		for understand.Runes(line) >= bigBody {
			r := []rune(line)[:bigBody-1]
			cut := len(r)
			for i, c := range r {
				if strings.ContainsRune("。;; ", c) && i > bigBody/4 {
					cut = i + 1
				}
			}
			list = append(list, string(r[:cut]))
			line = strings.TrimSpace(string([]rune(line)[cut:]))
		}
		if line != "" {
			list = append(list, line)
		}
	}
	return list
}
