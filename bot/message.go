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

// A Message is what reached the bot: something typed, a button pressed, or an event of the
// bot's own (Due, Changed), with the conversation so far.
type Message struct {
	Text  Text
	Press string // the Data of the pressed button; Text is empty then
	// Quoted is the question under which the pressed button stands, if the app sends it along.
	Quoted Text
	// Due is the id of one of the session's reminders whose time has come.
	Due string
	// Changed is an answer given earlier that would be another one now.
	Changed *Change
	// Editors says that someone reads the questions which people leave for the editors.
	Editors bool
	// Bot is the bot's name in links to it, where it has one.
	Bot string
	// Group is set in a chat of several people: what is personal is offered in private there.
	Group   bool
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
	Big         bool   `json:"big,omitempty"`         // few words and one button a row, for old eyes
	Notify      bool   `json:"notify,omitempty"`      // wants to hear when an answer it was given changes
	// Reminders are what this chat asked to be reminded of and has not been yet.
	Reminders []Reminder `json:"reminders,omitempty"`
	// Family is set while a relative is asked for; Other is then the profile of the person
	// itself, otherwise that of the relative.
	Family bool    `json:"family,omitempty"`
	Other  Profile `json:"other,omitzero"`
}

// A Profile is what the bot knows of the one a question is for.
type Profile struct {
	Places  Places            `json:"places,omitzero"`
	Insured knowledge.Insured `json:"insured,omitempty"`
	Home    string            `json:"home,omitempty"`
}

// A Reminder is something to be said on a later day, because the person asked for it.
type Reminder struct {
	ID   string    `json:"id"`   // unique among those of a chat
	Kind string    `json:"kind"` // transfer_out, transfer_in, balance or lapse
	At   time.Time `json:"at"`
	// Since is the day from which it was reckoned: of acceptance, or of the last payment.
	Since knowledge.Date `json:"since"`
	From  string         `json:"from,omitempty"` // region codes
	To    string         `json:"to,omitempty"`
}

// A Given is an answer as someone received it: which, for whom, and its lines of rules.
type Given struct {
	Entry   string            `json:"entry"`
	Places  Places            `json:"places,omitzero"`
	Insured knowledge.Insured `json:"insured,omitempty"`
	Lines   []string          `json:"lines"`
}

// A Change is an answer given earlier and what its lines say now.
type Change struct {
	Given
	Now []string `json:"now"`
}

// A Sample is a question that a person agreed to leave for the editors, with personal
// numbers taken out.
type Sample struct {
	Text  string
	Topic string // what it was taken for, if anything
	Entry string
	// Unhelpful is set if the question was answered and the answer did not help.
	Unhelpful bool
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
	Feedback *Feedback
	// Rescheduled is set if the session's reminders are others than before.
	Rescheduled bool
	// Given is the answer as it was given, if the person wants to hear of changes.
	Given *Given
	// Sample is a question left for the editors, if the person has just agreed.
	Sample *Sample
	// Quote asks that the question be quoted, so that a press of a button below can refer to it.
	Quote     bool
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
