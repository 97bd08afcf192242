package index

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/blevesearch/bleve/v2"
)

// Save writes the index to the folder, where [Open] and [Saved] find it. It appears there
// whole or not at all. Of older ones the newest stays.
func (x *Index) Save(dir string) error {
	name, err := digest(x.corpus)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("save index: %w", err)
	}
	draft, err := os.MkdirTemp(dir, draftPrefix)
	if err != nil {
		return fmt.Errorf("save index: %w", err)
	}
	defer os.RemoveAll(draft)
	if err := x.write(draft); err != nil {
		return fmt.Errorf("save index: %w", err)
	}
	path := filepath.Join(dir, name)
	if err := publish(draft, path); err != nil {
		return fmt.Errorf("save index: %w", err)
	}
	x.origin.Path = path
	prune(dir, name)
	return nil
}

func (x *Index) write(dir string) error {
	for folder, build := range map[string]func(maker) (*store, error){
		askedFolder: x.buildAsked, repliesFolder: x.buildReplies,
	} {
		if _, err := build(onDisk(filepath.Join(dir, folder))); err != nil {
			return err
		}
	}
	text, err := x.saved().encode()
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, wordsFile), text, 0o644); err != nil {
		return err
	}
	return writeSums(dir)
}

// onDisk is a [maker] of stores in a folder; they must be opened to be used.
func onDisk(path string) maker {
	return func(analyzer string, n int, text func(i int) (int, string)) (*store, error) {
		b, err := bleve.NewBuilder(path, newMapping(analyzer), map[string]any{
			"batchSize": batchSize, "buildPathPrefix": filepath.Dir(path),
		})
		if err != nil {
			return nil, err
		}
		for i := range n {
			id, t := text(i)
			if err := b.Index(strconv.Itoa(id), document{t}); err != nil {
				return nil, errors.Join(err, b.Close())
			}
		}
		return nil, b.Close()
	}
}

// publish gives a finished draft its name. What another process has put there in the
// meantime stays if it is whole; what is damaged makes way.
func publish(draft, path string) error {
	if err := os.Rename(draft, path); err == nil || verify(path) == nil {
		return nil
	}
	aside := draft + ".old"
	if err := os.Rename(path, aside); err != nil {
		return err
	}
	defer os.RemoveAll(aside)
	if err := os.Rename(draft, path); err != nil && verify(path) != nil {
		return err
	}
	return nil
}

const (
	draftPrefix = ".draft-"
	keepIndexes = 2         // in a folder: of the knowledge and of a variant of it, or the one before
	abandoned   = time.Hour // after which a draft's process is taken to be dead
)

// prune removes what is no longer wanted in the folder. What cannot be removed stays.
func prune(dir, newest string) {
	list, drafts := kept(dir)
	slices.SortFunc(list, func(a, b found) int {
		return cmp.Or(compareBool(b.name == newest, a.name == newest), b.changed.Compare(a.changed))
	})
	for _, old := range list[min(keepIndexes, len(list)):] {
		_ = os.RemoveAll(filepath.Join(dir, old.name))
	}
	for _, d := range drafts {
		if len(list) > 0 && list[0].changed.Sub(d.changed) > abandoned {
			_ = os.RemoveAll(filepath.Join(dir, d.name))
		}
	}
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// A found is something in a folder of indexes.
type found struct {
	name    string
	changed time.Time
}

// kept returns the indexes in a folder, and the drafts of some.
func kept(dir string) (indexes, drafts []found) {
	list, err := os.ReadDir(dir)
	if err != nil {
		return nil, nil
	}
	for _, d := range list {
		info, err := d.Info()
		switch {
		case err != nil || !d.IsDir():
		case strings.HasPrefix(d.Name(), draftPrefix):
			drafts = append(drafts, found{d.Name(), info.ModTime()})
		case len(d.Name()) == digestLength && strings.Trim(d.Name(), "0123456789abcdef") == "":
			indexes = append(indexes, found{d.Name(), info.ModTime()})
		}
	}
	return indexes, drafts
}
