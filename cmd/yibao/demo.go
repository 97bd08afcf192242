package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/yibaowenwen/yibao/bot/demo"
	"github.com/yibaowenwen/yibao/bot/store/sqlite"
	"github.com/yibaowenwen/yibao/bot/telegram"
)

// demoToken opens nothing: the only server that accepts it is the one built in.
const demoToken = "1:demo-token-of-the-built-in-server"

type demoCmd struct {
	Addr string `help:"网页的地址。" default:"127.0.0.1:8080"`
	readerFlags
}

// Help shows a worked example.
func (demoCmd) Help() string {
	return `例:
  yibao demo
  yibao demo --addr 127.0.0.1:0      用一个空闲的端口
页面里有私聊和家庭群两个聊天;灯泡里能看它是怎么想的,也能从深链接进来。
按 Ctrl-C 结束;聊天只在内存里,结束就没了。`
}

// Run implements the command.
func (d demoCmd) Run(ctx context.Context, s streams, c *cli) error {
	if err := d.plugIn(ctx, c); err != nil {
		return err
	}
	brain, err := newBrainOf(c, c.plainEngine)
	if err != nil {
		return err
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", d.Addr)
	if err != nil {
		return fmt.Errorf("open %s (is it in use? choose another with --addr 127.0.0.1:0): %w", d.Addr, err)
	}
	store, err := sqlite.Open(ctx, sqlite.Memory, time.Now)
	if err != nil {
		return err
	}
	defer store.Close()
	world := demo.New(demo.Options{Token: demoToken, Now: time.Now, Explain: explainer{store, brain}.explain})
	defer world.Close()
	address := "http://" + listener.Addr().String()
	server := &http.Server{Handler: world, ReadHeaderTimeout: 10 * time.Second}
	defer server.Close()

	log := slog.New(slog.NewTextHandler(s.err, &slog.HandlerOptions{Level: slog.LevelWarn}))
	bot, err := telegram.New(telegram.Options{
		Token: demoToken, APIURL: address, Brain: brain, Store: store, Now: time.Now,
		Profiles: profiles(), Log: log, TypingAfter: typingAfter(c.model),
		Limits: telegram.Limits{PerSecond: 1e6, PerChat: 1e6, PerGroupAndMinute: 1e6}, // there is no one to protect
	})
	if err != nil {
		return err
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	fmt.Fprintf(s.out, "医保问问已在网页里运行: %s/\n用浏览器打开;按 Ctrl-C 结束。\n", address)
	watching, stop := context.WithCancel(ctx)
	defer stop()
	go func() { _ = brain.reloadOnChange(watching, log) }()
	if err := bot.Run(ctx); err != nil {
		return err
	}
	select {
	case err := <-served:
		if !errors.Is(err, http.ErrServerClosed) {
			return fmt.Errorf("serve the page: %w", err)
		}
	default:
	}
	return nil
}
