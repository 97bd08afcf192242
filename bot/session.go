package bot

import (
	"strings"
	"time"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/region"
	"github.com/yibaowenwen/yibao/knowledge/zh"
)

// Places are the places of a conversation, as region codes of cities or provinces.
type Places = region.Places

// A Session is what the bot remembers of a conversation between two messages. It holds no
// text that a person typed. The zero Session is a new conversation.
type Session struct {
	Topic   string            `json:"topic,omitempty"`
	Entry   string            `json:"entry,omitempty"`
	Asked   knowledge.Asked   `json:"asked,omitempty"` // what the question word wanted
	Places  Places            `json:"places,omitzero"`
	Insured knowledge.Insured `json:"insured,omitempty"` // that is talked about
	Own     knowledge.Insured `json:"own,omitempty"`     // that the person said to have
	Told    map[string]bool   `json:"told,omitempty"`    // circumstances spoken of since the topic came up
	// Facts are what was told of the one talked about, Whose as understand tells persons apart, as an
	// estimator takes them; what identifies a place or a kind of insurance has a field of its own.
	Facts   map[string]string `json:"facts,omitempty"`
	Whose   string            `json:"whose,omitempty"`
	Summed  string            `json:"summed,omitempty"`  // the dialog with its answers that was last reckoned below a question
	Lapsed  string            `json:"lapsed,omitempty"`  // who has no cover now, as understand tells persons apart
	General bool              `json:"general,omitempty"` // Insured was only asked about
	// Kinds are the kinds of insurance that were told of persons: the one who writes and relatives,
	// as understand tells them apart.
	Kinds map[string]knowledge.Insured `json:"kinds,omitempty"`
	Home  string                       `json:"home,omitempty"` // code of the city set with /city
	// Asking is what the bot asked last and waits for, see [Session.Awaits].
	Asking string `json:"asking,omitempty"`
	// Offered are the entries of the numbered list that was shown last, until something is answered.
	Offered []string `json:"offered,omitempty"`
	// Left is the dialog that was asked last or has come to an outcome, see package dialog; a question
	// answered since empties it.
	Left        string `json:"left,omitempty"`
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

// Awaited is the kind of answer that the bot waits for.
type Awaited string

// What the bot may wait for.
const (
	AwaitNothing  Awaited = ""
	AwaitCity     Awaited = "city"        // the name of a city
	AwaitFamily   Awaited = "family"      // where a relative is insured
	AwaitAccepted Awaited = "accepted_on" // the day of acceptance (受理)
	AwaitFlow     Awaited = "d"           // the answer to a dialog's question; its state follows
	AwaitMenu     Awaited = "menu"        // which of the estimators
	AwaitSample   Awaited = "sample"      // the question to be left for the editors; what the button said follows
)

// Awaits returns what the bot waits for and what is needed to take it.
func (s Session) Awaits() (kind Awaited, state string) {
	k, state, _ := strings.Cut(s.Asking, ":")
	return Awaited(k), state
}

// Await returns the session waiting for an answer.
func (s Session) Await(kind Awaited, state string) Session {
	s.Asking = string(kind)
	if state != "" {
		s.Asking += ":" + state
	}
	return s
}

// Profile returns what is known of the one who is asked for.
func (s Session) Profile() Profile { return Profile{s.Places, s.Own, s.Home} }

// OfOneself returns the session talking about the person's own insurance again, no longer about the
// kind that a question was about. A kind of which it is not known whose it is, as older versions
// kept it, stays.
func (s Session) OfOneself() Session {
	if s.General || s.Own != "" {
		s.Insured, s.General = s.Own, false
	}
	return s
}

// Fresh forgets what was talked about, and keeps what the person has set for this chat.
func (s Session) Fresh() Session {
	kept := Session{Home: s.Home, Traditional: s.Traditional, Big: s.Big, Notify: s.Notify, Reminders: s.Reminders}
	kept.Other = s.Other
	if s.Family { // back to oneself; the relative's profile waits
		kept.Home, kept.Other = s.Other.Home, s.Profile()
	}
	return kept
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

// Today returns the calendar day in China.
func Today(now time.Time) knowledge.Date { return knowledge.DateOf(now.In(zh.China())) }

// Quiet reports whether it is night in China, when the bot says nothing of its own accord.
func Quiet(now time.Time) bool {
	h := now.In(zh.China()).Hour()
	return h >= 22 || h < 8
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
