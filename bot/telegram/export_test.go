package telegram

import "time"

// Hurry shortens the pauses before something is tried again.
func (b *Bot) Hurry() {
	b.pause = 5 * time.Millisecond
	b.caller.first = time.Millisecond
	b.caller.gate.leap = 20 * time.Millisecond
}

// GiveUpCallsAfter shortens how long a message may take.
func (b *Bot) GiveUpCallsAfter(d time.Duration) { b.caller.slow = d }
