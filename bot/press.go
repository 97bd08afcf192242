package bot

import (
	"fmt"
	"slices"
	"strings"

	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/knowledge"
)

// maxData is Telegram's limit for the data of a button, in bytes.
const maxData = 64

// Button data are a letter for the action and its arguments, set apart by colons:
//
//	a:ENTRY:PLACES:INSURED   show the entry's answer for these places
//	b:PAGE:ENTRY:PLACES:INSURED a further page of the entry's answer, see page.go
//	k:CHECKLIST:TICKS        show the checklist with the ticks (bits, hexadecimal)
//	f:+:ENTRY or f:-:ENTRY   helpful or not
//	h:CODE                   the city of /city
//	e:DATE:FROM>TO           reckon from the day of acceptance; without the day, ask for it; the places may be left out
//	d:STATE                  a dialog with its answers so far
//	x:                       leave the dialog
//	i:STATE                  the calendar file of a dialog's outcome
//	l:STATE                  a link that opens a dialog's outcome
//	p:+ or p:-               ask for a relative, or for oneself again
//	r:…                      reminders, see remind.go
//	n:+ or n:-               tell me when an answer that I was given changes, or no more
//	s:…                      leave the question for the editors, see sample.go
//	w:1                      forget everything
//
// PLACES is FROM>TO,OTHER,…; either end may be empty.

// showData returns the data of a button that shows an entry in this conversation.
func showData(entry string, s Session) string {
	insured := ""
	if s.Insured != "" {
		insured = string(s.Insured[:3])
	}
	others := slices.DeleteFunc(slices.Clone(s.Places.Said), func(c string) bool {
		return c == s.Places.From || c == s.Places.To
	})
	for {
		places := s.Places.From + ">" + s.Places.To
		for _, c := range others {
			places += "," + c
		}
		data := "a:" + entry + ":" + places + ":" + insured
		if len(data) <= maxData || len(others) == 0 {
			return data
		}
		others = others[:len(others)-1]
	}
}

func (t *turn) press() Reply {
	action, arg, _ := strings.Cut(t.Press, ":")
	switch action {
	case "a", "b":
		return t.pressAnswer(action, arg)
	case "k":
		return t.pressTick(arg)
	case "f":
		return t.pressThumb(arg)
	case "h":
		return t.pressHome(arg)
	case "e":
		return t.pressEstimate(arg)
	case "d":
		return t.pressFlow(arg)
	case "x":
		return t.done(Reply{Decision: SmallTalk, Edit: true, Lines: []Line{{Headline, say.Cancelled}}, Buttons: t.starters()})
	case "i":
		return t.pressCalendar(arg)
	case "l":
		return t.pressShare(arg)
	case "p":
		return t.family(arg == "+")
	case "r":
		return t.pressRemind(arg)
	case "n":
		return t.pressNotify(arg)
	case "s":
		return t.pressSample(arg)
	case "w":
		return t.forget()
	}
	return t.stale()
}

func (t *turn) stale() Reply {
	return t.done(Reply{Decision: SmallTalk, Lines: []Line{{Headline, say.OldButton}}, Buttons: t.starters()})
}

func (t *turn) pressShow(arg string) Reply {
	f := strings.Split(arg, ":")
	entry, ok := t.corpus.Entry(f[0])
	if len(f) != 3 || !ok {
		return t.stale()
	}
	t.Session.Places = t.parsePlaces(f[1])
	t.Session.Insured = parseInsured(f[2])
	return t.answer(entry, 1)
}

func (e *Engine) parsePlaces(s string) Places {
	ends, others, _ := strings.Cut(s, ",")
	from, to, _ := strings.Cut(ends, ">")
	var p Places
	for _, c := range append([]string{from, to}, strings.Split(others, ",")...) {
		if _, ok := e.corpus.Regions.Get(c); ok && !slices.Contains(p.Said, c) {
			p.Said = append(p.Said, c)
		}
	}
	if slices.Contains(p.Said, from) {
		p.From = from
	}
	if slices.Contains(p.Said, to) {
		p.To = to
	}
	return p
}

func parseInsured(s string) knowledge.Insured {
	for _, k := range []knowledge.Insured{knowledge.Employee, knowledge.Resident, knowledge.Retired} {
		if s != "" && strings.HasPrefix(string(k), s) {
			return k
		}
	}
	return ""
}

func (t *turn) pressThumb(arg string) Reply {
	mark, entry, _ := strings.Cut(arg, ":")
	if _, ok := t.corpus.Entry(entry); !ok || mark != "+" && mark != "-" {
		return t.stale()
	}
	r := t.done(Reply{Decision: SmallTalk, Toast: say.Thumbed, Feedback: &Feedback{Entry: entry, Helpful: mark == "+"}})
	if mark == "-" {
		r.Toast = say.ThumbedDown
		r = t.afterThumbDown(r)
	}
	return r
}

func (t *turn) pressHome(code string) Reply {
	if _, ok := t.corpus.Regions.Get(code); !ok {
		return t.stale()
	}
	t.Session.Home = code
	return t.done(Reply{Decision: SmallTalk, Edit: true, Lines: []Line{{Headline, say.CitySet(t.Name(code))}}})
}

func (t *turn) forget() Reply {
	t.Session = Session{Traditional: t.Session.Traditional}
	return t.done(Reply{Decision: SmallTalk, Forget: true, Lines: []Line{{Headline, say.Forgotten}}})
}

// show returns a button that shows an entry.
func (t *turn) show(label, entry string) Button {
	return Button{Label: label, Data: showData(entry, t.Session)}
}

func thumbs(entry string) []Button {
	return []Button{
		{Label: say.ButtonGood, Data: fmt.Sprintf("f:+:%s", entry)},
		{Label: say.ButtonBad, Data: fmt.Sprintf("f:-:%s", entry)},
	}
}
