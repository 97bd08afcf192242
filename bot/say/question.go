package say

import (
	"fmt"
	"slices"
	"strings"
)

// ButtonAlso leads the button of the second question in a message.
const ButtonAlso = "➡ "

// ButtonOthers shows the other buttons of an answer.
const ButtonOthers = "更多"

// AlsoAsked answers the second question of a message in a line, or one further still.
func AlsoAsked(further bool, question, headline string) string {
	if further {
		return "还有" + question + ":" + headline
	}
	return "你还问了" + question + ":" + headline
}

// Offer is one of several answers that may be meant: its question and its conclusion.
func Offer(i int, question, headline string) string {
	return Numbered(i, question) + ":" + headline
}

// NoSuchOffer says how many answers were offered to someone who chose another.
func NoSuchOffer(offered int) string {
	return fmt.Sprintf("上面只有%d个,回 1 到 %d 的数字,或者把问题打出来。", offered, offered)
}

// longestWhole is how many characters of a question stand in a line.
const longestWhole = 26

// Whole is a question, the first if it is two, as it stands in a line.
func Whole(question string) string { return short(first(question), longestWhole) }

// longestBrief is how many characters of a question stand on a button.
const longestBrief = 16

// Brief is a question short enough for a button.
func Brief(question string) string {
	return short(first(question), longestBrief)
}

// first is the first question of those that stand in one sentence, without its mark.
func first(question string) string {
	question, _, _ = strings.Cut(strings.ReplaceAll(strings.TrimRight(question, "?？。"), "？", "?"), "?")
	return question
}

// BriefFor is a question short enough for a button that keeps the part which someone's words have:
// it is cut at the front instead where its end says more of what they said.
func BriefFor(question, words string) string {
	question = first(question)
	r := []rune(question)
	if len(r) <= longestBrief {
		return Brief(question)
	}
	end := r[len(r)-longestBrief:]
	if shared(end, words) <= shared(r[:longestBrief], words) {
		return Brief(question)
	}
	if i := slices.IndexFunc(end, func(c rune) bool { return strings.ContainsRune(",，、:：", c) }); i >= 0 && shared(end[i+1:], words) == shared(end, words) {
		end = end[i+1:] // no half clause before it
	}
	return "…" + string(end)
}

// shared counts the pairs of neighbouring characters that occur in words.
func shared(text []rune, words string) int {
	n := 0
	for i := 1; i < len(text); i++ {
		if strings.Contains(words, string(text[i-1:i+1])) {
			n++
		}
	}
	return n
}

// Moves of a talk.
const (
	SorryMissed = "对不起,没答到点上。结论就一句:"
	SaidBefore  = "结论还是那句,这回说细一点:"
)

// PastYear says that what stands there are not the rules of a year gone by, but today's or those of
// other years.
func PastYear(year int, today bool) string {
	text := fmt.Sprintf("%d年的没收录,打 12393 问医保局。", year)
	if today {
		return "这是现在的;" + text
	}
	return text
}

// CallSomeone names a person to call; place may be empty.
func CallSomeone(place string) string {
	if place == "" {
		return "要找真人:打 12393,按人工;人在外地先拨参保地区号。"
	}
	return "要找真人:打 12393 问" + place + "医保局;人在外地先拨" + place + "的区号。"
}

// NoMatchNext says what to do when there is no answer; place may be empty.
func NoMatchNext(place string) string {
	if place == "" {
		place = "参保地"
	}
	return "可以换个说法再问;或者打医保热线 12393,问" + place + "医保局。"
}
