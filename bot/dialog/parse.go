package dialog

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/zh"
)

// ErrNotAnAnswer means that what was typed does not answer the question; it may be a question
// of its own.
var ErrNotAnAnswer = errors.New("not an answer")

// ParseAnswer reads what someone typed in answer to a question: the label or id of an option,
// yes and no in many words, dates such as 3月, 上个月, 2026.3.5, spans such as 三个月, 半年 (see package
// zh). Places are left to the function, which returns the code of a place named in the text. The text of
// [ErrNotAnAnswer] is for the person.
func ParseAnswer(q *Question, text string, today knowledge.Date, places func(string) (string, error)) (Value, error) {
	text = zh.Clean(text)
	var v Value
	ok := false
	switch q.Kind {
	case Choice:
		v, ok = q.parseChoice(text)
	case Place:
		code, err := places(text)
		if err != nil {
			return Value{}, fmt.Errorf("%w: %w", ErrNotAnAnswer, err)
		}
		return Value{Text: code}, nil
	case Number:
		v.Num, ok = q.parseNumber(text)
	case Month:
		v.Day, ok = zh.Month(text, today)
	case Day:
		v.Day, ok = zh.Day(text, today)
	}
	if !ok {
		return Value{}, fmt.Errorf("%w: %s看不懂“%s”,%s", ErrNotAnAnswer, q.Name, clip(text), q.Forms())
	}
	return v, nil
}

// Forms says in which forms an answer is taken.
func (q *Question) Forms() string {
	switch q.Kind {
	case Choice:
		labels := make([]string, len(q.Options))
		for i, o := range q.Options {
			labels[i] = strconv.Itoa(i+1) + " " + o.Label
		}
		return "打数字或者选一个:" + strings.Join(labels, "、")
	case Place:
		return "要城市的名字,比如 成都"
	case Number:
		return map[string]string{
			"month": "要几个月,比如 3 或 三个月", "year": "要几年,比如 18 或 十八年", unitAge: "要多少岁,比如 55", unitYuan: "要多少钱,比如 8000 或 2万",
		}[q.Unit]
	case Month:
		return "要哪年哪月,比如 1970-05 或 1970年5月"
	default:
		return "要哪一天,比如 2026-09-21、9月21日 或 昨天"
	}
}

// clip keeps an error short and free of what does not belong in a line.
func clip(text string) string {
	r := []rune(strings.Join(strings.Fields(text), " "))
	if len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return string(r)
}

// parseChoice finds the option that the text names: exactly, or as the only one whose words
// appear in it.
func (q *Question) parseChoice(text string) (Value, bool) {
	if text == "" {
		return Value{}, false
	}
	lower := strings.ToLower(text)
	if v, ok := q.Named(text); ok {
		return v, true
	}
	for _, o := range q.Options {
		if slices.Contains(commonWords(o.ID), lower) {
			return Value{Text: o.ID}, true
		}
	}
	if n, err := strconv.Atoi(text); err == nil && n >= 1 && n <= len(q.Options) {
		return Value{Text: q.Options[n-1].ID}, true // as numbered in a terminal
	}
	return q.mentioned(text)
}

// Named finds the option whose own words the text is, and nothing else.
func (q *Question) Named(text string) (Value, bool) {
	lower := strings.ToLower(text)
	for _, o := range q.Options {
		if text != "" && (lower == strings.ToLower(o.ID) || text == o.Label || slices.Contains(o.Also, lower)) {
			return Value{Text: o.ID}, true
		}
	}
	return Value{}, false
}

// mentioned finds the one option that a longer text speaks of; the longest words win. What it denies
// (没换城市) it does not choose.
func (q *Question) mentioned(text string) (Value, bool) {
	best, length, twice := "", 0, false
	for _, o := range q.Options {
		for _, w := range append([]string{o.Label}, o.Also...) {
			n := len(w)
			if n < length || !zh.Affirmed(text, w) {
				continue
			}
			twice = n == length && best != o.ID
			best, length = o.ID, n
		}
	}
	return Value{Text: best}, best != "" && !twice
}

// commonWords are what people say for the options that many questions share.
func commonWords(option string) []string {
	switch option {
	case "yes":
		return []string{"是", "是的", "对", "对的", "有", "嗯", "好", "y", "true", "1"}
	case "no":
		return []string{"否", "不是", "没有", "没", "无", "不", "还没", "还没有", "n", "false", "0"}
	case Unsure:
		return []string{"不知道", "不清楚", "不确定", "说不准", "忘了", "不晓得", "不懂"}
	}
	return nil
}
