package bot_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/knowledge"
)

// flowSet is what buttons with the state of a dialog are read with.
func flowSet(t *testing.T) (*dialog.Set, dialog.Env) {
	t.Helper()
	p, err := parts()
	if err != nil {
		t.Fatal(err)
	}
	return p.Flows, dialog.Env{On: knowledge.DateOf(noon), Calendar: p.Calendar}
}

// prefilled returns the answers with which a flow would open from the message, as its words
// in the order of the questions.
func prefilled(t *testing.T, set *dialog.Set, env dialog.Env, flow, text string) map[string]string {
	t.Helper()
	data := flowStart(t, flow, text)
	got := map[string]string{}
	if day, ok := strings.CutPrefix(data, "e:"); ok {
		got["accepted_on"], _, _ = strings.Cut(day, ":")
		return got
	}
	saved, err := set.Decode(strings.TrimPrefix(data, "d:"), env)
	if err != nil {
		t.Fatalf("%q: %v", data, err)
	}
	for q, v := range saved.Answers {
		got[q] = saved.Flow.Echo(q, v)
	}
	return got
}

// flowStart is the data of the button that opens a flow below an answer to the message.
func flowStart(t *testing.T, flow, text string) string {
	t.Helper()
	turn := brain(t).Understood(bot.Message{Text: bot.Text(text), Now: noon})
	s := turn.Session
	found := turn.Reading.Found
	s.Places = bot.Places{From: found.From, To: found.To, Said: found.Places}
	s.Insured = turn.Reading.Insured
	f, _ := turn.Flows.Flow(flow)
	return turn.With(s).FlowStart(f)
}

func TestPrefill(t *testing.T) {
	set, env := flowSet(t)
	for _, tt := range []struct{ flow, text, want string }{
		{"transfer", "我离职了,深圳已停保,想转回成都", "from=深圳 insured=职工医保 stopped=已经停了 to=成都"},
		{"transfer", "深圳已停保,成都单位交上了,能转吗?", "enrolled=已经参保 from=深圳 insured=职工医保 stopped=已经停了 to=成都"},
		{"transfer", "我从深圳转到成都,深圳还没停保", "from=深圳 stopped=还没停 to=成都"},
		{"transfer", "从绵阳到成都,新单位已经给我参保了", "enrolled=已经参保 from=绵阳 insured=职工医保 to=成都"},
		{"transfer", "从绵阳转到成都,新单位还没交", "enrolled=还没参保 from=绵阳 insured=职工医保 to=成都"},
		{"transfer", "从绵阳转到成都,成都还没参保,绵阳停了", "enrolled=还没参保 from=绵阳 stopped=已经停了 to=成都"},
		{"transfer", "从深圳转到成都要不要停保", "from=深圳 to=成都"},
		{"transfer", "从深圳转到成都,停保了没", "from=深圳 to=成都"},
		{"transfer", "从深圳转到成都,停没停不知道", "from=深圳 to=成都"},
		{"transfer", "从深圳转到成都,要先停保吗?", "from=深圳 to=成都"},
		{"transfer", "从深圳转到成都,如果停保了还能看病吗", "from=深圳 to=成都"},
		{"transfer", "听说停保了才能转,从深圳到成都", "from=深圳 to=成都"},
		{"transfer", "从深圳转到成都,深圳已经参保好多年了", "from=深圳 to=成都"},
		{"transfer", "从深圳转到成都,打算在成都参保", "from=深圳 to=成都"},
		{"transfer", "从深圳转到成都,我已经停保了能转吗", "from=深圳 stopped=已经停了 to=成都"},
		{"transfer", "从深圳转到成都,医保卡停用了", "from=深圳 to=成都"},
		{"transfer", "从深圳转到成都,断了三个月", "from=深圳 gap_months=3个月 to=成都"},
		{"transfer", "从深圳转到成都,没有欠费", "arrears=没有欠费 from=深圳 to=成都"},
		{"transfer", "9月21号受理的,从深圳转成都", "accepted_on=2026-09-21"},
		{"transfer", "昨天受理了,到哪了", "accepted_on=2026-11-23"},
		{"transfer", "受理日期是2026年9月21日", "accepted_on=2026-09-21"},
		{"transfer", "9月21号提交的,还没受理", ""},
		{"transfer", "9月21号能受理吗", ""},
		{"transfer", "灵活就业,从深圳转到成都", "from=深圳 insured=灵活就业交的职工医保 to=成都"},
		{"transfer", "单位停了,现在转灵活就业,从深圳到成都", "from=深圳 stopped=已经停了 to=成都"},
		{"retire", "我女的,52岁,在武汉交了21年医保", "age=52岁 region=武汉 sex=女 years_local=21年 years_total=21年"},
		{"retire", "武汉交了10年,荆州交了3年", "region=武汉 years_total=13年"},
		{"inpatient", "南昌居民医保,三甲住院花了2万", "cost=2万元 insured=居民医保 level=三级(三甲、大医院) region=南昌"},
		{"maternity", "我难产,工资8000,津贴多少", "birth=难产(剖宫产先按这个) insured=单位交的职工医保 wage=8000元"},
		{"flexible", "贵阳灵活就业,38岁,一个月多少", "age_band=36岁以上 region=贵阳"},
		{"gap", "我断了三个月", "gap_months=3个月"},
		{"gap", "成都职工医保断了半年,已经补上了", "gap_months=6个月 insured=单位交的职工医保 region=成都"},
		{"gap", "停保一年了", "gap_months=12个月"},
		{"gap", "断了三个月能补吗", "gap_months=3个月"},
		{"gap", "断缴三个月会怎么样", ""},
		{"gap", "断缴超过3个月", ""},
		{"gap", "如果断了三个月怎么办", ""},
		{"gap", "断了三个多月", ""},
		{"gap", "断了几个月", ""},
		{"gap", "半年没交了", "gap_months=6个月"},
		{"gap", "居民医保断了两年", "gap_years=2年 insured=居民医保"},
		{"retire", "女,1975年3月", "born=1975年3月 sex=女"},
		{"retire", "我是男的,1970年5月出生,交了12年", "born=1970年5月 sex=男 years_total=12年"},
		{"retire", "我妈75年3月生,医保交了二十年", "born=1975年3月 sex=女 years_total=20年"},
		{"retire", "一共交了18年,其中在广州交了6年", "region=广州 years_local=6年 years_total=18年"},
		{"retire", "1995年3月参加工作", ""},
		{"retire", "养老保险交了15年", ""},
		{"retire", "还要交12年吗", ""},
		{"retire", "女干部,1975.3", "born=1975年3月 post=原来55岁退休 sex=女"},
		{"share", "能给我妈用吗", "relation=父母"},
		{"share", "我老公能用我的医保吗", "relation=配偶"},
		{"share", "给表哥用行不行", "relation=堂表兄弟姐妹"},
		{"share", "给老婆的妈妈用", ""},
		{"share", "给爸爸和哥哥用", ""},
		{"share", "不是给我妈用", ""},
		{"share", "给我妈用,她有居民医保,和我不在一个省", "relation=父母 relative_insured=参加了 same_province=不在一个省"},
		{"share", "给我爸用,他没参保", "relation=父母 relative_insured=没参加"},
		{"withdraw", "我爸去世了,卡里的钱能取吗", "reason=家人去世"},
		{"withdraw", "急用钱,能提现吗", "reason=急用钱"},
		{"withdraw", "离职了,深圳医保卡的钱能取出来吗", "reason=停保断缴了 region=深圳"},
	} {
		t.Run(tt.flow+"/"+tt.text, func(t *testing.T) {
			got := prefilled(t, set, env, tt.flow, tt.text)
			var list []string
			for _, q := range slices.Sorted(maps.Keys(got)) {
				list = append(list, q+"="+got[q])
			}
			if d := cmp.Diff(tt.want, strings.Join(list, " ")); d != "" {
				t.Error(d)
			}
		})
	}
}

