// Package say holds every sentence that the bot itself utters; answers come from the
// knowledge. Plain spoken Chinese, conclusion first, short lines: each is read aloud on a
// 360-pixel screen before it goes in.
package say

import (
	"fmt"
	"slices"
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

	HelpLead = "直接打字问,像和朋友说话一样,比如“从绵阳转到成都要多久”。"
	HelpEnd  = "我不是官方机构。以参保地医保局的答复为准,电话 12393。"

	Empty       = "没看到文字。请把问题打出来,比如“医保转移要带什么”。"
	NoWords     = "这里面没有文字,我看不懂。请用一句话说你想办什么,比如“离职了医保怎么办”。"
	NotChinese  = "我只懂中文,请用中文问。\nI only understand Chinese. For help in China call 12393."
	TooLong     = "你写得很长,我只看了开头一段。没答到点上的话,请用一两句话再问一次。"
	Thanks      = "不客气。还有别的要问就直接打字。"
	Bye         = "好的,祝顺利。要问的时候再来。"
	Hello       = "你好。想问医保的什么?直接打字就行。"
	WhoAmI      = "我是医保问问,专门回答医保转移、账户里的钱、异地看病这些事。我不是官方机构,也不会聊天。"
	Forgotten   = "好了,这个聊天里我记住的都清掉了:地点、参保种类、上次问的题目、提醒。"
	OldButton   = "这个按钮是旧版的,已经认不出来了。请直接打字问我。"
	Thumbed     = "谢谢,记下了。"
	ThumbedDown = "谢谢,记下了。可以换个说法再问一次,或者打 12393。"
	NoMatch     = "这个我没有可靠的答案,不乱说。"
	TellPlace   = "告诉我在哪个城市参保,我按当地的说。"
	NoNumber    = "(这个数字现在没有可靠的值,请打 12393 核实。)"
	Unverified  = "(没核到原文)"
	NotInPrint  = "这条没核到原文,动身前打 12393 问一句。"
	OnlyAdvice  = "这是办事经验,没有文件可查。"
	Overdue     = ",该复核了,办前再问一句"
	NotMainland = "港澳台不实行内地的基本医保,医保关系转不过去。"
	WhichOne    = "对上哪个,点它看全部;都不是,换个说法再问。"
	WhichOrTurn = "对上哪个,点它看全部。要反映这件事:先打 12393,不行打 12345。"
	BothAsked   = "你问了两件事,点一下各看全部。"
	AskTopic    = "想问这里的什么?点一下,或者直接打字。"
	CityUsage   = "请告诉我城市名,比如:/city 绵阳"
	Pick        = "要看哪张清单?"
	Ticking     = "点一下打勾,再点取消。"
	AllTicked   = "都齐了,可以去办了。"

	PickFlow    = "想测算什么?点一个,边问边算。\n每一题都能选“不确定”,也能直接打字。"
	FlowChanged = "规则有更新,之前的回答还在,请看一眼对不对。"
	TypeAnswer  = "直接打字回答就行。"
	Cancelled   = "好,不算了。还有要问的就直接打字。"
	Dropped     = "好,不办了。还有要问的就直接打字。"
	NothingOn   = "现在没有在办的事,不用取消。接着问就行。"
	WayOut      = "不想算了就打“取消”;问别的也可以直接打字。"
	NumberAlone = "只有一个数字或日期,我不知道拿它算什么。\n想测算就点一个,我一题一题问,到时再打这个数。"
	NoSuchPlace = "没认出是哪个城市"
	AskAccepted = "哪天受理的?\n直接打日期,比如 9月21日。还没申请就点“今天”,看看最晚哪天办完。\n受理是指医保局收下了你的申请,不是你提交的那天。"

	BlockedLead = "你的消息里有像%s的号码,我没有保存,也不需要它。"
	BlockedNext = "那条消息我会试着删掉;还看得见的话请你自己删。去掉号码再问一次。办事时号码只交给窗口或官方 App。"
)

// Buttons.
const (
	ButtonChecklist = "📋 材料清单"
	ButtonEstimate  = "⏱ 测算时间"
	ButtonSum       = "⏱ 算多少钱"
	ButtonCall      = "☎ 打电话问谁"
	ButtonTrack     = "📅 数工作日:今天该办到哪了"
	ButtonBack      = "↩ 上一步"
	ButtonCancel    = "✖ 不算了"
	ButtonAgain     = "🔁 重新算"
	ButtonGoOn      = "▶ 接着算"
	ButtonToday     = "今天"
	ButtonYesterday = "昨天"
	ButtonHere      = "记住这里"
	ButtonGood      = "👍"
	ButtonBad       = "👎"
)

// HelpLine explains a command, with an example of what is typed behind it.
func HelpLine(name, example, about string) string {
	if example != "" {
		name += " " + example
	}
	return "/" + name + " " + about
}

