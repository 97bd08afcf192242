package understand

import (
	"fmt"
	"strings"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/words"
)

// A circumstance is one that people speak of, and how.
type circumstance struct {
	id           string
	said, denied words.List
}

func circumstances(corpus *knowledge.Corpus) ([]circumstance, error) {
	var all []circumstance
	for _, c := range corpus.Circumstances {
		if len(c.Said) == 0 {
			continue
		}
		one := circumstance{id: c.ID}
		var err, err2 error
		one.said, err = words.New(strings.Join(c.Said, "|"), c.Said)
		if len(c.Denied) > 0 {
			one.denied, err2 = words.New(strings.Join(c.Denied, "|"), c.Denied)
		}
		if err != nil || err2 != nil {
			return nil, fmt.Errorf("read the circumstance %s: %w", c.ID, orErr(err, err2))
		}
		all = append(all, one)
	}
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
// no is heard first: 没备案.
func (r *Reader) circumstances(text string) map[string]bool {
	var told map[string]bool
	has := words.CharactersOf(text)
	for i := range r.told {
		c := &r.told[i]
		no := c.denied.InThe(text, &has)
		if !no && !c.said.InThe(text, &has) {
			continue
		}
		if told == nil {
			told = map[string]bool{}
		}
		told[c.id] = !no
	}
	return told
}
