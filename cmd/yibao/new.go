package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/yibaowenwen/yibao/knowledge"
)

type newCmd struct {
	Entry newEntryCmd `cmd:"" help:"写一条新问答的空行,照着填。"`
}

type newEntryCmd struct {
	ID string `arg:"" help:"新条目的 id:题目.小题,如 account.carry_over.new_year。"`
}

// Help shows a worked example.
func (newEntryCmd) Help() string {
	return `打印要填的几行 YAML,和它该放在哪个文件。例:
  yibao new entry account.carry_over.half_year
  yibao new entry account.carry_over.half_year >> my-knowledge/mine.yaml`
}

// blankEntry is a new entry; %[1]s its id, %[2]s its topic, %[3]s today.
const blankEntry = `entries:
  - id: %[1]s
    topic: %[2]s
    question:                # 书面的问法,一句
    asked:                   # 至少六种,口语、短句、整段的都要;不写地名
      - 
    answers: []              # 结论答的是:whether must how_much how_many how_long when where papers how why who what
    basis: {source: , status: , reviewed: %[3]s}    # status: document secondary seed memory advice
    headline: [{text: }]     # 结论,不超过 40 个字,单独念也听得懂
    lines:                   # 三到五句,一句一件事
      - {text: }
`

// Run implements the command.
func (n newEntryCmd) Run(s streams, c *cli) error {
	k, err := c.corpus()
	if err != nil {
		return err
	}
	if e, ok := k.Entry(n.ID); ok {
		return usageError{fmt.Errorf("%s 已经有了,在 %s 第 %d 行", n.ID, e.Pos.File, e.Pos.Line)}
	}
	topic := ""
	for _, t := range k.Topics {
		if strings.HasPrefix(n.ID, t.ID+".") && len(t.ID) > len(topic) {
			topic = t.ID
		}
	}
	if topic == "" {
		return usageError{fmt.Errorf("%s 不是“题目.小题”:题目要是 topics.yaml 里的一个", n.ID)}
	}
	if e, ok := k.Entry(topic); ok {
		fmt.Fprintf(s.err, "同一个题目的条目在 %s\n", e.Pos.File)
	}
	_, err = fmt.Fprintf(s.out, blankEntry, n.ID, topic, knowledge.DateOf(time.Now()))
	return err
}
