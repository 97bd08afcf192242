package main

import (
	"fmt"
	"io/fs"
	"time"

	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/data"
	"github.com/yibaowenwen/yibao/knowledge/lint"
)

type lintCmd struct {
	Dir string `arg:"" optional:"" type:"existingdir" help:"要检查的文件夹,盖在自带知识上;不写就检查自带的。"`
}

// Help shows a worked example.
func (lintCmd) Help() string {
	return `每一处问题一行:文件:行号: 条目: 问题。有问题退出码是 1;只有提醒(该复核的)退出码是 0。
例:
  yibao lint
  yibao lint ./my-knowledge`
}

// Run implements the command.
func (l lintCmd) Run(s streams, c *cli) error {
	layers := []fs.FS{data.FS}
	for _, dir := range []string{c.Knowledge, l.Dir} {
		if dir != "" {
			layers = append(layers, folder{dir})
		}
	}
	k, err := knowledge.Load(layers...)
	if err != nil {
		for _, p := range knowledge.Problems(err) {
			fmt.Fprintln(s.out, p)
		}
		return errProblems
	}
	if _, err := dialog.Load(k, layers...); err != nil {
		for _, p := range knowledge.Problems(err) {
			fmt.Fprintln(s.out, p)
		}
		return errProblems
	}
	found, err := lint.Lint(k, knowledge.DateOf(time.Now()))
	if err != nil {
		return err
	}
	mistakes := 0
	for _, f := range found {
		if f.Warning {
			fmt.Fprintf(s.out, "%v [%s, 提醒]\n", f.Error(), f.Rule)
			continue
		}
		mistakes++
		fmt.Fprintf(s.out, "%v [%s]\n", f.Error(), f.Rule)
	}
	fmt.Fprintf(s.err, "%d 条问答、%d 条地方规定、%d 个来源:%d 处问题,%d 处提醒\n",
		len(k.Entries), len(k.File.Notes), len(k.Sources), mistakes, len(found)-mistakes)
	if mistakes > 0 {
		return errProblems
	}
	return nil
}
