package bot

import (
	"strings"

	"github.com/yibaowenwen/yibao/bot/private"
	"github.com/yibaowenwen/yibao/bot/say"
)

// Questions that found no answer, or a bad one, help the editors. One is kept only if the
// person presses a button that says what is kept. Data of the buttons:
//
//	s:?:ENTRY   leave a question that found no answer; ENTRY is what it may have meant
//	s:-:ENTRY   leave a question whose answer did not help
//	s:r         ask in other words
//	s:x         do not leave it after all
//
// The app sends the question along with the press ([Message.Quoted]). If it does not, the
// person is asked to type it once more, as nothing typed is in the session.

// askingSample marks a session in which the next message is the question to be left; what
// the button said follows.
const askingSample = "sample:"

// maxSample is the length of a question kept, in characters.
const maxSample = 200

// manyDigits is what may be somebody's number although it has the form of none.
var manyDigits = compile(`(\p{Nd}[\s.·_-]*){7}`)

// certain is the confidence from which another office's business is not taken for ours by mistake.
const certain = 0.9

// offerSample puts the button under a reply that did not answer.
func (t *turn) offerSample(r Reply) Reply {
	// A refusal that is sure whose business it is is an answer.
	unanswered := r.Decision == Refuse && r.Confidence < certain || r.Decision == Choose && r.Entry != ""
	if !t.Editors || t.Group || !unanswered {
		return r
	}
	r.Quote = true
	r.Lines = append(r.Lines, Line{Aside, say.Leave()})
	r.Buttons = append(r.Buttons, []Button{leave("?", r.Entry)})
	return r
}

func leave(mark, entry string) Button {
	return Button{Label: say.ButtonLeave, Data: "s:" + mark + ":" + entry}
}

// afterThumbDown offers the button to someone whom an answer did not help.
func (t *turn) afterThumbDown(r Reply) Reply {
	if !t.Editors || t.Group {
		return r
	}
	r.Lines = paragraphs(say.LeaveBad())
	r.Buttons = [][]Button{{leave("-", r.Feedback.Entry)}, {{Label: say.ButtonRephrase, Data: "s:r"}}}
	return r
}

func (t *turn) pressSample(arg string) Reply {
	mark, entry, _ := strings.Cut(arg, ":")
	_, known := t.corpus.Entry(entry)
	switch {
	case arg == "r":
		return t.done(Reply{Decision: SmallTalk, Edit: true, Lines: paragraphs(say.Rephrase)})
	case arg == "x":
		return t.done(Reply{Decision: SmallTalk, Edit: true, Lines: paragraphs(say.NotAsking)})
	case mark != "?" && mark != "-" || entry != "" && !known || !t.Editors || t.Group:
		return t.stale()
	}
	text, _ := clean(string(t.Quoted))
	if text == "" || strings.HasPrefix(text, "/") {
		t.Session.Asking = askingSample + arg
		return t.done(Reply{
			Decision: Ask, Edit: mark == "-", Lines: paragraphs(say.TypeAgain()),
			Buttons: [][]Button{{{Label: say.ButtonDontSave, Data: "s:x"}}},
		})
	}
	text, _, _ = t.hant.simplify(text)
	r := t.keepSample(text, arg)
	if r.Sample != nil && mark == "?" { // what was offered stays in sight
		r.Lines, r.Toast = nil, say.LeftToast()
	}
	r.Edit = mark == "-"
	return r
}

// keepSample keeps a question, unless it may hold somebody's number.
func (t *turn) keepSample(text, arg string) Reply {
	mark, id, _ := strings.Cut(arg, ":")
	text = strings.Join(strings.Fields(private.Redact(text)), " ")
	if manyDigits.MatchString(text) {
		t.Session.Asking = askingSample + arg
		return t.done(Reply{Decision: SmallTalk, Lines: paragraphs(say.NotKept)})
	}
	if r := []rune(text); len(r) > maxSample {
		text = string(r[:maxSample])
	}
	s := &Sample{Text: text, Unhelpful: mark == "-"}
	if entry, ok := t.corpus.Entry(id); ok {
		s.Topic, s.Entry = entry.Topic, entry.ID
	}
	return t.done(Reply{Decision: SmallTalk, Lines: paragraphs(say.Left(text)), Sample: s})
}
