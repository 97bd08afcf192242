package region_test

import (
	"slices"
	"testing"

	"github.com/yibaowenwen/yibao/knowledge/region"
)

func TestMerge(t *testing.T) {
	_, f := load(t)
	const mianyang, chengdu, chongqing, sanya, heilongjiang = "510700", "510100", "500000", "460200", "230000"
	places := func(from, to string, said ...string) region.Places {
		return region.Places{Said: said, From: from, To: to}
	}
	move := places(mianyang, chengdu, mianyang, chengdu)
	tests := []struct {
		name   string
		before region.Places
		text   string
		bare   bool
		want   region.Places
	}{
		{"first", region.Places{}, "绵阳转成都", false, move},
		{"nothing new", move, "要多久", false, move},
		{"new destination", move, "那重庆的呢", true, places(mianyang, chongqing, mianyang, chongqing)},
		{"destination swapped", move, "换成重庆呢", true, places(mianyang, chongqing, mianyang, chongqing)},
		{"destination said", move, "要是转到重庆呢", true, places(mianyang, chongqing, mianyang, chongqing)},
		{"other old place", move, "从重庆转呢", true, places(chongqing, chengdu, chongqing, chengdu)},
		{"both anew", move, "黑龙江转三亚呢", true, places(heilongjiang, sanya, heilongjiang, sanya)},
		{"one of them again", move, "绵阳那张卡还有用吗", false, move},
		{"both again", move, "绵阳和成都都要去吗", false, move},
		{"leaving the new place", move, "成都的医保怎么转走", false, places(chengdu, "", chengdu)},
		{"somebody else's", move, "我妈在重庆交的", true, places(mianyang, chengdu, mianyang, chengdu, chongqing)},
		{"other end", places("", sanya, sanya), "参保是在黑龙江", true, places(heilongjiang, sanya, heilongjiang, sanya)},
		{"missing end", places("", sanya, sanya), "黑龙江", true, places(heilongjiang, sanya, heilongjiang, sanya)},
		{"other single place", places("", "", sanya), "换一个,成都呢", true, places("", "", chengdu)},
		{"single place swapped", places("", "", sanya), "换成成都呢", true, places("", "", chengdu)},
		{"one more in passing", places("", "", mianyang), "她在成都买药", false, places("", "", mianyang, chengdu)},
		{"correction", places(mianyang, "", mianyang), "我说的是重庆", true, places(chongqing, "", chongqing)},
		{"correction of the destination", move, "说错了,是到重庆", true, places(mianyang, chongqing, mianyang, chongqing)},
		{"taken back", move, "不是绵阳,是三亚", false, places(sanya, chengdu, sanya, chengdu)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := region.Merge(tt.before, f.Find(tt.text), tt.bare)
			if !slices.Equal(got.Said, tt.want.Said) || got.From != tt.want.From || got.To != tt.want.To {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
		})
	}
}
