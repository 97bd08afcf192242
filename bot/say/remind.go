package say

import (
	"fmt"
	"strings"
	"time"
)

// Words of reminders.
const (
	ButtonRemind        = "🔔 到期提醒我"
	ButtonRemindAlone   = "🔔 到期提醒(私聊我设)"
	ButtonLapse         = "🔔 补缴快到期提醒我"
	ButtonLapseAlone    = "🔔 补缴提醒(私聊我设)"
	ButtonCancelAll     = "全部取消"
	ButtonReminders     = "看看记了哪些提醒"
	ButtonStandingToday = "📅 今天该办到哪了"

	RemindAlone     = "提醒只发给你一个人,请私聊我再设。"
	RemindSet       = "好,到日子我来提醒你。"
	RemindSetAgain  = "这几条早就记着了。"
	RemindTooMany   = "已经记了不少,先取消几条再加。"
	RemindPast      = "这几个日子都已经过了,不用提醒了。"
	RemindHours     = "早上 9 点发。晚上 10 点到早上 8 点不打扰。"
	RemindCount     = "记着 %d 条提醒。"
	RemindCancelled = "取消了。"
	RemindNone      = "现在没有记着的提醒。"
	RemindNoneNext  = "算出哪天该办完以后,点“到期提醒我”就能设。"
	RemindGuess     = "那一年的放假安排还没公布,日子是估计的。"

	LapseAsk   = "最后一次缴到几月?\n点一下,到期前两周提醒你。"
	LapseOlder = "比这更早的,已经过了能补缴的期限,打 12393 问参保地还能怎么办。"
)

// RemindTooManyAbove says how many reminders there can be.
func RemindTooManyAbove(n int) string { return fmt.Sprintf("一个聊天最多记 %d 条。", n) }

// DueWords are the words of one kind of reminder, each a sentence about the reminder that it is
// said of.
type DueWords struct {
	Short             string // on a button and in a list
	which, head       func(Due) string
	matter, whatToAsk func(Due) string
}

// A Due is a reminder as it is read: what is due, for which transfer, and when.
type Due struct {
	DueWords
	At       time.Time
	Since    time.Time // day of acceptance, or last day paid for
	Deadline time.Time
	From, To string // as people say them, empty where not known
}

// Listed is the reminder in a list.
func (d Due) Listed() string {
	return fmt.Sprintf("%s %s · %s%s", date(d.At), clock(d.At), d.Short, d.which(d))
}

// RemindGone names a reminder whose time has passed.
func (d Due) RemindGone() string { return "已经过了:" + day(d.Deadline) + d.Short }

// Cancel is the button that cancels it.
func (d Due) Cancel() string { return "✖ " + day(d.At) + " " + d.Short }

// Head is what is due, as the first line of the reminder.
func (d Due) Head() string { return d.head(d) }

// What is the matter that the reminder is about.
func (d Due) What() string { return d.matter(d) }

// ToDo is whom to ask what.
func (d Due) ToDo() string { return d.whatToAsk(d) }

// TransferOutDue are the words of a reminder that the old place must be done (转出).
func TransferOutDue() DueWords {
	return DueWords{
		"该转出了", Due.places,
		func(d Due) string { return "🔔 按规定," + day(d.Deadline) + "前就该转出了。" },
		inProgress,
		func(d Due) string {
			return "没转出就打 12393 问" + place("原参保地", d.From) + ":“" + day(d.Since) + "受理的转移,信息表发出去了吗?”" + fromAfar(d.From)
		},
	}
}

// TransferInDue are the words of a reminder that the new place must be done (转入).
func TransferInDue() DueWords {
	return DueWords{
		"该转入了", Due.places,
		func(d Due) string { return "🔔 按规定," + day(d.Deadline) + "前就该转入办完了。" },
		inProgress,
		func(d Due) string {
			return "没办完就打 12393 问" + place("新参保地", d.To) + ":“" + day(d.Since) + "受理的转移,信息表收到了吗?”" + fromAfar(d.To)
		},
	}
}

