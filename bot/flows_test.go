package bot_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/knowledge"
)

// What is typed for another question of a dialog is kept where it can be that one's alone, whatever
// question waits; what fits none is refused with the forms that do, and the dialog stays.
func TestTypedOutOfTurn(t *testing.T) {
	for _, tt := range []struct {
		name  string
		typed []string
		asks  string // in the end
		knows map[string]string
		says  string // at the end
	}{
		{"an age for a month of birth", []string{"/estimate 退休", "女", "50", "49"}, "哪个城市", map[string]string{"post": "worker", "age": "49"}, "49岁"},
		{"an age in full-width digits", []string{"/estimate 退休", "男", "５８"}, "哪个城市", map[string]string{"age": "58"}, "58岁"},
		{"years before the city", []string{"/estimate 退休", "男", "62", "21"}, "哪个城市", map[string]string{"age": "62", "years_total": "21"}, "记下了:累计年限 21年"},
		{"an age before the sex", []string{"/estimate 退休", "66"}, "男还是女", map[string]string{"age": "66"}, "记下了:岁数 66岁"},
		{"a city before the kind", []string{"/estimate 断缴", "大理"}, "哪种医保", map[string]string{"region": "532900"}, "记下了:参保地 大理"},
		{"a kind once more", []string{"/estimate 断缴", "1", "新农合"}, "哪个城市", map[string]string{"insured": "resident"}, "记下了:断缴与恢复 居民医保"},
		{"a kind in Traditional characters", []string{"/estimate 断缴", "靈活就業"}, "哪個城市", map[string]string{"insured": "flexible"}, ""},
		{"months before the city", []string{"/estimate 断缴", "职工", "4"}, "哪个城市", map[string]string{"insured": "employee", "gap_months": "4"}, "记下了:断缴月数 4个月"},
		{"another city", []string{"/estimate 断缴", "职工", "大理", "玉溪"}, "断了几个月", map[string]string{"region": "530400"}, "记下了:参保地 玉溪"},
		{"a sum before the grade", []string{"/estimate 住院", "职工", "南昌", "3万"}, "几级医院", map[string]string{"cost": "30000"}, ""},
		{"two cities may be either", []string{"/estimate 住院", "职工", "18岁"}, "哪个城市", nil, "没看懂“18岁”,这一题要城市的名字"},
		{"no number is a question", []string{"/estimate 断缴", "99999", "88888", "77777"}, "哪种医保", nil, "这一题打数字或者选一个:1 单位交的职工医保"},
		{"a date out of place", []string{"/estimate 退休", "男", "几十", "1999-99"}, "出生", nil, "这一题要哪年哪月,比如 1970-05"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newScreen(t)
			for _, text := range tt.typed {
				s.say(text)
			}
			_, env := flowSet(t)
			last := s.last()
			last.Session.Asking = strings.TrimSuffix(last.Session.Asking, "!")
			got := stateOf(t, last, env)
			for id, want := range tt.knows {
				if plain(got[id]) != want {
					t.Errorf("%s is %q, want %q", id, plain(got[id]), want)
				}
			}
			if text := ascii(s.last().Plain()); !strings.Contains(text, tt.asks) || !strings.Contains(text, tt.says) {
				t.Errorf("says %s\nwant %s and %s", text, tt.says, tt.asks)
			}
		})
	}
}

func plain(v dialog.Value) string {
	if v.Text != "" || v.Num == 0 {
		return v.Text
	}
	return strconv.FormatFloat(v.Num, 'f', -1, 64)
}

