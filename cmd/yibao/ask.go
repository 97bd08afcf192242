package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/index"
	"github.com/yibaowenwen/yibao/knowledge"
)

type askCmd struct {
	JSON     bool     `name:"json" help:"输出一行 JSON。"`
	JSONL    bool     `name:"jsonl" help:"从标准输入读问题,一行一个 JSON;同一个 chat 的各行是一段对话。"`
	Explain  bool     `help:"说明找到了什么、分数和把握怎么来的。"`
	Question []string `arg:"" optional:"" help:"问题。"`
}

// Help shows worked examples.
func (askCmd) Help() string {
	return `例:
  yibao ask 湛江职工医保转移要多少个工作日
  yibao ask --json 从绵阳转到成都要带什么
  echo '{"id":"7","chat":"c1","text":"从绵阳转到成都要多久"}' | yibao ask --jsonl`
}

// Run implements the command.
func (a askCmd) Run(ctx context.Context, s streams, c *cli) error {
	if !a.JSONL && len(a.Question) == 0 {
		return usageError{errors.New("ask: 没有问题。例:yibao ask 湛江职工医保转移要多少个工作日")}
	}
	settle := hurry()
	k, err := c.corpus()
	if err != nil {
		return err
	}
	var ix *index.Index
	engine, err := c.assemble(k, func(k *knowledge.Corpus) (_ *index.Index, err error) {
		ix, err = c.savedIndex(k)
		return ix, err
	})
	if err != nil {
		return err
	}
	defer c.keep(ix) // after the answer, which someone waits for
	if a.JSONL {
		settle()
		return askLines(ctx, engine, s)
	}
	reply, ms, err := ask(ctx, engine, bot.Message{Text: bot.Text(strings.Join(a.Question, " "))})
	if err != nil {
		return err
	}
	if a.JSON {
		return writeJSON(s.out, answered("", engine, reply, ms))
	}
	printReply(s.out, reply)
	if a.Explain {
		return explain(ctx, k, ix, s.out, strings.Join(a.Question, " "))
	}
	return nil
}

func ask(ctx context.Context, e *bot.Engine, m bot.Message) (bot.Reply, float64, error) {
	m.Now = time.Now()
	reply, err := e.Reply(ctx, m)
	return reply, float64(time.Since(m.Now).Microseconds()) / 1000, err
}

// A question is one line that `ask --jsonl` reads.
type question struct {
	ID   string `json:"id"`
	Chat string `json:"chat"`
	Text string `json:"text"`
}

// An answer is what `ask --json` and `ask --jsonl` write for each question.
type answer struct {
	ID         string      `json:"id"`
	Decision   string      `json:"decision"`
	Topic      string      `json:"topic"`
	Entry      string      `json:"entry"`
	Regions    []string    `json:"regions"`
	From       string      `json:"from"`
	To         string      `json:"to"`
	Insured    string      `json:"insured"`
	Confidence float64     `json:"confidence"`
	Candidates []candidate `json:"candidates"`
	Text       string      `json:"text"`
	Detail     string      `json:"detail,omitempty"` // what the phone folds away
	Sources    []string    `json:"sources"`
	Buttons    []string    `json:"buttons"`
	MS         float64     `json:"ms"`
	Error      string      `json:"error,omitempty"`
}

type candidate struct {
	Entry string  `json:"entry"`
	Topic string  `json:"topic"`
	Score float64 `json:"score"`
}

func answered(id string, e *bot.Engine, r bot.Reply, ms float64) answer {
	a := answer{
		ID: id, Decision: string(r.Decision), Topic: r.Topic, Entry: r.Entry,
		Regions: e.Names(r.Session.Places.Said), From: e.Name(r.Session.Places.From), To: e.Name(r.Session.Places.To),
		Insured: string(r.Session.Insured), Confidence: r.Confidence, Candidates: []candidate{},
		Text: r.Plain(), Detail: r.Details(), Sources: append([]string{}, r.Sources...), Buttons: []string{}, MS: ms,
	}
	for _, c := range r.Candidates {
		a.Candidates = append(a.Candidates, candidate{c.Entry, c.Topic, c.Confidence})
	}
	for _, row := range r.Buttons {
		for _, b := range row {
			a.Buttons = append(a.Buttons, b.Label)
		}
	}
	return a
}

// askLines answers the questions of a stream in their order. A line that cannot be read is
// answered with an error; the lines after it are not lost.
func askLines(ctx context.Context, e *bot.Engine, s streams) error {
	chats := map[string]bot.Session{}
	out := bufio.NewWriter(s.out)
	defer out.Flush()
	in := bufio.NewReader(s.in)
	for {
		line, err := in.ReadString('\n')
		if text := strings.TrimSpace(line); text != "" {
			if err := writeJSON(out, askLine(ctx, e, chats, text)); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read questions: %w", err)
		}
		if in.Buffered() == 0 { // someone may be waiting for the answer
			if err := out.Flush(); err != nil {
				return fmt.Errorf("write answers: %w", err)
			}
		}
	}
}

func askLine(ctx context.Context, e *bot.Engine, chats map[string]bot.Session, line string) answer {
	var q question
	if err := json.Unmarshal([]byte(line), &q); err != nil {
		return failed("", fmt.Sprintf("this line is not a JSON object with id, chat and text: %v", err))
	}
	reply, ms, err := ask(ctx, e, bot.Message{Text: bot.Text(q.Text), Session: chats[q.Chat]})
	if err != nil {
		return failed(q.ID, err.Error())
	}
	if q.Chat != "" {
		chats[q.Chat] = reply.Session
	}
	return answered(q.ID, e, reply, ms)
}

func failed(id, why string) answer {
	return answer{
		ID: id, Decision: string(bot.Refuse), Error: why,
		Regions: []string{}, Candidates: []candidate{}, Sources: []string{}, Buttons: []string{},
	}
}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	return nil
}

// printReply writes a reply as it is read in a terminal.
func printReply(w io.Writer, r bot.Reply) {
	fmt.Fprintln(w, r.Plain())
	if d := r.Details(); d != "" {
		fmt.Fprintln(w, "—— 展开 ——")
		fmt.Fprintln(w, d)
	}
	for _, row := range r.Buttons {
		for _, b := range row {
			fmt.Fprintf(w, "[%s] ", b.Label)
		}
		fmt.Fprintln(w)
	}
}
