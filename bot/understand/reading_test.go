package understand_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot/understand"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/region"
)

// A scheme that is named goes before one that only follows from who someone is; of two, the one that
// is left, owned or asked about is meant.
func TestInsured(t *testing.T) {
	r := reader(t)
	for text, want := range map[string]knowledge.Insured{
		"新农合在定点单位能报吗": knowledge.Resident, "我在公司上班,家里老人的新农合咋交": knowledge.Resident,
		"单位给交的医保断了咋办": knowledge.Employee, "刚辞了职的职工医保能用多久": knowledge.Employee,
		"居民医保咋转成职工": knowledge.Resident, "职工的想改成居民,咋弄": knowledge.Employee,
		"我交的是职工医保,村里又让交农合": knowledge.Employee, "农合和职工哪个划算": "", "城乡居民和灵活就业的区别": "",
		"在厂里上班单位交着社保,新农合还交不交": "",
		"不是职工,是居民的,住院报几成":     knowledge.Resident, "我没有职工医保": "", "下岗职工自己咋交": "", "灵活就业交几年": "",
		"企业退休后医保卡每月打多少": knowledge.Retired, "够退休了不": "", "拿退休证去办": knowledge.Retired, "到退休年龄没交够": "",
		"学生看牙报吗": knowledge.Resident, "生完孩子咋报": "", "孩子落地后咋上保": knowledge.Resident, "公司里受伤了算谁的": "",
		"我妈是居民,我是职工,我的门诊报多少": knowledge.Employee, "我妈是居民,我是职工,我妈的门诊报多少": knowledge.Resident,
		"我是职工,老公是居民,住院比例一样吗": "", "我爸退休了,我在职,我从滨州转到德州要几天": knowledge.Employee,
		"我妈是居民,我能报多少": "",
	} {
		if got := r.Read(text).Insured; got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

// What a message asks: deadlines are not durations, complaints no questions of where; two questions
// are both kept.
func TestAsked(t *testing.T) {
	r := reader(t)
	for _, tt := range []struct {
		text  string
		asked knowledge.Asked
		also  []knowledge.Asked
	}{
		{"出院后多久内要去报", knowledge.AskedDeadline, nil},
		{"单位几天之内得给我停保", knowledge.AskedDeadline, nil},
		{"超过了咋办", knowledge.AskedDeadline, nil},
		{"补缴的截止日期", knowledge.AskedDeadline, nil},
		{"现在去还来得及不", knowledge.AskedDeadline, nil},
		{"多久能到账", knowledge.AskedHowLong, nil},
		{"几天内能办好", knowledge.AskedHowLong, nil},
		{"备案多久生效", knowledge.AskedHowLong, nil},
		{"老板不给交,去哪告他", knowledge.AskedComplaint, nil},
		{"窗口不理人,我要投诉", knowledge.AskedComplaint, nil},
		{"跑了三趟都没办成", knowledge.AskedComplaint, nil},
		{"就是不给我办", knowledge.AskedComplaint, nil},
		{"单位不给办怎么办", knowledge.AskedHow, nil},
		{"转移要多久,带啥材料", knowledge.AskedPapers, []knowledge.Asked{knowledge.AskedHowLong}},
		{"住院能报多少?去哪里报?", knowledge.AskedWhere, []knowledge.Asked{knowledge.AskedHowMuch}},
		{"居民的呢", "", nil},
	} {
		m := r.Read(tt.text)
		if m.Asked != tt.asked || !slices.Equal(m.AlsoAsked, tt.also) {
			t.Errorf("%s: asked %q and %q, want %q and %q", tt.text, m.Asked, m.AlsoAsked, tt.asked, tt.also)
		}
	}
	for text, want := range map[string]int{
		"2021年的标准退休要几年": 2021, "2019年新农合交多少": 2019, "我2015年参保,退休要几年": 0, "2026年居民医保缴费标准": 2026, "2018年参加工作要交满多少": 0,
	} {
		if got := r.Read(text).Year; got != want {
			t.Errorf("%s: year %d, want %d", text, got, want)
		}
	}
}

// Typing errors are mended before anything is read, and real words are left alone.
func TestSlips(t *testing.T) {
	r := reader(t)
	for text, want := range map[string]string{
		"短缴俩月": "断缴俩月", "被案了能爆销吗": "", "易地就医咋弄": "异地就医咋弄", "帐户里的钱": "账户里的钱", "新农和住院": "新农合住院",
		"我一直工作到现在": "我一直工作到现在", "医保消费记录": "医保消费记录", "设备安装": "设备安装", "分段缴费": "分段缴费", "在职公务员": "在职公务员",
	} {
		if got := r.Read(text).Text; want != "" && got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

// Facts are taken as told, and years with the place in which they were paid.
func TestTold(t *testing.T) {
	r := reader(t)
	for _, tt := range []struct{ text, places, want string }{
		{"断了65天还能报吗", "", "gap_months=65天"},
		{"断了65天了能报吗", "", "gap_months=65天"},
		{"仨月没交了咋办", "", "gap_months=仨月"},
		{"半年多没交了", "", "gap_months=半年多"},
		{"断缴三个月会怎样", "", ""},
		{"住院花了3万2,三甲", "", "cost=3万2 level=三级"},
		{"一共花了32000", "", "cost=32000"},
		{"社区医院看了500块", "", "level=一级"},
		{"三级和二级医院报的一样吗", "", ""},
		{"我今年49,女的", "", "age=49 sex=女"},
		{"我62岁了", "", "age=62"},
		{"交了14年", "", "years_total=14年"},
		{"在滨州交了8年,后来去德州又交了6年半", "滨州>德州", "years_local=6年半 years_total=14年半"},
		{"滨州交了8年现在在德州", "滨州>德州", ""},
	} {
		m := r.Read(tt.text)
		known := understand.Known{Places: region.Places{Said: m.Found.Places, From: m.Found.From, To: m.Found.To}, Today: day}
		got := r.Told(tt.text, known)
		for _, aside := range []string{"enrolled", "reason", "stopped"} {
			delete(got, aside)
		}
		if s := listed(got); s != tt.want {
			t.Errorf("%s: got %q, want %q", tt.text, s, tt.want)
		}
	}
}

var day = knowledge.DateOf(time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC))

func listed(f understand.Facts) string {
	s := ""
	for _, k := range slices.Sorted(maps.Keys(f)) {
		if s != "" {
			s += " "
		}
		s += k + "=" + f[k]
	}
	return s
}
