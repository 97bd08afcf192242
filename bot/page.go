package bot

import (
	"slices"
	"strings"

	"github.com/yibaowenwen/yibao/bot/say"
)

// pressAnswer shows an entry's answer, or a further page of it.
func (t *turn) pressAnswer(action, arg string) Reply {
	if action == "b" {
		return t.pressMore(arg)
	}
	return t.pressShow(arg)
}

// bigFirst divides the lines of an answer into those of the first page and the others, which
// hold the full source line again where the first page has it short. What stands before the
// conclusion or after the sources is the bot's own remark on this message and stays.
func bigFirst(lines []Line) (shown, rest []Line) {
	head := slices.IndexFunc(lines, func(l Line) bool { return l.Kind == Headline })
	at := slices.IndexFunc(lines, func(l Line) bool { return l.Kind == Cite })
	if head < 0 {
		return lines, nil
	}
	cite := ""
	if at >= 0 {
		cite = lines[at].Text
	}
	shown = slices.Clone(lines[:head+1])
	said := lines[head].Text
	var after []Line
	taken := 0
	for i, l := range lines[head+1:] {
		switch i += head + 1; {
		case i == at:
		case l.Kind == Aside && at >= 0 && i > at:
			after = append(after, l)
		case taken < bigLines && fitsFirst(l, said, cite):
			taken++
			said += "\n" + l.Text
			shown = append(shown, l)
		default:
			rest = append(rest, l)
		}
	}
	if short := shortCite(cite, said); short != "" {
		shown = append(shown, Line{Cite, short})
		if short != cite {
			rest = insertCite(rest, cite)
		}
	}
	return append(shown, after...), rest
}

// fitsFirst reports whether a line is short enough to follow what the first page says already.
func fitsFirst(l Line, said, cite string) bool {
	if l.Kind != Local && l.Kind != Plain && l.Kind != Aside {
		return false
	}
	said += "\n" + l.Text
	return runes(said)+1+runes(shortCite(cite, said)) <= bigBody
}

// insertCite puts the sources before what was folded away.
func insertCite(rest []Line, cite string) []Line {
	i := slices.IndexFunc(rest, func(l Line) bool { return l.Kind == Detail })
	if i < 0 {
		i = len(rest)
	}
	return slices.Insert(slices.Clone(rest), i, Line{Cite, cite})
}

// shortCite keeps of the source line the source of the conclusion, those that the lines said
// refer to, and what is doubtful; when it was checked comes with the full source line.
func shortCite(cite, said string) string {
	var parts []string
	for _, part := range strings.Split(cite, "\n") {
		switch {
		case strings.HasPrefix(part, say.CiteLead):
			parts = append(parts, shortSources(part, said))
		case part == say.PartUnsure && !strings.Contains(said, say.UnsureMark):
		case part == say.CheckedOn(checkedDay(part), false), part == say.CheckedOn(checkedDay(part), true):
		case part != "":
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "\n")
}

// checkedDay returns the date in a sentence such as 核对于 2026-11-22…
func checkedDay(s string) string {
	_, s, _ = strings.Cut(s, " ")
	return s[:min(len(s), len("2006-01-02"))]
}

// shortSources leaves out the sources whose mark is not in what is said.
func shortSources(part, said string) string {
	kept, rest := part, ""
	for i := 9; i > 0; i-- {
		mark := say.Mark(i)
		if at := strings.LastIndex(kept, " "+mark); at >= 0 {
			if strings.Contains(said, mark) {
				rest = kept[at:] + rest
			}
			kept = kept[:at]
		}
	}
	return kept + rest
}

// paginate sets lines on pages that can be taken in at a glance.
func paginate(lines []Line) [][]Line {
	var pages [][]Line
	size := 0
	for _, l := range lines {
		if n := runes(l.Text) + 1; n <= bigBody && size+n > bigBody { // sources stay together
			size = bigBody
		}
		for _, text := range pieces(l.Text) {
			n := runes(text) + 1
			if len(pages) == 0 || size+n > bigBody {
				pages = append(pages, nil)
				size = 0
			}
			size += n
			last := len(pages) - 1
			pages[last] = append(pages[last], Line{pageKind(l.Kind), text})
		}
	}
	return pages
}

func pageKind(k LineKind) LineKind {
	if k == Detail || k == Headline {
		return Plain
	}
	return k
}

// pieces cuts a text into parts that fit a page, at the ends of lines, sentences or words.
func pieces(text string) []string {
	var list []string
	for _, line := range strings.Split(text, "\n") {
		for runes(line) >= bigBody {
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