// Pre-filling equals answering: facts told in a sentence, in any order, open the flow with the
// very state that answering one question after the other leads to.
func TestPrefillIsAnswering(t *testing.T) {
	set, env := flowSet(t)
	f, _ := set.Flow("transfer")
	facts := []struct {
		words    []string
		question string
		value    dialog.Value
	}{
		{[]string{"深圳已停保", "深圳那边停保了"}, "stopped", dialog.Value{Text: "yes"}},
		{[]string{"成都单位交上了", "新单位已经参保"}, "enrolled", dialog.Value{Text: "yes"}},
		{[]string{"断了三个月", "断缴了3个月"}, "gap_months", dialog.Value{Num: 3}},
		{[]string{"没有欠费"}, "arrears", dialog.Value{Text: "no"}},
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		want := dialog.Answers{"from": {Text: "440300"}, "to": {Text: "510100"}}
		parts := []string{"从深圳转到成都"}
		for _, x := range facts {
			if r.IntN(2) == 0 {
				parts = append(parts, x.words[r.IntN(len(x.words))])
				want[x.question] = x.value
			}
		}
		r.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
		text := strings.Join(parts, []string{",", "。", ";"}[r.IntN(3)])
		state := flowStart(t, "transfer", text)
		saved, err := set.Decode(strings.TrimPrefix(state, "d:"), env)
		if err != nil {
			t.Fatal(err)
		}
		delete(saved.Answers, "insured") // 单位 tells it as well
		if f.Encode(saved.Answers) != f.Encode(want) {
			t.Errorf("%s opens with %v, want %v", text, saved.Answers, want)
		}
	}
}

// What was typed is not kept: the session after an answer holds, besides places, kinds of insurance and
// circumstances, which are names of our own, only facts that do not tell who the person is.
func TestWhatIdentifiesIsNotStored(t *testing.T) {
	r := reply(t, bot.Message{Text: "医保断了三个月,女,1975年3月生,能补吗", Now: noon})
	r.Session.Topic, r.Session.Entry, r.Session.Asked, r.Session.Told, r.Session.Lapsed = "", "", "", nil, "" // what was asked, not what was told
	if d := cmp.Diff(bot.Session{Facts: map[string]string{"sex": "女", "gap_months": "三个月"}}, r.Session); d != "" {
		t.Error(d)
	}
}
