// Package bot holds the words between the parts of the bot: what reaches it (Message), what it
// remembers (Session), what it says (Reply, Line, Button) and what it looks up (Finder). It has
// no behaviour of its own.
//
// # Design
//
// Data goes one way. A [Message] is guarded, understood, routed to a feature, handled, and what
// the feature says is laid out and remembered:
//
//	guard → bot/understand → bot/feature/… (with bot/answer, bot/dialog) → bot/layout → Reply
//
// bot/engine runs these steps; bot/telegram, bot/store and bot/demo stand at the edge and know
// only the words of this package. Buttons carry their whole meaning in their data (bot/button),
// so that one works after a restart, a deploy or a year.
package bot

import (
	"context"

	"github.com/yibaowenwen/yibao/knowledge"
)

// A Question is what is looked up: the message without its places, and what is known.
type Question struct {
	Text    string
	Insured knowledge.Insured
	Topic   string // of the turn before
	Places  int    // how many places were named
	Limit   int    // matches wanted, 0 for as many as an answer needs
}

// A Finding is what was found for a question.
type Finding struct {
	Matches []knowledge.Match // best first, one per entry
	Verdict Verdict
	Read    *Read // what a reader made of it, nil if none was asked
}

// A Verdict says what the confidence of a finding allows.
type Verdict int

// The verdicts.
const (
	TooWeak  Verdict = iota // nothing is near enough to say anything
	TooClose                // a few entries may be meant
	Sure                    // the first match is meant
)

// A Finder looks questions up.
type Finder interface {
	Find(ctx context.Context, q Question) (Finding, error)
}

// A Command is a slash command as the menu of the chat shows it.
type Command struct {
	Name, About string
	Group       bool // also in the menu of a group
}

// An InlineResult is one answer offered while someone types the bot's name in another chat.
type InlineResult struct {
	ID    string // at most 64 bytes, the same for the same answer
	Title string
	About string // a line below the title
	Reply Reply
	Link  string // payload of the deep link that opens it, see package button
}
