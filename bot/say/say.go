// Package say holds every sentence that the bot itself utters; answers come from the
// knowledge. Plain spoken Chinese, conclusion first, short lines: each is read aloud on a
// 360-pixel screen before it goes in.
package say

import (
	"fmt"
	"strings"
	"time"
)

// Sentences without parameters.
const (
	Name = "医保问问"

	// Description and ShortDescription are what Telegram shows before the first message.
	Description      = "换城市、离职、退休、给爸妈办医保?直接打字问。\n每句话都带出处和核对日期,不知道的会直说。\n不是官方机构,以参保地医保局为准,电话 12393。"
	ShortDescription = "医保转移、账户里的钱、异地看病:问了就答,句句有出处。"

	Welcome = `你好,我是医保问问。
换城市、离职、退休、给爸妈办医保,直接打字问我就行。
每句话都带出处和核对日期;不知道的我会直说,并告诉你打哪个电话。
不用报姓名、身份证号和卡号,我也不存这些。`

	Help = `直接打字问,像和朋友说话一样,比如“从绵阳转到成都要多久”。
/city 绵阳 记住你在哪里参保
/estimate 算转移哪天该办完
/checklist 要带什么,一项项打勾
/reminders 到期提醒,看看或取消
/family 帮家人问,两边分开记
/big 一次只看几句,给老人用
/forget 忘掉这个聊天里的一切
我不是官方机构。以参保地医保局的答复为准,电话 12393。`

	Empty       = "没看到文字。请把问题打出来,比如“医保转移要带什么”。"
	NoWords     = "这里面没有文字,我看不懂。请用一句话说你想办什么,比如“离职了医保怎么办”。"
	NotChinese  = "我只懂中文,请用中文问。\nI only understand Chinese. For help in China call 12393."
	TooLong     = "你写得很长,我只看了开头一段。没答到点上的话,请用一两句话再问一次。"
	Thanks      = "不客气。还有别的要问就直接打字。"
	Bye         = "好的,祝顺利。要问的时候再来。"
	Hello       = "你好。想问医保的什么?直接打字就行。"
	WhoAmI      = "我是医保问问,专门回答医保转移、账户里的钱、异地看病这些事。我不是官方机构,也不会聊天。"
	Forgotten   = "好了,这个聊天里我记住的都清掉了:地点、参保种类、上次问的题目、提醒。"
	Oops        = "我这边出了点问题,这个问题没答成。请再发一次;着急就打 12393。"
	TextOnly    = "我只看得懂文字。请把问题打出来。"
	OldButton   = "这个按钮是旧版的,已经认不出来了。请直接打字问我。"
	Thumbed     = "谢谢,记下了。"
	ThumbedDown = "谢谢,记下了。可以换个说法再问一次,或者打 12393。"
	NoMatch     = "这个我没有可靠的答案,不乱说。"
	Elsewhere   = "这事不归医保管,我答不了。"
	AskPlace    = "告诉我在哪里参保、要转到哪里,我再看当地有没有自己的规定。"
	AskEnrolled = "报销和账户按参保地的规定。告诉我医保交在哪里,我再看当地的规定。"
	NoNumber    = "(这个数字现在没有可靠的值,请打 12393 核实。)"
	Unverified  = "(没核到原文,请向参保地核实)"
	UnsureMark  = "※"
	PartUnsure  = "※ 这句没核到原文,请向参保地核实。"
	AllUnsure   = "这一条还没核到原文,请向参保地核实,电话 12393。"
	NotMainland = "港澳台不实行内地的基本医保,医保关系转不过去。"
	WhichOne    = "你想问的是哪一个?点一下;都不是就换个说法再问。"
	AskTopic    = "想问这里的什么?点一下,或者直接打字。"
	CityUsage   = "请告诉我城市名,比如:/city 绵阳"
	Pick        = "要看哪张清单?"
	Ticking     = "点一下打勾,再点取消。"
	AllTicked   = "都齐了,可以去办了。"

	PickFlow    = "想测算什么?点一个,边问边算。\n每一题都能选“不确定”,也能直接打字。"
	FlowChanged = "规则有更新,之前的回答还在,请看一眼对不对。"
	TypeAnswer  = "直接打字回答就行。"
	Cancelled   = "好,不算了。还有要问的就直接打字。"
	NoSuchPlace = "没认出是哪个城市"
	AskAccepted = "哪天受理的?\n直接打日期,比如 9月21日。还没申请就点“今天”,看看最晚哪天办完。\n受理是指医保局收下了你的申请,不是你提交的那天。"

	BlockedLead = "你的消息里有像%s的号码,我没有保存,也不需要它。"
	BlockedNext = "那条消息我会试着删掉;还看得见的话请你自己删。去掉号码再问一次。办事时号码只交给窗口或官方 App。"
)

