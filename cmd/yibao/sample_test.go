package main

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot/demo"
)

// A question that found no answer goes all the way to the editors, if the person says so,
// while the bot is running.
func TestLeftQuestionReachesTheReport(t *testing.T) {
	where := "sqlite:" + filepath.Join(t.TempDir(), "yibao.db")
	world, _ := serve(t, "--store", where)
	const chat, question = 87654321, "鹦鹉的医保怎么飞走了"
	world.Say(chat, question)
	first := answers(wait(t, world, chat, "question", enough(1)))[0]
	data := ""
	for _, b := range first.Buttons() {
		if b.Data != nil && strings.HasPrefix(*b.Data, "s:") {
			data = *b.Data
		}
	}
	if data == "" || first.ReplyTo == nil {
		t.Fatalf("nothing to press under %q, or no question quoted", first.Text)
	}
	if text := yibao(t, "report", "--store", where); strings.Contains(text, question) || !strings.Contains(text, "问了 1 次") {
		t.Errorf("before the press: %s", text)
	}
	world.Press(chat, first.ID, data)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	if err := world.WaitCalls(ctx, func(c []demo.Call) bool { return len(c) >= 1 }, "answerCallbackQuery"); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		text := yibao(t, "report", "--store", where, "--json")
		if strings.Contains(text, question) {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("never reported: %s", text)
		}
	}
}
