package layout_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/button"
	"github.com/yibaowenwen/yibao/bot/layout"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/data"
	"github.com/yibaowenwen/yibao/knowledge/zh"
)

func date(t *testing.T, s string) knowledge.Date {
	t.Helper()
	d, err := knowledge.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// laid returns a layout on the shipped sources, and bases: two checked ones and a doubtful one.
func laid(t *testing.T) (l *layout.Layout, first, second, doubtful knowledge.Basis) {
	t.Helper()
	c, err := knowledge.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	scripts, err := zh.NewScripts()
	if err != nil {
		t.Fatal(err)
	}
	reviewed := date(t, "2026-11-22")
	first = knowledge.Basis{Source: "nhsa.2021-43", Status: knowledge.StatusDocument, Reviewed: reviewed}
	second = knowledge.Basis{Source: "sco.2024-38", Status: knowledge.StatusSecondary, Reviewed: date(t, "2026-11-20")}
	doubtful = knowledge.Basis{Source: "nhsa.2021-43", Status: knowledge.StatusMemory, Reviewed: reviewed}
	return layout.New(c, scripts), first, second, doubtful
}

func line(kind bot.LineKind, text string, b knowledge.Basis) bot.Line {
	return bot.Line{Kind: kind, Text: text, Basis: b}
}

// No line carries a mark: one line below says what the answer rests on, whether the document itself
// was read and when, and the sources are folded away. A folded line that is not verified says so.
func TestCite(t *testing.T) {
	l, first, second, doubtful := laid(t)
	r := l.Lay(bot.Reply{Decision: bot.Answer, Entry: "x", Lines: []bot.Line{
		line(bot.Headline, "结论。", first), line(bot.Plain, "同源。", first), line(bot.Plain, "另源。", second),
		line(bot.Detail, "没底。", doubtful), line(bot.Aside, "旁白。", knowledge.Basis{}),
	}}, date(t, "2026-11-30"))
	for i, want := range []string{"结论。", "同源。", "另源。", "旁白。"} {
		if got := r.Lines[i].Shown(); got != want {
			t.Errorf("line %d is %q, want %q", i, got, want)
		}
	}
	cite := r.Lines[4]
	for _, want := range []string{"医保办发〔2021〕43号", "国办发〔2024〕38号", "看的转载", "2026-11核"} {
		if cite.Kind != bot.Cite || !strings.Contains(cite.Text, want) {
			t.Errorf("the source line lacks %q: %s", want, cite.Text)
		}
	}
	for _, want := range []string{"没底。（没核到原文）", "医保办发〔2021〕43号（2021-11-01）", "国办发〔2024〕38号（2024-07-26）"} {
		if !strings.Contains(r.Details(), want) {
			t.Errorf("folded away lacks %q: %s", want, r.Details())
		}
	}
	if len(r.Sources) != 2 {
		t.Errorf("sources %q", r.Sources)
	}
}

// A review that is overdue is said; a reply without any basis has no source line.
func TestCiteOverdueAndNothing(t *testing.T) {
	l, first, _, _ := laid(t)
	first.ReviewBy = date(t, "2026-11-01")
	r := l.Lay(bot.Reply{Decision: bot.Answer, Lines: []bot.Line{line(bot.Headline, "结论。", first)}}, date(t, "2026-11-30"))
	if !strings.Contains(r.Plain(), "该复核了") {
		t.Errorf("not said to be overdue: %s", r.Plain())
	}
	r = l.Lay(bot.Reply{Decision: bot.SmallTalk, Lines: bot.Paragraphs("你好\n请问")}, date(t, "2026-11-30"))
	if r.Plain() != "你好\n请问" {
		t.Errorf("got %q", r.Plain())
	}
}

// What does not fit a phone is folded away, in order; the conclusion never is. Remarks on the
// message stay at the top and the bottom.
func TestFit(t *testing.T) {
	l, first, _, _ := laid(t)
	lines := []bot.Line{line(bot.Plain, strings.Repeat("长", 90), first), line(bot.Headline, strings.Repeat("头", 200), first), line(bot.Plain, "短。", first), line(bot.Plain, strings.Repeat("末", 90), first)}
	r := bot.Reply{Decision: bot.Answer, Entry: "x", Lines: lines}.Before("前言").After("后记")
	r = l.Lay(r, date(t, "2026-11-30"))
	if r.Lines[0].Text != "前言" || r.Lines[len(r.Lines)-1].Text != "后记" || r.Lines[0].Kind != bot.Aside {
		t.Errorf("remarks are not outside: %+v", r.Lines)
	}
	if r.Lines[1].Kind != bot.Headline || !strings.Contains(r.Plain(), "短。") || !strings.Contains(r.Plain(), "长长") || !strings.Contains(r.Details(), "末末") {
		t.Errorf("shown %s\nfolded %s", r.Plain(), r.Details())
	}
}

// In the layout for old eyes an answer takes little room, one button a row, without icons, and
// the pages together hold everything once.
func TestBig(t *testing.T) {
	l, first, second, _ := laid(t)
	answer := bot.Reply{Decision: bot.Answer, Entry: "transfer.duration", Session: bot.Session{Big: true}}
	answer.Lines = append(answer.Lines, line(bot.Headline, "结论。", first))
	var all []string
	for i := range 12 {
		text := strings.Repeat(string(rune('一'+i)), 45) + "。"
		all = append(all, text)
		answer.Lines = append(answer.Lines, line(bot.Plain, text, second))
	}
	answer.Buttons = [][]bot.Button{{button.New("📋 材料清单", "k:a:0"), button.New("⏱ 测算", "d:x")}, {{Icon: "👍", Spoken: "有用", Data: button.ThumbData("transfer.duration", true)}}}
	seen := ""
	for page := range 9 {
		answer.Page = page + 1
		r := l.Lay(answer, date(t, "2026-11-30"))
		if n := utf8.RuneCountInString(r.Plain()); n > 260 {
			t.Errorf("page %d has %d characters", page+1, n)
		}
		seen += r.Plain()
		more := false
		for _, row := range r.Buttons {
			if len(row) != 1 || strings.ContainsAny(row[0].Label, "📋⏱👍") {
				t.Errorf("page %d: row %+v", page+1, row)
			}
			more = more || button.VerbOf(row[0]) == button.Page
		}
		if !more {
			break
		}
	}
	for _, text := range all {
		if n := strings.Count(seen, strings.TrimSuffix(text, "。")); n != 1 {
			t.Errorf("%q is shown %d times", text, n)
		}
	}
}

// Traditional characters are written for who writes them, in labels too, never in data.
func TestRewrite(t *testing.T) {
	l, _, _, _ := laid(t)
	r := l.Lay(bot.Reply{
		Lines: bot.Paragraphs("医保转移,要多久?"), Buttons: [][]bot.Button{{button.New("📋 材料清单", "k:医保:0")}}, Toast: "谢谢", Session: bot.Session{Traditional: true},
	}, date(t, "2026-11-30"))
	if r.Plain() != "醫保轉移，要多久？" || r.Buttons[0][0].Label != "📋 材料清單" || r.Buttons[0][0].Data != "k:医保:0" || r.Toast != "謝謝" {
		t.Errorf("got %q, %+v, %q", r.Plain(), r.Buttons, r.Toast)
	}
}
