package main

import (
	"os"
	"testing"
	"time"
)

// TestChaosKill kills `yibao serve` at odd moments (kill -9) and starts it again. Every
// question must be answered in its turn; what was being sent at that moment may come twice,
// one answer for each worker and kill at most. It prints what became of the questions:
//
//	go test -v -run Chaos ./cmd/yibao                      3 kills, 50 chats
//	YIBAO_CHAOS=full go test -v -run Chaos ./cmd/yibao     20 kills, 500 chats
func TestChaosKill(t *testing.T) { onEachStore(t, killOften) }

func killOften(t *testing.T, store string) {
	t.Helper()
	kills, people := 3, chats(1, 50)
	if os.Getenv("YIBAO_CHAOS") == "full" {
		kills, people = 20, chats(1, 500)
	}
	const workers = 32 // of serve
	world, api := newWorld(t)
	said := script()
	sayAll(world, people, said)
	begin := time.Now()
	step := len(people) * len(said) / (kills + 1)
	for n := range kills {
		child := spawn(t, api, store)
		untilSent(t, world, step*n+step/2)
		child.kill(t)
	}
	spawn(t, api, store)
	sum := count(t, world, people, said)
	t.Logf("killed %d times: %v in %.1f s", kills, sum, time.Since(begin).Seconds())
	sum.check(t, kills*workers)
}
