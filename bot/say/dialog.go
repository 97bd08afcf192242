package say

import (
	"fmt"
	"time"
)

// Words of the estimators and of the days that follow an application.
const (
	ButtonCalendar = "📅 放进手机日历"
	ButtonZero     = "💰 余额显示 0"
	ButtonRejected = "↩️ 被驳回了"

	CalendarReady = "日历文件在下面,点开就能存进手机。"
	CalendarHint  = "每个日子当天早上9点提醒一次。日子算错了、改期了,删掉那一条就行。"
	NoDeadline    = "这个结果没有日子可记,没有日历文件。"

	StandingOnTime = "还没到期,不用催;在国家医保服务平台 App 里能看进度。"
	StandingAfter  = "办完了余额还是0,或者被驳回了,都有办法,接着问。"
)

// A Schedule is what is read of a transfer that was accepted: the two last days, and the
// places as people say them, empty where not known.
type Schedule struct {
	Accepted, Out, In time.Time
	Certain           bool // of both days
	From, To          string
}

// Head is the conclusion before anything is due: by when it will be done.
func (s Schedule) Head() string { return TimelineHead(s.Out, s.In, s.Certain) }

// Leaving is the conclusion while the old place still has time.
func (s Schedule) Leaving() string {
	return "按规定还在转出这一步," + s.latest() + day(s.Out) + "。"
}

// Arriving is the conclusion once the old place must be done and the new one is not.
func (s Schedule) Arriving() string {
	return "按规定已经转出,转入" + s.latest() + day(s.In) + "办完。"
}

// Over is the conclusion once everything should be done.
func (s Schedule) Over() string {
	if !s.Certain {
		return "大约" + day(s.In) + "就该办完了。"
	}
	return "按规定" + day(s.In) + "就该办完了。"
}

func (s Schedule) latest() string {
	if s.Certain {
		return "最晚"
	}
	return "大约"
}

// LeftUntil says how many working days are left of the step.
func LeftUntil(workdays int) string {
	if workdays == 0 {
		return "今天是最后一天。"
	}
	return fmt.Sprintf("离最后一天还有 %d 个工作日。", workdays)
}

// CountedFrom says from which day the working days count.
func (s Schedule) CountedFrom() string { return "从" + day(s.Accepted) + "受理算起。" }

// AskOld says what to do if the record has not been sent, and the working days since.
func (s Schedule) AskOld(workdays int) string {
	return "还没转出的话,已经超过" + count(workdays) + ":打 12393 问" + place("原参保地", s.From) +
		",就说“" + day(s.Accepted) + "受理的转移,信息表发出去了吗?”"
}

// AskNew says whom to ask what once the last day has passed by so many working days.
func (s Schedule) AskNew(workdays int) string {
	return "已经超过" + count(workdays) + "。打 12393 问" + place("新参保地", s.To) +
		",就说“" + day(s.Accepted) + "受理的转移,信息表收到了吗?”\n说没收到,就再问" + place("原参保地", s.From) + "。"
}

func count(workdays int) string {
	if workdays == 0 {
		return "最后一天"
	}
	return fmt.Sprintf(" %d 个工作日", workdays)
}

// place names an agency's area, with the city where it is known.
func place(role, name string) string {
	if name == "" {
		return role
	}
	return role + "(" + name + ")"
}

func day(t time.Time) string { return fmt.Sprintf("%d月%d日", int(t.Month()), t.Day()) }

// CalendarTitle is what stands in a phone's calendar on the last day of a stage.
func CalendarTitle(stage string, certain bool) string {
	switch stage {
	case "transfer_out":
		return "医保转移:转出最晚今天办完" + guess(certain)
	case "transfer_in":
		return "医保转移:转入最晚今天办完" + guess(certain)
	case "check":
		return "医保转移:查一次余额到没到"
	}
	return "医保转移:余额大约今天入账"
}

// IfToday says in a calendar that its dates count from the day on which they were asked for, because
// the day of acceptance was not told.
func IfToday(t time.Time) string {
	return "是假设" + day(t) + "受理算的;受理那天不同,就重新算一次。"
}

// CalendarCheck says what to do on the day of looking at the balance.
const CalendarCheck = "没到就打 12393 问新参保地。国家没有规定余额几天到,这一天是建议去查的日子。"

func guess(certain bool) string {
	if certain {
		return ""
	}
	return "(估计)"
}

// CalendarName is the title of the calendar file.
const CalendarName = "医保转移"
