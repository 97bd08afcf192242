package telegram_test

import (
	"context"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"sync"
	"time"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/demo"
	"github.com/yibaowenwen/yibao/bot/store"
)

// A weather decides what goes wrong, and counts it. Its numbers are the same in each run,
// but which call meets which of them is not.
type weather struct {
	lose bool

	mu     sync.Mutex
	rng    *rand.Rand
	faults map[string]int
}

func newWeather(lose bool) *weather {
	return &weather{lose: lose, rng: rand.New(rand.NewPCG(1, 2)), faults: map[string]int{}}
}

// call decides about a call of the Bot API: one in ten goes wrong.
func (b *weather) call(method string) *demo.Fault {
	name, f := "", demo.Fault{}
	switch n := b.roll(1000); {
	case n < 5:
		name, f = "429", demo.Fault{RetryAfter: 1}
	case n < 30:
		name, f = "500", demo.Fault{Status: 500}
	case n < 45:
		name, f = "502", demo.Fault{Status: 502, HTML: "<html>Bad Gateway</html>"}
	case n < 60:
		name, f = "reset", demo.Fault{Reset: true}
	case n < 80:
		name, f = "slow", demo.Fault{Delay: 100 * time.Millisecond}
	case n < 90 && b.lose:
		name, f = "answer lost: "+method, demo.Fault{Done: true, Reset: true}
	case n < 100 && b.lose:
		name, f = "answer lost: "+method, demo.Fault{Done: true, Status: 500}
	default:
		return nil
	}
	b.happened(name)
	return &f
}

func (b *weather) roll(n int) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.rng.IntN(n)
}

func (b *weather) happened(name string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.faults[name]++
}

// front lets one delivery to the webhook in twenty fail, most of them after the bot has
// accepted it, so that it is delivered again.
func (b *weather) front(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch n := b.roll(100); {
		case n < 2:
			b.happened("delivery refused")
			http.Error(w, "Bad Gateway", http.StatusBadGateway)
		case n < 5:
			b.happened("delivery confirmed too late")
			h.ServeHTTP(httptest.NewRecorder(), r)
			panic(http.ErrAbortHandler)
		default:
			h.ServeHTTP(w, r)
		}
	})
}

// A shakyStore fails once in fifty times, and does nothing then.
type shakyStore struct {
	store.Store
	bad *weather
}

func (s shakyStore) fails(what string) bool {
	fails := s.bad.roll(50) == 0
	if fails {
		s.bad.happened("store: " + what)
	}
	return fails
}

func (s shakyStore) Add(ctx context.Context, updates []store.Update) ([]store.Update, error) {
	if s.fails("add") {
		return nil, errBroken
	}
	return s.Store.Add(ctx, updates)
}

func (s shakyStore) Load(ctx context.Context, chat int64) (bot.Session, error) {
	if s.fails("load") {
		return bot.Session{}, errBroken
	}
	return s.Store.Load(ctx, chat)
}

func (s shakyStore) Finish(ctx context.Context, o store.Outcome) error {
	if s.fails("finish") {
		return errBroken
	}
	return s.Store.Finish(ctx, o)
}
