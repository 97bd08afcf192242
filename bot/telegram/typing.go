package telegram

import (
	"context"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// chatAction is the method that shows a person that the bot is at it. It is no message: it is not
// sent again, and says nothing of whether messages arrive.
const chatAction = "sendChatAction"

// typing shows that the bot is typing if it thinks for long. The function returned ends that; an
// answer comes after it.
func (b *Bot) typing(ctx context.Context, to target) (stop func()) {
	if b.o.TypingAfter <= 0 {
		return func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		if nap(ctx, b.halt, b.o.TypingAfter) == nil {
			_, _ = b.api.SendChatAction(ctx, &tg.SendChatActionParams{ChatID: to.chat, MessageThreadID: to.thread, Action: models.ChatActionTyping})
		}
	}()
	return func() {
		cancel()
		<-done
	}
}
