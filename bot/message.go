package bot

import (
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/region"
)

// Text is what a person typed. Printing or logging it shows only its length, so that it
// cannot reach a log by accident; string(t) is the text itself.
type Text string

// String returns the length of the text, not the text.
func (t Text) String() string { return fmt.Sprintf("text of %d bytes", len(t)) }

// GoString returns the same as String.
func (t Text) GoString() string { return t.String() }

// LogValue logs the length only.
func (t Text) LogValue() slog.Value { return slog.IntValue(len(t)) }

// A Message is what reached the bot: something typed or a button pressed, with the
// conversation so far.
type Message struct {
	Text    Text
	Press   string // the Data of the pressed button; Text is empty then
	Session Session
	Now     time.Time
}

// A Session is what the bot remembers of a conversation between two messages. It holds no
// text that a person typed. The zero Session is a new conversation.
type Session struct {
	Topic   string            `json:"topic,omitempty"`
	Entry   string            `json:"entry,omitempty"`
	Places  Places            `json:"places,omitzero"`
	Insured knowledge.Insured `json:"insured,omitempty"`
	Home    string            `json:"home,omitempty"` // code of the city set with /city
	// Asking names what the bot asked last and waits for, such as "city"; empty if nothing.
	Asking      string `json:"asking,omitempty"`
	Traditional bool   `json:"traditional,omitempty"` // answer in Traditional characters
}

// Places are the places of a conversation, as region codes of cities or provinces.
type Places = region.Places

// A Decision is how sure a reply is.
type Decision string

// The decisions.
const (
	Answer    Decision = "answer"    // said with confidence
	Choose    Decision = "choose"    // did you mean one of these
	Refuse    Decision = "refuse"    // an honest no, with where to ask
	SmallTalk Decision = "smalltalk" // greetings, thanks, commands
	Blocked   Decision = "blocked"   // the message held personal numbers
	Ask       Decision = "ask"       // a question back
)

// A Reply is what the bot says to one message.
type Reply struct {
	Decision   Decision
	Topic      string
	Entry      string
	Confidence float64
	Candidates []Candidate // the best entries, at most five
	Lines      []Line
	Buttons    [][]Button // rows
	Sources    []string   // what the lines rest on, as a person would cite it
	// Edit asks that the message whose button was pressed be replaced instead of a new one sent.
	Edit bool
	// Toast is a short note shown over the chat after a press.
	Toast string
	// Delete asks that the person's own message be deleted: it held personal numbers.
	Delete bool
	// Forget asks that everything stored about this chat be removed.
	Forget bool
	// Feedback is what the person thought of an answer, if this was a thumb.
	Feedback  *Feedback
	Documents []Document
	Session   Session // to be kept for the next message
}

// Feedback is a thumb up or down on an entry's answer.
type Feedback struct {
	Entry   string
	Helpful bool
}

// A Candidate is an entry considered for an answer.
type Candidate struct {
	Entry, Topic string
	Confidence   float64
}

// A LineKind says what part of an answer a line is.
type LineKind int

// The kinds, in the order in which an answer shows them.
const (
	Headline LineKind = iota // the conclusion
	Local                    // what a province or city says
	Plain                    // a line of the answer
	Aside                    // a remark of the bot's own
	Rumour                   // what is wrong with something people will have read
	Cite                     // the sources
	Detail                   // folded away until asked for
)

// A Line is one line of a reply.
type Line struct {
	Kind LineKind
	Text string
}

// A Button is pressed or opens a page.
type Button struct {
	Label string
	Data  string // at most 64 bytes, carries the whole meaning; empty if URL is set
	URL   string
}

// A Document is a file sent along, such as a calendar.
type Document struct {
	Name, Type string
	Data       []byte
}

// Plain returns what is read at first sight, as plain text, one line each.
func (r Reply) Plain() string { return r.text(func(k LineKind) bool { return k != Detail }) }

// Details returns what is folded away, one line each.
func (r Reply) Details() string { return r.text(func(k LineKind) bool { return k == Detail }) }

func (r Reply) text(want func(LineKind) bool) string {
	var lines []string
	for _, l := range r.Lines {
		if want(l.Kind) {
			lines = append(lines, l.Text)
		}
	}
	return strings.Join(lines, "\n")
}

// rewrite returns the reply with every text that a person reads passed through f; the data of
// buttons stay as they are.
func (r Reply) rewrite(f func(string) string) Reply {
	lines := make([]Line, len(r.Lines))
	for i, l := range r.Lines {
		lines[i] = Line{l.Kind, f(l.Text)}
	}
	rows := make([][]Button, len(r.Buttons))
	for i, row := range r.Buttons {
		rows[i] = make([]Button, len(row))
		for j, b := range row {
			b.Label = f(b.Label)
			rows[i][j] = b
		}
	}
	sources := make([]string, len(r.Sources))
	for i, s := range r.Sources {
		sources[i] = f(s)
	}
	r.Lines, r.Buttons, r.Sources, r.Toast = lines, rows, sources, f(r.Toast)
	return r
}
