package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/engine"
	"github.com/yibaowenwen/yibao/bot/transcript"
)

type chatCmd struct {
	Check []string `help:"不聊天,照 YAML 写好的对话演一遍,和写的不一样就报出文件和行号。" placeholder:"FILE" sep:"none"`
	More  []string `arg:"" optional:"" help:"--check 的更多文件。" placeholder:"FILE"`
}

// Help shows a worked example.
func (chatCmd) Help() string {
	return `例:
  yibao chat
  > 从绵阳转到成都要多久
  > 1            按第一个按钮
  > /help
  yibao chat --check bot/testdata/conversations/transfer.yaml more.yaml`
}

// Run implements the command.
func (v chatCmd) Run(ctx context.Context, s streams, c *cli) error {
	if len(v.Check) == 0 && len(v.More) > 0 {
		return usageError{errors.New("chat: 演文件要加 --check。例:yibao chat --check 对话.yaml")}
	}
	engine, err := c.engine()
	if err != nil {
		return err
	}
	if len(v.Check) > 0 {
		return checkConversations(ctx, s, engine, append(v.Check, v.More...))
	}
	t := terminal{engine: engine, out: s.out}
	if err := t.send(ctx, bot.Message{Text: "/start"}); err != nil {
		return err
	}
	in := bufio.NewScanner(s.in)
	in.Buffer(nil, 1<<20)
	for t.prompt(); ctx.Err() == nil && in.Scan(); t.prompt() {
		m := bot.Message{Text: bot.Text(in.Text())}
		if n, err := strconv.Atoi(strings.TrimSpace(in.Text())); err == nil && n > 0 && n <= len(t.buttons) {
			m = bot.Message{Press: t.buttons[n-1].Data}
		}
		if err := t.send(ctx, m); err != nil {
			return err
		}
	}
	if err := in.Err(); err != nil {
		return fmt.Errorf("read what was typed: %w", err)
	}
	return nil
}

// checkConversations plays the conversations of the files and prints the first turn of each
// that did not go as written.
func checkConversations(ctx context.Context, s streams, engine *engine.Engine, files []string) error {
	played, failed := 0, 0
	for _, name := range files {
		list, err := readConversations(name)
		if err != nil {
			return err
		}
		for _, c := range list {
			played++
			err := transcript.Play(ctx, engine, c)
			if err == nil {
				continue
			}
			failed++
			var f *transcript.TurnError
			line := c.Line
			if errors.As(err, &f) {
				line, err = f.Line, f
			}
			fmt.Fprintf(s.out, "%s:%d: %v\n", name, line, err)
		}
	}
	fmt.Fprintf(s.out, "%d 段对话,%d 段和写的不一样\n", played, failed)
	if failed > 0 {
		return errProblems
	}
	return nil
}

func readConversations(name string) ([]transcript.Conversation, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, usageError{fmt.Errorf("chat: %w", err)}
	}
	defer f.Close()
	list, err := transcript.Read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return list, nil
}

// A terminal is one conversation; its buttons are pressed by number.
type terminal struct {
	engine  *engine.Engine
	out     io.Writer
	session bot.Session
	buttons []bot.Button
}

func (t *terminal) prompt() { fmt.Fprint(t.out, "> ") }

func (t *terminal) send(ctx context.Context, m bot.Message) error {
	m.Session = t.session
	reply, _, err := ask(ctx, t.engine, m)
	if err != nil {
		return err
	}
	t.session = reply.Session
	if reply.Toast != "" {
		fmt.Fprintln(t.out, reply.Toast)
	}
	if len(reply.Lines) == 0 {
		return nil
	}
	fmt.Fprintln(t.out, reply.Plain())
	if d := reply.Details(); d != "" {
		fmt.Fprintln(t.out, "  "+strings.ReplaceAll(d, "\n", "\n  "))
	}
	t.buttons = nil
	for _, row := range reply.Buttons {
		for _, b := range row {
			t.buttons = append(t.buttons, b)
			fmt.Fprintf(t.out, "[%d %s] ", len(t.buttons), b.Label)
		}
		fmt.Fprintln(t.out)
	}
	return nil
}
