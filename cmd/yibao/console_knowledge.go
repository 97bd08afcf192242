package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/engine"
	"github.com/yibaowenwen/yibao/cmd/yibao/console"
	"github.com/yibaowenwen/yibao/knowledge"
)

// An editedFolder holds the knowledge that the console shows, and takes up what editors change in the
// folder of --knowledge when somebody looks.
type editedFolder struct {
	cli *cli

	mu       sync.Mutex
	seen     string // what the folder was like
	now      *console.Knowledge
	problems []*knowledge.Problem // why a newer version was refused
}

func newEditedFolder(c *cli) (*editedFolder, error) {
	now, err := consoleKnowledge(c)
	if err != nil {
		return nil, err
	}
	return &editedFolder{cli: c, now: now, seen: fingerprint(c.Knowledge)}, nil
}

// current implements console.Options.Knowledge. Knowledge with mistakes is refused; what was
// shown before stays.
func (s *editedFolder) current() (*console.Knowledge, []*knowledge.Problem) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if seen := fingerprint(s.cli.Knowledge); seen != s.seen {
		s.seen = seen
		k, err := consoleKnowledge(s.cli)
		if s.problems = knowledge.Problems(unwrapProblems(err)); err == nil {
			s.now = k
		}
	}
	return s.now, s.problems
}

// unwrapProblems takes off what was said around the mistakes that were joined.
func unwrapProblems(err error) error {
	for err != nil {
		if _, joined := err.(interface{ Unwrap() []error }); joined {
			break
		}
		inner := errors.Unwrap(err)
		if inner == nil {
			break
		}
		err = inner
	}
	return err
}

// fingerprint returns a text that is another one when a file in the folder has changed.
func fingerprint(dir string) string {
	if dir == "" {
		return ""
	}
	seen, err := folder{dir}.fingerprint()
	return fmt.Sprint(seen, err)
}

func consoleKnowledge(c *cli) (*console.Knowledge, error) {
	k, err := c.corpus()
	if err != nil {
		return nil, err
	}
	p, ix, err := c.parts(k, c.openIndex)
	if err != nil {
		return nil, err
	}
	p.Finder = finder{ix}
	engine, err := engine.New(p)
	if err != nil {
		return nil, err
	}
	return &console.Knowledge{Corpus: k, Calendar: p.Calendar, Try: tryer(engine), Suggest: suggester(k, ix, p.Places), Shown: c.shown}, nil
}

// tryer answers single questions.
func tryer(e *engine.Engine) func(context.Context, string) (bot.Reply, error) {
	return func(ctx context.Context, text string) (bot.Reply, error) {
		return e.Reply(ctx, bot.Message{Text: bot.Text(text), Now: time.Now()})
	}
}

// shown is how an editor calls a file: as it is called in the folder of --knowledge if it is
// there, else as it is called in the repository.
func (c *cli) shown(file string) string {
	path := filepath.Join(c.Knowledge, file)
	if _, err := os.Stat(path); c.Knowledge == "" || err != nil {
		return "knowledge/data/" + file
	}
	if here, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(here, path); err == nil && filepath.IsLocal(rel) {
			return filepath.ToSlash(rel)
		}
	}
	return path
}
