package region_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/data"
	"github.com/yibaowenwen/yibao/knowledge/region"
)

func load(tb testing.TB) (*knowledge.Corpus, *region.Finder) {
	tb.Helper()
	files := fstest.MapFS{} // places only
	for _, name := range []string{"regions.tsv", "aliases.yaml"} {
		text, err := fs.ReadFile(data.FS, name)
		if err != nil {
			tb.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: text}
	}
	c, err := knowledge.Load(files)
	if err != nil {
		tb.Fatal(err)
	}
	return c, region.New(c.Regions, c.Aliases)
}

// Each case is a sentence and what it says: places, then from>to where there is a direction.
func TestFind(t *testing.T) {
	c, f := load(t)
	name := func(code string) string {
		g, _ := c.Regions.Get(code)
		return g.Name
	}
	for _, line := range strings.Split(strings.TrimSpace(sentences), "\n") {
		text, want, ok := strings.Cut(line, " | ")
		if !ok {
			t.Fatalf("bad case %q", line)
		}
		t.Run(text, func(t *testing.T) {
			r := f.Find(text)
			var names []string
			for _, p := range r.Places {
				names = append(names, name(p))
			}
			got := strings.Join(names, " ")
			if r.From != "" || r.To != "" {
				got += " ; " + name(r.From) + ">" + name(r.To)
			}
			if got != strings.TrimSpace(want) {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

const sentences = `
从遂宁转到自贡要几天 | 遂宁市 自贡市 ; 遂宁市>自贡市
大庆转齐齐哈尔 | 大庆市 齐齐哈尔市 ; 大庆市>齐齐哈尔市
芜湖->常州 余额 | 芜湖市 常州市 ; 芜湖市>常州市
潮州→梅州,怎么办 | 潮州市 梅州市 ; 潮州市>梅州市
由柳州迁往桂林的手续 | 柳州市 桂林市 ; 柳州市>桂林市
把赤峰的医保转回通辽 | 赤峰市 通辽市 ; 赤峰市>通辽市
我在咸宁交的,现在到荆门上班 | 咸宁市 荆门市 ; 咸宁市>荆门市
之前在太原工作,现在在长治上班,医保怎么转 | 太原市 长治市 ; 太原市>长治市
转到烟台来了 之前在潍坊 | 烟台市 潍坊市 ; 潍坊市>烟台市
常德辞职回岳阳,医保怎么办 | 常德市 岳阳市 ; 常德市>岳阳市
离开珠海了医保咋办 | 珠海市 ; 珠海市>
桂林的医保怎么转走 | 桂林市 ; 桂林市>
人在丽江 医保是曲靖的 | 丽江市 曲靖市 ; 曲靖市>丽江市
曲靖的卡到丽江能用吗 | 曲靖市 丽江市 ; 曲靖市>丽江市
宿迁医保淮安能刷吗 | 宿迁市 淮安市 ; 宿迁市>淮安市
在鞍山看病能报吗 我是营口的医保 | 鞍山市 营口市 ; 营口市>鞍山市
安徽的农合在浙江能报吗 | 安徽省 浙江省 ; 安徽省>浙江省
武汉改成黄石 | 武汉市 黄石市 ; 武汉市>黄石市
湖州和嘉兴的医保通用吗 | 湖州市 嘉兴市
漳州、莆田都能用吗 | 漳州市 莆田市
衢州医保个人账户划多少 | 衢州市
许昌居民医保多少钱 | 许昌市
我户口在邢台能在沧州交医保吗 | 邢台市 沧州市
给在老家邵阳的爸妈绑定家庭共济,我在惠州 | 邵阳市 惠州市
昆山的医保转到杭州 | 苏州市 杭州市 ; 苏州市>杭州市
义乌上班 医保转回上饶 | 金华市 上饶市 ; 金华市>上饶市
江阴社保 | 无锡市
在番禺交的医保转去中山 | 广州市 中山市 ; 广州市>中山市
万州的医保中心 | 重庆市
浦东新区医保 | 上海市
海淀区医保局电话 | 北京市
仙桃的医保转到天门 | 仙桃市 天门市 ; 仙桃市>天门市
石河子医保怎么转到乌鲁木齐 | 石河子市 乌鲁木齐市 ; 石河子市>乌鲁木齐市
琼海居民医保 | 琼海市
广东湛江的医保 | 湛江市
四川省绵阳市职工医保 | 绵阳市
湖南省内转移要申请吗 | 湖南省
江苏省南通市转到盐城 | 南通市 盐城市 ; 南通市>盐城市
海南的医保 | 海南省
吉林医保政策 | 吉林省
吉林市医保 | 吉林市
海南州居民医保 | 海南藏族自治州
内蒙古包头转呼和浩特 | 包头市 呼和浩特市 ; 包头市>呼和浩特市
魔都转帝都 | 上海市 北京市 ; 上海市>北京市
鹏城离职了回老家 | 深圳市 ; 深圳市>
羊城退休每月返多少 | 广州市
蓉城医保转去山城 | 成都市 重庆市 ; 成都市>重庆市
呼市转乌市 | 呼和浩特市 乌鲁木齐市 ; 呼和浩特市>乌鲁木齐市
金陵的医保 | 南京市
邕城灵活就业 | 南宁市
从沪转浙 | 上海市 浙江省 ; 上海市>浙江省
从粤转湘怎么办 | 广东省 湖南省 ; 广东省>湖南省
江浙沪异地就医 | 江苏省 浙江省 上海市
云贵川的医保通用吗 | 云南省 贵州省 四川省
版纳的医保 | 西双版纳傣族自治州
湘西的医保转到怀化 | 湘西土家族苗族自治州 怀化市 ; 湘西土家族苗族自治州>怀化市
黔南转遵义 | 黔南布依族苗族自治州 遵义市 ; 黔南布依族苗族自治州>遵义市
大理白族自治州医保 | 大理白族自治州
恩施州居民医保 | 恩施土家族苗族自治州
阿坝州转成都 | 阿坝藏族羌族自治州 成都市 ; 阿坝藏族羌族自治州>成都市
兵团的医保转到河南 | 新疆生产建设兵团 河南省 ; 新疆生产建设兵团>河南省
雄安新区医保 | 保定市
天府新区上班 | 成都市
chengdu医保 | 成都市
from mianyang to chengdu 怎么转 | 绵阳市 成都市
xi'an 医保怎么办 | 西安市
Hang zhou的医保局 | 杭州市
广洲的医保转福洲 | 广州市 福州市 ; 广州市>福州市
成度医保怎么转 | 成都市
绵羊市职工医保 | 绵阳市
成都要多久 | 成都市
西安都要什么材料 | 西安市
太原来的 | 太原市
汉中断缴怎么办 | 汉中市
保定的医保 | 保定市
南通知道怎么办吗 | 南通市
上海关于转移的规定 | 上海市
四川话怎么说医保 | 
上海银行卡能绑医保吗 | 
兰州拉面能用医保吗 | 
青岛啤酒厂的职工 | 
北京时间几点下班 | 
住宾馆能报吗 来宾馆查 | 
没有大理由不给报 | 
要去连锁药店买 大连锁药店 | 
医保定点药店有哪些 | 
黑龙江门诊怎么报 | 黑龙江省
辽宁波及的人多吗 | 辽宁省
在武汉中医院看病 | 武汉市 ; >武汉市
江西安排的医保 | 江西省
新农合川内通用吗 | 
医保山东能刷不 | 山东省 ; >山东省
吃三明治吃坏肚子 | 
厦门诊所能刷吗 | 厦门市
济南方面怎么规定 | 济南市
这个东西方便吗 | 
合作医疗怎么交 | 
大家都同心协力 | 
长期住院报多少 | 
南京东路的窗口 | 上海市
深圳路的药店 | 
沈阳和平区的医保中心 | 沈阳市
西安新城区医保 | 西安市
福州鼓楼区医保 | 福州市
北京通州医保 | 北京市
南通通州的医保 | 南通市
长春朝阳区医保 | 长春市
朝阳的医保 | 朝阳市
爸妈从南阳过来东莞带孩子 | 南阳市 东莞市 ; 南阳市>东莞市
孩子从玉林到佛山上学 | 玉林市 佛山市 ; 玉林市>佛山市
宜宾人在昆明打工 | 宜宾市 昆明市 ; 宜宾市>昆明市
六安8月停的 滁州10月才开始交 | 六安市 滁州市 ; 六安市>滁州市
清远退休的回韶关养老 | 清远市 韶关市 ; 清远市>韶关市
原来在泉州参保 现在去了宁德 | 泉州市 宁德市 ; 泉州市>宁德市
我老家南充 在东莞交医保 想转回去 | 南充市 东莞市 ; 东莞市>南充市
医保在银川,想转到西宁 | 银川市 西宁市 ; 银川市>西宁市
德阳转去哪都行吗 | 德阳市 ; 德阳市>
亳州异地就医备案 | 亳州市 ; 亳州市>
转到台州要什么材料 | 台州市 ; >台州市
去三门峡上班医保怎么转 | 三门峡市 ; >三门峡市
澳门能转吗 | 澳门特别行政区
成都呢 | 成都市
那换成绵阳呢 | 绵阳市 ; >绵阳市
`

func TestAmbiguous(t *testing.T) {
	_, f := load(t)
	tests := []struct {
		name, text string
		places     int
		codes      []string
	}{
		{"districts of one name", "鼓楼区医保大厅", 0, []string{"320100", "320300", "350100", "410200"}},
		{"two cities", "和平区医保中心电话", 0, []string{"120000", "210100"}},
		{"nickname of two cities", "绿城医保", 1, []string{"410100", "450100"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := f.Find(tt.text)
			if len(r.Places) != tt.places || len(r.Ambiguous) != 1 {
				t.Fatalf("Find(%s) = %+v", tt.text, r)
			}
			got := slices.Sorted(slices.Values(r.Ambiguous[0].Codes))
			if !slices.Equal(got, tt.codes) {
				t.Errorf("codes %v, want %v", got, tt.codes)
			}
		})
	}
}

func TestRestKeepsTheQuestion(t *testing.T) {
	_, f := load(t)
	tests := []struct{ text, want string }{
		{"从绵阳转到成都要多久", "转到 要多久"},
		{"宿迁医保淮安能刷吗", "医保外地能刷吗"},
		{"湛江职工医保转移要多少个工作日", "职工医保转移要多少个工作日"},
	}
	for _, tt := range tests {
		if got := f.Find(tt.text).Rest; got != tt.want {
			t.Errorf("Rest of %s = %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestMerge(t *testing.T) {
	_, f := load(t)
	const mianyang, chengdu, chongqing, sanya, heilongjiang = "510700", "510100", "500000", "460200", "230000"
	tests := []struct {
		name   string
		before region.Places
		text   string
		bare   bool
		want   region.Places
	}{
		{"first", region.Places{}, "绵阳转成都", false, region.Places{Said: []string{mianyang, chengdu}, From: mianyang, To: chengdu}},
		{"new destination", region.Places{Said: []string{mianyang, chengdu}, From: mianyang, To: chengdu}, "重庆呢", true, region.Places{Said: []string{mianyang, chongqing}, From: mianyang, To: chongqing}},
		{"nothing new", region.Places{Said: []string{mianyang}}, "要多久", false, region.Places{Said: []string{mianyang}}},
		{"other end", region.Places{Said: []string{sanya}, To: sanya}, "医保是黑龙江的", true, region.Places{Said: []string{heilongjiang, sanya}, From: heilongjiang, To: sanya}},
		{"other single place", region.Places{Said: []string{sanya}}, "换一个,成都呢", true, region.Places{Said: []string{chengdu}}},
		{"one more in passing", region.Places{Said: []string{mianyang}}, "她在成都买药", false, region.Places{Said: []string{chengdu, mianyang}, To: chengdu}},
		{"correction", region.Places{Said: []string{mianyang}, From: mianyang}, "我说的是重庆", true, region.Places{Said: []string{chongqing}, From: chongqing}},
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

func TestNearest(t *testing.T) {
	_, f := load(t)
	tests := []struct {
		name     string
		lat, lng float64
		want     string
	}{
		{"Mianyang", 31.47, 104.68, "510700"},
		{"Shanghai", 31.23, 121.47, "310000"},
		{"Xiantao, run by its province", 30.33, 113.44, "429004"},
	}
	for _, tt := range tests {
		if got, km := f.Nearest(tt.lat, tt.lng); got != tt.want {
			t.Errorf("%s: %s at %.0f km, want %s", tt.name, got, km, tt.want)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	_, f := load(b)
	for b.Loop() {
		f.Find("我户口洛阳,以前在北京交医保,现在苏州上班,医保怎么转过去")
	}
}

func BenchmarkNew(b *testing.B) {
	c, _ := load(b)
	for b.Loop() {
		region.New(c.Regions, c.Aliases)
	}
}

func FuzzFind(f *testing.F) {
	c, finder := load(f)
	for _, line := range strings.Split(sentences, "\n") {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := finder.Find(s)
		for _, p := range append(r.Places, r.From, r.To) {
			if _, ok := c.Regions.Get(p); !ok && p != "" {
				t.Errorf("unknown place %q", p)
			}
		}
	})
}
