package zh_test

import (
	"testing"

	"github.com/yibaowenwen/yibao/knowledge/zh"
)

func TestAffirmed(t *testing.T) {
	for text, want := range map[string]bool{
		"换了城市": true, "我年初换了城市": true, "没换了城市": false, "不是换了城市": false, "没有换了城市": false,
		"不是换了城市，是后来换了城市": true, "": false,
	} {
		if got := zh.Affirmed(text, "换了城市"); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestOrdinal(t *testing.T) {
	for text, want := range map[string]int{
		"3": 3, "３": 3, "③": 3, "三": 3, "第三个": 3, "第3条": 3, "选2": 2, "就第一个。": 1, "两": 2,
		"": 0, "0": 0, "-1": 0, "1.5": 0, "三个月": 0, "第三者": 0, "三十多": 0, "1970-05": 0,
	} {
		if got, _ := zh.Ordinal(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}
