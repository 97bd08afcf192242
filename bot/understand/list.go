package understand

import (
	"fmt"
	"strings"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/words"
)

// spoken are the circumstances that people speak of, and how. The lists of words are in pairs: what says
// that it is so, what says that it is not.
type spoken struct {
	ids    []string
	search *words.Search
}

func circumstances(corpus *knowledge.Corpus) (spoken, error) {
	var all spoken
	var lists []*words.List
	for _, c := range corpus.Circumstances {
		if len(c.Said) == 0 {
			continue
		}
		said, err := words.New(strings.Join(c.Said, "|"), c.Said)
		var denied words.List
		var err2 error
		if len(c.Denied) > 0 {
			denied, err2 = words.New(strings.Join(c.Denied, "|"), c.Denied)
		}
		if err != nil || err2 != nil {
			return spoken{}, fmt.Errorf("read the circumstance %s: %w", c.ID, orErr(err, err2))
		}
		all.ids = append(all.ids, c.ID)
		lists = append(lists, &said, &denied)
	}
	all.search = words.NewSearch(lists)
	return all, nil
}

func orErr(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

// Circumstances returns those that a text speaks of: whether each is said to be so.
func (r *Reader) Circumstances(text string) map[string]bool { return r.circumstances(text) }

// Weak reports whether a circumstance goes without saying, so that nothing follows from not
// speaking of it.
func (r *Reader) Weak(id string) bool { return r.says("circumstances.weak", id) }

// circumstances returns those that a text speaks of: whether each is said to be so. What says
// no counts more: 没备案.
func (r *Reader) circumstances(text string) map[string]bool {
	var told map[string]bool
	r.told.search.In(text, func(list int) {
		id, denied := r.told.ids[list/2], list%2 == 1
		if told == nil {
			told = map[string]bool{}
		}
		if so, heard := told[id]; !heard || so {
			told[id] = !denied
		}
	})
	return told
}
