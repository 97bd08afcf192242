package main

import (
	"strings"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot/demo"
	"github.com/yibaowenwen/yibao/bot/store/postgres/pgtest"
)

// claimsEach is how many chats one process on PostgreSQL answers at a time: as many answers
// may come twice when it is killed.
const claimsEach = 16

// TestReplicas lets three processes with one PostgreSQL answer behind one address. One is
// killed (kill -9) in the middle, later another is told to stop (SIGTERM). Updates of a chat
// reach them in turn, yet each chat is answered in its order. It prints what became of the
// questions; what was being sent when the first died may come twice.
//
//	go test -v -run Replicas ./cmd/yibao
func TestReplicas(t *testing.T) {
	store := pgtest.New(t)
	world, api := newWorld(t)
	children := behindFront(t, 3, func(flags ...string) *child { return spawn(t, api, store, flags...) })
	said, people := cities(), chats(1, 60)
	sayAll(world, people, said)
	begin := time.Now()
	untilSent(t, world, len(people)*len(said)/3)
	children[0].kill(t)
	untilSent(t, world, len(people)*len(said)*2/3)
	children[1].stop(t)
	sum := count(t, world, people, said)
	t.Logf("3 processes, 1 killed, 1 stopped: %v in %.1f s", sum, time.Since(begin).Seconds())
	sum.check(t, claimsEach)
	if n := len(world.Calls("getUpdates")); n != 0 {
		t.Errorf("polled %d times", n)
	}
}

// TestReplicasPoll lets two processes share the polling: one fetches, the other stands by
// and takes over when the first is killed.
func TestReplicasPoll(t *testing.T) {
	store := pgtest.New(t)
	world, api := newWorld(t)
	first := spawn(t, api, store)
	first.logs(t, "leading")
	second := spawn(t, api, store)
	second.logs(t, "standing by")
	said, people := cities(), chats(1, 40)
	half := len(said) / 2
	sayAll(world, people, said[:half])
	untilSent(t, world, len(people)*half/2)
	first.kill(t)
	begin := time.Now()
	sayAll(world, people, said[half:])
	second.logs(t, "leading")
	over := time.Since(begin)
	sum := count(t, world, people, said)
	t.Logf("2 processes, the leader killed: %v; taken over after %.1f s", sum, over.Seconds())
	sum.check(t, claimsEach)
	third := spawn(t, api, store)
	third.logs(t, "standing by")
	second.stop(t)
	third.logs(t, "leading")
	world.Say(1, "谢谢")
	wait(t, world, 1, "after the second change", func(list []demo.Message) bool { return strings.Contains(last(list).Text, "不客气") })
}
