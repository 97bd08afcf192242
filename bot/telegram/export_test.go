package telegram

import "time"

// Hurry shortens the pauses before something is tried again.
func (b *Bot) Hurry() {
	b.pause = 5 * time.Millisecond
	b.caller.first = time.Millisecond
}
