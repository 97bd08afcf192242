package console

import (
	"cmp"
	"fmt"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
)

// counts returns what was asked on the last days; nothing without a store.
func (r *request) counts(days int) ([]store.Count, error) {
	if r.server.Records == nil {
		return nil, nil
	}
	list, err := r.server.Records.Counts(r.Context(), r.day.AddDays(1-days).String())
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errStore, err)
	}
	return list, nil
}

// allDays is as long as counts are kept.
func allDays() int { return int(store.CountTTL.Hours() / 24) }

// decisions shows how questions were decided.
func decisions(counts []store.Count) []part {
	n := map[bot.Decision]int{}
	for _, c := range counts {
		n[c.Decision] += c.N
	}
	tones := map[bot.Decision]string{bot.Answer: "good", bot.Choose: "fair", bot.Refuse: "bad"}
	var list []part
	for _, d := range []bot.Decision{bot.Answer, bot.Choose, bot.Refuse, bot.Ask, bot.SmallTalk, bot.Blocked} {
		if tone := cmp.Or(tones[d], "other"); n[d] > 0 || tone != "other" {
			list = append(list, part{Name: decisionWord(d), N: n[d], Tone: tone})
		}
	}
	return parts(list)
}

// group adds counts up by a key, the largest first, and names the keys.
func group(counts []store.Count, key func(store.Count) string, name func(key string) link) ranking {
	var rows []row
	for _, s := range store.SumBy(counts, key) {
		l := name(s.Key)
		rows = append(rows, row{Href: l.Href, Name: l.Text, N: s.N, Refused: s.Refused})
	}
	return ranked(rows)
}

// topicLink names a topic and leads to its main entry.
func (r *request) topicLink(id string) link {
	t, ok := r.Corpus.Topic(id)
	switch {
	case id == "":
		return link{Text: "没认出题目"}
	case !ok:
		return link{Text: id}
	}
	return link{"/entries#" + id, t.Name}
}

// placeName is the short name of a province; counts have no finer place.
func (r *request) placeName(code string) string {
	g, ok := r.Corpus.Regions.Get(code)
	if !ok {
		return "没说地方"
	}
	return g.Short
}
