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
	"github.com/yibaowenwen/yibao/bot/engine"
	"github.com/yibaowenwen/yibao/index"
	"github.com/yibaowenwen/yibao/knowledge"
)

type askCmd struct {
	JSON    bool `name:"json" help:"输出一行 JSON。"`
	JSONL   bool `name:"jsonl" help:"从标准输入读问题,一行一个 JSON;同一个 chat 的各行是一段对话。"`
	Explain bool `help:"说明找到了什么、分数和把握怎么来的。"`
	readerFlags
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
	if err := a.plugIn(ctx, c); err != nil {
		return err
	}
	settle := putOffGC()
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

func ask(ctx context.Context, e *engine.Engine, m bot.Message) (bot.Reply, float64, error) {
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
	Understood understood  `json:"understood"`
	Reader     *readout    `json:"reader,omitempty"`
	Sources    []string    `json:"sources"`
	Buttons    []string    `json:"buttons"`
	MS         float64     `json:"ms"`
	Error      string      `json:"error,omitempty"`
}

// understood is what the message was taken to say.
type understood struct {
	Asked   string                       `json:"asked"`
	Also    []knowledge.Asked            `json:"also_asked,omitempty"`
	Persons []string                     `json:"persons"`
	Places  []placeIn                    `json:"places"`
	Facts   map[string]string            `json:"facts"`            // circumstances spoken of: yes or no
	Kinds   map[string]knowledge.Insured `json:"kinds,omitempty"`  // by person
	Year    int                          `json:"year,omitempty"`   // whose rules are asked about
	Stated  map[string]string            `json:"stated,omitempty"` // by the question that it answers
}

type placeIn struct {
	Name string `json:"name"`
	Role string `json:"role"`
}

func understoodOf(u bot.Understood, regions *knowledge.Regions) understood {
	out := understood{Asked: string(u.Asked), Also: u.Also, Kinds: u.Kinds, Year: u.Year, Stated: u.Stated, Persons: append([]string{}, u.Persons...), Places: []placeIn{}, Facts: map[string]string{}}
	for _, p := range u.Places {
		out.Places = append(out.Places, placeIn{regions.Name(p.Code), string(p.Role)})
	}
	for id, so := range u.Told {
		out.Facts[id] = map[bool]string{true: "yes", false: "no"}[so]
	}
	return out
}

type candidate struct {
	Entry string  `json:"entry"`
	Topic string  `json:"topic"`
	Score float64 `json:"score"`
}

func answered(id string, e *engine.Engine, r bot.Reply, ms float64) answer {
	a := answer{
		ID: id, Decision: string(r.Decision), Topic: r.Topic, Entry: r.Entry,
		Regions: e.Regions().Names(r.Session.Places.Said), From: e.Regions().Name(r.Session.Places.From), To: e.Regions().Name(r.Session.Places.To),
		Insured: string(r.Session.Insured), Confidence: r.Confidence, Candidates: []candidate{},
		Text: read(r), Understood: understoodOf(r.Understood, e.Regions()), Reader: readoutOf(r.Read), Sources: append([]string{}, r.Sources...), Buttons: []string{}, MS: ms,
	}
	for _, c := range r.Candidates {
		a.Candidates = append(a.Candidates, candidate{c.Entry.ID, c.Entry.Topic, c.Confidence})
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
func askLines(ctx context.Context, e *engine.Engine, s streams) error {
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

func askLine(ctx context.Context, e *engine.Engine, chats map[string]bot.Session, line string) answer {
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
		Understood: understoodOf(bot.Understood{}, nil),
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

// read is a reply as it is read: what is folded away follows a line that says so.
func read(r bot.Reply) string {
	if d := r.Details(); d != "" {
		return r.Plain() + "\n—— 展开 ——\n" + d
	}
	return r.Plain()
}

// printReply writes a reply as it is read in a terminal.
func printReply(w io.Writer, r bot.Reply) {
	fmt.Fprintln(w, read(r))
	for _, row := range r.Buttons {
		for _, b := range row {
			fmt.Fprintf(w, "[%s] ", b.Label)
		}
		fmt.Fprintln(w)
	}
}
