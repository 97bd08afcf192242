package say_test

import (
	"testing"

	"github.com/yibaowenwen/yibao/bot/say"
)

// A long question is cut where it costs the fewest of the words that someone used.
func TestBriefFor(t *testing.T) {
	for _, c := range []struct{ question, words, want string }{
		{"断缴会清零吗？", "断缴", "断缴会清零吗"},
		{"医保一直没有交会有什么影响，能不能买车摇号？", "没交能摇号不", "…能不能买车摇号"},
		{"医保一直没有交会有什么影响，能不能买车摇号？", "一直没有交会怎么样", "医保一直没有交会有什么影响，能不…"},
		{"在外地工作的子女怎样给老家的父母办理登记手续？", "父母办理登记", "…子女怎样给老家的父母办理登记手续"},
	} {
		if got := say.BriefFor(c.question, c.words); got != c.want {
			t.Errorf("BriefFor(%q, %q) = %q, want %q", c.question, c.words, got, c.want)
		}
	}
}
