package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/yibaowenwen/yibao/bot"
)

type chatCmd struct{}

// Help shows a worked example.
func (chatCmd) Help() string {
	return `例:
  yibao chat
  > 从绵阳转到成都要多久
  > 1            按第一个按钮
  > /help`
}

// Run implements the command.
func (chatCmd) Run(ctx context.Context, s streams, c *cli) error {
	engine, err := c.engine()
	if err != nil {
		return err
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

// A terminal is one conversation; its buttons are pressed by number.
type terminal struct {
	engine  *bot.Engine
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
