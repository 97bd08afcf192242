package private_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/bot/private"
)

// The valid numbers below are made up: area 000000-like codes and serials that belong to no one,
// with a computed check digit.
func TestFind(t *testing.T) {
	tests := []struct {
		name, text string
		want       []private.Kind
	}{
		{"made-up identity, valid check digit", "我的身份证是110101190001010006帮我查", []private.Kind{private.Identity}},
		{"full-width and spaced", "110101 19000101 0006", []private.Kind{private.Identity}},
		{"full-width digits", "１１０１０１１９０００１０１０００６", []private.Kind{private.Identity}},
		{"wrong check digit but said to be one", "身份证110101190001010009", []private.Kind{private.Card}},
		{"wrong check digit, no word", "订单110101190001010009", nil},
		{"old form", "老身份证 110101000101001", []private.Kind{private.Identity}},
		{"phone", "打我电话 138 0000 0000", []private.Kind{private.Phone}},
		{"phone with country code", "+86-13800000000", []private.Kind{private.Phone}},
		{"test bank card", "卡 6222 0212 3456 7894", []private.Kind{private.BankCard}},
		{"insurance card", "医保卡号是12345678", []private.Kind{private.Card}},
		{"hotline", "12393 还是 12333", nil},
		{"year and money", "2026年交400元,2025-09-21受理的", nil},
		{"document number", "医保办发〔2021〕43号", nil},
		{"dates in a row", "2026.3.5 2026.4.1", nil},
		{"empty", "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, private.Find(tt.text)); d != "" {
				t.Error(d)
			}
		})
	}
}

func FuzzFind(f *testing.F) {
	f.Add("110101190001010006")
	f.Add("１３８ 0000 0000 x")
	f.Fuzz(func(t *testing.T, s string) { private.Find(s) })
}
