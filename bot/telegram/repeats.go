package telegram

import (
	"sync"
	"time"

	"github.com/yibaowenwen/yibao/bot/store"
)

// repeatWithin is how soon after its answer the same thing again counts as the same.
const repeatWithin = store.RepeatTTL

// repeats remembers the last thing answered in each chat, for a moment. Where
// several processes answer, the store remembers it.
type repeats struct {
	mu   sync.Mutex
	last map[int64]*string
}

func newRepeats() *repeats { return &repeats{last: map[int64]*string{}} }

// is reports whether the key, unless empty, was the last one answered in the chat.
func (r *repeats) is(chat int64, key string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	last := r.last[chat]
	return key != "" && last != nil && *last == key
}

// answered notes what was answered last.
func (r *repeats) answered(chat int64, key string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if key == "" {
		delete(r.last, chat)
		return
	}
	mine := &key
	r.last[chat] = mine
	time.AfterFunc(repeatWithin, func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		if r.last[chat] == mine {
			delete(r.last, chat)
		}
	})
}
