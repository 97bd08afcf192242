package knowledge_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/yibaowenwen/yibao/knowledge"
)

func regions(t *testing.T) *knowledge.Regions {
	t.Helper()
	r, err := knowledge.ReadRegions(strings.NewReader("code\tname\tshort\tpinyin\tlat\tlng\n" + strings.Join([]string{
		"110000\t北京市\t北京\tbeijing\t40.1\t116.4", "110105\t朝阳区\t朝阳\tchaoyang\t\t",
		"420000\t湖北省\t湖北\thubei\t\t", "429004\t仙桃市\t仙桃\txiantao\t\t",
		"510000\t四川省\t四川\tsichuan\t\t", "510100\t成都市\t成都\tchengdu\t30.6\t103.9", "510700\t绵阳市\t绵阳\tmianyang\t\t", "510703\t涪城区\t涪城\tfucheng\t\t",
		"650000\t新疆维吾尔自治区\t新疆\txinjiang\t\t", "659001\t石河子市\t石河子\tshihezi\t\t", "660000\t新疆生产建设兵团\t兵团\tbingtuan\t\t",
	}, "\n")))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestLayers(t *testing.T) {
	r := regions(t)
	tests := []struct {
		name, code string
		want       []string
	}{
		{"city", "510700", []string{"510700", "510000", ""}},
		{"county counts as its city", "510703", []string{"510700", "510000", ""}},
		{"district of a municipality", "110105", []string{"110000", ""}},
		{"city run by its province", "429004", []string{"429004", "420000", ""}},
		{"city of the corps follows the corps", "659001", []string{"659001", "660000", ""}},
		{"unknown", "999999", []string{""}},
	}
	for _, tt := range tests {
		if got := r.Layers(tt.code); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestOpening(t *testing.T) {
	r := regions(t)
	for text, want := range map[string]string{
		"成都": "510100", "成都的起付线": "510100", "北京,上海": "110000", "新疆维吾尔人": "650000",
		"仙桃市": "", "朝阳区": "", "成": "", "去成都": "", "": "",
	} {
		if got := r.Opening(text); got != want {
			t.Errorf("Opening(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestRoute(t *testing.T) {
	r := regions(t)
	tests := []struct {
		from, to string
		want     knowledge.Route
	}{
		{"510700", "510100", knowledge.InProvince},
		{"510703", "510700", knowledge.SameArea},
		{"110105", "110000", knowledge.SameArea},
		{"510700", "110000", knowledge.CrossProvince},
		{"510000", "510100", ""}, // the city is not known
		{"510000", "110000", knowledge.CrossProvince},
		{"", "510100", ""},
	}
	for _, tt := range tests {
		if got := r.Route(tt.from, tt.to); got != tt.want {
			t.Errorf("%s to %s: %q, want %q", tt.from, tt.to, got, tt.want)
		}
	}
}
