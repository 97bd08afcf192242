package main

import (
	"context"
	"strings"
	"sync"
	"time"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/bot/store"
	"github.com/yibaowenwen/yibao/index"
	"github.com/yibaowenwen/yibao/knowledge"
)

// An explainer says for the page of `yibao demo` what the bot makes of a text. It answers the
// text a second time, with an engine of its own, and keeps nothing of it.
type explainer struct {
	sessions store.Sessions
	parts    func() (*explainerParts, error) // built when first needed
}

type explainerParts struct {
	corpus *knowledge.Corpus
	engine *bot.Engine
}

func newExplainer(c *cli, s store.Sessions) *explainer {
	return &explainer{s, sync.OnceValues(func() (*explainerParts, error) { return newExplainerParts(c) })}
}

func newExplainerParts(c *cli) (*explainerParts, error) {
	k, err := c.corpus()
	if err != nil {
		return nil, err
	}
	p, ix, err := c.parts(k, c.openIndex)
	if err != nil {
		return nil, err
	}
	p.Finder = overheard{finder{ix}}
	engine, err := bot.New(p)
	return &explainerParts{k, engine}, err
}

// An overheardQuery is what was looked up for a message, and what was found.
type overheardQuery struct {
	query index.Query
	found index.Result
}

type overheardKey struct{}

// overheard is a finder that tells what it looked up to whoever put an overheardQuery into the context.
type overheard struct{ finder }

// Find implements bot.Finder.
func (w overheard) Find(ctx context.Context, q bot.Question) (bot.Finding, error) {
	if l, ok := ctx.Value(overheardKey{}).(*overheardQuery); ok && l.query.Text == "" {
		l.query = index.Query{Text: q.Text, Insured: q.Insured, Topic: q.Topic, Places: q.Places}
		var err error
		if l.found, err = w.index.Find(ctx, l.query); err != nil {
			return bot.Finding{}, err
		}
	}
	return w.finder.Find(ctx, q)
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
	Lines      []explainedLine  `json:"lines,omitempty"`
	Sources    []string         `json:"sources,omitempty"`
	MS         float64          `json:"ms"`
}

type explainedMatch struct {
	Entry      string       `json:"entry"`
	Question   string       `json:"question"`
	Asked      string       `json:"asked"`
	Confidence float64      `json:"confidence"`
	Score      float64      `json:"score"`
	Terms      []index.Term `json:"terms"`
}

// An explainedLine is a line of the answer and what it rests on; the bot's own remarks rest on
// nothing.
type explainedLine struct {
	Text   string `json:"text"`
	Source string `json:"source,omitempty"`
}

// explain implements demo.Options.Explain. A private chat's text is understood with what the
// conversation holds; in a group each member has a conversation, and the text stands alone.
func (x *explainer) explain(ctx context.Context, chat int64, text string) any {
	p, err := x.parts()
	if err != nil {
		return explained{Problem: err.Error()}
	}
	m := bot.Message{Text: bot.Text(text), Now: time.Now(), Group: chat < 0}
	if chat > 0 {
		if m.Session, err = x.sessions.Load(ctx, chat); err != nil {
			return explained{Problem: err.Error()}
		}
		m.Session.Asking = ""
	}
	seen := &overheardQuery{}
	r, err := p.engine.Reply(context.WithValue(ctx, overheardKey{}, seen), m)
	if err != nil {
		return explained{Problem: err.Error()}
	}
	e := p.understood(r)
	e.Query, e.MS = seen.query.Text, float64(time.Since(m.Now).Microseconds())/1000
	for i, match := range seen.found.Matches {
		why := seen.found.Explain[i]
		e.Candidates = append(e.Candidates, explainedMatch{
			match.Entry.ID, say.Typeset(match.Entry.Question), say.Typeset(match.Asked), match.Confidence, why.Score, why.Terms,
		})
	}
	return e
}

func (p *explainerParts) understood(r bot.Reply) explained {
	e := explained{
		Decision: string(r.Decision), Topic: r.Topic, Entry: r.Entry, Insured: string(r.Session.Insured), Sources: r.Sources,
		Places: p.engine.Names(r.Session.Places.Said), From: p.engine.Name(r.Session.Places.From), To: p.engine.Name(r.Session.Places.To),
	}
	if t, ok := p.corpus.Topic(r.Topic); ok {
		e.Topic = t.Name
	}
	cited := citations(r.Lines)
	for _, l := range r.Lines {
		if l.Kind != bot.Cite && l.Kind != bot.Detail {
			e.Lines = append(e.Lines, explainedLine{l.Text, sourceOf(l, cited)})
		}
	}
	return e
}

// citations returns the sources of an answer as they are cited, in the order of their marks.
func citations(lines []bot.Line) []string {
	for _, l := range lines {
		rest, ok := strings.CutPrefix(l.Text, say.CiteLead)
		if l.Kind != bot.Cite || !ok {
			continue
		}
		rest, _, _ = strings.Cut(rest, "\n")
		var list []string
		for i := 1; ; i++ {
			before, after, more := strings.Cut(rest, say.Mark(i))
			if !more || say.Mark(i) == "" {
				return append(list, strings.TrimSpace(rest))
			}
			list, rest = append(list, strings.TrimSpace(before)), after
		}
	}
	return nil
}

// sourceOf returns what a line rests on: the source of its mark, or the first.
func sourceOf(l bot.Line, cited []string) string {
	if l.Kind == bot.Aside || len(cited) == 0 {
		return ""
	}
	if strings.HasSuffix(l.Text, say.UnsureMark) {
		return say.Typeset(say.Unverified)
	}
	for i := 1; i < len(cited); i++ {
		if strings.HasSuffix(l.Text, say.Mark(i)) {
			return cited[i]
		}
	}
	return cited[0]
}
