package bot_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/button"
	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/knowledge"
)

// What the bot asks for is taken however it is typed: from /estimate through every flow, at every
// question, every form leads to where a button with the same answer leads.
func TestEveryTypedForm(t *testing.T) {
	set, env := flowSet(t)
	for _, f := range set.Flows() {
		t.Run(f.Name, func(t *testing.T) {
			tried := map[string]bool{}
			for _, path := range pathsToAll(f, env) {
				s := newScreen(t)
				s.say("/estimate")
				s.say(f.Title)
				given := dialog.Answers{}
				for r := f.Step(given, env); r.Decision == dialog.Asking; r = f.Step(given, env) {
					q := r.Question
					given[q.ID] = path[q.ID]
					forms := typedForms(f, q, path[q.ID])
					if key := fmt.Sprint(q.ID, path[q.ID]); !tried[key] {
						tried[key] = true
						s.typedAlike(q, forms, button.Flow.With(f.Encode(given)))
					}
					s.say(forms[0])
				}
				if s.last().Decision == bot.Ask {
					t.Errorf("%v ends in a question:\n%s", path, s.last().Plain())
				}
			}
			for i := range f.Questions {
				asked := slices.ContainsFunc(slices.Collect(maps.Keys(tried)), func(k string) bool { return strings.HasPrefix(k, f.Questions[i].ID+"{") })
				if !f.Questions[i].Optional && !asked {
					t.Errorf("%s is not tried", f.Questions[i].ID)
				}
			}
			t.Logf("%d answers", len(tried))
		})
	}
}

// typedAlike checks that each form, typed now, leads to where the button leads.
func (s *screen) typedAlike(q *dialog.Question, forms []string, press string) {
	s.t.Helper()
	want := reply(s.t, bot.Message{Press: press, Session: s.session, Now: s.now})
	for _, form := range forms {
		got := reply(s.t, bot.Message{Text: bot.Text(form), Session: s.session, Now: s.now})
		same := got.Session.Traditional || got.Plain() == want.Plain() // who types 對 is answered in those characters
		if !same || got.Decision != want.Decision || got.Session.Asking != want.Session.Asking {
			s.t.Errorf("%s: %q is answered with\n%s\nwant\n%s", q.ID, form, got.Plain(), want.Plain())
		}
	}
}

// pathsToAll returns answers to the end of the flow, so that every option of every question, and a
// few numbers and months, are among them.
func pathsToAll(f *dialog.Flow, env dialog.Env) []dialog.Answers {
	seen := map[string]int{}
	var list []dialog.Answers
	places := f.Places()
	f.Explore(env, slices.Concat(places[:min(len(places), 9)], []string{"510700", "510100", "520100"}), func(a dialog.Answers, r dialog.Result) bool {
		fresh := false
		for id, v := range a {
			q, _ := f.Question(id)
			if q.Optional {
				return true
			}
			key, most := fmt.Sprint(id, v), 1
			if q.Kind != dialog.Choice {
				key, most = id, 4
			}
			fresh = fresh || seen[key] < most
			if seen[fmt.Sprint(id, v)]++; q.Kind != dialog.Choice {
				seen[key]++
			}
		}
		if fresh && r.Decision == dialog.Concluded {
			list = append(list, maps.Clone(a))
		}
		return true
	})
	return list
}

// typedForms are the ways in which people type an answer.
func typedForms(f *dialog.Flow, q *dialog.Question, v dialog.Value) []string {
	switch q.Kind {
	case dialog.Choice:
		return choiceForms(q, v.Text)
	case dialog.Place:
		return placeForms(f.Echo(q.ID, v), strings.HasSuffix(v.Text, "0000") && !knowledge.Municipality(v.Text))
	case dialog.Number:
		return numberForms(q, v.Num)
	case dialog.Month:
		y, m, _ := v.Day.Time().Date()
		return []string{
			fmt.Sprintf("%d-%02d", y, m), fmt.Sprintf("%d-%d", y, m), fmt.Sprintf("%d.%d", y, m), fmt.Sprintf("%d.%02d", y, m),
			fmt.Sprintf("%d/%d", y, m), fmt.Sprintf("%d年%d月", y, m), fmt.Sprintf("%d年%d月份", y, m),
			fmt.Sprintf("%s年%s月", digitsOf(y), chinese(int(m))), fullWidth(fmt.Sprintf("%d-%02d", y, m)), fmt.Sprintf("%d年%d月生", y, m),
			fmt.Sprintf("%d%02d", y, m), fmt.Sprintf("%d-%02d-01", y, m), fmt.Sprintf("%d年%d月。", y, m), fmt.Sprintf("%d年%d月", y%100, m),
		}
	}
	return nil
}

