package telegram

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

func TestLimitOfAChat(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimiter(Limits{})
		for range chatBurst {
			if d := waited(t, l, 1); d != 0 {
				t.Fatalf("a short burst was delayed by %v", d)
			}
		}
		if d := waited(t, l, 1); d != time.Second {
			t.Errorf("the next one waited %v", d)
		}
		if d := waited(t, l, 2); d != 0 {
			t.Errorf("another chat waited %v", d)
		}
	})
}

func TestLimitOfAGroup(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimiter(Limits{})
		sent := 0
		for start := time.Now(); time.Since(start) < 10*time.Minute; {
			err := l.wait(t.Context(), nil, -1)
			var full *limitError
			switch {
			case err == nil:
				sent++
			case errors.As(err, &full):
				time.Sleep(full.after)
			default:
				t.Fatal(err)
			}
		}
		if sent < 195 || sent > 206 {
			t.Errorf("%d messages in ten minutes", sent)
		}
	})
}

func TestLimitOfAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimiter(Limits{})
		start := time.Now()
		for chat := range int64(60) {
			if d := waited(t, l, chat+1); chat < 30 && d != 0 {
				t.Fatalf("message %d was delayed by %v", chat, d)
			}
		}
		if d := time.Since(start); d < 900*time.Millisecond || d > 1100*time.Millisecond {
			t.Errorf("60 messages took %v", d)
		}
	})
}

func TestLimitRefusedCostsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimiter(Limits{PerChat: 0.1})
		for range chatBurst {
			waited(t, l, 1)
		}
		for range 100 {
			var full *limitError
			if err := l.wait(t.Context(), nil, 1); !errors.As(err, &full) || full.after > 10*time.Second {
				t.Fatalf("error %v", err)
			}
		}
		time.Sleep(10 * time.Second)
		if d := waited(t, l, 1); d != 0 {
			t.Errorf("waited %v", d)
		}
	})
}

func TestLimitStopsWithContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimiter(Limits{})
		for range chatBurst {
			waited(t, l, 1)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		if err := l.wait(ctx, nil, 1); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error %v", err)
		}
	})
}

func TestLimiterForgetsChatsAtRest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimiter(Limits{PerSecond: 1e9})
		for chat := range int64(3 * manyLimits) {
			waited(t, l, chat+1)
			time.Sleep(10 * time.Millisecond)
		}
		if n := len(l.chats); n > 2*manyLimits {
			t.Errorf("%d chats kept", n)
		}
	})
}

func waited(t *testing.T, l *limiter, chat int64) time.Duration {
	t.Helper()
	start := time.Now()
	if err := l.wait(t.Context(), nil, chat); err != nil {
		t.Fatal(err)
	}
	return time.Since(start)
}
