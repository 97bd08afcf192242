package main

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"
)

type exportCmd struct {
	JSONL bool `name:"jsonl" help:"一行一条 JSON(现在只有这一种格式)。"`
}

// Help shows a worked example.
func (exportCmd) Help() string {
	return `例:
  yibao export --jsonl | head -1`
}

// exported is one entry as `export --jsonl` writes it; region is empty for the nation.
type exported struct {
	ID       string   `json:"id"`
	Topic    string   `json:"topic"`
	Region   string   `json:"region"`
	Question string   `json:"question"`
	Variants []string `json:"variants"`
	Answer   string   `json:"answer"`
}

// Run implements the command.
func (exportCmd) Run(_ context.Context, s streams, c *cli) error {
	k, err := c.corpus()
	if err != nil {
		return err
	}
	engine, err := c.newEngine(k)
	if err != nil {
		return err
	}
	now := time.Now()
	for i := range k.Entries {
		e := &k.Entries[i]
		x := exported{e.ID, e.Topic, "", e.Question, append([]string{}, e.Asked...), engine.Show(e.ID, "", now).Plain()}
		if err := writeJSON(s.out, x); err != nil {
			return err
		}
	}
	for _, n := range k.File.Notes {
		topic, _ := k.Topic(n.Topic)
		x := exported{n.Topic + "@" + n.Place, n.Topic, n.Place, n.Place + topic.Name, []string{}, engine.Note(n, now)}
		if err := writeJSON(s.out, x); err != nil {
			return err
		}
	}
	return nil
}

type versionCmd struct{}

// Help shows a worked example.
func (versionCmd) Help() string { return "例:\n  yibao version" }

// Run implements the command.
func (versionCmd) Run(s streams) error {
	version, revision := "devel", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		if v := info.Main.Version; v != "" && v != "(devel)" {
			version = v
		}
		for _, set := range info.Settings {
			if set.Key == "vcs.revision" {
				revision = " " + set.Value[:min(12, len(set.Value))]
			}
		}
	}
	_, err := fmt.Fprintf(s.out, "yibao %s%s\n", version, revision)
	return err
}
