package bot_test

import (
	"testing"

	"github.com/yibaowenwen/yibao/bot"
)

// A question word on its own is about what the talk is about, whatever that is.
func TestABareQuestionWordStaysWithTheTopic(t *testing.T) {
	for _, tt := range []struct{ first, then, entry string }{
		{"低保户看病能申请医疗救助吗", "要带什么材料", "reimburse.medical_aid.papers"},
		{"孩子刚出生怎么上医保", "要多少钱", "enroll.newborn.fee"},
		{"社保卡丢了怎么补", "要几天", "card.replacement.days"},
		{"生孩子的钱怎么报", "带什么", "reimburse.maternity.papers"},
	} {
		before := reply(t, bot.Message{Text: bot.Text(tt.first), Now: noon})
		r := reply(t, bot.Message{Text: bot.Text(tt.then), Now: noon, Session: before.Session})
		if r.Decision != bot.Answer || r.Entry != tt.entry {
			t.Errorf("%s (%s), then %s: %s %s, want %s", tt.first, before.Entry, tt.then, r.Decision, r.Entry, tt.entry)
		}
	}
}
