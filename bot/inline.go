package bot

import (
	"context"
	"time"
)

// An InlineResult is one answer offered while someone types the bot's name in another chat.
type InlineResult struct {
	ID    string // at most 64 bytes
	Title string
	About string // a line below the title
	Reply Reply
	Link  string // payload of the deep link that opens it, see [Link]
}

// Inline returns up to ten answers for what is typed after the bot's name; they hold nothing
// of a conversation.
func (e *Engine) Inline(ctx context.Context, text Text, now time.Time) ([]InlineResult, error) {
	return nil, nil
}
