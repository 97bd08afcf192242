package console

import (
	"fmt"
	"time"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/workday"
)

// A timeline is a picture of days, one below the other: it reads the same on a phone and on a
// desk. Lengths are in CSS pixels.
type timeline struct {
	Days   []lineDay
	Height int
	End    int    // of the rail: the middle of the last deadline
	Open   bool   // something follows that has no deadline
	Last   int    // where the text for that stands
	Alt    string // the picture in words
}

// A lineDay is a row of the picture.
type lineDay struct {
	Top    int
	Y      int    // of its middle
	Base   int    // on which its texts stand
	Label  string // the date, where it is worth writing
	Count  string // which working day of its stage it is
	Tone   string // class of the stage that is at work
	Off    bool   // nobody works
	Swap   string // 休 on a weekday, 班 on a weekend
	Mark   string // what happens on the day
	Note   string // and more about it
	Today  bool
	Weekly bool // a Monday: the rule above it
}

const (
	rowHeight  = 18
	rowMargin  = 14
	ascent     = 5 // from the middle of a row down to the line on which texts stand
	afterwards = 2 // rows below the last deadline
)

// draw paints the days from acceptance to the last deadline.
func draw(days *workday.Calendar, accepted, today knowledge.Date, stages []stage) timeline {
	p := painter{days: days, today: today}
	p.add(accepted, lineDay{Mark: "受理", Note: "这一天不算", Tone: "start", Label: dayLabel(accepted)})
	day := accepted
	line := timeline{}
	for _, s := range stages {
		if s.Latest.IsZero() {
			line.Open = true
			break
		}
		for n := 0; day.Before(s.Latest); {
			day = day.AddDays(1)
			if days.Open(day) {
				n++
			}
			p.add(day, p.within(day, n, s))
		}
		line.Alt += fmt.Sprintf(";%s最晚 %s", s.Name, chineseDay(s.Latest))
	}
	line.Alt = chineseDay(accepted) + "受理" + line.Alt
	line.Days = p.list
	line.End = p.list[len(p.list)-1].Y
	line.Height = line.End + rowMargin
	if line.Open {
		line.Height += afterwards * rowHeight
		line.Last = line.Height - rowMargin
	}
	return line
}

// A painter collects rows.
type painter struct {
	days  *workday.Calendar
	today knowledge.Date
	list  []lineDay
}

// within is a day on which a stage is at work; n counts its working days.
func (p *painter) within(day knowledge.Date, n int, s stage) lineDay {
	d := lineDay{Tone: s.Tone}
	if p.days.Open(day) {
		d.Count = fmt.Sprint(n)
	}
	if day == s.Latest {
		d.Mark, d.Note, d.Label = s.Name, fmt.Sprintf("第 %d 个工作日", s.Workdays), dayLabel(day)
	}
	return d
}

func (p *painter) add(day knowledge.Date, d lineDay) {
	d.Top = rowMargin/2 + len(p.list)*rowHeight
	d.Y = d.Top + rowHeight/2
	d.Base = d.Y + ascent
	weekday := day.Time().Weekday()
	weekend := weekday == time.Saturday || weekday == time.Sunday
	d.Off = !p.days.Open(day)
	switch {
	case weekend && !d.Off:
		d.Swap = "班"
	case !weekend && d.Off:
		d.Swap = "休"
	}
	d.Weekly = weekday == time.Monday && len(p.list) > 0
	if d.Label == "" && (d.Weekly || day.Time().Day() == 1) {
		d.Label = dayLabel(day)
	}
	d.Today = day == p.today
	p.list = append(p.list, d)
}

func dayLabel(d knowledge.Date) string {
	return fmt.Sprintf("%d月%d日 %s", d.Time().Month(), d.Time().Day(), string([]rune("日一二三四五六")[d.Time().Weekday()]))
}
