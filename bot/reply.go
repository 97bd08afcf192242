package bot

import (
	"slices"
	"strings"

	"github.com/yibaowenwen/yibao/knowledge"
)

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

// A Reply is what the bot says to one message. Features fill in lines with what they rest on;
// bot/layout puts them on a screen.
type Reply struct {
	Decision   Decision
	Topic      string
	Entry      string
	Confidence float64
	Candidates []knowledge.Match  // the best entries, at most five
	Offered    []*knowledge.Entry // of a question back: the entries to choose from
	LookedUp   string             // the text that was searched for, empty if nothing was
	Understood Understood
	Read       *Read // what a reader was given and chose, nil if none was asked
	Lines      []Line
	Buttons    [][]Button // rows
	// Bases are what the reply rests on as a whole, besides what its lines rest on.
	Bases   []knowledge.Basis
	Sources []string // what the reply rests on, as a person would cite it
	// Page is the page of a long answer to be shown, 0 for its beginning.
	Page int
	// Full asks that all buttons of an answer be shown.
	Full bool
	// Unanswered marks a question that found no answer, or only offers.
	Unanswered bool
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

// Understood is what a typed message was taken to say.
type Understood struct {
	Asked   knowledge.Asked   // what its question word wants
	Also    []knowledge.Asked // what else it asks
	Persons []string          // relatives spoken of, as they were called
	Places  []RolePlace
	Told    map[string]bool              // circumstances spoken of, and whether they hold
	Kinds   map[string]knowledge.Insured // by person: self, or how relatives are told apart
	Facts   map[string]string            // what else it states, by the name of the question it answers
	Stated  map[string]string            // what else it states, by the question that it answers: cost, level, age
	Year    int                          // year whose rules are asked about, 0 if none is
}

// A RolePlace is a place and what it is in the message.
type RolePlace struct {
	Code string
	Role Role
}

// Role is what a place is in a message.
type Role string

// The roles.
const (
	RoleInsured Role = "insured" // where the insurance is or was
	RoleTo      Role = "to"      // where someone moves, works or is treated
	RoleAsked   Role = "asked"   // whose rules are asked about
	RoleNamed   Role = "named"   // only named
)

// Feedback is a thumb up or down on an entry's answer.
type Feedback struct {
	Entry   string
	Helpful bool
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

	// Preface and Postscript are remarks on this message, before and after everything else; a
	// reply that is laid out shows them as Aside.
	Preface
	Postscript
	// Item is a thing to tick, which its button shows as well; laid out it is Plain.
	Item
)

// A Line is one line of a reply.
type Line struct {
	Kind LineKind
	Text string
	// Mark ties the line to its source, or says that there is none; empty until laid out.
	Mark  string
	Basis knowledge.Basis // what it rests on; zero for the bot's own remarks
	Pos   knowledge.Pos   // where the statement stands in the knowledge
}

// Shown returns the line as it is read.
func (l Line) Shown() string { return l.Text + l.Mark }

// A Button is pressed or opens a page.
type Button struct {
	Icon string // left out where words are plainer; part of Label once laid out
	// Label is the words; Spoken, if set, are those for people who cannot make much of icons.
	Label, Spoken string
	Data          string // at most 64 bytes, carries the whole meaning; empty if URL is set
	URL           string
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
			lines = append(lines, l.Shown())
		}
	}
	return strings.Join(lines, "\n")
}

// Before returns the reply with a remark above everything.
func (r Reply) Before(remark string) Reply {
	r.Lines = append([]Line{{Kind: Preface, Text: remark}}, r.Lines...)
	return r
}

// After returns the reply with a remark below everything.
func (r Reply) After(remark string) Reply {
	r.Lines = append(slices.Clone(r.Lines), Line{Kind: Postscript, Text: remark})
	return r
}

// With returns the reply with further rows of buttons.
func (r Reply) With(rows ...[]Button) Reply {
	r.Buttons = append(slices.Clone(r.Buttons), rows...)
	return r
}

// Paragraphs makes the first line of a text the headline and the rest plain lines.
func Paragraphs(text string) []Line {
	var lines []Line
	for i, l := range strings.Split(text, "\n") {
		kind := Plain
		if i == 0 {
			kind = Headline
		}
		lines = append(lines, Line{Kind: kind, Text: l})
	}
	return lines
}
