package main

import (
	"slices"

	"github.com/yibaowenwen/yibao/bot/engine"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/bot/telegram"
)

// profiles are what people see of the bot before they write to it: those whose phone speaks
// Chinese, of either kind, and all others. In groups the menu is short.
func profiles() []telegram.Profile {
	var all, group []telegram.Command
	for _, c := range engine.Commands() {
		command := telegram.Command{Name: c.Name, Description: say.Typeset(c.About)}
		all = append(all, command)
		if slices.Contains([]string{"estimate", "checklist", "help"}, c.Name) {
			group = append(group, command)
		}
	}
	return []telegram.Profile{
		{Commands: all, Group: group, Description: say.Typeset(say.DescriptionOthers), Short: say.Typeset(say.ShortDescription)},
		{
			Language: "zh", Commands: all, Group: group,
			Description: say.Typeset(say.DescriptionChinese), Short: say.Typeset(say.ShortDescriptionChinese),
		},
	}
}
