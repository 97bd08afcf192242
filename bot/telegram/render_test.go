package telegram

import (
	"html"
	"regexp"
	"strings"
	"testing"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/bot"
)

func TestRender(t *testing.T) {
	tests := []struct {
		name  string
		lines []bot.Line
		want  rendered
	}{
		{"nothing", nil, rendered{}},
		{"blank", []bot.Line{{Kind: bot.Plain, Text: " \n "}}, rendered{}},
		{"one line", []bot.Line{{Kind: bot.Plain, Text: "好"}}, rendered{"好", "好"}},
		{
			"all kinds",
			[]bot.Line{
				{Kind: bot.Headline, Text: "能转。"},
				{Kind: bot.Plain, Text: "先停保"},
				{Kind: bot.Local, Text: "四川:线上办"},
				{Kind: bot.Rumour, Text: "不是 45 天"},
				{Kind: bot.Cite, Text: "依据 某文"},
				{Kind: bot.Detail, Text: "细则一\n细则二"},
				{Kind: bot.Detail, Text: "细则三"},
			},
			rendered{
				"<b>能转。</b>\n\n先停保\n四川:线上办\n💡 不是 45 天\n\n<i>依据 某文</i>\n<blockquote expandable>细则一\n细则二\n细则三</blockquote>",
				"能转。\n\n先停保\n四川:线上办\n💡 不是 45 天\n\n依据 某文\n细则一\n细则二\n细则三",
			},
		},
		{
			"escaped",
			[]bot.Line{{Kind: bot.Headline, Text: `a<b & "c" > </b>`}, {Kind: bot.Detail, Text: "</blockquote>&lt;"}},
			rendered{
				"<b>a&lt;b &amp; &#34;c&#34; &gt; &lt;/b&gt;</b>\n\n<blockquote expandable>&lt;/blockquote&gt;&amp;lt;</blockquote>",
				"a<b & \"c\" > </b>\n\n</blockquote>&lt;",
			},
		},
		{"one lamp is enough", []bot.Line{{Kind: bot.Rumour, Text: "💡 注意"}}, rendered{"💡 注意", "💡 注意"}},
		{"not UTF-8", []bot.Line{{Kind: bot.Plain, Text: "a\xffb"}}, rendered{"a\uFFFDb", "a\uFFFDb"}},
		{
			"two foldings",
			[]bot.Line{{Kind: bot.Detail, Text: "a"}, {Kind: bot.Plain, Text: "b"}, {Kind: bot.Detail, Text: "c"}},
			rendered{"<blockquote expandable>a</blockquote>\nb\n<blockquote expandable>c</blockquote>", "a\nb\nc"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, render(tt.lines), cmp.AllowUnexported(rendered{})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRenderFits(t *testing.T) {
	line := func(kind bot.LineKind, text string, n int) bot.Line {
		return bot.Line{Kind: kind, Text: strings.Repeat(text, n)}
	}
	head := bot.Line{Kind: bot.Headline, Text: "结论"}
	tests := []struct {
		name  string
		lines []bot.Line
		has   []string
		not   []string
		units int
	}{
		{"exactly full", []bot.Line{line(bot.Plain, "字", 4096)}, nil, []string{"…"}, 4096},
		{"one too many", []bot.Line{head, line(bot.Plain, "字", 4093)}, []string{"结论\n\n…"}, []string{"字"}, 5},
		{"emoji count twice", []bot.Line{head, line(bot.Plain, "😀", 2046)}, []string{"😀"}, []string{"…"}, 4096},
		{
			"details go first, from the end",
			[]bot.Line{head, line(bot.Plain, "字", 2000), line(bot.Detail, "甲", 1000), line(bot.Detail, "乙", 1500), line(bot.Detail, "丙", 500)},
			[]string{"结论", "字", "甲", "\n…"},
			[]string{"乙", "丙"},
			0,
		},
		{"details in one text are lines", []bot.Line{head, {Kind: bot.Detail, Text: strings.Repeat("一行\n", 3000)}}, []string{"一行\n…"}, nil, 4094},
		{
			"then rumours, the sources stay",
			[]bot.Line{head, line(bot.Plain, "字", 2000), line(bot.Rumour, "谣", 2500), {Kind: bot.Cite, Text: "依据"}, line(bot.Detail, "甲", 100)},
			[]string{"字", "依据", "…"},
			[]string{"谣", "甲"},
			0,
		},
		{
			"a headline is cut",
			[]bot.Line{line(bot.Headline, "😀", 3000), {Kind: bot.Cite, Text: "依据"}, {Kind: bot.Plain, Text: "字"}},
			[]string{"😀…"},
			[]string{"字"},
			0,
		},
		{"only headlines", []bot.Line{line(bot.Headline, "a", 4000), line(bot.Headline, "b", 4000)}, []string{"a\n…"}, []string{"b"}, 4002},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := render(tt.lines)
			sound(t, got)
			for _, s := range tt.has {
				if !strings.Contains(got.plain, s) {
					t.Errorf("%q is missing", s)
				}
			}
			for _, s := range tt.not {
				if strings.Contains(got.plain, s) {
					t.Errorf("%q is there", s)
				}
			}
			if n := units(got.plain); tt.units != 0 && n != tt.units {
				t.Errorf("%d units, want %d", n, tt.units)
			}
		})
	}
}

func FuzzRender(f *testing.F) {
	f.Add("能转<b>", 0, "a\nb", 5, uint16(3), 3)
	f.Add("😀", 5, "\xff&", 3, uint16(5000), 0)
	f.Fuzz(func(t *testing.T, a string, k1 int, b string, k2 int, times uint16, k3 int) {
		kind := func(k int) bot.LineKind { return bot.LineKind(uint(k) % 6) }
		long := strings.Repeat(b, min(int(times), 20_000/(len(b)+1)))
		sound(t, render([]bot.Line{{Kind: kind(k1), Text: a}, {Kind: kind(k2), Text: long}, {Kind: kind(k3), Text: a + b}}))
	})
}

// sound checks that a message fits and that the formatted text is the plain one.
func sound(t *testing.T, r rendered) {
	t.Helper()
	if n := units(r.plain); n > maxText {
		t.Errorf("%d units", n)
	}
	tags := regexp.MustCompile(`</?(b|i|blockquote)( expandable)?>`)
	if got := html.UnescapeString(tags.ReplaceAllString(r.html, "")); got != r.plain {
		t.Errorf("formatted %q, plain %q", got, r.plain)
	}
	for _, tag := range []string{"b", "i", "blockquote"} {
		opened := strings.Count(r.html, "<"+tag+">") + strings.Count(r.html, "<"+tag+" expandable>")
		if opened != strings.Count(r.html, "</"+tag+">") {
			t.Errorf("unclosed %s in %q", tag, r.html)
		}
	}
}

func TestShorten(t *testing.T) {
	for _, tt := range []struct {
		s    string
		n    int
		want string
	}{{"abc", 3, "abc"}, {"abcd", 3, "ab…"}, {"😀😀", 4, "😀😀"}, {"😀😀", 3, "😀…"}, {"😀😀", 2, "…"}, {"", 0, ""}} {
		if got := shorten(tt.s, tt.n); got != tt.want {
			t.Errorf("shorten(%q, %d) = %q, want %q", tt.s, tt.n, got, tt.want)
		}
	}
}

func TestCheck(t *testing.T) {
	ok := bot.Button{Label: "材料", Data: strings.Repeat("x", 64)}
	row := func(b ...bot.Button) [][]bot.Button { return [][]bot.Button{b} }
	tests := []struct {
		name    string
		reply   bot.Reply
		problem string
		shown   int // buttons
	}{
		{"fine", bot.Reply{Buttons: row(ok, bot.Button{Label: "官网", URL: "https://example.org"}), Toast: strings.Repeat("好", 200)}, "", 2},
		{"65 bytes", bot.Reply{Buttons: row(ok, bot.Button{Label: "a", Data: strings.Repeat("x", 65)})}, "button 2: data of 65 bytes", 1},
		{"bytes, not characters", bot.Reply{Buttons: row(bot.Button{Label: "a", Data: strings.Repeat("好", 22)})}, "66 bytes", 0},
		{"no action", bot.Reply{Buttons: row(bot.Button{Label: "a"})}, "does nothing", 0},
		{"two actions", bot.Reply{Buttons: row(bot.Button{Label: "a", Data: "a", URL: "b"})}, "two things", 0},
		{"no label", bot.Reply{Buttons: row(bot.Button{Data: "a"})}, "no label", 0},
		{"not UTF-8", bot.Reply{Buttons: row(bot.Button{Label: "a", Data: "\xff"})}, "UTF-8", 0},
		{"long toast", bot.Reply{Toast: strings.Repeat("好", 201)}, "toast of 201", 0},
		{"many", bot.Reply{Buttons: row(make([]bot.Button, 101)...)}, "101 buttons", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := Check(tt.reply)
			if (err == nil) != (tt.problem == "") || err != nil && !strings.Contains(err.Error(), tt.problem) {
				t.Errorf("problem %v, want %q", err, tt.problem)
			}
			if got := count(tt.reply.Buttons); got != tt.shown {
				t.Errorf("%d buttons shown, want %d", got, tt.shown)
			}
		})
	}
}

func count(rows [][]bot.Button) (n int) {
	if k, ok := keyboard(rows).(*models.InlineKeyboardMarkup); ok {
		for _, row := range k.InlineKeyboard {
			n += len(row)
		}
	}
	return n
}
