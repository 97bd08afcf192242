package telegram_test

import (
	"context"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/telegram"
)

// Who waits for a slow answer sees that the bot is typing; what is fast, or has no time set, shows
// nothing. A server that does not take the sign delays nothing but that.
func TestTyping(t *testing.T) {
	for _, tt := range []struct {
		name  string
		after time.Duration
		slow  time.Duration
		want  int
	}{
		{"slow", time.Millisecond, 100 * time.Millisecond, 1},
		{"fast", time.Minute, 0, 0},
		{"never", 0, 50 * time.Millisecond, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			w.start(func(context.Context, bot.Message) (bot.Reply, error) {
				time.Sleep(tt.slow)
				return bot.Reply{Lines: []bot.Line{{Kind: bot.Plain, Text: "好"}}}, nil
			}, func(o *telegram.Options) { o.TypingAfter = tt.after })
			w.Say(7, "在吗")
			w.answers(7, 1)
			calls := w.Calls("sendChatAction", "sendMessage")
			if got := len(calls) - 1; got != tt.want || calls[len(calls)-1].Method != "sendMessage" {
				t.Errorf("calls %v, want %d signs before the message", calls, tt.want)
			}
		})
	}
}
