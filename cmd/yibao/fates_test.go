package main

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot/demo"
)

// A line is a question and something that only its answer holds.
type line struct{ question, answer string }

// script is what is said in each chat: few enough not to meet the limit per chat. No answer
// holds what an earlier one is known by.
func script() []line {
	return []line{{"谢谢", "不客气"}, {"医保转移要多久", "工作日"}, {"/city 绵阳", "绵阳市"}, {"养老金怎么转", "12333"}}
}

// cities is more to say in each chat: no answer holds what another one is known by.
func cities() (list []line) {
	for _, name := range strings.Fields("绵阳 成都 广州 深圳 杭州 宁波 南京 苏州 武汉 长沙 郑州 西安 济南 青岛 合肥 福州 厦门 昆明 贵阳 南宁") {
		list = append(list, line{"/city " + name, name + "市"})
	}
	return list
}

// chats returns the numbers of n chats.
func chats(first int64, n int) (list []int64) {
	for c := range int64(n) {
		list = append(list, first+c)
	}
	return list
}

// sayAll says each line in every chat before the next line.
func sayAll(world *demo.Server, chats []int64, said []line) {
	for _, s := range said {
		for _, c := range chats {
			world.Say(c, s.question)
		}
	}
}

// untilSent waits until the bot has sent more than n messages.
func untilSent(t *testing.T, world *demo.Server, n int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := world.WaitCalls(ctx, func(calls []demo.Call) bool { return len(calls) > n }, "sendMessage"); err != nil {
		t.Fatal(err)
	}
}

// fates are what became of the questions.
type fates struct{ asked, answered, lost, doubled, disorder int }

// count waits until the last line is answered in each chat that was asked, and sums up.
func count(t *testing.T, world *demo.Server, chats []int64, said []line) (sum fates) {
	t.Helper()
	for _, c := range chats {
		list := wait(t, world, c, fmt.Sprintf("chat %d", c), func(list []demo.Message) bool {
			return strings.Contains(last(list).Text, said[len(said)-1].answer)
		})
		sum.add(answers(list), said)
	}
	return sum
}

func (f fates) String() string {
	return fmt.Sprintf("asked %d, answered %d, lost %d, doubled %d, out of order %d", f.asked, f.answered, f.lost, f.doubled, f.disorder)
}

// check makes sure that nothing is lost or out of order, and no more doubled than could be
// on its way when processes died.
func (f fates) check(t *testing.T, inFlight int) {
	t.Helper()
	if f.lost != 0 || f.disorder != 0 {
		t.Errorf("lost or out of order: %v", f)
	}
	if f.doubled > inFlight {
		t.Errorf("%d answers came twice, in flight were %d at most", f.doubled, inFlight)
	}
}

// add looks at the answers of one chat: each may come again, but none after a later one.
func (f *fates) add(got []demo.Message, said []line) {
	times := make([]int, len(said))
	at := 0
	for _, m := range got {
		next := at
		for next < len(said) && !strings.Contains(m.Text, said[next].answer) {
			next++
		}
		if next == len(said) {
			f.disorder++
			continue
		}
		at = next
		times[at]++
	}
	f.asked += len(said)
	for _, n := range times {
		if n == 0 {
			f.lost++
			continue
		}
		f.answered++
		f.doubled += n - 1
	}
}
