package telegram

import (
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestLanesKeepOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const chats, each = 50, 20
		l := newLanes(each + 1)
		var mu sync.Mutex
		got := map[int64][]int64{}
		busy := map[int64]bool{}
		var workers sync.WaitGroup
		for range 8 {
			workers.Go(func() {
				for j := l.take(); j != nil; j = l.take() {
					mu.Lock()
					if busy[j.chat] {
						t.Errorf("two jobs of chat %d at once", j.chat)
					}
					busy[j.chat] = true
					mu.Unlock()
					time.Sleep(time.Duration(rand.IntN(5)) * time.Millisecond)
					mu.Lock()
					busy[j.chat] = false
					j.fails++
					parked := j.fails == 1 && j.update%7 == 0
					if !parked {
						got[j.chat] = append(got[j.chat], j.update)
					}
					mu.Unlock()
					if parked {
						l.park(j, time.Duration(rand.IntN(20))*time.Millisecond)
					} else {
						l.finished(j)
					}
				}
			})
		}
		for n := range int64(each) {
			for chat := range int64(chats) {
				if !l.put(&job{update: n, chat: chat}) {
					t.Fatal("dropped")
				}
			}
		}
		for l.waiting() > 0 {
			time.Sleep(time.Millisecond)
		}
		l.close()
		workers.Wait()
		for chat := range int64(chats) {
			if len(got[chat]) != each {
				t.Fatalf("chat %d: %d jobs", chat, len(got[chat]))
			}
			for n, update := range got[chat] {
				if int64(n) != update {
					t.Fatalf("chat %d: order %v", chat, got[chat])
				}
			}
		}
		if len(l.chats) != 0 {
			t.Errorf("%d lanes left", len(l.chats))
		}
	})
}

func TestLanesDropAFlood(t *testing.T) {
	l := newLanes(4)
	put := func() (kept, notices int) {
		for range 10 {
			j := &job{chat: 1}
			if l.put(j) {
				kept++
			}
			if j.flood {
				notices++
			}
		}
		return kept, notices
	}
	if kept, notices := put(); kept != 5 || notices != 1 {
		t.Fatalf("%d kept, %d notices", kept, notices)
	}
	if !l.put(&job{chat: 2}) {
		t.Error("another chat suffers")
	}
	l.finished(l.take())
	if kept, _ := put(); kept != 0 {
		t.Errorf("%d kept before the lane was half empty", kept)
	}
	l.finished(l.take()) // of chat 2
	for range 2 {
		l.finished(l.take())
	}
	if kept, notices := put(); kept != 3 || notices != 1 {
		t.Errorf("afterwards %d kept, %d notices", kept, notices)
	}
}

func TestLanesTakeTurns(t *testing.T) {
	l := newLanes(10)
	for range 3 {
		l.put(&job{chat: 1})
	}
	l.put(&job{chat: 2})
	j := l.take()
	l.finished(j)
	if next := l.take(); next.chat != 2 {
		t.Error("a chat with many jobs keeps the others waiting")
	}
}

func TestLanesEnd(t *testing.T) {
	l := newLanes(10)
	l.put(&job{chat: 1})
	l.put(&job{chat: 2})
	if l.take() == nil {
		t.Fatal("nothing handed out")
	}
	l.close()
	if l.take() != nil {
		t.Fatal("handed out after the end")
	}
	if n := l.waiting(); n != 2 {
		t.Errorf("%d left, want 2", n)
	}
}

// What we say of our own accord does not come again: a flood must not drop it.
func TestLanesKeepEvents(t *testing.T) {
	l := newLanes(2)
	for n := range int64(5) {
		l.put(&job{chat: 1, update: n + 1})
	}
	if !l.put(&job{chat: 1, update: -1}) {
		t.Error("an event was dropped")
	}
	if n := l.lost(1); n != 3 {
		t.Errorf("%d counted as dropped, want 3: the notice itself and two more", n)
	}
}
