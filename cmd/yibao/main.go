// Command yibao is 医保问问: a bot that answers questions about China's basic medical
// insurance, on Telegram, in a terminal, or in a web page that looks like a phone.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/yibaowenwen/yibao/bot"
)

// Exit statuses.
const (
	exitOK       = 0
	exitProblems = 1 // the command ran and found problems
	exitUsage    = 2 // wrong use
)

// errProblems ends a command that has already printed what it found.
var errProblems = errors.New("found problems")

// A usageError is a mistake in how a command was called.
type usageError struct{ error }

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// cli is the command line.
type cli struct {
	Knowledge string `help:"盖在自带知识上的文件夹。Directory of YAML laid over the embedded data." placeholder:"DIR" type:"existingdir"`
	indexFlag

	model bot.Reader // set by the commands that take one

	Demo     demoCmd     `cmd:"" help:"在网页里试用整个机器人,不用令牌,不用联网。"`
	Serve    serveCmd    `cmd:"" help:"在 Telegram 上运行机器人。"`
	Ask      askCmd      `cmd:"" help:"问一个问题。"`
	Chat     chatCmd     `cmd:"" help:"在终端里聊天。"`
	Estimate estimateCmd `cmd:"" help:"测算:能不能转、要多久、差几年、等多久。"`
	Lint     lintCmd     `cmd:"" help:"检查知识文件。"`
	New      newCmd      `cmd:"" help:"写一条新问答的空行,照着填。"`
	Eval     evalCmd     `cmd:"" help:"用判好的问题测检索。"`
	Export   exportCmd   `cmd:"" help:"输出全部问答。"`
	Report   reportCmd   `cmd:"" help:"看大家问了什么、哪些没答上、知识覆盖了什么。"`
	Console  consoleCmd  `cmd:"" help:"给编辑知识的人看的网页:问了什么、没答上什么、哪里还没写。只读。"`
	Indexing indexCmd    `cmd:"" name:"index" help:"把索引写到文件夹里。"`
	Version  versionCmd  `cmd:"" help:"版本。"`
}

// streams are what a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// run runs one command line until it is done or the process is told to stop, and returns
// the exit status.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return runContext(ctx, args, stdin, stdout, stderr)
}

func runContext(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	c := cli{indexFlag: indexFlag{err: stderr}}
	status := -1
	parser, err := kong.New(&c,
		kong.Name("yibao"),
		kong.Description("医保问问:医保转移、账户里的钱、异地看病,问了就答,句句有出处。"),
		kong.Writers(stdout, stderr),
		kong.Exit(func(code int) { status = code }),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(streams{stdin, stdout, stderr}),
	)
	if err != nil {
		fmt.Fprintln(stderr, "yibao:", err)
		return exitUsage
	}
	parsed, err := parser.Parse(args)
	if status >= 0 { // --help has been printed
		return status
	}
	if err != nil {
		fmt.Fprintf(stderr, "yibao: %v\n运行 yibao --help 看用法。\n", err)
		return exitUsage
	}
	return report(parsed.Run(&c), stderr)
}

func report(err error, stderr io.Writer) int {
	var usage usageError
	switch {
	case err == nil, errors.Is(err, context.Canceled):
		return exitOK
	case errors.Is(err, errProblems):
		return exitProblems
	case errors.As(err, &usage):
		fmt.Fprintln(stderr, "yibao:", err)
		return exitUsage
	}
	fmt.Fprintln(stderr, "yibao:", err)
	return exitProblems
}
