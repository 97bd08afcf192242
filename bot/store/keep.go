package store

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/knowledge/zh"
)

// lateness is how long after its time a reminder may still be handled: the bot may have been
// down.
const lateness = 30 * 24 * time.Hour

// Until returns the time up to which a session saved now is kept although nothing is heard
// from its chat: until the last reminder has been sent, and as long as answers are watched.
// It is the zero time if there is nothing to wait for.
func Until(s bot.Session, now time.Time) time.Time {
	var until time.Time
	if s.Notify {
		until = now.Add(GivenTTL)
	}
	for _, r := range s.Reminders {
		if at := r.At.Add(lateness); at.After(until) {
			until = at
		}
	}
	return until
}

// Day returns the calendar day in China, as counts and samples bear it.
func Day(t time.Time) string {
	return t.In(zh.China()).Format(time.DateOnly)
}

// Clean returns the text without what databases do not take. Buttons can be forged.
func Clean(s string) string {
	return strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "")
}

// Body returns an event as the body of an update, always the same for the same event.
func (e Event) Body() ([]byte, error) { return json.Marshal(e) }

// Rest waits between two slices of a sweep, or returns why ctx ended.
func Rest(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