// BalanceDue are the words of a reminder to look whether the money has come.
func BalanceDue() DueWords {
	return DueWords{
		"查余额", Due.places,
		func(Due) string { return "🔔 今天去查一次余额。" },
		func(d Due) string {
			return d.transfer() + "余额几天到账国家没有规定,这是建议去查的日子。"
		},
		func(d Due) string {
			return "还是 0 就打 12393 问" + place("新参保地", d.To) + ":“转过来的个人账户余额入账了吗?”" + fromAfar(d.To)
		},
	}
}

// LapseDue are the words of a reminder before a lapse gets too long to be mended.
func LapseDue() DueWords {
	return DueWords{
		"补缴快到期", func(d Due) string { return "(缴到" + month(d.Since) + ")" },
		func(d Due) string { return "🔔 断缴能补的期限快到了:" + day(d.Deadline) + "。" },
		func(d Due) string {
			return "医保最后缴到" + month(d.Since) + "。超过这个期限再接上,看病报销可能要等。"
		},
		func(Due) string {
			return "有新单位,请它这之前给你参保;没有,就打 12393 问参保地:“断了几个月,能补缴吗,怎么补?”"
		},
	}
}

func inProgress(d Due) string {
	return d.transfer() + "先在国家医保服务平台 App 里看进度。"
}

// places says which transfer a reminder is of.
func (d Due) places() string {
	if d.From != "" && d.To != "" {
		return "(" + d.From + "→" + d.To + ")"
	}
	return "(" + day(d.Since) + "受理的)"
}

func (d Due) transfer() string {
	if d.From != "" && d.To != "" {
		return d.From + "→" + d.To + "," + day(d.Since) + "受理的。"
	}
	return day(d.Since) + "受理的那笔转移。"
}

// fromAfar says how a hotline is reached from elsewhere.
func fromAfar(name string) string {
	if name == "" {
		return "人在外地,先拨当地区号。"
	}
	return "人在外地,先拨" + name + "的区号。"
}

// Late says when a reminder should have come.
func (d Due) Late(now time.Time) string {
	late := now.Sub(d.At)
	long := fmt.Sprintf("%d 小时", int(late.Hours()))
	if late >= 24*time.Hour {
		long = fmt.Sprintf("%d 天", int(late.Hours())/24)
	}
	return "这条提醒本该在" + day(d.At) + " " + clock(d.At) + " 发出,晚了 " + long + ",对不起。"
}

// LapseMonth is the button for the last month paid for.
func LapseMonth(t time.Time) string { return "缴到" + month(t) }

// LapseSet says until when the lapse can be mended.
func LapseSet(months int, limit time.Time) string {
	return fmt.Sprintf("断缴 %d 个月以内能按当地规定补,也就是%s以前。", months, day(limit))
}

func month(t time.Time) string { return fmt.Sprintf("%d年%d月", t.Year(), int(t.Month())) }

func clock(t time.Time) string { return t.Format("15:04") }

// Words of notices that an answer has changed.
const (
	ButtonNotify    = "🔔 有变化通知我"
	ButtonNotifyOff = "🔕 不再通知"
	ButtonFull      = "看现在的完整回答"

	NotifyOn    = "好,你问过的规定有变化,我会发消息告诉你。"
	NotifyOff   = "好,以后有变化不再通知你。"
	NotifyAlone = "通知只发给你一个人,请私聊我再开。"
	Withdrawn   = "这条回答撤下了,先别照着办,打 12393 问清楚。"
	Was         = "原来:"
	Is          = "现在:"
	NoMore      = "去掉了:"
	New         = "新加了:"
)

// Changed says which answer has changed, in the words of its question.
func Changed(question string) string {
	return "🔔 你问过的有变化:" + short(strings.TrimRight(question, "?？"), 22)
}

// MoreChanged says how many changes are left out.
func MoreChanged(n int) string { return fmt.Sprintf("还有 %d 处,点下面看完整回答。", n) }
