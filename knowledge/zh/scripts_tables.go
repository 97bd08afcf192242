package zh

import (
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/longbridgeapp/opencc"
)

// The tables of a conversion. A word goes before the characters in it.
const (
	wordTable = iota
	characterTable
)

// entries yields what is in a table, and the first of what it may become.
func entries(c *opencc.OpenCC, table int) iter.Seq2[string, string] {
	d := c.DictChains[0].Dicts[table]
	return func(yield func(string, string) bool) {
		for _, id := range d.Trie.PrefixPredict(nil, 0) {
			key, noKey := d.Trie.Key(id)
			value, noValue := d.Trie.Value(id)
			if noKey == nil && noValue == nil && !yield(string(key), d.Values[value][0]) {
				return
			}
		}
	}
}

// needToChange returns characters of which one is in every text that the conversion changes:
// those that change by themselves, and the last of a word where only the whole of it does.
func needToChange(c *opencc.OpenCC) (set charset) {
	for from, to := range entries(c, characterTable) {
		if from != to {
			set.addAll(from)
		}
	}
	for from, to := range entries(c, wordTable) {
		if from != to && !set.hasAny(from) {
			last, _ := utf8.DecodeLastRuneInString(from)
			set.add(last)
		}
	}
	return set
}

// sureToChange returns characters that the conversion to Traditional ones changes in any text:
// no word, and nothing that is mended, keeps them (高峰 keeps 峰).
func sureToChange(c *opencc.OpenCC) (set charset) {
	var kept charset
	for _, to := range c.DictChains[0].Dicts[wordTable].Values {
		kept.addAll(to[0])
	}
	kept.addAll(strings.Join(mends(), ""))
	for from, to := range entries(c, characterTable) {
		if from != to && !kept.hasAny(from) {
			set.addAll(from)
		}
	}
	return set
}
