package say_test

import (
	"testing"

	"github.com/yibaowenwen/yibao/bot/say"
)

func TestTypeset(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"between Chinese", "能转,要申请;先停:看当地?好!", "能转\uff0c要申请\uff1b先停\uff1a看当地\uff1f好\uff01"},
		{"brackets with Chinese", "先停(看当地)", "先停\uff08看当地\uff09"},
		{"brackets after a number of a document", "43号(2021-11-01)", "43号\uff082021-11-01\uff09"},
		{"numbers and Latin", "3,000 a,b (x) 12:30", "3,000 a,b (x) 12:30"},
		{"address", "网站:https://www.nhsa.gov.cn/a?b=1", "网站\uff1ahttps://www.nhsa.gov.cn/a?b=1"},
		{"command", "发:/city 绵阳", "发:/city 绵阳"},
		{"already full-width", "能转\uff0c要申请", "能转\uff0c要申请"},
		{"broken brackets", "(甲(乙", "\uff08甲\uff08乙"},
		{"empty", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := say.Typeset(tt.in); got != tt.want {
				t.Errorf("Typeset(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}
