package console

import (
	"fmt"

	"github.com/yibaowenwen/yibao/bot/store"
	"github.com/yibaowenwen/yibao/knowledge"
)

// A part is one piece of a bar that shows how a whole is made up.
type part struct {
	Name  string
	N     int
	Share float64 // 0 to 1
	From  float64 // the shares before it
	Tone  string  // class of its colour
}

// parts lines pieces up into a whole.
func parts(list []part) []part {
	all, from := 0, 0.0
	for _, p := range list {
		all += p.N
	}
	for i := range list {
		list[i].Share, list[i].From = share(list[i].N, all), from
		from += list[i].Share
	}
	return list
}

// share is n of so many, 0 of nothing.
func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

// A row is a line of a list with a bar.
type row struct {
	Href, Name string
	N, Refused int
	Share      float64 // of the longest, for the bar
}

// A ranking is a list of rows of which the first are shown at once.
type ranking struct{ Top, Rest []row }

const shownAtOnce = 10

func ranked(rows []row) ranking {
	rows = scale(rows)
	n := min(shownAtOnce, len(rows))
	return ranking{rows[:n], rows[n:]}
}

// scale sets the bars of rows, of which the first is the longest.
func scale(rows []row) []row {
	for i := range rows {
		rows[i].Share = share(rows[i].N, rows[0].N)
	}
	return rows
}

// A dayBar is one day of the picture of what was asked.
type dayBar struct {
	X, Y, Height int // in a picture dayHeight high, a day dayWidth wide
	Label        string
}

const (
	dayWidth  = 10
	dayHeight = 100
)

// A daily is the picture of what was asked, day by day.
type daily struct {
	Bars        []dayBar
	Width, Most int
	First, Last string
}

// byDay draws the last days up to today. A day on which anything was asked has a bar of at least two
// pixels: little is not nothing.
func byDay(counts []store.Count, today knowledge.Date, days int) daily {
	n := map[string]int{}
	most := 0
	for _, c := range counts {
		n[c.Day] += c.N
		most = max(most, n[c.Day])
	}
	d := daily{Width: days * dayWidth, Most: most, First: short(today.AddDays(1 - days)), Last: short(today)}
	for i := range days {
		day := today.AddDays(1 - days + i)
		bar := dayBar{X: i * dayWidth, Y: dayHeight, Label: fmt.Sprintf("%s:%d 次", short(day), n[day.String()])}
		if asked := n[day.String()]; asked > 0 {
			bar.Height = max(2, asked*dayHeight/most)
			bar.Y = dayHeight - bar.Height
		}
		d.Bars = append(d.Bars, bar)
	}
	return d
}

// short writes a day without its year.
func short(d knowledge.Date) string {
	return fmt.Sprintf("%d月%d日", d.Time().Month(), d.Time().Day())
}
