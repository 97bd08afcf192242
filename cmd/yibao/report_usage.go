package main

import (
	"cmp"
	"context"
	"slices"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
	"github.com/yibaowenwen/yibao/knowledge"
)

// A usage is what people asked and what came of it.
type usage struct {
	Since     string        `json:"since"` // empty: as long as counts are kept
	Asked     int           `json:"asked"`
	Decisions []share       `json:"decisions"`
	Topics    []asked       `json:"topics"`
	Places    []asked       `json:"places"`
	Ratings   []rating      `json:"ratings"` // the least helpful first
	Samples   []leftSample  `json:"samples"` // left with consent: what found no answer, or a bad one
	Days      []dayOfCounts `json:"days"`
}

type share struct {
	Name  string  `json:"name"`
	N     int     `json:"n"`
	Share float64 `json:"share"`
}

type asked struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	N       int    `json:"n"`
	Refused int    `json:"refused"`
}

type rating struct {
	Entry     string  `json:"entry"`
	Helpful   int     `json:"helpful"`
	Unhelpful int     `json:"unhelpful"`
	Share     float64 `json:"share"` // of helpful thumbs
}

type leftSample struct {
	Text      string `json:"text"`
	Entry     string `json:"entry"`
	Unhelpful bool   `json:"unhelpful"`
}

type dayOfCounts struct {
	Day string `json:"day"`
	N   int    `json:"n"`
}

func usageOf(ctx context.Context, db store.Records, k *knowledge.Corpus, since string) (usage, error) {
	counts, err := db.Counts(ctx, since)
	if err != nil {
		return usage{}, err
	}
	ratings, err := db.Ratings(ctx)
	if err != nil {
		return usage{}, err
	}
	samples, err := db.Samples(ctx)
	if err != nil {
		return usage{}, err
	}
	u := usage{Since: since, Ratings: rate(ratings), Samples: []leftSample{}, Days: []dayOfCounts{}}
	u.count(counts, k)
	for _, s := range samples {
		u.Samples = append(u.Samples, leftSample{s.Text, s.Entry, s.Unhelpful})
	}
	return u, nil
}

func (u *usage) count(counts []store.Count, k *knowledge.Corpus) {
	decisions := map[bot.Decision]int{}
	for _, c := range counts {
		u.Asked += c.N
		decisions[c.Decision] += c.N
		if len(u.Days) == 0 || u.Days[len(u.Days)-1].Day != c.Day {
			u.Days = append(u.Days, dayOfCounts{Day: c.Day})
		}
		u.Days[len(u.Days)-1].N += c.N
	}
	for _, d := range []bot.Decision{bot.Answer, bot.Choose, bot.Refuse} {
		u.Decisions = append(u.Decisions, share{string(d), decisions[d], part(decisions[d], u.Asked)})
	}
	u.Topics = named(store.SumBy(counts, store.ByTopic), func(id string) string {
		if t, ok := k.Topic(id); ok {
			return t.Name
		}
		return id
	})
	u.Places = named(store.SumBy(counts, store.ByPlace), func(code string) string {
		if r, ok := k.Regions.Get(code); ok {
			return r.Name
		}
		return "没说地方"
	})
}

func named(sums []store.Sum, name func(string) string) []asked {
	list := []asked{}
	for _, s := range sums {
		list = append(list, asked{s.Key, name(s.Key), s.N, s.Refused})
	}
	return list
}

// rate orders the entries by how little they helped.
func rate(list []store.Rating) []rating {
	rated := []rating{}
	for _, r := range list {
		rated = append(rated, rating{r.Entry, r.Helpful, r.Unhelpful, part(r.Helpful, r.Helpful+r.Unhelpful)})
	}
	slices.SortFunc(rated, func(a, b rating) int {
		return cmp.Or(cmp.Compare(a.Share, b.Share), cmp.Compare(b.Unhelpful, a.Unhelpful), cmp.Compare(a.Entry, b.Entry))
	})
	return rated
}

func part(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}
