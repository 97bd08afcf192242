package telegram

import (
	"sync"
	"time"
)

// maxWaiting is how many updates of all chats may wait before receiving pauses.
const maxWaiting = 10_000

// A job is an update on its way to an answer.
type job struct {
	update  int64
	chat    int64
	body    []byte
	left    bool  // by an earlier process
	counted bool  // as an attempt to do so
	flood   bool  // stands for all that is dropped: the person is asked to slow down
	plan    *plan // what to do, once known; keeps how much of it is done
	fails   int
	alone   int   // fails while others were answered
	others  int64 // calls that had worked at the last fail
	begun   time.Time
	since   time.Time // received, zero if not known
	state   jobState
	steps   int  // taken by another process
	more    bool // others wait behind it
}

// lanes hold the jobs of each chat in their order. At any time at most one job of a chat
// is being handled.
type lanes struct {
	backlog int

	mu     sync.Mutex
	wake   *sync.Cond
	chats  map[int64]*lane
	ready  []*lane // lanes whose first job may be handled, in the order of their turn
	jobs   int
	closed bool // nothing is handed out any more
}

// A lane is one chat's jobs, the first of which is being handled or will be next.
type lane struct {
	chat    int64
	jobs    []*job
	flooded bool // jobs are dropped until the lane is half empty
	dropped int
}

func newLanes(backlog int) *lanes {
	l := &lanes{backlog: backlog, chats: map[int64]*lane{}}
	l.wake = sync.NewCond(&l.mu)
	return l
}

// put adds a job at the end of its chat's lane. It returns false if the job was dropped
// because too many are waiting there; the first one dropped stays, as a flood notice. What we
// say of our own accord is never dropped.
func (l *lanes) put(j *job) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	c := l.chats[j.chat]
	if c == nil {
		c = &lane{chat: j.chat}
		l.chats[j.chat] = c
		l.enqueue(c)
	}
	if c.flooded && j.update >= 0 {
		c.dropped++
		return false
	}
	if len(c.jobs) >= l.backlog && j.update >= 0 {
		c.flooded, j.flood, c.dropped = true, true, 1 // itself
	}
	c.jobs = append(c.jobs, j)
	l.jobs++
	return true
}

// take waits for a job that may be handled. It returns nil when there is nothing left to do.
func (l *lanes) take() *job {
	l.mu.Lock()
	defer l.mu.Unlock()
	for len(l.ready) == 0 && !l.closed {
		l.wake.Wait()
	}
	if l.closed {
		return nil
	}
	c := l.ready[0]
	l.ready = l.ready[1:]
	return c.jobs[0]
}

// finished removes a job that was taken. The chat's next one may be taken.
func (l *lanes) finished(j *job) {
	l.mu.Lock()
	defer l.mu.Unlock()
	c := l.chats[j.chat]
	c.jobs[0] = nil
	c.jobs = c.jobs[1:]
	l.jobs--
	if len(c.jobs) <= l.backlog/2 {
		c.flooded = false
	}
	if len(c.jobs) == 0 {
		delete(l.chats, j.chat)
		return
	}
	l.enqueue(c)
}

// park leaves a job that was taken in its place and lets it be taken again later.
func (l *lanes) park(j *job, d time.Duration) {
	time.AfterFunc(d, func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.enqueue(l.chats[j.chat])
	})
}

func (l *lanes) enqueue(c *lane) {
	if !l.closed {
		l.ready = append(l.ready, c)
		l.wake.Signal()
	}
}

// close lets the workers leave with what they are at.
func (l *lanes) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed, l.ready = true, nil
	l.wake.Broadcast()
}

// lost returns how many jobs a flood notice stands for.
func (l *lanes) lost(chat int64) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	if c := l.chats[chat]; c != nil {
		return c.dropped
	}
	return 0
}

func (l *lanes) waiting() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.jobs
}

func (l *lanes) full() bool { return l.waiting() >= maxWaiting }
