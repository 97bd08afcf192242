package store

import (
	"cmp"
	"slices"

	"github.com/yibaowenwen/yibao/bot"
)

// A Sum is how often something was asked, and how often there was no answer to it.
type Sum struct {
	Key        string
	N, Refused int
}

// SumBy adds counts up by a key, the largest sum first.
func SumBy(counts []Count, key func(Count) string) []Sum {
	at := map[string]int{}
	var list []Sum
	for _, c := range counts {
		k := key(c)
		i, ok := at[k]
		if !ok {
			i = len(list)
			at[k], list = i, append(list, Sum{Key: k})
		}
		list[i].N += c.N
		if c.Decision == bot.Refuse {
			list[i].Refused += c.N
		}
	}
	slices.SortFunc(list, func(a, b Sum) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Key, b.Key)) })
	return list
}

// ByTopic is a key for [SumBy].
func ByTopic(c Count) string { return c.Topic }

// ByPlace is a key for [SumBy].
func ByPlace(c Count) string { return c.Place }
