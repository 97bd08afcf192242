package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/yibaowenwen/yibao/cmd/yibao/console"
)

type consoleCmd struct {
	Listen       string `help:"网页的地址。不是本机的地址,一定要有密码。" default:"127.0.0.1:8090" placeholder:"ADDR"`
	Store        string `help:"状态存在哪里,和 serve 用的一样。不写就看当前文件夹里有没有 yibao.db。" placeholder:"sqlite:PATH|postgres://…"`
	PasswordFile string `help:"密码写在这个文件的第一行;也可以放在环境变量 YIBAO_CONSOLE_PASSWORD 里。" placeholder:"FILE" type:"existingfile"`
	Password     string `env:"YIBAO_CONSOLE_PASSWORD" hidden:"" help:"密码,只从环境变量或文件读。"`
}

// shortestPassword is how many bytes a password has at least.
const shortestPassword = 12

// Help shows worked examples.
func (consoleCmd) Help() string {
	return `给编辑知识的人看:问了什么、什么没答上、什么没帮上忙、哪里还没写、哪些该复核。只读,不改状态,也不改知识。
--knowledge 文件夹里的改动,刷新网页就看得到。
要让别的机器看:设密码(至少 12 个字节,用户名随便填),前面放一个做 TLS 的反向代理。
例:
  yibao console
  yibao --knowledge knowledge/data console --store sqlite:yibao.db
  YIBAO_CONSOLE_PASSWORD=… yibao console --listen 10.0.0.5:8090`
}

// Run implements the command.
func (v consoleCmd) Run(ctx context.Context, s streams, c *cli) error {
	password, err := v.password()
	if err != nil {
		return usageError{err}
	}
	listener, err := v.open(ctx, password != "")
	if err != nil {
		return err
	}
	defer listener.Close()
	log := slog.New(slog.NewTextHandler(s.err, &slog.HandlerOptions{Level: slog.LevelWarn}))
	o := console.Options{Password: password, Now: time.Now, Log: log}
	db, err := v.store(ctx)
	if err != nil {
		return err
	}
	if db != nil {
		defer db.Close()
		o.Records = db
	}
	folder, err := newEditedFolder(c)
	if err != nil {
		return err
	}
	o.Knowledge = folder.current
	pages, err := console.New(o)
	if err != nil {
		return err
	}
	return serveConsole(ctx, s, listener, pages)
}

// open opens the address, which must be this machine's own unless there is a password.
func (v consoleCmd) open(ctx context.Context, guarded bool) (net.Listener, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", v.Listen)
	if err != nil {
		return nil, fmt.Errorf("open %s (is it in use? choose another with --listen 127.0.0.1:0): %w", v.Listen, err)
	}
	if !guarded && !console.Loopback(listener.Addr().String()) {
		return nil, errors.Join(usageError{fmt.Errorf(
			"console: %s 别的机器也连得上,要先设密码:YIBAO_CONSOLE_PASSWORD 或 --password-file", v.Listen)}, listener.Close())
	}
	return listener, nil
}

// serveConsole shows the pages until ctx ends.
func serveConsole(ctx context.Context, s streams, listener net.Listener, pages http.Handler) error {
	server := &http.Server{Handler: pages, ReadHeaderTimeout: 10 * time.Second, WriteTimeout: time.Minute}
	stop := context.AfterFunc(ctx, func() { _ = server.Close() })
	defer stop()
	fmt.Fprintf(s.out, "编辑台: http://%s/\n用浏览器打开;按 Ctrl-C 结束。\n", listener.Addr())
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve the pages: %w", err)
	}
	return nil
}

// password reads the password, if there is one.
func (v consoleCmd) password() (string, error) {
	password := v.Password
	if v.PasswordFile != "" {
		text, err := os.ReadFile(v.PasswordFile)
		if err != nil {
			return "", fmt.Errorf("read password: %w", err)
		}
		password, _, _ = strings.Cut(string(text), "\n")
		password = strings.TrimSuffix(password, "\r")
		if password == "" {
			return "", fmt.Errorf("console: %s 的第一行是空的,没有密码", v.PasswordFile)
		}
	}
	if password != "" && len(password) < shortestPassword {
		return "", fmt.Errorf("console: 密码太短,至少 %d 个字节", shortestPassword)
	}
	return password, nil
}

// store opens the store to read from, nil if there is none. It does not make a new one.
func (v consoleCmd) store(ctx context.Context) (closingRecords, error) {
	const usual = "yibao.db"
	if v.Store != "" {
		return openRecords(ctx, v.Store, "不写就只看知识")
	}
	if _, err := os.Stat(usual); errors.Is(err, os.ErrNotExist) {
		return nil, nil //nolint:nilnil // none, and none was asked for
	}
	return openRecords(ctx, "sqlite:"+usual, "")
}