func choiceForms(q *dialog.Question, id string) []string {
	i := slices.IndexFunc(q.Options, func(o dialog.Option) bool { return o.ID == id })
	o := q.Options[i]
	forms := []string{o.Label, o.ID, strconv.Itoa(i + 1), fullWidth(strconv.Itoa(i + 1)), o.Label + "。", " " + o.Label + " ", o.Label + "!"}
	for _, w := range o.Also {
		forms = append(forms, w, w+"。")
	}
	switch id {
	case "yes":
		forms = append(forms, "是", "是的", "对", "嗯", "有", "Y", "１", "對")
	case "no":
		forms = append(forms, "没有", "没", "不是", "否", "0", "N", "沒有")
	case dialog.Unsure:
		forms = append(forms, "不知道", "不清楚", "说不准", "不确定", "不確定")
	}
	return forms
}

func placeForms(name string, province bool) []string {
	whole := name + "市"
	if province {
		whole = name + "省"
	}
	return []string{name, whole, "在" + name, name + "。", "我在" + name, name + "的", strings.Join(strings.Split(name, ""), " ")}
}

func numberForms(q *dialog.Question, n float64) []string {
	if q.Unit == "yuan" {
		return sumForms(n)
	}
	unit := map[string]string{"month": "个月", "year": "年"}[q.Unit]
	text := strconv.FormatFloat(n, 'f', -1, 64)
	forms := []string{text, fullWidth(text), text + unit, text + " " + unit, " " + text + " ", "大概" + text + unit, text + unit + "了"}
	if whole := int(n); n == float64(whole) {
		forms = append(forms, chinese(whole), chinese(whole)+unit, text+".0", "0"+text)
		if q.Unit == "month" {
			forms = append(forms, text+"个", text+"月", "断了"+text+"个月", text+"個月")
		} else {
			forms = append(forms, "交了"+text+"年", fmt.Sprintf("%d个月", 12*whole))
		}
	} else if n == float64(whole)+0.5 && q.Unit == "year" && whole > 0 {
		forms = append(forms, chinese(whole)+"年半", fmt.Sprintf("%d年6个月", whole))
	}
	if n == 0 {
		forms = append(forms, "没有", "零", "没断", "〇")
	}
	return forms
}

// sumForms are the ways in which people type a sum of money.
func sumForms(n float64) []string {
	text := strconv.FormatFloat(n, 'f', -1, 64)
	forms := []string{text, fullWidth(text), text + "元", text + "块钱", text + " 塊", "大概" + text, " " + text + " ", text + "元。", "¥" + text, "一共" + text + "元"}
	if n >= 10_000 {
		forms = append(forms, strconv.FormatFloat(n/10_000, 'f', -1, 64)+"万", strconv.FormatFloat(n/10_000, 'f', -1, 64)+"萬塊")
	}
	if whole := int(n); whole < 1000 {
		forms = append(forms, chinese(whole)+"块")
	} else if whole%1000 == 0 && whole < 10_000 {
		forms = append(forms, chinese(whole/1000)+"千", chinese(whole/1000)+"千块錢")
	}
	return forms
}

// chinese writes a number below 1,000 in characters.
func chinese(n int) string {
	digit := []rune("零一二三四五六七八九")
	switch {
	case n < 10:
		return string(digit[n])
	case n < 20:
		return strings.TrimSuffix("十"+string(digit[n%10]), "零")
	case n < 100:
		return string(digit[n/10]) + "十" + strings.TrimSuffix(string(digit[n%10]), "零")
	}
	rest := n % 100
	switch {
	case rest == 0:
		return string(digit[n/100]) + "百"
	case rest < 10:
		return string(digit[n/100]) + "百零" + string(digit[rest])
	case rest < 20:
		return string(digit[n/100]) + "百一" + chinese(rest)
	}
	return string(digit[n/100]) + "百" + chinese(rest)
}

// digitsOf writes a year digit by digit: 一九七〇.
func digitsOf(n int) string {
	digit := []rune("〇一二三四五六七八九")
	var b strings.Builder
	for _, c := range strconv.Itoa(n) {
		b.WriteRune(digit[c-'0'])
	}
	return b.String()
}

func fullWidth(s string) string {
	return strings.Map(func(c rune) rune {
		if c >= '!' && c <= '~' {
			return c + 0xFEE0
		}
		return c
	}, s)
}

// dayForms are the ways in which people type a day of acceptance, asked on 2026-11-24, a Tuesday.
func dayForms() map[string]string {
	return map[string]string{
		"今天": "2026-11-24", "昨天": "2026-11-23", "昨天下午": "2026-11-23", "前天": "2026-11-22", "上周五": "2026-11-20", "上個星期五": "2026-11-20",
		"三天前": "2026-11-21", "3天前": "2026-11-21", "两个月前": "2026-09-24", "仨月前": "2026-08-24", "半个月前": "2026-11-09",
		"9月21日": "2026-09-21", "9月21号": "2026-09-21", "九月二十一号": "2026-09-21", "九月廿一日": "2026-09-21", "9.21": "2026-09-21", "11.18": "2026-11-18", "11/18": "2026-11-18",
		"2026-9-21": "2026-09-21", "2026-09-21": "2026-09-21", "2026.9.21": "2026-09-21", "2026/9/21": "2026-09-21", "2026年9月21日": "2026-09-21", "20260921": "2026-09-21",
		"二〇二六年九月二十一日": "2026-09-21", "２０２６－９－２１": "2026-09-21", "21号": "2026-11-21", "上月21号": "2026-10-21", "去年12月5日": "2025-12-05",
		"昨天受理的": "2026-11-23", "我是9月21号上午受理的": "2026-09-21", "9月21日。": "2026-09-21",
	}
}

