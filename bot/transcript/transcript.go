// Package transcript plays conversations written in YAML against a bot and reports where the
// bot says something else. It asserts what was decided and the facts in the answer, not the
// wording.
package transcript

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/knowledge"
)

// A Conversation is a chain of turns with one bot on one day.
type Conversation struct {
	Name  string `yaml:"name"`
	Now   string `yaml:"now"` // YYYY-MM-DD
	Turns []Turn `yaml:"turns"`
	Line  int    `yaml:"-"` // of the file
}

// A Turn is one message and what is expected of the reply.
type Turn struct {
	User string `yaml:"user,omitempty"` // what is typed
	Tap  string `yaml:"tap,omitempty"`  // part of the label of a button of the reply before
	// At is a position that is shared: latitude and longitude in degrees.
	At []float64 `yaml:"at,omitempty,flow"`

	Reply   string   `yaml:"reply,omitempty"`   // decision/entry, or decision alone
	Has     []string `yaml:"has,omitempty"`     // all of these are read, folded lines included
	Lacks   []string `yaml:"lacks,omitempty"`   // none of these is read
	Buttons []string `yaml:"buttons,omitempty"` // parts of labels
	From    string   `yaml:"from,omitempty"`    // full name
	To      string   `yaml:"to,omitempty"`
	Toast   string   `yaml:"toast,omitempty"`
	Edit    bool     `yaml:"edit,omitempty"`  // the reply takes the place of the message tapped
	Apart   bool     `yaml:"apart,omitempty"` // the reply is a message of its own

	Line int `yaml:"-"` // of the file
}

// A TurnError is a turn in which the bot did not do as expected.
type TurnError struct {
	Conversation string
	Turn, Line   int // counted from 1
	Said         string
	Wrong        []string
}

// Error says where, after what was said, and what was wrong, one a line.
func (f *TurnError) Error() string {
	return fmt.Sprintf("%s: turn %d (%s): %s", f.Conversation, f.Turn, f.Said, strings.Join(f.Wrong, "\n"))
}

// A Bot is what is talked to.
type Bot interface {
	Reply(ctx context.Context, m bot.Message) (bot.Reply, error)
	Regions() *knowledge.Regions
}

// Read reads the conversations of one file; unknown fields are errors.
func Read(r io.Reader) ([]Conversation, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read conversations: %w", err)
	}
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	var list []Conversation
	if err := dec.Decode(&list); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read conversations: %w", err)
	}
	var root yaml.Node
	if err := yaml.Unmarshal(text, &root); err == nil && len(root.Content) == 1 {
		number(list, root.Content[0])
	}
	return list, nil
}

// number notes in which line of the file each conversation and turn begins.
func number(list []Conversation, root *yaml.Node) {
	for i, c := range root.Content[:min(len(list), len(root.Content))] {
		list[i].Line = c.Line
		for j := 0; j+1 < len(c.Content); j += 2 {
			if c.Content[j].Value != "turns" {
				continue
			}
			for k, turn := range c.Content[j+1].Content {
				list[i].Turns[k].Line = turn.Line
			}
		}
	}
}

// Play holds the conversation and returns a [TurnError] for each turn that was not as expected,
// in order, joined.
func Play(ctx context.Context, b Bot, c Conversation) error {
	now, err := time.Parse(time.DateOnly, c.Now)
	if err != nil {
		return fmt.Errorf("%s: now: %w", c.Name, err)
	}
	p := player{bot: b, now: now.Add(4 * time.Hour)} // noon in China
	var wrong []error
	for i, t := range c.Turns {
		if w := p.turn(ctx, t); len(w) > 0 {
			wrong = append(wrong, &TurnError{c.Name, i + 1, t.Line, t.User + t.Tap, w})
		}
	}
	return errors.Join(wrong...)
}

type player struct {
	bot     Bot
	now     time.Time
	session bot.Session
	last    bot.Reply
}

func (p *player) turn(ctx context.Context, t Turn) []string {
	m := bot.Message{Text: bot.Text(t.User), Session: p.session, Now: p.now}
	if t.Tap != "" {
		b, ok := p.button(t.Tap)
		if !ok {
			return []string{"there is no such button"}
		}
		m.Press = b.Data
	}
	if len(t.At) == 2 {
		m.Location = &bot.Location{Lat: t.At[0], Lng: t.At[1]}
	}
	r, err := p.bot.Reply(ctx, m)
	if err != nil {
		return []string{err.Error()}
	}
	p.session = r.Session
	if len(r.Lines) > 0 {
		p.last = r
	}
	return p.judge(t, r)
}

func (p *player) button(label string) (bot.Button, bool) {
	for _, b := range slices.Concat(p.last.Buttons...) {
		if strings.Contains(b.Label, label) {
			return b, true
		}
	}
	return bot.Button{}, false
}

func (p *player) judge(t Turn, r bot.Reply) []string {
	var wrong []string
	expect := func(ok bool, format string, args ...any) {
		if !ok {
			wrong = append(wrong, fmt.Sprintf(format, args...))
		}
	}
	decision, entry, _ := strings.Cut(t.Reply, "/")
	expect(decision == "" || decision == string(r.Decision), "decision %s, want %s", r.Decision, decision)
	expect(entry == "" || entry == r.Entry, "entry %s, want %s", r.Entry, entry)
	text := r.Plain() + "\n" + r.Details()
	for _, h := range t.Has {
		expect(strings.Contains(text, h), "does not say %q:\n%s", h, text)
	}
	for _, l := range t.Lacks {
		expect(!strings.Contains(text, l), "says %q:\n%s", l, text)
	}
	for _, label := range t.Buttons {
		_, ok := p.button(label)
		expect(ok, "no button %q", label)
	}
	expect(t.From == "" || t.From == p.bot.Regions().Name(r.Session.Places.From), "from %s, want %s", p.bot.Regions().Name(r.Session.Places.From), t.From)
	expect(t.To == "" || t.To == p.bot.Regions().Name(r.Session.Places.To), "to %s, want %s", p.bot.Regions().Name(r.Session.Places.To), t.To)
	expect(t.Toast == "" || strings.Contains(r.Toast, t.Toast), "toast %q, want %q", r.Toast, t.Toast)
	expect(!t.Edit || r.Edit, "is a new message, want an edit")
	expect(!t.Apart || !r.Edit, "takes the place of a message, want one of its own")
	return wrong
}
