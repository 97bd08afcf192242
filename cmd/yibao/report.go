package main

import (
	"errors"
	"time"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/coverage"
)

type reportCmd struct {
	Coverage bool `help:"题目 × 省:哪里有自己的规定;每句话核对到什么程度。"`
	JSON     bool `name:"json" help:"输出一行 JSON。"`
}

// Help shows worked examples.
func (reportCmd) Help() string {
	return `例:
  yibao report --coverage
  yibao report --coverage --json`
}

// Run implements the command.
func (v reportCmd) Run(s streams, c *cli) error {
	if !v.Coverage {
		return usageError{errors.New("report: 没说要看什么。现在只有知识的覆盖面:yibao report --coverage")}
	}
	k, err := c.corpus()
	if err != nil {
		return err
	}
	r := coverage.Of(k, knowledge.DateOf(time.Now()))
	if v.JSON {
		return writeJSON(s.out, r)
	}
	return r.Print(s.out)
}
