package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/telegram"
)

type serveCmd struct {
	Token         string  `env:"TELEGRAM_BOT_TOKEN" hidden:"" help:"BotFather 给的令牌,只从环境变量读。"`
	APIURL        string  `name:"api-url" help:"Bot API 服务器;不写就是 Telegram 的。" placeholder:"URL"`
	Store         string  `help:"状态存在哪里。" default:"sqlite:yibao.db" placeholder:"sqlite:PATH|postgres://…"`
	WebhookURL    string  `name:"webhook-url" help:"Telegram 把消息送到的公网地址;不写就长轮询。" placeholder:"URL"`
	Listen        string  `help:"Webhook 在本机监听的地址。" default:"127.0.0.1:8443"`
	WebhookSecret string  `name:"webhook-secret" env:"WEBHOOK_SECRET" help:"和 Telegram 约好的口令,1–256 个字母、数字、_ 或 -。"`
	Metrics       string  `help:"/metrics、/healthz 和 /readyz 的地址;不写就不开。" placeholder:"ADDR"`
	Rate          float64 `help:"每秒最多发出多少条消息。Telegram 建议群发不超过 30。" default:"30"`
	readerFlags
	LogLevel string `name:"log-level" help:"日志级别。" enum:"debug,info,warn,error" default:"info"`
}

// Help shows a worked example.
func (serveCmd) Help() string {
	return `令牌只从环境变量 TELEGRAM_BOT_TOKEN 读,不写在命令行上。
一台不够时,几个进程可以共用一个 postgres:// 库:都用同一个 --webhook-url,放在一个负载均衡后面;不用 webhook 时只有一个去取消息,其余候着。--rate 按进程算。
SIGHUP 或知识文件夹里的改动会重新读知识(有错就报行号,留着旧的);SIGTERM 答完手上的就退出,排着队的留在库里,下次启动接着答。
例:
  TELEGRAM_BOT_TOKEN=… yibao serve
  TELEGRAM_BOT_TOKEN=… PGPASSWORD=… yibao serve --store postgres://yibao@db.example.org/yibao --metrics 127.0.0.1:9090
  TELEGRAM_BOT_TOKEN=… yibao serve --webhook-url https://bot.example.org/hook --webhook-secret s3cret --listen 127.0.0.1:8443`
}

// Run implements the command.
func (v serveCmd) Run(ctx context.Context, s streams, c *cli) error {
	if v.Token == "" {
		return usageError{errors.New("serve: 没有令牌。先 export TELEGRAM_BOT_TOKEN=…（BotFather 给的），再运行；想先试试用 yibao demo")}
	}
	var level slog.Level
	if err := level.UnmarshalText([]byte(v.LogLevel)); err != nil {
		return usageError{fmt.Errorf("--log-level: %w", err)}
	}
	log := slog.New(slog.NewJSONHandler(s.err, &slog.HandlerOptions{Level: level}))
	if err := v.plugIn(ctx, c); err != nil {
		return err
	}
	brain, err := newBrain(c)
	if err != nil {
		return err
	}
	db, err := openStore(ctx, v.Store)
	if err != nil {
		return err
	}
	defer db.Close()
	m := newMetrics()
	brain.told = m.reloaded
	b, err := telegram.New(telegram.Options{
		Token: telegram.Secret(v.Token), APIURL: v.APIURL, Brain: m.watch(brain), Store: db, Now: time.Now, Log: log,
		Webhook:  telegram.Webhook{URL: v.WebhookURL, Secret: telegram.Secret(v.WebhookSecret)},
		Profiles: profiles(), Limits: telegram.Limits{PerSecond: v.Rate}, Metrics: m,
		TypingAfter: typingAfter(c.model),
	})
	if err != nil {
		return usageError{err}
	}
	m.gauge(b)
	m.readBy(c.model)
	return v.run(ctx, b, brain, monitor(b, m, c.model), log)
}

// run lets the bot and what serves it go on together: when one of them ends, for whatever reason, the
// others are told to stop and waited for. The bot's own end without an error ends them too.
func (v serveCmd) run(ctx context.Context, b *telegram.Bot, brain *brain, monitor http.Handler, log *slog.Logger) error {
	tasks, ctx := errgroup.WithContext(ctx)
	tasks.Go(func() error {
		if err := b.Run(ctx); err != nil {
			return err
		}
		return context.Canceled // ends the other tasks
	})
	tasks.Go(func() error { return brain.reloadOnChange(ctx, log) })
	if v.WebhookURL != "" {
		tasks.Go(func() error { return listen(ctx, v.Listen, b) })
	}
	if v.Metrics != "" {
		tasks.Go(func() error { return listen(ctx, v.Metrics, monitor) })
	}
	return tasks.Wait()
}

// listen serves until ctx ends.
func listen(ctx context.Context, addr string, h http.Handler) error {
	server := &http.Server{Addr: addr, Handler: h, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute}
	stop := context.AfterFunc(ctx, func() {
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		_ = server.Shutdown(end)
	})
	defer stop()
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("listen on %s (is it in use? choose another with --listen or --metrics): %w", addr, err)
	}
	return nil
}

// monitor tells whether the process lives, whether it receives, and what it has done.
func monitor(b *telegram.Bot, m *metrics, model bot.Reader) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", m)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if err := b.Ready(); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ok")
		if model != nil { // without it we answer as well
			fmt.Fprintln(w, "reader:", readerState(model))
		}
	})
	return mux
}
