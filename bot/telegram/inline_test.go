package telegram_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/demo"
	"github.com/yibaowenwen/yibao/bot/telegram"
)

// An inlineBrain answers inline queries as a test wants, and messages with an echo.
type inlineBrain struct {
	brain
	inline func(ctx context.Context, text bot.Text) ([]bot.InlineResult, error)
}

func (b inlineBrain) Inline(ctx context.Context, text bot.Text, _ time.Time) ([]bot.InlineResult, error) {
	return b.inline(ctx, text)
}

// startInline runs a bot with an inlineBrain.
func (w *world) startInline(f func(context.Context, bot.Text) ([]bot.InlineResult, error)) (stop func() error) {
	return w.start(echo, func(o *telegram.Options) { o.Brain = inlineBrain{echo, f} })
}

// An inlineAnswer is what the bot answered to an inline query.
type inlineAnswer struct {
	ID, Cache, Personal, Button string
	Results                     []inlineArticle
}

type inlineArticle struct {
	Type, ID, Title, Description string
	Content                      struct {
		Text string `json:"message_text"`
		Mode string `json:"parse_mode"`
	} `json:"input_message_content"`
	Markup demo.Keyboard `json:"reply_markup"`
}

// inlineAnswers waits for n answers to inline queries.
func (w *world) inlineAnswers(n int) []inlineAnswer {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), time.Minute)
	defer cancel()
	if err := w.WaitCalls(ctx, func(c []demo.Call) bool { return len(c) >= n }, "answerInlineQuery"); err != nil {
		w.t.Fatalf("%v\n%s", err, w.log)
	}
	var list []inlineAnswer
	for _, c := range w.Calls("answerInlineQuery") {
		a := inlineAnswer{ID: c.Params["inline_query_id"], Cache: c.Params["cache_time"], Personal: c.Params["is_personal"], Button: c.Params["button"]}
		if err := json.Unmarshal([]byte(c.Params["results"]), &a.Results); err != nil {
			w.t.Fatal(err)
		}
		list = append(list, a)
	}
	return list
}

func TestInline(t *testing.T) {
	w := newWorld(t)
	w.startInline(func(_ context.Context, text bot.Text) ([]bot.InlineResult, error) {
		return []bot.InlineResult{
			{
				ID: "a", Title: "要带什么", About: "带身份证", Link: "transfer-documents--510700_510100",
				Reply: bot.Reply{Decision: bot.Answer, Lines: []bot.Line{{Kind: bot.Headline, Text: "带 <身份证> & 卡:" + string(text)}, {Kind: bot.Detail, Text: "细则"}}},
			},
			{ID: "b", Title: "太长", Link: "没有", Reply: bot.Reply{Lines: []bot.Line{
				{Kind: bot.Headline, Text: "结论"}, {Kind: bot.Plain, Text: strings.Repeat("长\n", 3000)},
			}, Session: bot.Session{Traditional: true}}},
		}, nil
	})
	id := w.InlineQuery(7, "绵阳 成都 材料")
	a := w.inlineAnswers(1)[0]
	if a.ID != id || a.Cache != "300" || a.Personal != "true" || len(a.Results) != 2 {
		t.Fatalf("answer %+v", a)
	}
	if !strings.Contains(a.Button, "打开医保问问") || !strings.Contains(a.Button, `"start_parameter":"transfer-documents--510700_510100"`) {
		t.Errorf("button %s", a.Button)
	}
	one, two := a.Results[0], a.Results[1]
	const link = "https://t.me/our_bot?start=transfer-documents--510700_510100"
	want := "<b>带 &lt;身份证&gt; &amp; 卡:绵阳 成都 材料</b>\n\n<blockquote expandable>细则</blockquote>\n\n接着问：" + link
	if diff := cmp.Diff(want, one.Content.Text); diff != "" {
		t.Error(diff)
	}
	if one.Type != "article" || one.Title != "要带什么" || one.Description != "带身份证" || one.Content.Mode != "HTML" || one.Markup.Rows[0][0].URL != link {
		t.Errorf("result %+v", one)
	}
	if !strings.Contains(two.Content.Text, "接著問") || !strings.HasSuffix(two.Content.Text, "https://t.me/our_bot") {
		t.Errorf("end of the long one: %s", two.Content.Text[len(two.Content.Text)-100:])
	}
	w.settled("answered", 1)
	if left, err := w.db.Resume(t.Context(), 42); err != nil || len(left) != 0 || w.session(7).Topic != "" {
		t.Errorf("an inline query left something: %v, %v", left, err)
	}
	if strings.Contains(w.log.String(), "绵阳") {
		t.Error("the log holds the query")
	}
}

// A panic, an error and an answer that takes too long cost only themselves.
func TestInlineInTrouble(t *testing.T) {
	w := newWorld(t)
	release := make(chan struct{})
	var slow sync.WaitGroup
	slow.Add(1)
	w.startInline(func(_ context.Context, text bot.Text) ([]bot.InlineResult, error) {
		switch text {
		case "panic":
			panic("secret words")
		case "error":
			return nil, errors.New("secret words")
		case "slow":
			slow.Done()
			<-release
		}
		return []bot.InlineResult{{ID: "a", Title: "题", Reply: bot.Reply{Lines: []bot.Line{{Text: "答"}}}}}, nil
	})
	w.InlineQuery(7, "slow")
	slow.Wait()
	w.InlineQuery(7, "panic")
	w.InlineQuery(7, "error")
	w.InlineQuery(7, "good")
	w.Say(7, "你好") // the chat does not wait for them
	w.answers(7, 1)
	got := w.inlineAnswers(2)
	n := map[int]string{}
	for _, a := range got {
		n[len(a.Results)] = a.Cache
	}
	if diff := cmp.Diff(map[int]string{0: "1", 1: "300"}, n); diff != "" {
		t.Error(diff)
	}
	close(release)
	w.inlineAnswers(3)
	w.settled("failed", 2)
	if strings.Contains(w.log.String(), "secret words") {
		t.Errorf("log: %s", w.log)
	}
}

// A flood of queries is bounded; Run waits for those begun.
func TestInlineFlood(t *testing.T) {
	w := newWorld(t)
	var mu sync.Mutex
	now, most := 0, 0
	release := make(chan struct{})
	stop := w.startInline(func(context.Context, bot.Text) ([]bot.InlineResult, error) {
		mu.Lock()
		now++
		most = max(most, now)
		mu.Unlock()
		<-release
		mu.Lock()
		now--
		mu.Unlock()
		return nil, nil
	})
	for range 100 {
		w.InlineQuery(7, "绵阳")
	}
	w.settled("dropped", 100-16)
	go func() { time.Sleep(50 * time.Millisecond); close(release) }()
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	if most != 16 || now != 0 || len(w.Calls("answerInlineQuery")) != 16 {
		t.Errorf("%d at once, %d still at it after Run, %d answered", most, now, len(w.Calls("answerInlineQuery")))
	}
}

// Without an Inliner, and with a broken update, nothing is answered and nothing breaks.
func TestInlineIgnored(t *testing.T) {
	w := newWorld(t)
	w.start(echo)
	w.InlineQuery(7, "绵阳")
	push(t, w, `{"inline_query":{"id":7}}`)
	push(t, w, `{"inline_query":{"id":""}}`)
	w.Say(7, `{"inline_query":1}`)
	w.answers(7, 1)
	w.settled("ignored", 3)
	if n := len(w.Calls("answerInlineQuery")); n != 0 {
		t.Errorf("%d answers", n)
	}
}
