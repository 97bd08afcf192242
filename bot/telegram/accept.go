package telegram

import (
	"context"
	"encoding/json"

	"github.com/yibaowenwen/yibao/bot/store"
)

// accept records updates in the inbox and queues those not seen before. What is not meant
// for us, such as the talk of a group, is not recorded, and of the rest only what is needed to
// answer it, without personal numbers. When accept returns nil, Telegram may be told that the
// updates have arrived.
func (b *Bot) accept(ctx context.Context, bodies []json.RawMessage) error {
	var list []store.Update
	for _, body := range bodies {
		if b.inline(ctx, body) {
			continue
		}
		u, ok := b.take(body)
		if !ok {
			b.metrics.Handled("ignored", 0)
			continue
		}
		list = append(list, u)
	}
	if len(list) == 0 {
		return nil
	}
	return b.queue.receive(ctx, list)
}

// take makes of an update what the inbox gets, if it is for us. Numbers that are not positive
// are those of our own events, which nobody else can send. Receiving must not end with one
// update, so take recovers from whatever interpret might have missed.
func (b *Bot) take(body []byte) (kept store.Update, ok bool) {
	defer func() {
		if v := recover(); v != nil {
			b.log.Error("panic while reading an update", "at", frames())
			ok = false
		}
	}()
	u, ok := readUpdate(body)
	if !ok || u.ID <= 0 {
		return kept, false
	}
	in := b.me.understand(u)
	if in.kind == nothing && in.callback == "" || in.to.chat == 0 {
		return kept, false
	}
	short, err := json.Marshal(u)
	return store.Update{ID: u.ID, Chat: in.to.chat, Body: short}, err == nil && len(short) <= maxStored
}

// wanted are the kinds of updates asked for. Edited messages are not among them: the answer
// to the first wording stands, and whoever wants another one asks again.
func wanted() []string { return []string{"message", "callback_query", "inline_query"} }
