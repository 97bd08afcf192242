package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/engine"
	"github.com/yibaowenwen/yibao/index"
	"github.com/yibaowenwen/yibao/index/eval"
)

type evalCmd struct {
	Files    []string `arg:"" optional:"" help:"判好的问题,一行一个 JSON。" type:"existingfile"`
	Misses   bool     `help:"列出没答对的(--no-misses 不列)。" default:"true" negatable:""`
	Baseline bool     `help:"换成 Bleve 自带的 cjk 分析器和普通匹配,看看差多少。"`
	Record   string   `help:"把会交给模型的写进文件,一行一个 JSON;不问模型。" placeholder:"FILE"`
	readerFlags
}

// Help shows worked examples.
func (evalCmd) Help() string {
	return `每个问题的数:@1、@3 第一个、前三个里有没有对的,mrr 对的排第几的倒数的平均,
wrong 很有把握地答错,refused 该答没答;offered 说出来的或让人选的里有没有对的;按题目、来处、长短各一张表。
最后一张:把握多少才答(confidence from),能答多少,答的里面错多少。
例:
  yibao eval index/eval/testdata/own*.jsonl
  yibao eval --no-misses index/eval/testdata/own.jsonl
  yibao eval --record 题.jsonl index/eval/testdata/own.jsonl
  yibao eval --reader recorded:答.jsonl index/eval/testdata/own.jsonl   (一行一个 {"id": …, "reply": {…}})
  yibao eval --baseline index/eval/testdata/own.jsonl`
}

// Run implements the command.
func (v evalCmd) Run(ctx context.Context, s streams, c *cli) error {
	if len(v.Files) == 0 {
		return usageError{errors.New("eval: 没有文件。例:yibao eval index/eval/testdata/own.jsonl")}
	}
	set, err := readSet(v.Files)
	if err != nil {
		return err
	}
	recorded, err := v.prepare(ctx, c)
	if err != nil {
		return err
	}
	reads := &readShare{}
	ask, err := v.answerer(c, reads)
	if err != nil {
		return err
	}
	report, err := eval.Run(ctx, set, ask)
	if err = errors.Join(err, recorded()); err != nil {
		return err
	}
	if v.Misses {
		if err := report.PrintMisses(s.out); err != nil {
			return err
		}
	}
	if err := report.Print(s.out); err != nil || c.model == nil {
		return err
	}
	return reads.print(s.out)
}

func readSet(files []string) (eval.Set, error) {
	var set eval.Set
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			return set, fmt.Errorf("open judged questions: %w", err)
		}
		err = set.Read(name, f)
		if err := errors.Join(err, f.Close()); err != nil {
			return set, err
		}
	}
	return set, nil
}

func (v evalCmd) answerer(c *cli, reads *readShare) (eval.Answerer, error) {
	k, err := c.corpus()
	if err != nil {
		return nil, err
	}
	if v.Baseline {
		b, err := index.Baseline(k)
		if err != nil {
			return nil, fmt.Errorf("build baseline: %w", err)
		}
		return baselineAnswerer(b), nil
	}
	engine, err := c.newEngine(k)
	if err != nil {
		return nil, err
	}
	return engineAnswerer(engine, reads), nil
}

// engineAnswerer measures the whole bot; it keeps the session of each chat.
func engineAnswerer(e *engine.Engine, reads *readShare) eval.Answerer {
	chats := map[string]bot.Session{}
	return func(ctx context.Context, chat, text string) (eval.Answer, error) {
		r, err := e.Reply(ctx, bot.Message{Text: bot.Text(text), Session: chats[chat], Now: time.Now()})
		if err != nil {
			return eval.Answer{}, err
		}
		reads.note(r.Read)
		if chat != "" {
			chats[chat] = r.Session
		}
		p := r.Session.Places
		a := eval.Answer{
			Decision: string(r.Decision), Topic: r.Topic, Entry: r.Entry, Confidence: r.Confidence, Insured: r.Session.Insured,
			Regions: e.Regions().Names(p.Said), From: e.Regions().Name(p.From), To: e.Regions().Name(p.To),
		}
		for _, k := range r.Candidates {
			a.Candidates = append(a.Candidates, k.Entry.Topic)
		}
		for _, o := range r.Offered {
			a.Offers = append(a.Offers, o.Topic)
		}
		return a, nil
	}
}

// baselineAnswerer takes the first match for the answer, as a search box would.
func baselineAnswerer(b *index.Plain) eval.Answerer {
	return func(ctx context.Context, _, text string) (eval.Answer, error) {
		r, err := b.Find(ctx, index.Query{Text: text})
		if err != nil || len(r.Matches) == 0 {
			return eval.Answer{Decision: string(bot.Refuse)}, err
		}
		a := eval.Answer{Decision: string(bot.Answer), Topic: r.Matches[0].Entry.Topic, Confidence: r.Matches[0].Confidence}
		for _, m := range r.Matches {
			a.Candidates = append(a.Candidates, m.Entry.Topic)
		}
		return a, nil
	}
}
