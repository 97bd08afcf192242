// Package engine answers messages. [Engine.Reply] is a pure function of the message, the session
// and the time it is given: it guards, understands, routes to a feature, remembers and lays out.
// It starts no goroutine and knows neither Telegram, nor a database, nor a clock.
package engine

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/answer"
	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/bot/feature"
	"github.com/yibaowenwen/yibao/bot/feature/ask"
	"github.com/yibaowenwen/yibao/bot/feature/checklist"
	"github.com/yibaowenwen/yibao/bot/feature/city"
	"github.com/yibaowenwen/yibao/bot/feature/estimate"
	"github.com/yibaowenwen/yibao/bot/feature/family"
	"github.com/yibaowenwen/yibao/bot/feature/help"
	"github.com/yibaowenwen/yibao/bot/feature/notice"
	"github.com/yibaowenwen/yibao/bot/feature/remind"
	"github.com/yibaowenwen/yibao/bot/feature/sample"
	"github.com/yibaowenwen/yibao/bot/layout"
	"github.com/yibaowenwen/yibao/bot/private"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/bot/understand"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/region"
	"github.com/yibaowenwen/yibao/knowledge/workday"
	"github.com/yibaowenwen/yibao/knowledge/zh"
)

// Features are all that a chat can do, in the order of the menu. What a text is taken for is
// tried in this order too, so that questions come last.
func Features() []feature.Feature {
	return []feature.Feature{
		city.Feature(), ask.Choosing(), estimate.Feature(), checklist.Feature(), remind.Feature(),
		notice.Feature(), sample.Feature(), family.Feature(), help.Feature(), ask.Feature(),
	}
}

// An Engine answers messages. It is safe for concurrent use and does not change.
type Engine struct {
	kit   *feature.Kit
	table *feature.Table
}

// Parts are what an Engine is made of; all but Model are required and belong to the same corpus.
type Parts struct {
	Corpus   *knowledge.Corpus
	Finder   bot.Finder
	Places   *region.Finder
	Calendar *workday.Calendar
	Flows    *dialog.Set
	Model    bot.Reader // is asked where our own finding is not sure
}

// New returns an Engine. An error means that a part does not fit, or that two features want the
// same name.
func New(p Parts) (*Engine, error) {
	scripts, err := zh.NewScripts()
	if err != nil {
		return nil, fmt.Errorf("prepare Traditional characters: %w", err)
	}
	reader, err := understand.New(p.Corpus, p.Places, scripts)
	if err != nil {
		return nil, fmt.Errorf("prepare understanding: %w", err)
	}
	table, err := feature.NewTable(Features())
	if err != nil {
		return nil, err
	}
	kit := &feature.Kit{
		Corpus: p.Corpus, Finder: p.Finder, Reader: reader, Model: p.Model, Calendar: p.Calendar, Flows: p.Flows,
		Layout: layout.New(p.Corpus, scripts), Table: table,
	}
	return &Engine{kit, table}, nil
}

// Commands returns the commands in the order of the menu.
func Commands() []bot.Command {
	var list []bot.Command
	for _, f := range Features() {
		for _, c := range f.Commands {
			list = append(list, c.Command)
		}
	}
	return list
}

// turn returns the message as features see it.
func (e *Engine) turn(m bot.Message) *feature.Turn {
	t := &feature.Turn{Kit: e.kit, Message: m, Day: bot.Today(m.Now)}
	t.Awaited, t.State = m.Session.Awaits()
	t.Session.Asking = ""
	return t
}

// Reply answers one message. An error means that the question could not be looked up; the
// person must then be told so.
func (e *Engine) Reply(ctx context.Context, m bot.Message) (bot.Reply, error) {
	t := e.turn(m)
	r, err := e.handled(ctx, t)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("reply: %w", err)
	}
	return e.kit.Layout.Lay(e.table.Add(t, r), t.Day), nil
}

func (e *Engine) handled(ctx context.Context, t *feature.Turn) (bot.Reply, error) {
	switch {
	case t.Event() != bot.NoEvent:
		return e.table.Event(t, t.Event()), nil
	case t.Press != "":
		return e.table.Press(t, t.Press), nil
	case t.Location != nil:
		return city.Located(t), nil
	}
	return e.typed(ctx, t)
}

