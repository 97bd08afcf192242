package bot_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/yibaowenwen/yibao/bot"
)

// What is offered is for nobody in circumstances that the message does not speak of.
func TestOffersPresumeNothing(t *testing.T) {
	for _, text := range []string{"余额怎么弄出来花", "爸的卡里还有钱给妈用行吗", "卡上的钱和报销的钱是一回事吗", "看病的票子找谁报", "老家的保险和这边的怎么弄"} {
		r := reply(t, bot.Message{Text: bot.Text(text), Now: noon})
		for _, e := range r.Offered {
			told := func(id string) bool { return r.Understood.Told[id] }
			if len(e.Needs) > 0 && !slices.ContainsFunc(e.Needs, told) && !slices.ContainsFunc(e.Keywords, func(k string) bool { return strings.Contains(text, k) }) {
				t.Errorf("%s: offers %s, which needs %v", text, e.ID, e.Needs)
			}
		}
	}
}
