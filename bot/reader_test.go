package bot_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/engine"
)

// A model is a reader that decides in the test.
type model func(bot.Page) bot.Opinion

func (m model) Choose(_ context.Context, p bot.Page) bot.Opinion { return m(p) }
func (model) Host() string                                       { return "" }

// readBy returns an engine that asks a reader.
func readBy(t *testing.T, r bot.Reader) *engine.Engine {
	t.Helper()
	p, err := parts()
	if err != nil {
		t.Fatal(err)
	}
	p.Model = r
	e, err := engine.New(p)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func replyOf(t *testing.T, e *engine.Engine, text string) bot.Reply {
	t.Helper()
	r, err := e.Reply(t.Context(), bot.Message{Text: bot.Text(text), Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// hazy is a letter of which our own finding is not sure.
const hazy = "我爸在老家那边做了手术回来，单子一堆，医院说让我们自己想办法，村里又说要等，跑了三趟都没有个准话，家里为这个事已经吵了好几回，到底这笔钱还能不能要回来一些，该找谁"

func TestReaderIsAskedWhereWeAreNotSure(t *testing.T) {
	for _, tt := range []struct {
		text string
		want bool
	}{
		{hazy, true},
		{"医保转移要多久", false},
		{"你好", false},
		{"/help", false},
		{"成都", false},
		{"身份证 110101190001010006 这个怎么查来着单子在哪", false},
		{"今天天气", false},
	} {
		asked := 0
		e := readBy(t, model(func(p bot.Page) bot.Opinion {
			asked++
			if len(p.Choices) == 0 || len(p.Choices) > bot.MaxChoices {
				t.Errorf("%s: %d choices", tt.text, len(p.Choices))
			}
			return bot.Opinion{Outcome: bot.Late}
		}))
		got := replyOf(t, e, tt.text)
		if asked > 1 || asked == 1 != tt.want {
			t.Errorf("%s: asked %d times, want %v", tt.text, asked, tt.want)
		}
		got.Read = nil
		if d := cmp.Diff(reply(t, bot.Message{Text: bot.Text(tt.text), Now: noon}), got); d != "" {
			t.Errorf("%s: a reader without an opinion changes the answer (-own +got):\n%s", tt.text, d)
		}
	}
}

func TestReaderChooses(t *testing.T) {
	var page bot.Page
	decide := func(o bot.Opinion, pick ...int) bot.Reply {
		o.Outcome = bot.Chosen
		return replyOf(t, readBy(t, model(func(p bot.Page) bot.Opinion {
			page = p
			for _, n := range pick {
				o.Entries = append(o.Entries, p.Choices[n].Entry)
			}
			return o
		})), hazy)
	}
	own := decide(bot.Opinion{InScope: true}) // none of these
	if own.Decision == bot.Answer {
		t.Errorf("none of these, and answered %s", own.Entry)
	}
	for n := range page.Choices {
		r := decide(bot.Opinion{InScope: true}, n)
		want := topicOf(t, page.Choices[n].Entry)
		if r.Topic != want || n == 0 && r.Decision != bot.Answer { // what is not near our own is only offered
			t.Errorf("chose %s, answered %s %s", page.Choices[n].Entry, r.Decision, r.Entry)
		}
		if !r.Read.Chose() || r.Read.Page.Message == "" {
			t.Errorf("the reply does not tell: %+v", r.Read)
		}
	}
	if r := decide(bot.Opinion{InScope: false}); r.Decision != bot.Refuse {
		t.Errorf("not our business: %s", r.Decision)
	}
	last := len(page.Choices) - 1
	two := decide(bot.Opinion{InScope: true}, 0, last)
	if two.Entry != page.Choices[0].Entry || !slices.ContainsFunc(two.Buttons, func(row []bot.Button) bool {
		return slices.ContainsFunc(row, func(b bot.Button) bool { return strings.Contains(b.Data, page.Choices[last].Entry) })
	}) {
		t.Errorf("two questions: %s, buttons %v", two.Entry, two.Buttons)
	}
	if r := replyOf(t, readBy(t, model(func(bot.Page) bot.Opinion {
		return bot.Opinion{Outcome: bot.Chosen, InScope: true, Entries: []string{"no.such.entry"}}
	})), hazy); r.Entry == "no.such.entry" {
		t.Error("an entry that is not there")
	}
}

func topicOf(t *testing.T, entry string) string {
	t.Helper()
	p, err := parts()
	if err != nil {
		t.Fatal(err)
	}
	e, ok := p.Corpus.Entry(entry)
	if !ok {
		t.Fatalf("no entry %s", entry)
	}
	return e.Topic
}

// Neither names nor addresses nor numbers leave; what the question is about does.
func TestPageTellsOfNobody(t *testing.T) {
	var page bot.Page
	e := readBy(t, model(func(p bot.Page) bot.Opinion {
		page = p
		return bot.Opinion{Outcome: bot.Late}
	}))
	for _, who := range []string{"我叫欧阳小雨", "姓名:郑大山", "我是陈小花,", "找了黄志强先生", "问了刘主任", "住3栋502室", "邮箱 ab.c@example.com", "工号A20260001", "见 https://example.com/p?id=7", "@xiaoyu_88"} {
		page = bot.Page{}
		replyOf(t, e, who+" "+hazy)
		for _, secret := range []string{"欧阳", "小雨", "郑大山", "陈小花", "志强", "刘主任", "502", "example", "20260001", "xiaoyu"} {
			if strings.Contains(page.Message, secret) {
				t.Errorf("%s: %s is sent", who, secret)
			}
		}
		if !strings.Contains(page.Message, "这笔钱还能不能要回来") {
			t.Errorf("%s: sent %q", who, page.Message)
		}
	}
	if ordinary := "问了医生说高血压住院要先交押金," + hazy; replyOf(t, e, ordinary).Read == nil || !strings.Contains(page.Message, "问了医生说高血压住院要先交押金") {
		t.Errorf("taken out of an ordinary sentence: %q", page.Message)
	}
}

// Who starts the bot hears that a model reads along, and only then.
func TestWelcomeTellsOfTheReader(t *testing.T) {
	plain := replyOf(t, readBy(t, nil), "/start")
	with := replyOf(t, readBy(t, model(nil)), "/start")
	if strings.Contains(plain.Plain(), "模型") || !strings.Contains(with.Plain(), "模型") {
		t.Errorf("without: %s\nwith: %s", plain.Plain(), with.Plain())
	}
}
