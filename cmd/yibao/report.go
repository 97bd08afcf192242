package main

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/coverage"
)

type reportCmd struct {
	Store    string `help:"状态存在哪里,和 serve 用的一样。" default:"sqlite:yibao.db" placeholder:"sqlite:PATH|postgres://…"`
	Since    string `help:"从哪一天算起;不写就是存着的全部。" placeholder:"2026-09-01"`
	Suggest  bool   `help:"把没答上的问题归成堆,写成能直接盖上去的 YAML:该加到哪个文件哪一行。"`
	Coverage bool   `help:"不看状态,看知识:题目 × 省,哪里有自己的规定;每句话核对到什么程度。"`
	Cities   bool   `help:"不看状态,看知识:流动人口最多的城市 × 要知道的十样,哪些收录了。"`
	JSON     bool   `name:"json" help:"输出一行 JSON。"`
}

// Help shows worked examples.
func (reportCmd) Help() string {
	return `例:
  yibao report --store sqlite:yibao.db --since 2026-09-01
  yibao report --suggest > more/asked.yaml && yibao --knowledge more lint
  yibao report --coverage --json
  yibao report --cities`
}

// Run implements the command.
func (v reportCmd) Run(ctx context.Context, s streams, c *cli) error {
	if err := v.valid(); err != nil {
		return err
	}
	k, err := c.corpus()
	if err != nil {
		return err
	}
	if v.Coverage || v.Cities {
		return v.known(s, k)
	}
	db, err := openRecords(ctx, v.Store, "只看知识就用 yibao report --coverage")
	if err != nil {
		return err
	}
	defer db.Close()
	if v.Suggest {
		return v.suggest(ctx, s, c, k, db)
	}
	u, err := usageOf(ctx, db, k, v.Since)
	if err != nil {
		return err
	}
	if v.JSON {
		return writeJSON(s.out, u)
	}
	return u.print(s.out)
}

// valid says what does not go together on the command line.
func (v reportCmd) valid() error {
	if v.Coverage && v.Suggest || v.Coverage && v.Cities || v.Suggest && v.Cities {
		return usageError{errors.New("report: --coverage、--cities 和 --suggest 一次看一样")}
	}
	if _, err := time.Parse(time.DateOnly, v.Since); v.Since != "" && err != nil {
		return usageError{errors.New("report: --since 要写成 2026-09-01 这样的日期")}
	}
	return nil
}

// known reports what the knowledge holds, without a store.
func (v reportCmd) known(s streams, k *knowledge.Corpus) error {
	today := knowledge.DateOf(time.Now())
	if v.Coverage {
		return v.measured(s, coverage.Of(k, today))
	}
	r, err := coverage.OfCities(k, today)
	if err != nil {
		return err
	}
	return v.measured(s, r)
}

// measured writes what was measured of the knowledge.
func (v reportCmd) measured(s streams, r interface{ Print(w io.Writer) error }) error {
	if v.JSON {
		return writeJSON(s.out, r)
	}
	return r.Print(s.out)
}