// A day of acceptance means the same wherever it is told: to /estimate, below its button, in the
// middle of the flow, and in a sentence.
func TestEveryTypedDay(t *testing.T) {
	asked := newScreen(t)
	asked.say("/estimate")
	asked.tap(0, "今天该办到哪")
	f, env := flowOf(t, "transfer")
	for form, want := range dayForms() {
		track := reply(t, bot.Message{Press: button.Tracked{Accepted: knownDay(t, want)}.Data(), Now: noon})
		for where, r := range map[string]bot.Reply{
			"/estimate":  reply(t, bot.Message{Text: bot.Text("/estimate " + form), Now: noon}),
			"the button": reply(t, bot.Message{Text: bot.Text(form), Session: asked.session, Now: noon}),
		} {
			if r.Session.Traditional {
				r.Lines = track.Lines
			}
			if r.Decision != bot.Answer || r.Plain() != track.Plain() {
				t.Errorf("%s %q is answered with\n%s\nwant\n%s", where, form, r.Plain(), track.Plain())
			}
		}
		told := form
		if !strings.Contains(told, "受理") {
			told = strings.TrimSuffix(told, "。") + "受理的"
		}
		flow := bot.Session{}.Await(bot.AwaitFlow, f.Encode(dialog.Answers{"from": {Text: "440300"}, "to": {Text: "510100"}}))
		saved := stateOf(t, reply(t, bot.Message{Text: bot.Text("职工医保," + told), Session: flow, Now: noon}), env)
		if got := saved["accepted_on"].Day.String(); got != want {
			t.Errorf("the flow takes %q for %s, want %s", told, got, want)
		}
		sentence := reply(t, bot.Message{Text: bot.Text("从深圳转到成都," + told + ",医保转移要多久"), Now: noon})
		if data := labelled(t, sentence, "测算"); !strings.Contains(data, want) {
			t.Errorf("a sentence with %q leads to %s, want %s", told, data, want)
		}
	}
}

// stateOf returns the answers of the dialog that waits.
func stateOf(t *testing.T, r bot.Reply, env dialog.Env) dialog.Answers {
	t.Helper()
	set, _ := flowSet(t)
	_, state := r.Session.Awaits()
	saved, err := set.Decode(state, env)
	if err != nil {
		t.Fatalf("%v: %s", err, r.Plain())
	}
	return saved.Answers
}

// An amount, a span, a share and a day that is still to come are no day of acceptance, whoever
// is told; none is changed into another day.
func TestNoDayOfAcceptance(t *testing.T) {
	asked := newScreen(t)
	asked.say("/estimate")
	asked.tap(0, "今天该办到哪")
	f, env := flowOf(t, "transfer")
	for form, says := range map[string]string{
		"1.5万块": "没看懂", "3.5个月": "没看懂", "12.5%": "没看懂", "11.18元": "没看懂", "13.5": "没看懂", "2月30日": "没看懂", "18": "没看懂",
		"明年3月1日": "2027年3月1日", "2027年3月1日": "2027年3月1日", "二〇二七年三月一日": "2027年3月1日", "下个月25号": "2026年12月25日", "20270301": "2027年3月1日",
	} {
		for where, r := range map[string]bot.Reply{
			"/estimate":  reply(t, bot.Message{Text: bot.Text("/estimate " + form), Now: noon}),
			"the button": reply(t, bot.Message{Text: bot.Text(form), Session: asked.session, Now: noon}),
		} {
			kind, _ := r.Session.Awaits()
			if r.Decision != bot.Ask || kind != bot.AwaitAccepted || !strings.Contains(r.Plain(), says) {
				t.Errorf("%s %q is answered with %s, want %q", where, form, r.Plain(), says)
			}
			if says != "没看懂" && !strings.Contains(r.Plain(), "还没到") {
				t.Errorf("%s %q: does not say that the day is to come:\n%s", where, form, r.Plain())
			}
		}
		flow := bot.Session{}.Await(bot.AwaitFlow, f.Encode(dialog.Answers{"from": {Text: "440300"}, "to": {Text: "510100"}}))
		saved := stateOf(t, reply(t, bot.Message{Text: bot.Text("职工医保," + form + "受理的"), Session: flow, Now: noon}), env)
		if v, ok := saved["accepted_on"]; ok {
			t.Errorf("the flow takes %q for %s", form, v.Day)
		}
		sentence := reply(t, bot.Message{Text: bot.Text("从深圳转到成都," + form + "受理的,医保转移要多久"), Now: noon})
		for _, row := range sentence.Buttons {
			for _, b := range row {
				if button.VerbOf(b) == button.Track {
					t.Errorf("a sentence with %q leads to %s", form, b.Data)
				}
			}
		}
	}
}
