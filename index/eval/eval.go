// Package eval measures answers against judged questions.
//
// # Design
//
// Every line of a judged file is one of four things, told apart by its fields: a question
// with a topic, a question without one (out of scope), a case for places, or a
// conversation. All are asked of the same [Answerer], so that the whole engine is measured,
// or only the index behind a small adapter.
//
// A topic is right if it is the judge's best or one of those that also count. Being refused
// is right where out_of_scope counts. Every share is of the questions that have the field.
package eval

import (
	"context"
	"slices"
	"unicode/utf8"

	"github.com/yibaowenwen/yibao/knowledge"
)

// The decisions that matter here; any other is neither an answer nor a refusal.
const (
	decidedAnswer    = "answer"
	decidedChoose    = "choose"
	decidedRefuse    = "refuse"
	decidedSmallTalk = "smalltalk"
)

// An Answer is what is judged of a reply.
type Answer struct {
	Decision   string   // answer, choose, refuse, smalltalk, blocked or ask
	Topic      string   // of the entry that was or would be said
	Entry      string   // said or would be said
	Candidates []string // topics, best first
	Offers     []string // topics of the entries offered by a question back
	Confidence float64
	Regions    []string // full names
	From, To   string   // full names, empty if not said
	Insured    knowledge.Insured
}

// An Answerer answers a question. Questions with the same chat are one conversation, in
// order; with an empty chat each stands alone.
type Answerer func(ctx context.Context, chat, text string) (Answer, error)

// ranking returns the topics in the order in which they count, without repeats.
func (a Answer) ranking() []string {
	var list []string
	for _, t := range append([]string{a.Topic}, a.Candidates...) {
		if t != "" && !slices.Contains(list, t) {
			list = append(list, t)
		}
	}
	return list
}

// atOnce returns the topics that the first message holds: what is said, or what is offered.
func (a Answer) atOnce() []string {
	if a.Decision == decidedChoose {
		return a.Offers
	}
	return []string{a.Topic}
}

// refused reports whether the person was told no, or sent to another office.
func (a Answer) refused() bool {
	return a.Decision == decidedRefuse || a.Decision == decidedSmallTalk ||
		a.Decision == decidedAnswer && a.Topic == knowledge.OutOfScope
}

// A Question is one judged question.
type Question struct {
	Q     string   `json:"q"`
	Topic string   `json:"topic"` // empty: out of scope
	Entry string   `json:"entry"` // the entry that answers, where one was judged
	Also  []string `json:"also"`  // other topics that count as right
	Slots
	// Alt holds other sets of places that count as right.
	Alt  [][]string `json:"alt"`
	Note string     `json:"note"`
	// Source says where the question comes from; written is for one that was made up.
	Source string `json:"source"`
	Where  string `json:"-"` // file:line
}

// Length returns how long the question is: long ones tell a story around what they ask.
func (q Question) Length() string {
	const short, long = 25, 60
	switch n := utf8.RuneCountInString(q.Q); {
	case n <= short:
		return "≤ 25 characters"
	case n <= long:
		return "26–60 characters"
	}
	return "> 60 characters"
}

// Slots are what a question says about the person. A nil field was not judged.
type Slots struct {
	Regions *[]string `json:"regions"`
	Places  *[]string `json:"places"` // the same, as the files of places and conversations call it
	From    *string   `json:"from"`
	To      *string   `json:"to"`
	Insured *string   `json:"insured"` // 职工, 居民 or 退休
}

// A Conversation is a chain of judged turns; their slots are the state after the turn.
type Conversation struct {
	ID    string `json:"id"`
	Turns []struct {
		Q     string   `json:"q"`
		Topic string   `json:"topic"`
		Also  []string `json:"also"`
		Slots Slots    `json:"slots"`
	} `json:"turns"`
	Where string `json:"-"`
}

// A Set is judged material of all kinds.
type Set struct {
	Questions     []Question
	Conversations []Conversation
}

// judged reports whether the topic of the question was judged; of a case for places it was not.
func (q Question) judged() bool { return q.Topic != "" || q.Places == nil }

func (q Question) outside() bool { return q.Topic == "" || q.Topic == knowledge.OutOfScope }

// Right reports whether topic counts as right.
func (q Question) Right(topic string) bool {
	return topic == q.Topic || q.outside() && topic == knowledge.OutOfScope || slices.Contains(q.Also, topic)
}

func (q Question) mayRefuse() bool { return q.Right(knowledge.OutOfScope) }
