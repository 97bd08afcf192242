package bot_test

import (
	"strings"
	"testing"

	"github.com/yibaowenwen/yibao/bot"
)

// A conclusion is for the one who asks: not for another place, not for the insured if one is not, and
// not for those to whom nothing was refused.
func TestConclusionsFitTheCase(t *testing.T) {
	tests := []struct {
		name    string
		said    []string
		has, no []string // of what is read at first sight
	}{
		{"no cover, told earlier of her", []string{"我妈今年农合没交", "她昨天把腰摔了住了院，花了不少，能报销吗"}, []string{"一般不报", "医疗救助"}, []string{"一样报"}},
		{"no other place's example", []string{"成都自己交职工医保，刚交上就能报吗"}, nil, []string{"例如上海", "上海先等"}},
		{"refused", []string{"合作医疗交过了，镇卫生院就是不给报，推来推去"}, []string{"依据哪一条", "12345"}, nil},
		{"refused by an employer", []string{"公司一直没给我交社保"}, []string{"投诉"}, []string{"依据哪一条"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e, s := brain(t), bot.Session{}
			var plain string
			for _, text := range tt.said {
				r, err := e.Reply(t.Context(), bot.Message{Text: bot.Text(text), Session: s, Now: noon})
				if err != nil {
					t.Fatal(err)
				}
				s, plain = r.Session, r.Plain()
			}
			for _, w := range tt.has {
				if !strings.Contains(plain, w) {
					t.Errorf("%q is missing in\n%s", w, plain)
				}
			}
			for _, w := range tt.no {
				if strings.Contains(plain, w) {
					t.Errorf("%q is said in\n%s", w, plain)
				}
			}
		})
	}
}