// A number typed after a dialog was left is offered to the question it was left at, with one button.
func TestNumberAfterADialog(t *testing.T) {
	for _, tt := range []struct {
		name          string
		typed         []string
		number, knows string
		says          string
	}{
		{"cancelled", []string{"/estimate 断缴", "职工", "大理", "取消"}, "2", "gap_months", "断了几个月"},
		{"over a command", []string{"/estimate 断缴", "职工", "大理", "/help"}, "四个月", "", ""},
		{"the number fits no more", []string{"/estimate 断缴", "取消"}, "88", "", "这一题打数字或者选一个"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newScreen(t)
			for _, text := range append(tt.typed, tt.number) {
				s.say(text)
			}
			if tt.says == "" {
				return
			}
			r := s.last()
			if len(r.Buttons) != 1 || !strings.Contains(ascii(r.Plain()), tt.says) {
				t.Fatalf("says %s with %v", r.Plain(), r.Buttons)
			}
			s.tap(len(s.shown)-1, "接着算")
			if _, env := flowSet(t); tt.knows != "" && stateOf(t, s.last(), env)[tt.knows].Num != 2 {
				t.Errorf("goes on with %s", s.last().Plain())
			}
		})
	}
	s := newScreen(t)
	s.say("/estimate 断缴")
	s.say("取消")
	s.say("医保转移要多久")
	if s.say("18"); strings.Contains(s.last().Plain(), "没算完") {
		t.Errorf("a question answered since does not end the dialog: %s", s.last().Plain())
	}
}

// A kind of insurance alone is said back, with three questions of those who have it.
func TestOnlyAKind(t *testing.T) {
	for text, want := range map[string]string{"职工": "职工医保:", "居民": "居民医保:", "我退休了": "退休人员"} {
		r := reply(t, bot.Message{Text: bot.Text(text), Now: noon})
		if !strings.HasPrefix(ascii(r.Plain()), want) || len(r.Buttons) != 3 {
			t.Errorf("%s: %s %v", text, r.Plain(), r.Buttons)
		}
	}
}

// Facts told in a question that decide a sum make it the conclusion; where they do not, nothing is
// worked out.
func TestWorkedOutSums(t *testing.T) {
	for text, want := range map[string]string{
		"南昌居民医保,二级医院住院花了6000块,报多少":       "大约报4000元,自己付2000元:南昌二级医院、花6000元。",
		"职工医保住院一共花了5万,能报多少钱":             "大约报37395元,自己付12605元:按全国平均算的。",
		"单位月平均工资9000,双胞胎,生育津贴多少钱":        "大约能领3.39万元:9000元÷30×113天。",
		"广州没单位,自己交职工医保,缴费基数5500,一个月交多少钱": "广州按8%交:基数5500元,每月440元。",
		"广州灵活就业,基数5500,一个月交多少钱":          "广州按8%交:基数5500元,每月440元。",
		"我女的,52岁,在武汉交了21年医保,还差几年":        "还差4年:武汉要累计25年,你有21年。",
	} {
		r := reply(t, bot.Message{Text: bot.Text(text), Now: noon})
		if first, _, _ := strings.Cut(ascii(r.Plain()), "\n"); first != want {
			t.Errorf("%s: %s\nwant %s", text, first, want)
		}
	}
	for _, text := range []string{"职工医保住院押金交了5000,出院退不退", "灵活就业医保怎么交", "生育津贴怎么领", "养老保险交了21年,52岁,武汉,医保够不够"} {
		if r := reply(t, bot.Message{Text: bot.Text(text), Now: noon}); strings.Contains(r.Lines[0].Text, "大约") || strings.Contains(r.Lines[0].Text, "还差") {
			t.Errorf("%s: %s", text, r.Lines[0].Text)
		}
	}
}

// A transfer whose day of acceptance was not told counts from today, and says so first and in the calendar.
func TestCountsFromToday(t *testing.T) {
	f, _ := flowOf(t, "transfer")
	a := dialog.Answers{
		"from": {Text: "440300"}, "to": {Text: "510100"}, "insured": {Text: string(knowledge.Employee)}, "stopped": {Text: "yes"}, "enrolled": {Text: "yes"},
	}
	r := reply(t, bot.Message{Press: "d:" + f.Encode(a), Now: noon})
	if first, _, _ := strings.Cut(ascii(r.Plain()), "\n"); !strings.Contains(first, "今天受理") {
		t.Errorf("begins with %s", first)
	}
	file := reply(t, bot.Message{Press: labelled(t, r, "放进手机日历"), Now: noon, Session: r.Session})
	if text := strings.ReplaceAll(string(file.Documents[0].Data), "\r\n ", ""); !strings.Contains(text, "假设11月24日受理") {
		t.Errorf("the calendar does not say it:\n%s", text)
	}
}
