package demo

import (
	"context"
	"strings"
)

// An action carries out one method of the Bot API. The Server is locked meanwhile; only
// getUpdates unlocks it, to wait.
type action func(s *Server, ctx context.Context, p params) (any, error)

// lookup returns a method's name as the Bot API spells it and what it does. Case does not
// matter. For an unknown method the action is nil.
func lookup(name string) (string, action) {
	for known, do := range methods() {
		if strings.EqualFold(known, name) {
			return known, do
		}
	}
	return name, nil
}

func methods() map[string]action {
	return map[string]action{
		"getMe":                  at((*Server).getMe),
		"getUpdates":             (*Server).getUpdates,
		"setWebhook":             at((*Server).setWebhook),
		"deleteWebhook":          at((*Server).deleteWebhook),
		"getWebhookInfo":         at((*Server).getWebhookInfo),
		"sendMessage":            at((*Server).sendMessage),
		"sendDocument":           at((*Server).sendDocument),
		"sendChatAction":         at((*Server).sendChatAction),
		"editMessageText":        at((*Server).editMessageText),
		"editMessageReplyMarkup": at((*Server).editMessageReplyMarkup),
		"deleteMessage":          at((*Server).deleteMessage),
		"answerCallbackQuery":    at((*Server).answerCallbackQuery),
		"answerInlineQuery":      at((*Server).answerInlineQuery),
		"getChat":                at((*Server).getChat),
		"getFile":                at((*Server).getFile),
		"setMyCommands":          at((*Server).setMyCommands),
		"getMyCommands":          at((*Server).getMyCommands),
		"setMyDescription":       setText("description", 512),
		"getMyDescription":       getText("description"),
		"setMyShortDescription":  setText("short_description", 120),
		"getMyShortDescription":  getText("short_description"),
	}
}

// at makes an action of a method that does not wait.
func at(do func(*Server, params) (any, error)) action {
	return func(s *Server, _ context.Context, p params) (any, error) { return do(s, p) }
}
