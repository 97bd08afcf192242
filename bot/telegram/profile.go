package telegram

import (
	"context"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// A Profile is what people see of the bot before they write to it.
type Profile struct {
	// Language is a two-letter code such as "zh"; empty for people whose language has no
	// profile of its own.
	Language    string
	Commands    []Command
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
	if len(p.Commands) > 0 {
		list := make([]models.BotCommand, 0, len(p.Commands))
		for _, c := range p.Commands {
			list = append(list, models.BotCommand{Command: c.Name, Description: c.Description})
		}
		if _, err := b.api.SetMyCommands(ctx, &tg.SetMyCommandsParams{Commands: list, LanguageCode: p.Language}); err != nil {
			return err
		}
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
