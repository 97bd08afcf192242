package main

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/width"
)

// print writes the report for a terminal.
func (u usage) print(w io.Writer) error {
	out := bufio.NewWriter(w)
	days := "没有人问过"
	if n := len(u.Days); n > 0 {
		days = u.Days[0].Day + " 到 " + u.Days[n-1].Day
	}
	fmt.Fprintf(out, "问了 %d 次(%s)\n", u.Asked, days)
	for _, d := range u.Decisions {
		fmt.Fprintf(out, "  %s %6d %6.1f%%\n", fill(decisionName(d.Name), 14), d.N, 100*d.Share)
	}
	printAsked(out, "按题目", u.Topics)
	printAsked(out, "按省份(问题里说到的)", u.Places)
	fmt.Fprintf(out, "\n有用没用,最没用的在前(不分日期)\n")
	for _, r := range u.Ratings {
		fmt.Fprintf(out, "  %s 👍 %4d  👎 %4d  有用 %5.1f%%\n", fill(r.Entry, 36), r.Helpful, r.Unhelpful, 100*r.Share)
	}
	u.printSamples(out)
	return out.Flush()
}

func printAsked(out io.Writer, title string, list []asked) {
	fmt.Fprintf(out, "\n%s\n", title)
	for _, a := range list {
		fmt.Fprintf(out, "  %s %6d", fill(cmp.Or(a.Name, "没认出题目"), 24), a.N)
		if a.Refused > 0 {
			fmt.Fprintf(out, "  没答上 %d", a.Refused)
		}
		fmt.Fprintln(out)
	}
}

func (u usage) printSamples(out io.Writer) {
	for _, kind := range []struct {
		title     string
		unhelpful bool
	}{{"没答上的问题", false}, {"答了没帮上忙的问题", true}} {
		fmt.Fprintf(out, "\n%s(本人同意留下的)\n", kind.title)
		for _, s := range u.Samples {
			if s.Unhelpful == kind.unhelpful {
				fmt.Fprintln(out, strings.TrimRight(fmt.Sprintf("  %s  %s", fill(oneLine(s.Text), 40), s.Entry), " "))
			}
		}
	}
	if len(u.Samples) > 0 {
		fmt.Fprintln(out, "\n归成堆、写成 YAML:yibao report --suggest")
	}
}

func decisionName(d string) string {
	switch d {
	case "answer":
		return "答了"
	case "choose":
		return "反问是不是"
	case "refuse":
		return "没答上"
	}
	return d
}

// oneLine keeps a question from breaking out of its line.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// fill adds blanks up to a width in columns.
func fill(s string, columns int) string {
	n := 0
	for _, r := range s {
		n++
		if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
			n++
		}
	}
	return s + strings.Repeat(" ", max(0, columns-n))
}
