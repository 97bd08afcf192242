package bot

import (
	"fmt"
	"log/slog"
	"time"
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

// A Message is what reached the bot: something typed, a button pressed, a position shared, or an
// event of the bot's own (Due, Changed), with the conversation so far.
type Message struct {
	Text  Text
	Press string // the Data of the pressed button; Text is empty then
	// Quoted is the question under which the pressed button stands, if the app sends it along.
	Quoted Text
	// Location is a position that was shared.
	Location *Location
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

// A Location is a place on the map, in degrees.
type Location struct{ Lat, Lng float64 }

// An Event is something that happens without anyone writing.
type Event string

// The events.
const (
	NoEvent     Event = ""
	ReminderDue Event = "due"     // a reminder's time has come
	RuleChanged Event = "changed" // an answer given earlier is another one now
)

// Event says which event the message is, if it is one.
func (m Message) Event() Event {
	switch {
	case m.Due != "":
		return ReminderDue
	case m.Changed != nil:
		return RuleChanged
	}
	return NoEvent
}
