// Package feature says what a feature is: one thing that a chat can do, with all that belongs to
// it registered in one place. Menu, help text and the tables of presses and awaited answers are
// derived from the list of features.
package feature

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/button"
)

// A Feature is one thing that a chat can do. Its handlers return a reply with the session to be
// kept; they write nothing into the turn.
type Feature struct {
	Commands []Command
	Presses  map[button.Verb]func(*Turn, button.Data) bot.Reply
	// Awaits take typed answers to what the feature asked for; what is no answer is left to be a
	// question of its own.
	Awaits map[bot.Awaited]func(*Turn) (bot.Reply, bool)
	// Resumes go on with what the feature asked for after a digression.
	Resumes map[bot.Awaited]func(*Turn, bot.Reply) bot.Reply
	// Links open what a deep link's payload names, by its beginning; the empty beginning is asked last.
	Links  map[string]func(*Turn, string) (bot.Reply, bool)
	Events map[bot.Event]func(*Turn) bot.Reply
	// Reads answers a typed text that nobody waits for, if it is the feature's.
	Reads func(context.Context, *Turn) (bot.Reply, bool, error)
	// Adds adds something to the reply of another feature.
	Adds func(*Turn, bot.Reply) bot.Reply
}

// A Command is a slash command.
type Command struct {
	bot.Command
	Example string // of what is typed behind it, for the help text
	Do      func(t *Turn, arg string) bot.Reply
}

// A Table holds all features. A name taken twice is an error of [NewTable].
type Table struct {
	list     []Feature
	commands map[string]Command
	presses  map[button.Verb]func(*Turn, button.Data) bot.Reply
	awaits   map[bot.Awaited]func(*Turn) (bot.Reply, bool)
	resumes  map[bot.Awaited]func(*Turn, bot.Reply) bot.Reply
	links    map[string]func(*Turn, string) (bot.Reply, bool)
	events   map[bot.Event]func(*Turn) bot.Reply
}

// NewTable returns the table of the features.
func NewTable(list []Feature) (*Table, error) {
	t := &Table{
		list: list, commands: map[string]Command{}, presses: map[button.Verb]func(*Turn, button.Data) bot.Reply{},
		awaits: map[bot.Awaited]func(*Turn) (bot.Reply, bool){}, resumes: map[bot.Awaited]func(*Turn, bot.Reply) bot.Reply{},
		links: map[string]func(*Turn, string) (bot.Reply, bool){}, events: map[bot.Event]func(*Turn) bot.Reply{},
	}
	var wrong []error
	for _, f := range list {
		for _, c := range f.Commands {
			wrong = append(wrong, enter(t.commands, c.Name, c))
		}
		wrong = append(wrong, enterAll(t.presses, f.Presses), enterAll(t.awaits, f.Awaits), enterAll(t.resumes, f.Resumes),
			enterAll(t.links, f.Links), enterAll(t.events, f.Events))
	}
	if err := errors.Join(wrong...); err != nil {
		return nil, fmt.Errorf("register features: %w", err)
	}
	return t, nil
}

func enterAll[K ~string, V any](table, more map[K]V) error {
	var wrong []error
	for name, v := range more {
		wrong = append(wrong, enter(table, name, v))
	}
	return errors.Join(wrong...)
}

func enter[K ~string, V any](table map[K]V, name K, v V) error {
	if _, taken := table[name]; taken {
		return fmt.Errorf("the name %q is taken twice", string(name))
	}
	table[name] = v
	return nil
}

// Menu returns the commands in the order of the menu.
func (t *Table) Menu() []Command {
	var list []Command
	for _, f := range t.list {
		list = append(list, f.Commands...)
	}
	return list
}

// Command does what a typed command says; an unknown one is answered like /help.
func (t *Table) Command(turn *Turn, name, arg string) bot.Reply {
	c, ok := t.commands[strings.ToLower(name)]
	if !ok {
		c = t.commands["help"]
	}
	return c.Do(turn, arg)
}

// Press does what a button says, in its message or in one of its own.
func (t *Table) Press(turn *Turn, data string) bot.Reply {
	if verb, inner := button.Parse(data); verb == button.Open {
		r := t.press(turn, string(inner))
		r.Edit = false
		return r
	}
	return t.press(turn, data)
}

func (t *Table) press(turn *Turn, data string) bot.Reply {
	verb, arg := button.Parse(data)
	if do, ok := t.presses[verb]; ok {
		return do(turn, arg)
	}
	return turn.Stale()
}

// Await takes what was typed as the answer to what was asked for.
func (t *Table) Await(turn *Turn) (bot.Reply, bool) {
	if take, ok := t.awaits[turn.Awaited]; ok {
		return take(turn)
	}
	return bot.Reply{}, false
}

// Resume goes on with what was asked for, below the answer to a digression.
func (t *Table) Resume(turn *Turn, r bot.Reply) bot.Reply {
	if resume, ok := t.resumes[turn.Awaited]; ok {
		return resume(turn, r)
	}
	return r
}

// Link opens what a payload names.
func (t *Table) Link(turn *Turn, payload string) (bot.Reply, bool) {
	for begin, open := range t.links {
		if begin != "" && strings.HasPrefix(payload, begin) {
			return open(turn, strings.TrimPrefix(payload, begin))
		}
	}
	if open, ok := t.links[""]; ok {
		return open(turn, payload)
	}
	return bot.Reply{}, false
}

// Event handles what happened without anyone writing.
func (t *Table) Event(turn *Turn, e bot.Event) bot.Reply {
	if do, ok := t.events[e]; ok {
		return do(turn)
	}
	return turn.Done(bot.Reply{})
}

// Read answers a typed text: the first feature that can does.
func (t *Table) Read(ctx context.Context, turn *Turn) (bot.Reply, error) {
	for _, f := range t.list {
		if f.Reads == nil {
			continue
		}
		if r, ok, err := f.Reads(ctx, turn); ok || err != nil {
			return r, err
		}
	}
	return turn.Stale(), nil
}

// Add lets every feature add to a reply.
func (t *Table) Add(turn *Turn, r bot.Reply) bot.Reply {
	for _, f := range t.list {
		if f.Adds != nil {
			r = f.Adds(turn, r)
		}
	}
	return r
}
