package reader

import (
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yibaowenwen/yibao/bot"
)

// errUnfit means that a model returned something else than a choice. What it returned is not told.
var errUnfit = errors.New("the model's reply is not a choice")

const (
	maxReply = 8 << 10 // bytes of a reply
	maxFacts = 8       // facts of a reply
	fewWords = 2       // characters that a fact rests on at least
)

// A choice is what a model may return.
type choice struct {
	Choose  *[]int `json:"choose"`
	InScope *bool  `json:"in_scope"`
	Facts   []struct {
		Fact  string `json:"fact"`
		Holds bool   `json:"holds"`
		Words string `json:"words"`
	} `json:"facts"`
}

// check makes an opinion of a model's reply: one choice or none or two that are on the page. A
// fact that is not of the vocabulary, or whose words do not stand in the message, is left out;
// so is one that is said both to hold and not to.
func check(text string, p bot.Page) (bot.Opinion, error) {
	c, err := parse(text)
	if err != nil {
		return bot.Opinion{}, err
	}
	o := bot.Opinion{Outcome: bot.Chosen, InScope: *c.InScope}
	for _, n := range *c.Choose {
		at := slices.IndexFunc(p.Choices, func(e bot.Choice) bool { return e.N == n })
		if at < 0 || slices.Contains(o.Entries, p.Choices[at].Entry) {
			return bot.Opinion{}, errUnfit
		}
		o.Entries = append(o.Entries, p.Choices[at].Entry)
	}
	o.Told = map[string]bool{}
	torn := map[string]bool{}
	for _, f := range c.Facts {
		_, known := p.Facts[f.Fact]
		if !known || utf8.RuneCountInString(f.Words) < fewWords || !strings.Contains(p.Message, f.Words) {
			continue
		}
		if holds, told := o.Told[f.Fact]; told && holds != f.Holds {
			torn[f.Fact] = true
		}
		o.Told[f.Fact] = f.Holds
	}
	maps.DeleteFunc(o.Told, func(id string, _ bool) bool { return torn[id] })
	return o, nil
}

// parse reads a reply strictly: one object with known fields and nothing after it. Small models
// like to fence it.
func parse(text string) (c choice, err error) {
	text = strings.TrimSpace(text)
	if len(text) > maxReply {
		return c, errUnfit
	}
	if inner, ok := strings.CutPrefix(text, "```"); ok {
		text = strings.TrimSuffix(strings.TrimPrefix(inner, "json"), "```")
	}
	dec := json.NewDecoder(strings.NewReader(text))
	dec.DisallowUnknownFields()
	if dec.Decode(&c) != nil || c.Choose == nil || c.InScope == nil || len(*c.Choose) > 2 || len(c.Facts) > maxFacts {
		return c, errUnfit
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return c, errUnfit
	}
	return c, nil
}

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
