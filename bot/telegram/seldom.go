package telegram

import (
	"sync"
	"time"
)

const (
	saidAtOnce = 3           // times that the same trouble is logged in full
	saidEvery  = time.Minute // afterwards, with the number of those left out
)

// A seldom keeps a trouble that thousands have at once from filling the log.
type seldom struct {
	now  func() time.Time
	mu   sync.Mutex
	said map[string]*saying
}

type saying struct {
	times int
	last  time.Time
	left  int // out since
}

func newSeldom(now func() time.Time) *seldom { return &seldom{now: now, said: map[string]*saying{}} }

// say reports whether a trouble is to be logged now, and how many were left out before it.
func (s *seldom) say(trouble string) (left int, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	w, now := s.said[trouble], s.now()
	if w == nil || now.Sub(w.last) > 10*saidEvery { // over for a while: news again
		w = &saying{}
		s.said[trouble] = w
	}
	if w.times++; w.times > saidAtOnce && now.Sub(w.last) < saidEvery {
		w.left++
		return 0, false
	}
	left, w.left, w.last = w.left, 0, now
	return left, true
}
