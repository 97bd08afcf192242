package bot

import (
	"context"
	"time"
)

// A Reader is a language model that an operator has plugged in. It reads a question and chooses
// among our answers; nothing that it writes reaches anyone.
type Reader interface {
	// Choose returns what the reader makes of a page. Unless that was [Chosen], our own finding stands.
	Choose(ctx context.Context, p Page) Opinion
	// Host names where questions go, empty if they stay on the operator's own machines.
	Host() string
}

// MaxChoices is how many entries a page holds at most.
const MaxChoices = 12

// A Page is all that a reader is given of a message.
type Page struct {
	Message string            `json:"message"` // without numbers of persons and names
	Before  Before            `json:"before,omitzero"`
	Choices []Choice          `json:"candidates"`
	Facts   map[string]string `json:"facts"` // the closed vocabulary: what each means, by id
}

// Before is what the conversation was about.
type Before struct {
	Topic   string   `json:"topic,omitempty"`
	Insured string   `json:"insured,omitempty"`
	Places  []string `json:"places,omitempty"`
	Facts   []string `json:"facts,omitempty"` // told earlier, as words
}

// A Choice is an entry that may be meant.
type Choice struct {
	N        int    `json:"n"` // from 1
	Question string `json:"question"`
	Headline string `json:"headline"`
	Entry    string `json:"-"` // its id
}

// An Opinion is what a reader made of a page.
type Opinion struct {
	Outcome Outcome
	// Entries are the ids of at most two of the page's entries, the one asked first before the
	// other; none if none of them is meant.
	Entries []string
	InScope bool
	Told    map[string]bool // facts of the vocabulary, and whether they hold
	Kept    bool            // the opinion of an earlier time
	Took    time.Duration
	Tokens  Tokens
}

// Tokens are what an opinion cost.
type Tokens struct{ In, Out int64 }

// An Outcome says what became of asking a reader.
type Outcome string

// The outcomes.
const (
	Chosen   Outcome = "chosen"
	Late     Outcome = "late"     // no answer in time
	Failed   Outcome = "failed"   // the server cannot be reached, or answers with an error
	Unfit    Outcome = "unfit"    // it answered something else than a choice
	Busy     Outcome = "busy"     // too many are being asked
	Spent    Outcome = "spent"    // too many were asked today
	Resting  Outcome = "resting"  // it failed so often that it is left alone for a while
	Recorded Outcome = "recorded" // the page was only written down
	Unknown  Outcome = "unknown"  // no decision was recorded for the page
)

// Outcomes are all of them.
func Outcomes() []Outcome {
	return []Outcome{Chosen, Late, Failed, Unfit, Busy, Spent, Resting, Recorded, Unknown}
}

// A Read is that a reader was asked, and what came of it.
type Read struct {
	Page    Page
	Opinion Opinion
	Own     string // the entry that we would have said or offered first
}

// Decided reports whether the reader had an opinion, be it that none of the entries is meant.
func (r *Read) Decided() bool { return r != nil && r.Opinion.Outcome == Chosen }

// Chose reports whether the reader chose an entry.
func (r *Read) Chose() bool { return r != nil && len(r.Opinion.Entries) > 0 }

// Agreed reports whether the reader chose what we would have said.
func (r *Read) Agreed() bool { return r.Chose() && r.Opinion.Entries[0] == r.Own }
