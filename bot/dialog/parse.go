package dialog

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/text/width"

	"github.com/yibaowenwen/yibao/knowledge"
)

// ErrNotAnAnswer means that what was typed does not answer the question; it may be a question
// of its own.
var ErrNotAnAnswer = errors.New("not an answer")

// ParseAnswer reads what someone typed in answer to a question: the label or id of an option,
// yes and no in many words, dates such as 3月, 上个月, 2026.3.5, spans such as 三个月, 半年. Places
// are left to the function, which returns the code of a place named in the text. The text of
// [ErrNotAnAnswer] is for the person.
func ParseAnswer(q *Question, text string, today knowledge.Date, places func(string) (string, error)) (Value, error) {
	text = strings.TrimSpace(width.Fold.String(strings.ToValidUTF8(text, "")))
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
		v.Num, ok = parseNumber(text, q.Unit)
	case Month:
		v.Day, ok = parseMonth(text, today)
	case Day:
		v.Day, ok = parseDay(text, today)
	}
	if !ok {
		return Value{}, fmt.Errorf("%w: %s看不懂“%s”,%s", ErrNotAnAnswer, q.Name, clip(text), q.example())
	}
	return v, nil
}

// ParseDay reads a day as people type it: 今天, 上周五, 3天前, 9月21号, 2026.9.21. A day without a
// year is the latest one that is not in the future.
func ParseDay(text string, today knowledge.Date) (knowledge.Date, bool) {
	return parseDay(text, today)
}

// example says how to answer.
func (q *Question) example() string {
	switch q.Kind {
	case Choice:
		labels := make([]string, len(q.Options))
		for i, o := range q.Options {
			labels[i] = o.Label
		}
		return "请选:" + strings.Join(labels, "、")
	case Number:
		return "请写数字,例如 3"
	case Month:
		return "请写年月,例如 1970-05"
	default:
		return "请写日期,例如 2026-09-21"
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
	for _, o := range q.Options {
		if lower == strings.ToLower(o.ID) || text == o.Label {
			return Value{Text: o.ID}, true
		}
	}
	for _, o := range q.Options {
		for _, w := range append(commonWords(o.ID), o.Also...) {
			if lower == w {
				return Value{Text: o.ID}, true
			}
		}
	}
	if n, err := strconv.Atoi(text); err == nil && n >= 1 && n <= len(q.Options) {
		return Value{Text: q.Options[n-1].ID}, true // as numbered in a terminal
	}
	return q.mentioned(text)
}

// mentioned finds the one option that a longer text speaks of; the longest words win.
func (q *Question) mentioned(text string) (Value, bool) {
	best, length, twice := "", 0, false
	for _, o := range q.Options {
		for _, w := range append([]string{o.Label}, o.Also...) {
			n := len(w)
			if !strings.Contains(text, w) || n < length {
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