// Buttons.
const (
	ButtonChecklist = "📋 材料清单"
	ButtonEstimate  = "⏱ 测算时间"
	ButtonCall      = "☎ 打电话问谁"
	ButtonTrack     = "📅 数工作日:今天该办到哪了"
	ButtonBack      = "↩ 上一步"
	ButtonCancel    = "✖ 不算了"
	ButtonAgain     = "🔁 重新算"
	ButtonToday     = "今天"
	ButtonYesterday = "昨天"
	ButtonHere      = "记住这里"
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

// Here asks whether a shared position is the city of enrolment.
func Here(name string) string {
	return "你在" + name + "附近。\n医保也交在" + name + "的话,点一下记住;不是就发:/city 参保的城市"
}

// Item is one line of a checklist.
func Item(need, item, form string, ticked bool) string {
	if form != "" {
		item += "(" + form + ")"
	}
	switch {
	case need == "not_needed":
		return "不用带:" + item
	case ticked:
		return "☑ " + item
	case need == "if_asked":
		return "☐ " + item + " · 要了再给"
	}
	return "☐ " + item
}

// Tick is the button of an item.
func Tick(item string, ticked bool) string {
	if ticked {
		return "☑ " + short(item, 18)
	}
	return "☐ " + short(item, 18)
}

// YouSaid repeats the answers of a dialog.
func YouSaid(answers []string) string { return "已经知道:" + strings.Join(answers, " · ") }

// Numbered is one of several things to do.
func Numbered(i int, text string) string { return string('①'+rune(i)) + " " + text }

// Because is one answer that led to a result.
func Because(question, answer string) string { return "因为:" + question + " " + answer }

// IfOnly is what would lead to a better result.
func IfOnly(changes []string) string { return "怎样才行:" + strings.Join(changes, ",") }

// Change is the button that changes one answer.
func Change(question string) string { return "✏ 改" + question }

// ReckonedOn says on which day's rules a result rests.
func ReckonedOn(day string) string { return "按 " + day + " 的规定算" }

// NotUnderstood says that a typed answer fits none of the choices.
func NotUnderstood(s string) string { return "没看懂“" + short(s, 12) + "”,再答一次:" }

// BackTo takes up a dialog's question again.
func BackTo(question string) string { return "回到刚才那一题:" + question }

// NotADay says that a typed day was not understood.
func NotADay(s string) string {
	return "没看懂“" + short(s, 12) + "”是哪一天。\n请写成 9月21日 或 2026-9-21 这样,不能是以后的日子。"
}

func date(t time.Time) string {
	return fmt.Sprintf("%d月%d日(周%s)", int(t.Month()), t.Day(), []string{"日", "一", "二", "三", "四", "五", "六"}[t.Weekday()])
}

// TimelineHead is the conclusion of the estimate; an uncertain date is an estimate.
func TimelineHead(out, in time.Time, certain bool) string {
	about := "最晚"
	if !certain {
		about = "大约"
	}
	return fmt.Sprintf("%s %d月%d日转出,%d月%d日转入办完。", about, int(out.Month()), out.Day(), int(in.Month()), in.Day())
}

// From, Missing, Lost and Refused say where an item comes from and what to do without it;
// each is empty where nothing is known.
func From(s string) string    { return labelled("去哪开:", s) }
func Missing(s string) string { return labelled("没有怎么办:", s) }
func Lost(s string) string    { return labelled("找不到:", s) }
func Refused(s string) string { return labelled("办不了:", s) }

func labelled(label, s string) string {
	if s == "" {
		return ""
	}
	return label + s
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

// CountyOf says whose rules apply in a county.
func CountyOf(county, city string) string {
	return county + "归" + city + "管,看" + city + "的规定。"
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

// Source is one source as it is cited.
func Source(name, date string) string {
	if date == "" {
		return name
	}
	return name + "(" + date + ")"
}

// Mark is the small number that ties a line to its source; the first source has none.
func Mark(i int) string {
	marks := []rune("¹²³⁴⁵⁶⁷⁸⁹")
	if i < 1 || i > len(marks) {
		return ""
	}
	return string(marks[i-1])
}

// CheckedOn says when the sources were last compared, and whether only reprints were seen.
func CheckedOn(day string, secondHand bool) string {
	if secondHand {
		return "核对于 " + day + "(转载核对,未见原文)"
	}
	return "核对于 " + day + "(已读原文)"
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