// typed answers something that a person wrote. What the bot asked for is offered to the question
// that waits before anything judges the message.
func (e *Engine) typed(ctx context.Context, t *feature.Turn) (bot.Reply, error) {
	if kinds := private.Find(string(t.Text)); len(kinds) > 0 {
		r := t.Say(say.Blocked(private.Words(kinds)))
		r.Decision, r.Delete = bot.Blocked, true
		return r, nil
	}
	if text, _ := understand.Clean(string(t.Text)); strings.HasPrefix(text, "/") {
		name, arg, _ := strings.Cut(text[1:], " ")
		name, _, _ = strings.Cut(name, "@")
		return e.table.Command(t, name, strings.TrimSpace(arg)), nil
	}
	t = e.read(t)
	if talk, _ := t.Reader.SmallTalk(t.Words()); talk == understand.Cancel && t.Awaited != bot.AwaitNothing {
		return estimate.Cancel(t), nil
	}
	if r, ok := e.table.Await(t); ok {
		return r, nil
	}
	if line := unreadable(t.Reading); line != "" {
		return t.Say(line).With(t.Starters()...), nil
	}
	r, err := e.table.Read(ctx, t)
	if err != nil {
		return bot.Reply{}, err
	}
	r.Understood = understood(t.With(r.Session))
	r = e.table.Resume(t, r)
	if t.Reading.Cut {
		r = r.Before(say.TooLong)
	}
	return r, nil
}

// read returns the turn with its text understood.
func (e *Engine) read(t *feature.Turn) *feature.Turn {
	read := t.Read(e.kit.Reader.Read(string(t.Text)))
	read.Session.Traditional = read.Reading.Traditional || t.Session.Traditional && !read.Reading.Simplified
	return read
}

// Understood returns a typed message as features see it.
func (e *Engine) Understood(m bot.Message) *feature.Turn { return e.read(e.turn(m)) }

// understood tells what a message was taken to say.
func understood(t *feature.Turn) bot.Understood {
	m := t.Reading
	u := bot.Understood{Asked: m.Asked, Also: m.AlsoAsked, Told: m.Told, Kinds: m.Kinds, Year: m.Year, Stated: t.Told(), Persons: t.Reader.Persons(m.Text)}
	for _, code := range m.Found.Places {
		role := bot.RoleNamed
		switch code {
		case m.Place:
			role = bot.RoleAsked
		case m.Found.From:
			role = bot.RoleInsured
		case m.Found.To:
			role = bot.RoleTo
		}
		u.Places = append(u.Places, bot.RolePlace{Code: code, Role: role})
	}
	return u
}

// unreadable says what is wrong with a text that holds no Chinese words.
func unreadable(m understand.Reading) string {
	switch {
	case m.Text == "":
		return say.Empty
	case m.Script == understand.NoWords && !m.Numbers():
		return say.NoWords
	case m.Script == understand.OtherWords && len(m.Found.Places) == 0:
		return say.NotChinese
	}
	return ""
}

// Inline returns up to ten answers for what is typed after the bot's name in another chat.
func (e *Engine) Inline(ctx context.Context, text bot.Text, now time.Time) ([]bot.InlineResult, error) {
	return ask.Inline(ctx, e.Understood(bot.Message{Text: text, Now: now}))
}

// Show returns the answer of an entry for someone of whom only the place is known, if any.
// An unknown entry gives an empty reply.
func (e *Engine) Show(entry, place string, now time.Time) bot.Reply {
	found, ok := e.kit.Corpus.Entry(entry)
	if !ok {
		return bot.Reply{}
	}
	k := answer.Case{Day: bot.Today(now)}
	if place != "" {
		k.Places = bot.Places{Said: []string{place}}
	}
	r := bot.Reply{Decision: bot.Answer, Topic: found.Topic, Entry: found.ID, Confidence: 1, Lines: answer.Lines(e.kit.Corpus, found, k)}
	if found.Topic == knowledge.OutOfScope {
		r.Decision = bot.Refuse
	}
	return e.kit.Layout.Lay(r, k.Day)
}

// Note returns a note's sentence with its numbers filled in.
func (e *Engine) Note(n knowledge.Note, now time.Time) string {
	text, err := e.kit.Corpus.Fill(n.Text, n.PlaceCode, bot.Today(now), nil)
	if err != nil {
		return say.NoNumber
	}
	return say.Typeset(text)
}

// Again returns the rules of an answer as they are now, see [notice.Again].
func (e *Engine) Again(g bot.Given, now time.Time) []string {
	return notice.Again(e.kit.Corpus, g, now)
}

// Regions returns the table of places.
func (e *Engine) Regions() *knowledge.Regions { return e.kit.Corpus.Regions }
