package bot_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/say"
)

var autumn = chinaTime("2026-11-24 12:00")

// asked asks with notices on and returns the answer to be watched.
func asked(t *testing.T, question string) (*talk, bot.Given) {
	t.Helper()
	c := &talk{t: t, session: bot.Session{Notify: true}}
	r := c.send(bot.Message{Text: bot.Text(question), Now: autumn})
	if r.Given == nil {
		t.Fatalf("nothing to watch: %+v", r)
	}
	return c, *r.Given
}

func TestGiven(t *testing.T) {
	_, g := asked(t, "从绵阳转到成都要多久")
	if g.Entry != "transfer.duration" || g.Places.From != "510700" || g.Places.To != "510100" || len(g.Lines) < 3 {
		t.Errorf("given %+v", g)
	}
	if text := strings.Join(g.Lines, "\n"); strings.ContainsAny(text, "¹²³※") {
		t.Errorf("marks of sources: %s", text)
	}
	c := &talk{t: t}
	if r := c.send(bot.Message{Text: "从绵阳转到成都要多久", Now: autumn}); r.Given != nil {
		t.Error("watched without being asked for")
	}
	group := &talk{t: t, group: true, session: bot.Session{Notify: true}}
	if r := group.send(bot.Message{Text: "从绵阳转到成都要多久", Now: autumn}); r.Given != nil {
		t.Error("watched in a group")
	}
}

// What a home city adds, or the words of the question choose, is the same later.
func TestAgainIsTheSame(t *testing.T) {
	for _, q := range []string{"从绵阳转到成都要多久", "网上说转移要45个工作日,真的吗", "医保断缴了有什么影响", "居民医保能转吗"} {
		c := &talk{t: t, session: bot.Session{Notify: true, Home: "510100"}}
		r := c.send(bot.Message{Text: bot.Text(q), Now: autumn})
		if r.Given == nil {
			t.Fatalf("%s: nothing to watch", q)
		}
		if d := cmp.Diff(r.Given.Lines, brain(t).Again(*r.Given, autumn.AddDate(0, 0, 1))); d != "" {
			t.Errorf("%s: %s", q, d)
		}
	}
}

func TestAgainSeesARule(t *testing.T) {
	_, g := asked(t, "从绵阳转到成都要多久")
	dots := g
	dots.Lines = slices.Clone(g.Lines)
	dots.Lines[0] = strings.TrimRight(dots.Lines[0], "。") + " ."
	if d := cmp.Diff(dots.Lines, brain(t).Again(dots, autumn)); d != "" {
		t.Errorf("a full stop is a change: %s", d)
	}
	dots.Lines[0] = strings.ReplaceAll(g.Lines[0], "5", "7")
	if d := cmp.Diff(g.Lines, brain(t).Again(dots, autumn)); d != "" {
		t.Errorf("another number is none: %s", d)
	}
	if lines := brain(t).Again(bot.Given{Entry: "no.such"}, autumn); lines != nil {
		t.Errorf("an entry that is gone says %q", lines)
	}
}

func TestChanged(t *testing.T) {
	c, g := asked(t, "从绵阳转到成都要多久")
	c.session.Asking = "city"
	old := g
	old.Lines = slices.Clone(g.Lines)
	old.Lines[0] = strings.ReplaceAll(g.Lines[0], "15", "45")
	if old.Lines[0] == g.Lines[0] {
		old.Lines[0] = "转移要 45 个工作日。"
	}
	r := c.send(bot.Message{Changed: &bot.Change{Given: old, Now: g.Lines}, Now: autumn})
	text := r.Plain()
	for _, want := range []string{"有变化", "45", "现在", "依据 医保办发"} {
		if !strings.Contains(text, want) {
			t.Errorf("does not say %q:\n%s", want, text)
		}
	}
	if len(g.Lines) > 1 && strings.Contains(text, g.Lines[1]) {
		t.Errorf("says what has not changed:\n%s", text)
	}
	if n := len([]rune(text)); n > 600 {
		t.Errorf("%d characters", n)
	}
	if first, _, _ := strings.Cut(text, "\n"); len([]rune(first)) > 40 {
		t.Errorf("first line too long: %s", first)
	}
	if c.session.Asking != "city" {
		t.Error("the conversation was disturbed")
	}
	full := c.send(bot.Message{Press: r.Buttons[0][0].Data, Now: autumn})
	if full.Entry != g.Entry {
		t.Errorf("full answer is %q", full.Entry)
	}
	c.send(bot.Message{Press: r.Buttons[1][0].Data, Now: autumn})
	if r := c.send(bot.Message{Changed: &bot.Change{Given: old, Now: g.Lines}, Now: autumn}); len(r.Lines) != 0 {
		t.Errorf("says although switched off:\n%s", r.Plain())
	}
}

func TestChangedInMuch(t *testing.T) {
	c, g := asked(t, "从绵阳转到成都要多久")
	old := bot.Given{Entry: g.Entry, Places: g.Places}
	for i := range 20 {
		old.Lines = append(old.Lines, strings.Repeat("从前的规定第", 8)+string(rune('一'+i)))
	}
	r := c.send(bot.Message{Changed: &bot.Change{Given: old, Now: g.Lines}, Now: autumn})
	if n := len([]rune(r.Plain())); n > 600 || !strings.Contains(r.Plain(), "处，点下面看") {
		t.Errorf("%d characters:\n%s", n, r.Plain())
	}
}

func TestChangedToNothing(t *testing.T) {
	c, _ := asked(t, "从绵阳转到成都要多久")
	r := c.send(bot.Message{Changed: &bot.Change{Given: bot.Given{Entry: "no.such", Lines: []string{"旧"}}}, Now: autumn})
	if !strings.Contains(r.Plain(), "撤下了") {
		t.Errorf("says:\n%s", r.Plain())
	}
	g := bot.Given{Entry: "transfer.duration", Lines: []string{"同"}}
	if r := c.send(bot.Message{Changed: &bot.Change{Given: g, Now: []string{"同"}}, Now: autumn}); len(r.Lines) != 0 {
		t.Errorf("no change says:\n%s", r.Plain())
	}
}

// The button below an answer watches that answer at once.
func TestNotifyButtonWatchesItsAnswer(t *testing.T) {
	c := &talk{t: t}
	r := c.send(bot.Message{Text: "从绵阳转到成都要多久", Now: autumn})
	r = c.send(bot.Message{Press: pressOf(r, say.ButtonOthers), Now: autumn})
	data := pressOf(r, "有变化通知我")
	c.send(bot.Message{Text: "医保断缴了有什么影响", Now: autumn})
	r = c.send(bot.Message{Press: data, Now: autumn})
	if !c.session.Notify || r.Given == nil || r.Given.Entry != "transfer.duration" || r.Given.Places.From != "510700" {
		t.Errorf("given %+v", r.Given)
	}
	group := &talk{t: t, group: true}
	if r := group.send(bot.Message{Press: "n:+", Now: autumn}); group.session.Notify || !strings.Contains(r.Toast, "私聊") {
		t.Errorf("in a group: %q", r.Toast)
	}
}
