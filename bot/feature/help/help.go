// Package help welcomes, explains, answers small talk, sets the layout for old eyes and forgets.
package help

import (
	"context"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/button"
	"github.com/yibaowenwen/yibao/bot/feature"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/bot/understand"
)

// Feature returns the feature.
func Feature() feature.Feature {
	return feature.Feature{
		Commands: []feature.Command{
			{Command: bot.Command{Name: "big", About: "大字少字,给老人看"}, Do: toggleBig},
			{Command: bot.Command{Name: "forget", About: "忘掉这个聊天里的一切"}, Do: func(t *feature.Turn, _ string) bot.Reply { return forget(t, "") }},
			{Command: bot.Command{Name: "help", About: "怎么用", Group: true}, Do: help},
			{Command: bot.Command{Name: "start", About: "开始,看看能问什么"}, Do: start},
		},
		Presses: map[button.Verb]func(*feature.Turn, button.Data) bot.Reply{button.Forget: forget},
		Reads:   smallTalk,
	}
}

// start opens what a deep link names, or welcomes.
func start(t *feature.Turn, payload string) bot.Reply {
	if payload != "" {
		if r, ok := t.Table.Link(t, payload); ok {
			return r
		}
	}
	t = t.With(t.Session.Fresh())
	text := say.Welcome
	if t.Model != nil {
		text += "\n" + say.ReadBy(t.Model.Host())
	}
	return t.Say(text).With(t.Starters()...).With(feature.FamilyButton())
}

func help(t *feature.Turn, _ string) bot.Reply {
	text := say.HelpLead
	for _, c := range t.Table.Menu() {
		if c.Name != "help" && c.Name != "start" {
			text += "\n" + say.HelpLine(c.Name, c.Example, c.About)
		}
	}
	return t.Say(text + "\n" + say.HelpEnd).With(t.Starters()...)
}

// toggleBig switches the layout for old eyes on or off.
func toggleBig(t *feature.Turn, _ string) bot.Reply {
	s := t.Session
	s.Big = !s.Big
	text := say.BigOff
	if s.Big {
		text = say.BigOn
	}
	return t.With(s).Say(text).With(t.Starters()...)
}

// forget wipes what the chat holds.
func forget(t *feature.Turn, _ button.Data) bot.Reply {
	r := t.With(bot.Session{Traditional: t.Session.Traditional}).Say(say.Forgotten)
	r.Forget = true
	return r
}

// smallTalk answers greetings, thanks and the like when they are all that was said.
func smallTalk(_ context.Context, t *feature.Turn) (bot.Reply, bool, error) {
	talk, ok := t.Reader.SmallTalk(t.Words())
	if !ok {
		return bot.Reply{}, false, nil
	}
	text := map[understand.Talk]string{
		understand.Hello: say.Hello, understand.Thanks: say.Thanks, understand.Bye: say.Bye, understand.Cancel: say.NothingOn, understand.WhoAmI: say.WhoAmI,
	}[talk]
	return t.Say(text).With(t.Starters()...), true, nil
}
