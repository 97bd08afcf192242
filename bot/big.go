package bot

import (
	"slices"
	"strings"
	"unicode"

	"github.com/yibaowenwen/yibao/bot/say"
)

// The layout for old eyes: one thing on a screen. An answer is its conclusion, two short lines
// and the source; what else there is comes in pages of the same size, one press each. Buttons
// stand one in a row, in words, the next step first.
const (
	bigBody  = 200 // characters at first sight
	bigLines = 2   // below the conclusion of an answer
	bigRows  = 4   // of buttons below an answer
)

func (t *turn) toggleBig() Reply {
	t.Session.Big = !t.Session.Big
	text := say.BigOff
	if t.Session.Big {
		text = say.BigOn
	}
	return t.done(Reply{Decision: SmallTalk, Lines: paragraphs(text), Buttons: t.starters()})
}

// big returns the reply in the layout for old eyes.
func (r Reply) big() Reply {
	switch {
	case r.isBig():
		return r
	case r.isAnswer():
		return r.bigAnswer()
	}
	return r.bigOther()
}

// isAnswer reports whether the reply is the answer of an entry and nothing else.
func (r Reply) isAnswer() bool {
	return r.Entry != "" && (r.Decision == Answer || r.Decision == Refuse) && r.Session.Asking == ""
}

// isBig reports whether the reply is in the layout for old eyes already, as its pages are.
func (r Reply) isBig() bool {
	return r.Details() == "" && runes(r.Plain()) <= bigBody && len(r.Buttons) <= bigRows &&
		!slices.ContainsFunc(r.Buttons, func(row []Button) bool { return len(row) != 1 })
}

// bigAnswer is the first page of an answer.
func (r Reply) bigAnswer() Reply {
	shown, rest := bigFirst(r.Lines)
	more := ""
	if len(rest) > 0 {
		more = pageData(2, r.Entry, r.Session)
	}
	if more == "" { // no room in a button's data: folded away instead
		shown = append(shown, folded(rest)...)
	}
	r.Lines = shown
	r.Buttons = r.bigButtons(more, more == "")
	return r
}

// page returns a later page of an answer; the first is 1. A page that there is not is the last.
func (r Reply) page(n int) Reply {
	_, rest := bigFirst(r.Lines)
	pages := paginate(rest)
	if len(pages) == 0 {
		return r.bigAnswer()
	}
	n = min(max(n, 2), len(pages)+1)
	more := ""
	if n <= len(pages) {
		more = pageData(n+1, r.Entry, r.Session)
	}
	r.Lines = pages[n-2]
	r.Buttons = r.bigButtons(more, true)
	if n > len(pages) {
		return r
	}
	r.Buttons = slices.DeleteFunc(r.Buttons, func(row []Button) bool { return strings.HasPrefix(row[0].Data, "f:") })
	return r
}

// pressMore shows a further page of an answer.
func (t *turn) pressMore(arg string) Reply {
	page, show, _ := strings.Cut(arg, ":")
	r := t.pressShow(show)
	if !r.isAnswer() || len(page) != 1 || page[0] < '2' {
		return r
	}
	return r.page(int(page[0] - '0'))
}

// pageData is the data of the button that shows a page of an answer, "" if it has no room.
func pageData(n int, entry string, s Session) string {
	if n > 9 {
		return ""
	}
	arg := strings.TrimPrefix(showData(entry, s), "a:")
	for {
		data := "b:" + string(rune('0'+n)) + ":" + arg
		if len(data) <= maxData {
			return data
		}
		comma, end := strings.LastIndex(arg, ","), strings.LastIndex(arg, ":")
		if comma < 0 {
			return ""
		}
		arg = arg[:comma] + arg[end:]
	}
}

// bigButtons keeps the next steps, the button for more and the one that says whom to call;
// whether the answer helped is asked where nothing more is to come.
func (r Reply) bigButtons(more string, last bool) [][]Button {
	var steps, thumbs []Button
	var call *Button
	for _, b := range slices.Concat(r.Buttons...) {
		b.Label = words(b)
		switch {
		case strings.HasPrefix(b.Data, "a:"+contact+":"):
			call = &b
		case strings.HasPrefix(b.Data, "f:"):
			thumbs = append(thumbs, b)
		default:
			steps = append(steps, b)
		}
	}
	var list []Button
	if more == "" && last {
		list = append(list, thumbs...)
	}
	if more != "" {
		list = append(list, Button{Label: say.ButtonMore, Data: more})
	}
	if call != nil {
		list = append(list, *call)
	}
	room := max(0, bigRows-len(list))
	return column(append(steps[:min(room, len(steps)):min(room, len(steps))], list...))
}

// bigOther lays out what is no answer of an entry: a question, a checklist, an outcome, small
// talk. All choices stay; what does not fit is folded away.
func (r Reply) bigOther() Reply {
	var shown, rest []Line
	said, size := "", 0
	for _, l := range r.Lines {
		if short := shortCite(l.Text, said); l.Kind == Cite && short != "" && short != l.Text {
			rest = append(rest, l)
			l.Text = short
		}
		n := runes(l.Text) + 1
		if l.Kind == Detail || isTicked(l) || len(shown) > 0 && size+n > bigBody {
			rest = append(rest, l)
			continue
		}
		size += n
		said += l.Text + "\n"
		shown = append(shown, l)
	}
	r.Lines = append(shown, folded(rest)...)
	var list []Button
	for _, b := range slices.Concat(r.Buttons...) {
		if !strings.HasPrefix(b.Data, "f:") {
			b.Label = words(b)
			list = append(list, b)
		}
	}
	outcome := r.Decision == Answer && r.Session.Asking == "" && !slices.ContainsFunc(list, func(b Button) bool { return strings.HasPrefix(b.Data, "k:") })
	if outcome && len(list) > bigRows {
		list = append(list[:bigRows-1:bigRows-1], list[len(list)-1])
	}
	r.Buttons = column(list)
	return r
}

// isTicked reports whether the line is an item of a checklist, which its button shows as well.
func isTicked(l Line) bool {
	return strings.HasPrefix(l.Text, "☐") || strings.HasPrefix(l.Text, "☑")
}

func folded(lines []Line) []Line {
	list := slices.Clone(lines)
	for i := range list {
		list[i].Kind = Detail
	}
	return list
}

// words returns a button's label without its icon; the boxes of a checklist stay.
func words(b Button) string {
	switch {
	case strings.HasPrefix(b.Data, "f:+"):
		return say.ButtonHelpful
	case strings.HasPrefix(b.Data, "f:-"):
		return say.ButtonUnhelpful
	case strings.HasPrefix(b.Label, "☐"), strings.HasPrefix(b.Label, "☑"):
		return b.Label
	}
	s := strings.TrimLeftFunc(b.Label, func(c rune) bool {
		return unicode.IsSymbol(c) || unicode.IsSpace(c) || unicode.Is(unicode.Mn, c)
	})
	if s == "" {
		return b.Label
	}
	return s
}

func column(list []Button) [][]Button {
	var rows [][]Button
	for _, b := range list {
		rows = append(rows, []Button{b})
	}
	return rows
}
