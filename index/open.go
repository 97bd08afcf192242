package index

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/blevesearch/bleve/v2"

	"github.com/yibaowenwen/yibao/knowledge"
)

// Why an index was not simply read.
var (
	ErrNone   = errors.New("no index is saved there")
	ErrStale  = errors.New("the saved index is of other knowledge or of another version of the program")
	ErrBroken = errors.New("the saved index is damaged")
)

// An Origin says where an index comes from.
type Origin struct {
	// Path is the folder that it was read from or written to, empty if it is in memory only.
	Path string
	// Why says why it was built and not read, or could not be written; nil if it was read.
	Why error
}

// Origin returns where the index comes from.
func (x *Index) Origin() Origin { return x.origin }

// Open returns the index of the corpus, with the help of a folder in which indexes are kept.
//
// It gives the same results as [New], whatever the folder holds: an index is read only if it
// was made from this corpus by this version of the program and every byte of it is as it was
// written. Otherwise it is built and written to the folder for the next time; if that cannot
// be done, it stays in memory. The error is that of [New]; [Index.Origin] tells what happened.
//
// Several processes may open the same folder at the same time. An index in the folder is
// never changed, only replaced whole; the newest are kept, the others removed.
func Open(dir string, corpus *knowledge.Corpus) (*Index, error) {
	x, why := Saved(dir, corpus)
	if why == nil {
		return x, nil
	}
	x, err := New(corpus)
	if err != nil {
		return nil, err
	}
	x.origin.Why = why
	if err := x.Save(dir); err != nil {
		x.origin.Why = errors.Join(why, err)
	}
	return x, nil
}

// Saved returns the index of the corpus that [Index.Save] wrote to the folder. The error is
// [ErrNone], [ErrStale] or [ErrBroken], with the reason.
func Saved(dir string, corpus *knowledge.Corpus) (*Index, error) {
	name, err := digest(corpus)
	if err != nil {
		return nil, err
	}
	path := filepath.Join(dir, name)
	if _, err := os.Stat(path); err != nil {
		if old, _ := kept(dir); len(old) > 0 {
			return nil, ErrStale
		}
		return nil, fmt.Errorf("%w: %w", ErrNone, err)
	}
	x, err := read(path, corpus)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	return x, nil
}

// The parts of a saved index.
const (
	wordsFile     = "words"   // everything but the Bleve indexes
	askedFolder   = "asked"   // phrasings
	repliesFolder = "replies" // answers
	sumsFile      = "sums"    // the digests of all files
)

func read(path string, corpus *knowledge.Corpus) (*Index, error) {
	if err := verify(path); err != nil {
		return nil, err
	}
	x, err := newIndex(corpus)
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(filepath.Join(path, wordsFile))
	if err != nil {
		return nil, err
	}
	if err := x.restore(text); err != nil {
		return nil, err
	}
	if x.asked, err = openStore(filepath.Join(path, askedFolder)); err != nil {
		return nil, err
	}
	x.replies = sync.OnceValues(func() (*store, error) {
		s, err := openStore(filepath.Join(path, repliesFolder))
		if errors.Is(err, fs.ErrNotExist) { // replaced by a newer one in the meantime
			return x.buildReplies(inMemory)
		}
		return s, err
	})
	x.origin = Origin{Path: path}
	return x, nil
}

// openStore opens a Bleve index for reading, which several processes may do.
func openStore(path string) (*store, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, err
	}
	b, err := bleve.OpenUsing(path, map[string]any{"read_only": true})
	if err != nil {
		return nil, fmt.Errorf("open Bleve index: %w", err)
	}
	return newStore(b), nil
}
