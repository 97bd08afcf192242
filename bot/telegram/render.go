package telegram

import (
	"html"
	"sort"
	"strings"

	"github.com/yibaowenwen/yibao/bot"
)

const (
	maxText  = 4096 // UTF-16 units of a message, without tags
	maxToast = 200  // UTF-16 units of a note after a press
	ellipsis = "…"
)

// A rendered text is the same with formatting and without.
type rendered struct{ html, plain string }

// render turns the lines of a reply into a message that fits. What is too long loses its
// folded lines first, from the end, then what matters least.
func render(lines []bot.Line) rendered { return renderWithin(lines, maxText) }

// renderWithin is render for a message that has other text as well.
func renderWithin(lines []bot.Line, limit int) rendered {
	lines = fit(split(lines), limit)
	var h, p strings.Builder
	for i, l := range lines {
		if i > 0 {
			h.WriteString(gap(lines[i-1].Kind, l.Kind))
			p.WriteString(gap(lines[i-1].Kind, l.Kind))
		}
		first := i == 0 || lines[i-1].Kind != l.Kind
		last := i == len(lines)-1 || lines[i+1].Kind != l.Kind
		h.WriteString(markup(l, first, last))
		p.WriteString(l.Text)
	}
	return rendered{html: h.String(), plain: p.String()}
}

// markup formats a line; first and last say where it is among those of its kind.
func markup(l bot.Line, first, last bool) string {
	s := html.EscapeString(l.Text)
	switch l.Kind {
	case bot.Headline:
		return "<b>" + s + "</b>"
	case bot.Cite:
		return "<i>" + s + "</i>"
	case bot.Detail: // one folded quotation, which cannot be nested
		if first {
			s = "<blockquote expandable>" + s
		}
		if last {
			s += "</blockquote>"
		}
	case bot.Plain, bot.Local, bot.Aside, bot.Rumour:
	}
	return s
}

// gap separates two lines: the conclusion and the sources stand apart.
func gap(above, below bot.LineKind) string {
	if above != below && (above == bot.Headline || below == bot.Cite) {
		return "\n\n"
	}
	return "\n"
}

// split cuts texts of several lines into lines and drops empty ones.
func split(lines []bot.Line) []bot.Line {
	var list []bot.Line
	for _, l := range lines {
		text := strings.ToValidUTF8(l.Text, "\uFFFD")
		if l.Kind == bot.Rumour && !strings.HasPrefix(text, "💡") {
			text = "💡 " + text
		}
		for part := range strings.SplitSeq(text, "\n") {
			if part = strings.TrimSpace(part); part != "" {
				list = append(list, bot.Line{Kind: l.Kind, Text: part})
			}
		}
	}
	return list
}

// fit leaves out lines, whole ones, until the text is not longer than limit.
func fit(lines []bot.Line, limit int) []bot.Line {
	for _, kind := range []bot.LineKind{bot.Detail, bot.Rumour, bot.Aside, bot.Plain, bot.Local, bot.Cite, bot.Headline} {
		if length(lines) <= limit {
			return lines
		}
		lines = cut(lines, kind, limit)
	}
	if length(lines) > limit {
		return []bot.Line{{Kind: lines[0].Kind, Text: ellipsis}}
	}
	return lines
}

// cut keeps as many of the first lines of a kind as fit, and an ellipsis for the others.
// Of the headline it keeps a part.
func cut(lines []bot.Line, kind bot.LineKind, limit int) []bot.Line {
	n := 0
	for _, l := range lines {
		if l.Kind == kind {
			n++
		}
	}
	if n == 0 {
		return lines
	}
	keep := sort.Search(n, func(k int) bool { return length(first(lines, kind, k)) > limit }) - 1
	if keep <= 0 && kind == bot.Headline {
		rest := length(first(lines, kind, 0)) - units(ellipsis)
		for i, l := range lines {
			if l.Kind == kind {
				lines[i].Text = shorten(l.Text, limit-rest)
				return first(lines, kind, 1)
			}
		}
	}
	return first(lines, kind, max(keep, 0))
}

// first returns the lines with only the first k of a kind and an ellipsis after them.
func first(lines []bot.Line, kind bot.LineKind, k int) []bot.Line {
	var list []bot.Line
	for _, l := range lines {
		if l.Kind == kind {
			k--
			if k < -1 {
				continue
			}
			if k == -1 {
				l.Text = ellipsis
			}
		}
		list = append(list, l)
	}
	return list
}

// length counts the UTF-16 units of a text.
func length(lines []bot.Line) int {
	n := 0
	for i, l := range lines {
		if i > 0 {
			n += len(gap(lines[i-1].Kind, l.Kind))
		}
		n += units(l.Text)
	}
	return n
}

// units counts UTF-16 units, as Telegram does.
func units(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// shorten cuts a text to at most n UTF-16 units, between characters.
func shorten(s string, n int) string {
	if units(s) <= n {
		return s
	}
	n -= units(ellipsis)
	for i, r := range s {
		if n -= units(string(r)); n < 0 {
			return s[:i] + ellipsis
		}
	}
	return s
}
