package bot_test

import (
	"strings"
	"testing"

	"github.com/yibaowenwen/yibao/bot"
)

// A choice is one: at least two offers, whose conclusions differ. The names of topics are vague
// enough to be asked back about.
func TestChoicesDiffer(t *testing.T) {
	p, err := parts()
	if err != nil {
		t.Fatal(err)
	}
	for i := range p.Corpus.Topics {
		name := p.Corpus.Topics[i].Name
		r := reply(t, bot.Message{Text: bot.Text(name), Now: noon})
		if r.Decision != bot.Choose || len(r.Session.Offered) == 0 {
			continue
		}
		offers, seen := 0, map[string]bool{}
		for _, l := range r.Lines {
			if _, conclusion, ok := strings.Cut(strings.ReplaceAll(l.Text, "\uff1a", ":"), ":"); ok && strings.ContainsAny(l.Text[:3], "①②③") {
				if offers++; seen[conclusion] {
					t.Errorf("%s: offers twice: %s", name, conclusion)
				}
				seen[conclusion] = true
			}
		}
		if offers < 2 {
			t.Errorf("%s: offers %d answers:\n%s", name, offers, r.Plain())
		}
	}
}
