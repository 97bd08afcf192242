package telegram

import (
	"context"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// A Profile is what people see of the bot before they write to it.
type Profile struct {
	// Language is a two-letter code such as "zh"; empty for people whose language has no
	// profile of its own. Telegram takes no more than the two letters, so that people who read
	// Traditional characters have the same profile as those who read Simplified ones.
	Language string
	Commands []Command
	// Group are the commands in the menu of a group; if there are none, it has those above.
	Group       []Command
	Description string // on the empty chat, at most 512 characters
	Short       string // on the bot's page and when it is shared, at most 120
}

// A Command is in the menu of the bot.
type Command struct{ Name, Description string } // the name without the slash

// commands are the names of all commands. Whoever adds the bot sends "start".
func (b *Bot) commands() map[string]bool {
	known := map[string]bool{}
	for _, p := range b.o.Profiles {
		for _, c := range p.Commands {
			known[c.Name] = true
		}
	}
	if len(known) > 0 {
		known["start"] = true
	}
	return known
}

// introduce sets the profiles. The bot works without.
func (b *Bot) introduce(ctx context.Context) {
	for _, p := range b.o.Profiles {
		if err := b.set(ctx, p); err != nil && ctx.Err() == nil {
			b.log.Warn("profile not set", "language", p.Language, "outcome", outcome(err))
		}
	}
}

func (b *Bot) set(ctx context.Context, p Profile) error {
	if err := b.setCommands(ctx, p.Commands, nil, p.Language); err != nil {
		return err
	}
	if err := b.setCommands(ctx, p.Group, &models.BotCommandScopeAllGroupChats{}, p.Language); err != nil {
		return err
	}
	if p.Description != "" {
		_, err := b.api.SetMyDescription(ctx, &tg.SetMyDescriptionParams{Description: p.Description, LanguageCode: p.Language})
		if err != nil {
			return err
		}
	}
	if p.Short != "" {
		_, err := b.api.SetMyShortDescription(ctx, &tg.SetMyShortDescriptionParams{ShortDescription: p.Short, LanguageCode: p.Language})
		if err != nil {
			return err
		}
	}
	return nil
}

// setCommands sets the menu of a kind of chats, of all for which none is set if scope is nil.
func (b *Bot) setCommands(ctx context.Context, commands []Command, scope models.BotCommandScope, language string) error {
	if len(commands) == 0 {
		return nil
	}
	list := make([]models.BotCommand, 0, len(commands))
	for _, c := range commands {
		list = append(list, models.BotCommand{Command: c.Name, Description: c.Description})
	}
	_, err := b.api.SetMyCommands(ctx, &tg.SetMyCommandsParams{Commands: list, Scope: scope, LanguageCode: language})
	return err
}
