package eval

import (
	"context"
	"fmt"
	"slices"
)

// Run asks everything in the set, one after the other, and counts.
func Run(ctx context.Context, set Set, ask Answerer) (*Report, error) {
	r := &Report{}
	for _, q := range set.Questions {
		a, err := ask(ctx, "", q.Q)
		if err != nil {
			return nil, fmt.Errorf("ask %s: %w", q.Where, err)
		}
		if q.judged() {
			r.topic(q, a)
		}
		r.slots(q, a)
	}
	for _, c := range set.Conversations {
		if err := r.conversation(ctx, c, ask); err != nil {
			return nil, err
		}
	}
	return r, nil
}

func (r *Report) conversation(ctx context.Context, c Conversation, ask Answerer) error {
	for n, turn := range c.Turns {
		a, err := ask(ctx, c.Where+c.ID, turn.Q)
		if err != nil {
			return fmt.Errorf("ask %s, turn %d: %w", c.Where, n+1, err)
		}
		q := Question{Q: turn.Q, Topic: turn.Topic, Also: turn.Also, Slots: turn.Slots, Where: fmt.Sprintf("%s turn %d", c.Where, n+1)}
		place := rank(q, a)
		r.Ranks = append(r.Ranks, Rank{q, a, place})
		if n == 0 {
			r.FirstTurn.add(place == 1)
		} else {
			r.LaterTurn.add(place == 1)
			r.LaterSlots.add(q.placesRight(a) && q.directionRight(a) && q.insuredRight(a))
		}
		if place != 1 {
			r.miss(q, a, "turn")
		}
	}
	return nil
}

// topic counts what a question with a judged topic shows.
func (r *Report) topic(q Question, a Answer) {
	place := rank(q, a)
	r.Ranks = append(r.Ranks, Rank{q, a, place})
	in(&r.Kinds, q.Kind()).count(q, a)
	in(&r.Lengths, q.Length()).count(q, a)
	r.risk = append(r.risk, outcome{confidence: a.Confidence, answers: !a.refused(), right: place == 1})
	if q.outside() {
		r.Outside++
		r.OutsideAnswered.add(a.Decision == decidedAnswer && !a.refused())
		r.OutsideRefused.add(a.refused())
		if a.Decision == decidedAnswer && !a.refused() {
			r.miss(q, a, "answered out of scope")
		}
		return
	}
	r.Inside++
	r.At1.add(place == 1)
	r.At3.add(place >= 1 && place <= 3)
	r.Offered.add(q.served(a))
	if q.Entry != "" {
		r.Entry1.add(a.Entry == q.Entry)
	}
	r.reciprocal(place)
	r.Answered.add(a.Decision == decidedAnswer && !a.refused())
	wrong := a.Decision == decidedAnswer && !q.Right(a.Topic)
	r.WrongConfident.add(wrong && !a.refused())
	r.Refused.add(a.refused() && !q.mayRefuse())
	in(&r.Topics, q.Topic).count(q, a)
	if place != 1 || a.refused() && !q.mayRefuse() {
		r.miss(q, a, "topic")
	}
}

// served reports whether the first message holds the right topic: it is said, or offered.
func (q Question) served(a Answer) bool {
	return a.refused() && q.mayRefuse() || slices.ContainsFunc(a.atOnce(), q.Right)
}

// rank returns at which place of the answer's topics the first right one stands, from 1;
// 0 if none does.
func rank(q Question, a Answer) int {
	if a.refused() && q.mayRefuse() {
		return 1
	}
	for i, t := range a.ranking() {
		if q.Right(t) {
			return i + 1
		}
	}
	return 0
}
