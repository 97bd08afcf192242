package knowledge

import (
	"fmt"
	"regexp"
	"strings"
)

// A Word is a list of what people say for one thing. Each item is a regular expression; <id>
// stands for any item of another list.
type Word struct {
	ID    string   `yaml:"id"`
	About string   `yaml:"about"` // for editors
	Any   []string `yaml:"any"`
	Pos   Pos      `yaml:"-"`
}

var wordReference = regexp.MustCompile(`<([a-z][a-z_.]*)>`)

// Expression returns the regular expression that matches whatever is in the list of words.
func (c *Corpus) Expression(id string) (string, error) { return c.expression(id, 0) }

// deepest is how many lists may stand within each other.
const deepest = 4

func (c *Corpus) expression(id string, depth int) (string, error) {
	w, ok := c.words[id]
	if !ok || len(w.Any) == 0 {
		return "", fmt.Errorf("no list of words %q", id)
	}
	if depth > deepest {
		return "", fmt.Errorf("the lists of words %q refer to each other", id)
	}
	var wrong error
	list := make([]string, len(w.Any))
	for i, item := range w.Any {
		list[i] = wordReference.ReplaceAllStringFunc(item, func(ref string) string {
			inner, err := c.expression(ref[1:len(ref)-1], depth+1)
			if err != nil {
				wrong = err
			}
			return "(?:" + inner + ")"
		})
	}
	return strings.Join(list, "|"), wrong
}

// WordList returns the items of a list of words as they are written.
func (c *Corpus) WordList(id string) []string {
	if w, ok := c.words[id]; ok {
		return w.Any
	}
	return nil
}

// lists checks that every list of words can be read.
func (c *Corpus) lists(ps *problems) {
	for _, w := range c.Words {
		expr, err := c.Expression(w.ID)
		if err == nil {
			_, err = regexp.Compile(expr)
		}
		if err != nil {
			ps.add(w.Pos, w.ID, "%v", err)
		}
	}
}
