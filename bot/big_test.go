package bot_test

import (
	"context"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/bot/telegram"
)

// bigReply answers in the layout for old eyes.
func bigReply(t *testing.T, m bot.Message) bot.Reply {
	t.Helper()
	m.Session.Big, m.Now = true, noon
	r, err := brain(t).Reply(context.Background(), m)
	if err != nil {
		t.Fatal(err)
	}
	if err := telegram.Check(r); err != nil {
		t.Errorf("%s: %v", r.Entry, err)
	}
	return r
}

func pressOf(r bot.Reply, label string) string {
	for _, row := range r.Buttons {
		for _, b := range row {
			if strings.Contains(b.Label, label) {
				return b.Data
			}
		}
	}
	return ""
}

// checkScreen: one thing on a screen.
func checkScreen(t *testing.T, what string, r bot.Reply) {
	t.Helper()
	if n := utf8.RuneCountInString(r.Plain()); n > 200 || n == 0 {
		t.Errorf("%s: %d characters: %s", what, n, r.Plain())
	}
	if len(r.Buttons) > 4 || len(r.Buttons) == 0 {
		t.Errorf("%s: %d rows of buttons", what, len(r.Buttons))
	}
	for _, row := range r.Buttons {
		if len(row) != 1 || strings.ContainsAny(row[0].Label, "📋⏱☎👍👎🌐➡↩") {
			t.Errorf("%s: buttons %+v", what, row)
		}
	}
}

// Every entry, for no place and for two: each page fits a screen, the first leads to the
// others, and the pages together hold everything that the usual answer says.
func TestBigOfEveryEntry(t *testing.T) {
	c, e := corpus(t), brain(t)
	most := 0
	for _, places := range []string{">", "510700>510100", "440800>350200"} {
		for _, entry := range c.Entries {
			press := "a:" + entry.ID + ":" + places + ":"
			full, err := e.Reply(t.Context(), bot.Message{Press: press, Now: noon})
			if err != nil {
				t.Fatal(err)
			}
			r := bigReply(t, bot.Message{Press: press})
			said, pages := r.Plain()+"\n"+r.Details(), 1
			checkScreen(t, entry.ID, r)
			for next := pressOf(r, say.ButtonMore); next != "" && pages < 12; pages++ {
				r = bigReply(t, bot.Message{Press: next})
				checkScreen(t, next, r)
				said += "\n" + r.Plain()
				if got := pressOf(r, say.ButtonMore); got == next {
					t.Fatalf("%s leads to itself", next)
				} else {
					next = got
				}
			}
			most = max(most, pages)
			missing(t, entry.ID+" "+places, full, said)
		}
	}
	t.Logf("at most %d pages", most)
}

// missing reports what a usual answer says and the pages do not, but for the order of words
// at which a long line was cut.
func missing(t *testing.T, what string, full bot.Reply, said string) {
	t.Helper()
	flat := strings.NewReplacer("\n", "", " ", "")
	said = flat.Replace(said)
	for _, l := range full.Lines {
		for part := range strings.SplitSeq(l.Text, "\n") {
			if !strings.Contains(said, flat.Replace(part)) {
				t.Errorf("%s: no page says %q", what, part)
			}
		}
	}
}

func TestBigCommand(t *testing.T) {
	e := brain(t)
	var s bot.Session
	turn := func(text string) bot.Reply {
		t.Helper()
		r, err := e.Reply(t.Context(), bot.Message{Text: bot.Text(text), Session: s, Now: noon})
		if err != nil {
			t.Fatal(err)
		}
		s = r.Session
		return r
	}
	checkScreen(t, "/big", turn("/big"))
	if !s.Big {
		t.Fatal("not switched on")
	}
	checkScreen(t, "/start", turn("/start"))
	checkScreen(t, "a link", turn("/start transfer-duration--510700_510100"))
	if !s.Big || s.Places.To != "510100" {
		t.Errorf("session %+v", s)
	}
	r := turn("从绵阳转到成都要多久")
	checkScreen(t, "answer", r)
	if !strings.Contains(r.Plain(), "工作日") || !strings.Contains(r.Plain(), "医保办发〔2021〕43号") {
		t.Errorf("no rule or no source: %s", r.Plain())
	}
	if pressOf(r, say.ButtonMore) == "" {
		t.Errorf("buttons %+v", r.Buttons)
	}
	turn("/big")
	if s.Big || pressOf(turn("从绵阳转到成都要多久"), say.ButtonOthers) == "" {
		t.Error("not switched off")
	}
}

// Dialogs and checklists keep every choice, one in a row, and work to the end.
func TestBigKeepsEveryChoice(t *testing.T) {
	flows := 0
	menu := bigReply(t, bot.Message{Text: "/estimate"})
	for _, row := range menu.Buttons {
		r := bigReply(t, bot.Message{Press: row[0].Data})
		for n := 0; r.Decision == bot.Ask && n < 12; n++ {
			checkRows(t, r)
			if len(r.Buttons) == 0 || !strings.HasPrefix(r.Buttons[0][0].Data, "d:") {
				break // typed
			}
			r = bigReply(t, bot.Message{Press: r.Buttons[0][0].Data, Session: r.Session})
			flows++
		}
	}
	if flows < 5 {
		t.Errorf("%d steps of dialogs", flows)
	}
	c := corpus(t)
	for _, l := range c.Checklists {
		usual, err := brain(t).Reply(t.Context(), bot.Message{Press: "k:" + l.ID + ":0", Now: noon})
		if err != nil {
			t.Fatal(err)
		}
		r := bigReply(t, bot.Message{Press: "k:" + l.ID + ":0"})
		checkRows(t, r)
		if len(r.Buttons) != len(usual.Buttons) || !strings.Contains(r.Details(), "☐") {
			t.Errorf("%s: %d of %d buttons; %s", l.ID, len(r.Buttons), len(usual.Buttons), r.Details())
		}
	}
}

func checkRows(t *testing.T, r bot.Reply) {
	t.Helper()
	if n := utf8.RuneCountInString(r.Plain()); n > 200 {
		t.Errorf("%d characters: %s", n, r.Plain())
	}
	for _, row := range r.Buttons {
		if len(row) != 1 {
			t.Errorf("row %+v", row)
		}
	}
}

func TestBigBadPages(t *testing.T) {
	for _, data := range []string{"b:", "b:2", "b:2:", "b:2:no.such:>:", "b:99:transfer.overview:>:", "b:x:transfer.overview:>:", "b:0:transfer.overview:>:", "b:9:transfer.overview:>:", "b:2:elsewhere.pension:>:"} {
		checkScreen(t, data, bigReply(t, bot.Message{Press: data}))
	}
}
