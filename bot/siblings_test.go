package bot_test

import (
	"testing"

	"github.com/yibaowenwen/yibao/bot"
)

// Entries of one topic are told apart by the words that one of them alone is asked with.
func TestSiblingsAreToldApart(t *testing.T) {
	for _, tt := range []struct{ text, entry string }{
		{"去年备了案在外地都报了，今年医院说报不了", "remote.filing.expired"},
		{"大病保险一年最多给报多少", "reimburse.serious_illness.cap"},
		{"改革以后每个月划进卡里的钱怎么少了一半", "account.monthly_credit.less"},
		{"12393 怎么老是占线打不进去", "contact.hotline.busy"},
		{"辞职以后卡里的钱会不会清零", "account.carry_over.interrupted"},
		{"社保卡丢了先打哪个电话", "card.replacement.lost"},
		{"孩子出生三个月了才去办医保，晚不晚", "enroll.newborn.late"},
	} {
		if r := reply(t, bot.Message{Text: bot.Text(tt.text), Now: noon}); r.Entry != tt.entry {
			t.Errorf("%s: %s %s, want %s", tt.text, r.Decision, r.Entry, tt.entry)
		}
	}
}
