package telegram_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/button"
	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/bot/engine"
	"github.com/yibaowenwen/yibao/bot/telegram"
	"github.com/yibaowenwen/yibao/index"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/data"
	"github.com/yibaowenwen/yibao/knowledge/region"
	"github.com/yibaowenwen/yibao/knowledge/workday"
)

type finder struct{ *index.Index }

func (f finder) Find(ctx context.Context, q bot.Question) (bot.Finding, error) {
	r, err := f.Index.Find(ctx, index.Query{Text: q.Text, Insured: q.Insured, Topic: q.Topic, Places: q.Places})
	verdict := map[index.Verdict]bot.Verdict{index.Answer: bot.Sure, index.Choose: bot.TooClose}
	return bot.Finding{Matches: r.Matches, Verdict: verdict[r.Verdict]}, err
}

// shipped builds the engine on the embedded knowledge.
func shipped(t *testing.T) (*engine.Engine, *knowledge.Corpus) {
	t.Helper()
	fail := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	c, err := knowledge.Load(data.FS)
	fail(err)
	ix, err := index.Open(filepath.Join(os.TempDir(), "yibao-test-index"), c) // shared by all test processes
	fail(err)
	f, err := data.FS.Open("calendar/holidays.yaml")
	fail(err)
	defer f.Close()
	days, err := workday.Read(f)
	fail(err)
	flows, err := dialog.Load(c, data.FS)
	fail(err)
	e, err := engine.New(engine.Parts{Corpus: c, Finder: finder{ix}, Places: region.New(c.Regions, c.Aliases), Calendar: days, Flows: flows})
	fail(err)
	return e, c
}

// Every answer that there is, as the real bot sends it: as usual, for old eyes, and inline.
// [checked] looks at each request.
func TestEveryAnswerIsValid(t *testing.T) {
	e, c := shipped(t)
	w := newWorld(t)
	stop := w.start(echo, func(o *telegram.Options) { o.Brain = e })
	chat, messages := int64(1), 0
	say := func(texts ...string) {
		chat++
		for _, text := range texts {
			w.Say(chat, text)
			messages++
		}
	}
	for _, places := range []bot.Places{{}, {From: "510700", To: "510100"}} {
		for _, entry := range c.Entries {
			say("/start " + button.Link(entry.ID, places))
		}
		w.settled("answered", messages)
	}
	for _, entry := range c.Entries {
		say("/big", "/start "+button.Link(entry.ID, bot.Places{From: "440800", To: "350200"}))
	}
	say("/start <no.entry> & \"x\"")
	w.settled("answered", messages)
	for _, command := range engine.Commands() {
		say("/"+command.Name, "/city 绵阳", "/"+command.Name)
	}
	queries := []string{"", "绵阳 成都", "綿陽 成都 材料", "退休", "今天天气", "110101190001010006", "<b>&amp;"}
	for _, q := range queries {
		w.InlineQuery(7, q)
		w.inlineAnswers(1)
	}
	w.settled("answered", messages+len(queries))
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d requests checked", len(w.Calls()))
}
