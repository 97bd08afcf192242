package main

import (
	"context"
	"time"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/bot/store"
	"github.com/yibaowenwen/yibao/knowledge"
)

// An explainer says for the page of `yibao demo` what the bot makes of a text. It answers the
// text once more, tells what the reply says of itself, and keeps nothing of it.
type explainer struct {
	sessions store.Sessions
	brain    *brain
}

// explained is what the page shows to the curious.
type explained struct {
	Problem    string           `json:"problem,omitempty"`
	Decision   string           `json:"decision,omitempty"`
	Topic      string           `json:"topic,omitempty"`
	Entry      string           `json:"entry,omitempty"`
	Places     []string         `json:"places,omitempty"`
	From       string           `json:"from,omitempty"`
	To         string           `json:"to,omitempty"`
	Insured    string           `json:"insured,omitempty"`
	Query      string           `json:"query,omitempty"`
	Candidates []explainedMatch `json:"candidates,omitempty"`
	Reader     *readout         `json:"reader,omitempty"`
	Lines      []explainedLine  `json:"lines,omitempty"`
	Sources    []string         `json:"sources,omitempty"`
	MS         float64          `json:"ms"`
}

type explainedMatch struct {
	Entry      string           `json:"entry"`
	Question   string           `json:"question"`
	Asked      string           `json:"asked"`
	Confidence float64          `json:"confidence"`
	Score      float64          `json:"score"`
	Terms      []knowledge.Term `json:"terms"`
}

// An explainedLine is a line of the answer and what it rests on; the bot's own remarks rest on
// nothing.
type explainedLine struct {
	Text   string `json:"text"`
	Source string `json:"source,omitempty"`
}

// explain implements demo.Options.Explain. A private chat's text is understood with what the
// conversation holds; in a group each member has a conversation, and the text stands alone.
func (x explainer) explain(ctx context.Context, chat int64, text string) any {
	m := bot.Message{Text: bot.Text(text), Now: time.Now(), Group: chat < 0}
	if chat > 0 {
		var err error
		if m.Session, err = x.sessions.Load(ctx, chat); err != nil {
			return explained{Problem: err.Error()}
		}
		m.Session.Asking = ""
	}
	now := x.brain.now.Load()
	r, err := now.engine.Reply(ctx, m)
	if err != nil {
		return explained{Problem: err.Error()}
	}
	places := r.Session.Places
	regions := now.corpus.Regions
	e := explained{
		Decision: string(r.Decision), Topic: r.Topic, Entry: r.Entry, Insured: string(r.Session.Insured), Sources: r.Sources,
		Places: regions.Names(places.Said), From: regions.Name(places.From), To: regions.Name(places.To),
		Query: r.LookedUp, Reader: readoutOf(r.Read), MS: float64(time.Since(m.Now).Microseconds()) / 1000,
	}
	if t, ok := now.corpus.Topic(r.Topic); ok {
		e.Topic = t.Name
	}
	for _, match := range r.Candidates {
		e.Candidates = append(e.Candidates, explainedMatch{
			match.Entry.ID, say.Typeset(match.Entry.Question), say.Typeset(match.Asked), match.Confidence, match.Why.Score, match.Why.Terms,
		})
	}
	for _, l := range r.Lines {
		if l.Kind != bot.Cite && l.Kind != bot.Detail {
			e.Lines = append(e.Lines, explainedLine{l.Shown(), source(now.corpus, l.Basis)})
		}
	}
	return e
}

// source names what a line rests on.
func source(k *knowledge.Corpus, b knowledge.Basis) string {
	switch s, ok := k.Source(b.Source); {
	case b.Needless():
		return ""
	case !ok || !b.Status.Verified():
		return say.Typeset(say.Unverified)
	default:
		return say.Source(s.Name(), s.Date)
	}
}
