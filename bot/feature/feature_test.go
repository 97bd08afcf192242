package feature_test

import (
	"strings"
	"testing"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/button"
	"github.com/yibaowenwen/yibao/bot/engine"
	"github.com/yibaowenwen/yibao/bot/feature"
)

// A name that two features want is an error that names it, whatever kind of name it is.
func TestNewTableRefusesNamesTakenTwice(t *testing.T) {
	reply := func(*feature.Turn) bot.Reply { return bot.Reply{} }
	for _, tt := range []struct {
		name string
		f    feature.Feature
	}{
		{"city", feature.Feature{Commands: []feature.Command{{Command: bot.Command{Name: "city"}}}}},
		{"h", feature.Feature{Presses: map[button.Verb]func(*feature.Turn, button.Data) bot.Reply{button.Home: nil}}},
		{"accepted_on", feature.Feature{Awaits: map[bot.Awaited]func(*feature.Turn) (bot.Reply, bool){bot.AwaitAccepted: nil}}},
		{"d", feature.Feature{Resumes: map[bot.Awaited]func(*feature.Turn, bot.Reply) bot.Reply{bot.AwaitFlow: nil}}},
		{"d-", feature.Feature{Links: map[string]func(*feature.Turn, string) (bot.Reply, bool){button.StateLink: nil}}},
		{"due", feature.Feature{Events: map[bot.Event]func(*feature.Turn) bot.Reply{bot.ReminderDue: reply}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := feature.NewTable([]feature.Feature{tt.f}); err != nil {
				t.Fatal(err)
			}
			_, err := feature.NewTable([]feature.Feature{tt.f, tt.f})
			if err == nil || !strings.Contains(err.Error(), `"`+tt.name+`"`) {
				t.Errorf("taken twice: %v", err)
			}
		})
	}
	if _, err := feature.NewTable(append(engine.Features(), engine.Features()[0])); err == nil {
		t.Error("the first feature twice is no error")
	}
}

// The menu is what the features register, in their order; a group's is part of it.
func TestMenu(t *testing.T) {
	table, err := feature.NewTable(engine.Features())
	if err != nil {
		t.Fatal(err)
	}
	commands := engine.Commands()
	if len(commands) != len(table.Menu()) || len(commands) < 8 {
		t.Fatalf("%d commands, %d in the menu", len(commands), len(table.Menu()))
	}
	for i, c := range table.Menu() {
		if c.Command != commands[i] || c.Do == nil || c.About == "" {
			t.Errorf("command %d is %+v", i, c.Command)
		}
	}
}

// An event that nobody handles is answered with nothing; what nobody reads is told to be so.
func TestEmptyTable(t *testing.T) {
	table, err := feature.NewTable([]feature.Feature{{Adds: func(_ *feature.Turn, r bot.Reply) bot.Reply { return r.After("x") }}})
	if err != nil {
		t.Fatal(err)
	}
	turn := &feature.Turn{Kit: &feature.Kit{}}
	if r := table.Event(turn, bot.RuleChanged); len(r.Lines) > 0 {
		t.Errorf("an event is answered with %+v", r)
	}
	if _, ok := table.Await(turn); ok {
		t.Error("somebody waits")
	}
	if _, ok := table.Link(turn, "x"); ok {
		t.Error("somebody opens a link")
	}
	if r := table.Add(turn, bot.Reply{}); r.Plain() != "x" {
		t.Errorf("added %+v", r)
	}
	if r := table.Resume(turn, bot.Reply{Topic: "t"}); r.Topic != "t" {
		t.Error("resumed")
	}
}
