// Package say holds every sentence that the bot itself utters; answers come from the
// knowledge. Plain spoken Chinese, conclusion first, short lines: each is read aloud on a
// 360-pixel screen before it goes in.
package say

import (
	"fmt"
	"strings"
)

// Sentences without parameters.
const (
	Name = "医保问问"

	Welcome = `你好,我是医保问问。
换城市、离职、退休、给爸妈办医保,直接打字问我就行。
每句话都带出处和核对日期;不知道的我会直说,并告诉你打哪个电话。
不用报姓名、身份证号和卡号,我也不存这些。`

	Help = `直接打字问,像和朋友说话一样,比如“从绵阳转到成都要多久”。
/city 绵阳 记住你在哪里参保
/estimate 算转移哪天该办完
/checklist 要带什么,一项项打勾
/forget 忘掉这个聊天里的一切
/start 重新开始
我不是官方机构。以参保地医保局的答复为准,电话 12393。`

	Empty       = "没看到文字。请把问题打出来,比如“医保转移要带什么”。"
	NoWords     = "这里面没有文字,我看不懂。请用一句话说你想办什么,比如“离职了医保怎么办”。"
	NotChinese  = "我只懂中文,请用中文问。\nI only understand Chinese. For help in China call 12393."
	TooLong     = "你写得很长,我只看了开头一段。没答到点上的话,请用一两句话再问一次。"
	Thanks      = "不客气。还有别的要问就直接打字。"
	Bye         = "好的,祝顺利。要问的时候再来。"
	Hello       = "你好。想问医保的什么?直接打字就行。"
	WhoAmI      = "我是医保问问,专门回答医保转移、账户里的钱、异地看病这些事。我不是官方机构,也不会聊天。"
	Forgotten   = "好了,这个聊天里我记住的都清掉了:地点、参保种类、上次问的题目。"
	Oops        = "我这边出了点问题,这个问题没答成。请再发一次;着急就打 12393。"
	TextOnly    = "我只看得懂文字。请把问题打出来。"
	OldButton   = "这个按钮是旧版的,已经认不出来了。请直接打字问我。"
	Thumbed     = "谢谢,记下了。"
	ThumbedDown = "谢谢,记下了。可以换个说法再问一次,或者打 12393。"
	NoMatch     = "这个我没有可靠的答案,不乱说。"
	NoMatchNext = "可以换个说法再问;或者打医保热线 12393,问参保地医保局。"
	Elsewhere   = "这事不归医保管,我答不了。"
	AskPlace    = "告诉我在哪里参保、要转到哪里,我再看当地有没有自己的规定。"
	AskEnrolled = "报销和账户按参保地的规定。告诉我医保交在哪里,我再看当地的规定。"
	NoNumber    = "(这个数字现在没有可靠的值,请打 12393 核实。)"
	Unverified  = "(没核到原文,请向参保地核实)"
	AllUnsure   = "这一条还没核到原文,请向参保地核实,电话 12393。"
	NotMainland = "港澳台不实行内地的基本医保,医保关系转不过去。"
	WhichOne    = "你想问的是哪一个?点一下;都不是就换个说法再问。"
	AskTopic    = "想问这里的什么?点一下,或者直接打字。"
	CityUsage   = "请告诉我城市名,比如:/city 绵阳"
	Pick        = "要看哪张清单?"
	Ticking     = "点一下打勾,再点取消。"
	AllTicked   = "都齐了,可以去办了。"

	BlockedLead = "你的消息里有像%s的号码,我没有保存,也不需要它。"
	BlockedNext = "请把原消息删掉,去掉号码再问一次。办事时号码只交给窗口或官方 App。"
)

// Buttons.
const (
	ButtonChecklist = "📋 材料清单"
	ButtonEstimate  = "⏱ 测算时间"
	ButtonCall      = "☎ 打电话问谁"
	ButtonGood      = "👍"
	ButtonBad       = "👎"
)

// Blocked says what kind of number was seen and what to do.
func Blocked(kinds []string) string {
	return fmt.Sprintf(BlockedLead, strings.Join(kinds, "、")) + "\n" + BlockedNext
}

// DidYouMean opens a choice in the asker's own words.
func DidYouMean(question string) string {
	return "“" + short(question, 20) + "”——" + WhichOne
}

// WhichPlace asks which of several places with one name is meant.
func WhichPlace(name string) string {
	return "叫“" + name + "”的地方不止一个,你说的是哪里?"
}

// AboutPlace asks what someone wants to know about a place.
func AboutPlace(places []string) string { return strings.Join(places, "、") + ":" + AskTopic }

// CitySet confirms the city set with /city.
func CitySet(name string) string {
	return "记住了:" + name + "。以后没说地方的问题,我先看" + name + "的规定。换城市再发一次 /city。"
}

// CityUnknown says that a name was not understood as a place.
func CityUnknown(name string) string {
	return "没认出“" + short(name, 12) + "”是哪里。请写城市全名,比如:/city 绵阳市"
}

// NoLocalRule says that no rule of these places is known and whose rules apply instead.
func NoLocalRule(places []string, province string) string {
	above := "国家规定"
	if province != "" {
		above = province + "和国家的规定"
	}
	return strings.Join(places, "、") + "没有查到单独的规定,按" + above + "。"
}

// CiteLead is what a source line begins with.
const CiteLead = "依据 "

// Cite is one source with its dates and how it was checked.
func Cite(source, article, date, reviewed string, secondHand bool) string {
	s := source + article
	if date != "" {
		s += "(" + date + ")"
	}
	s += "· 核对于 " + reviewed
	if secondHand {
		s += "(转载核对,未见原文)"
	}
	return s
}

// Overdue says that a statement is past its date of review.
func Overdue(day string) string {
	return "这条该在 " + day + " 前复核,可能有变化,办之前问一下 12393。"
}

// RumourLine sets a rumour right.
func RumourLine(says, truth string) string { return "网上说的“" + says + "”:" + truth }

// MatchedQuestion shows which question was taken to be meant.
func MatchedQuestion(q string) string { return "我按这个问题答的:" + q }

func short(s string, n int) string {
	r := []rune(strings.TrimSpace(s))
	if len(r) <= n {
		return string(r)
	}
	return string(r[:n]) + "…"
}
