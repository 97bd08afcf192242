package telegram

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/yibaowenwen/yibao/bot/store"
)

// accept records updates in the inbox and queues those not seen before. What is not meant
// for us, such as the talk of a group, is not recorded. When accept returns nil, Telegram
// may be told that the updates have arrived.
func (b *Bot) accept(ctx context.Context, bodies []json.RawMessage) error {
	var list []store.Update
	for _, body := range bodies {
		id, ok := updateID(body)
		chat := b.whose(body)
		if !ok || chat == 0 {
			b.metrics.Handled("ignored", 0)
			continue
		}
		list = append(list, store.Update{ID: id, Chat: chat, Body: body})
	}
	if len(list) == 0 {
		return nil
	}
	fresh, err := b.o.Store.Add(ctx, list)
	if err != nil {
		return fmt.Errorf("store updates: %w", err)
	}
	var drop []int64
	for _, u := range fresh {
		if !b.lanes.put(&job{update: u.ID, chat: u.Chat, body: u.Body}) {
			b.metrics.Handled("dropped", 0)
			drop = append(drop, u.ID)
		}
	}
	if err := b.discard(ctx, drop); err != nil {
		b.log.Error("dropped updates not discarded", "error", err) // they come again after a restart
	}
	return nil
}

// whose returns the chat of an update that is for us, otherwise 0. Receiving must not end
// with one update, so it recovers from whatever interpret might have missed.
func (b *Bot) whose(body []byte) (chat int64) {
	defer func() {
		if v := recover(); v != nil {
			b.log.Error("panic while reading an update", "at", frames())
			chat = 0
		}
	}()
	in := b.me.interpret(body)
	if in.kind == nothing && in.callback == "" {
		return 0
	}
	return in.to.chat
}

func (b *Bot) discard(ctx context.Context, ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	return b.o.Store.Discard(ctx, ids...)
}

// wanted are the kinds of updates asked for. Edited messages are not among them: the answer
// to the first wording stands, and whoever wants another one asks again.
func wanted() []string { return []string{"message", "callback_query"} }
