package dialog_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/yibaowenwen/yibao/bot/dialog"
)

// typedForms are what people type in answer to every question of a kind, and what is understood;
// "" where it is no answer, and "!" where it is one that asks for a whole number.
func typedForms() map[string]map[string]string {
	return map[string]map[string]string{
		"month": {
			"3": "3", "03": "3", "３": "3", "三": "3", "叁": "3", "仨": "3", "俩": "2", "〇": "0", "零": "0", "0": "0", "三个": "3", "廿": "20", "十二": "12", "-1": "-1",
			"三个月": "3", "3个月": "3", "3 个月": "3", "三 个 月": "3", "三個月": "3", "叁个月": "3", "仨月": "3", "俩月": "2", "俩个月": "2", "廿个月": "20", "两个月": "2", "兩個月": "2", "十一个月": "11",
			"半年": "6", "半年多": "6", "一年": "12", "一年半": "18", "1年2个月": "14", "两年零三个月": "27", "九十天": "3", "90天": "3",
			"断了三个月": "3", "斷了三個月": "3", "断了仨月": "3", "大概4个月": "4", "三个月左右": "3", "差不多三个月": "3", "三个月没交": "3", "没断": "0", "没有": "0", "沒斷": "0",
			"三个半月": "!", "3.5": "!", "3.5个月": "!", "两个半": "!", "三个多月": "!", "三个月多": "!", "八个多月": "!", "65天": "!", "半个月": "!",
			"三四个月": "", "3-4个月": "", "几个月": "", "很久": "", "不知道": "", "3岁": "", "3块": "", "12.5%": "", "NaN": "", "1e9": "", "9月21日": "", "": "",
		},
		"year": {
			"3": "3", "二十": "20", "廿": "20", "叁": "3", "〇": "0", "十五年": "15", "15年": "15", "廿年": "20", "两年": "2", "兩年": "2", "卅年": "30", "交了20年": "20", "一共交了十八年": "18", "二十年左右": "20",
			"没有": "0", "24个月": "2", "12个月": "1", "三岁": "", "三四年": "", "几年": "", "很久": "", "1.5万": "15000",
		},
		"whole year":    {"半年": "!", "一年半": "!", "1.5": "!", "18个月": "!", "两年多": "!", "十多年": "!"},
		"part of years": {"半年": "0.5", "一年半": "1.5", "两年半": "2.5", "18个月": "1.5", "3年6个月": "3.5", "十二年多": "12", "三点五": "3.5"},
		"age": {
			"62": "62", "６２": "62", "62岁": "62", "62歲": "62", "六十二": "62", "六十二岁": "62", "62周岁": "62", "我62岁": "62", "62岁了": "62", "大概60": "60",
			"几十岁": "", "3年": "", "62元": "", "1964-05": "", "不知道": "", "": "",
		},
		"yuan": {
			"8000": "8000", "８０００": "8000", "8000元": "8000", "8000块": "8000", "8000塊錢": "8000", "八千": "8000", "8千": "8000", "1万": "10000", "一万": "10000", "1.5万": "15000", "一万二": "12000",
			"12,000": "12000", "花了2万": "20000", "花了2萬多": "20000", "大概两万": "20000", "一共花了9000元": "9000", "3千5": "3500", "八千左右": "8000", "8000.5": "8000.5", "每月8000": "8000",
			"半年": "", "3个月": "", "3年": "", "几千": "", "两三万": "", "不知道": "", "12.5%": "", "9月21日": "", "NaN": "", "": "",
		},
		"date": {
			"今天": "2026-11-24", "昨天": "2026-11-23", "昨天下午": "2026-11-23", "前天": "2026-11-22", "大前天": "2026-11-21", "上周五": "2026-11-20", "周三": "2026-11-18",
			"三天前": "2026-11-21", "两个月前": "2026-09-24", "仨月前": "2026-08-24", "9月21日": "2026-09-21", "九月二十一号": "2026-09-21", "九月二十一號": "2026-09-21", "9.21": "2026-09-21",
			"2026.9.21": "2026-09-21", "2026-9-21": "2026-09-21", "2026/9/21": "2026-09-21", "20260921": "2026-09-21", "二〇二六年九月二十一日": "2026-09-21", "２０２６．９．２１": "2026-09-21",
			"21号": "2026-11-21", "上月21号": "2026-10-21", "上個月21號": "2026-10-21", "去年3月5日": "2025-03-05", "明年3月1日": "2027-03-01", "11.18": "2026-11-18", "昨天受理的": "2026-11-23",
			"1.5万块": "", "3.5个月": "", "12.5%": "", "11.18元": "", "三个月": "", "18": "", "2月30日": "", "不知道": "", "": "",
		},
		"birth": {
			"1970-05": "1970-05-01", "1970-5": "1970-05-01", "1970年5月": "1970-05-01", "一九七〇年五月": "1970-05-01", "70年5月": "1970-05-01", "七零年五月": "1970-05-01", "197005": "1970-05-01", "1970.5": "1970-05-01",
			"1970-05-17": "1970-05-01", "1970年5月17日": "1970-05-01", "19700517": "1970-05-01", "1970年5月出生": "1970-05-01", "我是1970年5月生的": "1970-05-01",
			"1970": "", "三个月": "", "12.5%": "", "不知道": "", "": "",
		},
	}
}

// formsFor returns the tables that hold for a question.
func formsFor(q *dialog.Question) []string {
	switch {
	case q.Kind == dialog.Day:
		return []string{"date"}
	case q.Kind == dialog.Month:
		return []string{"birth"}
	case q.Kind != dialog.Number:
		return nil
	case q.Unit == "yuan":
		return []string{"yuan"}
	case q.Unit == "age":
		return []string{"age"}
	case q.Unit == "month":
		return []string{"month"}
	case q.Fraction:
		return []string{"year", "part of years"}
	}
	return []string{"year", "whole year"}
}

// Every form that people type is taken, or refused, by every question of its kind in every flow.
func TestTypedForms(t *testing.T) {
	k, set := load(t)
	env, find := dialog.Env{On: day("2026-11-24")}, finder(k) // a Tuesday
	n := 0
	for _, f := range set.Flows() {
		for i := range f.Questions {
			q := &f.Questions[i]
			for _, table := range formsFor(q) {
				for text, want := range typedForms()[table] {
					n++
					t.Run(fmt.Sprintf("%s/%s/%s", f.Name, q.ID, text), func(t *testing.T) {
						v, err := dialog.ParseAnswer(q, text, env.On, find)
						checkTyped(t, f, q, want, v, err, env)
					})
				}
			}
		}
	}
	if n < 350 {
		t.Errorf("only %d forms tried", n)
	}
}

func checkTyped(t *testing.T, f *dialog.Flow, q *dialog.Question, want string, v dialog.Value, err error, env dialog.Env) {
	t.Helper()
	switch want {
	case "":
		if !errors.Is(err, dialog.ErrNotAnAnswer) {
			t.Errorf("got %+v, %v, want no answer", v, err)
		}
	case "!":
		r := f.Step(dialog.Answers{q.ID: v}, env)
		if err != nil || r.Decision != dialog.Refused || !strings.Contains(r.Err.Error(), "要整数") {
			t.Errorf("got %+v, %v and %v, want a whole number asked for", v, err, r.Err)
		}
	default:
		if got := plain(q, v); err != nil || got != want {
			t.Errorf("got %q, %v, want %q", got, err, want)
		}
	}
}