// Blocked says what kind of number was seen and what to do.
func Blocked(kinds []string) string {
	return fmt.Sprintf(BlockedLead, strings.Join(kinds, "、")) + "\n" + BlockedNext
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

// NotTaken says that a typed answer does not fit a dialog's question, and which forms do.
func NotTaken(s, forms string) string {
	return "没看懂“" + short(s, 12) + "”,这一题" + forms + "。"
}

// LeftAt says which dialog was left at which question, for who types a number out of the blue; forms
// say what that question takes if it cannot be the number.
func LeftAt(title, question, number, forms string) string {
	text := "刚才“" + title + "”没算完,问到:" + question + "\n要接着算就点一下"
	if forms == "" {
		return text + "," + short(number, 12) + " 就算这一题的答案。"
	}
	return text + ";这一题" + forms + "。"
}

// BackTo takes up a dialog's question again.
func BackTo(question string) string { return "回到刚才那一题:" + question }

// NotADay says that a typed day was not understood.
func NotADay(s string) string {
	return "没看懂“" + short(s, 12) + "”是哪一天。\n请写成 9月21日 或 2026-9-21 这样,不能是以后的日子。"
}

// NotYet says that a day of acceptance is still to come.
func NotYet(t time.Time) string {
	return fmt.Sprintf("%d年%s还没到,受理日期不能是以后的日子。\n还没受理就点“今天”,看看最晚哪天办完。", t.Year(), date(t))
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

// NamesKind reports whether a sentence says which kind of insurance it is about.
func NamesKind(text string) bool {
	return slices.ContainsFunc([]string{"居民", "农合", "职工", "退休", "单位", "灵活就业", "学生", "孩子", "老人"}, func(w string) bool { return strings.Contains(text, w) })
}

// ForResidents marks what holds for 居民医保 only.
func ForResidents(text string) string { return "居民医保:" + text }

// ForEmployees marks what holds for 职工医保 only.
func ForEmployees(text string) string { return "职工医保:" + text }

// ForRetired marks what holds for retired people with 职工医保 only.
func ForRetired(text string) string { return "退休人员:" + text }

// About asks what someone wants to know about places or a kind of insurance.
func About(names []string) string { return strings.Join(names, "、") + ":" + AskTopic }

// Reckoning says which estimator was chosen by typing.
func Reckoning(title string) string { return "在算:" + title }

// Kept says what was noted that was not asked for just then.
func Kept(said []string) string { return "记下了:" + strings.Join(said, "、") + "。" }

// Restated says above an answer given anew what was changed or added.
func Restated(names []string) string { return strings.Join(names, "、") + "的话:" }

// Same leads the conclusion that is no other for what was named.
func Same(names []string) string { return strings.Join(names, "、") + "也一样:" }

// Kind names a kind of insurance.
func Kind(insured string) string {
	return map[string]string{"employee": "职工医保", "resident": "居民医保", "retired": "退休人员的职工医保"}[insured]
}

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

// NotCollected says that a place's own number or rule is not in the knowledge yet, and whom to ask.
func NotCollected(place string, number bool) string {
	what := "的规定"
	if number {
		what = "的数"
	}
	return place + what + "我还没收录,打 12393 问当地医保局。"
}

// Covered is a conclusion for those who have cover, as those without it read it.
func Covered(text string) string { return "医保接着的人:" + text }

// NoExample is a sentence without the words that make it an example.
func NoExample(text string) string {
	for _, lead := range []string{"例如", "比如"} {
		if rest, ok := strings.CutPrefix(text, lead); ok {
			return rest
		}
	}
	return text
}

// NothingLocal says that a place has no rule of its own in the knowledge, so that the answer is the
// national one.
func NothingLocal(place string) string {
	return place + "自己的规定我没收录,先看全国的;当地的数打 12393 问" + place + "医保局。"
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

// Vouch is the line that says what an answer rests on: the sources, whether the texts themselves
// were read, and when they were last compared.
func Vouch(names []string, more, original bool, checked time.Time) string {
	text := CiteLead + strings.Join(names, "、")
	if more {
		text += "等"
	}
	how := "看的转载"
	if original {
		how = "看过原文"
	}
	if checked.IsZero() {
		return text + " · " + how
	}
	return fmt.Sprintf("%s · %s,%d-%02d核", text, how, checked.Year(), int(checked.Month()))
}

// ShortSource is a source's name short enough for a line.
func ShortSource(name string) string { return short(name, 18) }

// RumourLine sets a rumour right.
func RumourLine(says, truth string) string { return "网上说的“" + says + "”:" + truth }

func short(s string, n int) string {
	r := []rune(strings.TrimSpace(s))
	if len(r) <= n {
		return string(r)
	}
	return string(r[:n]) + "…"
}

// ReadBy says in the welcome that a model reads questions, and where it is; host is empty if it
// is on the operator's own machines.
func ReadBy(host string) string {
	if host == "" {
		return "有的问题我会请一个模型帮着看懂,它就在运行我的机器上,话不外传;答案还是人写的。"
	}
	return fmt.Sprintf("有的问题我会去掉号码和姓名,发给 %s 的模型帮着看懂;答案还是人写的。不想发出去的话,请别写进来。", host)
}
