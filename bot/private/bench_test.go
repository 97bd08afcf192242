package private_test

import (
	"strings"
	"testing"

	"github.com/yibaowenwen/yibao/bot/private"
)

func BenchmarkFind(b *testing.B) {
	for _, bb := range []struct{ name, text string }{
		{"question", "从绵阳转到成都要多久,2025年9月21日受理的"},
		{"number", "我的身份证 110101 19000101 0006,从绵阳转到成都要多久"},
		{"4,096 digits apart", strings.Repeat("1 ", 2048)},
		{"8,192 named digits apart", "卡号" + strings.Repeat("1 ", 4096)},
	} {
		b.Run(bb.name, func(b *testing.B) {
			for b.Loop() {
				private.Find(bb.text)
			}
		})
	}
}
