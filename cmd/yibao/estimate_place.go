package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/region"
)

// places reads the name of a place: full or short, with its province or without, a county, a
// nickname, or a code. It gives the code of the city whose rules apply.
type places struct {
	regions *knowledge.Regions
	finder  *region.Finder
}

func newPlaces(k *knowledge.Corpus) places {
	return places{k.Regions, region.New(k.Regions, k.Aliases)}
}

func (p places) find(text string) (string, error) {
	if g, ok := p.regions.City(text); ok {
		return g.Code, nil
	}
	if codes := p.named(text); len(codes) > 0 {
		return p.only(text, codes)
	}
	return p.only(text, p.finder.Find(text).Places)
}

// named returns the cities of the places that bear the name, of the highest grade only.
func (p places) named(text string) []string {
	var codes []string
	best := knowledge.County
	for _, g := range p.regions.All() {
		if g.Name != text && g.Short != text || g.Grade > best {
			continue
		}
		if g.Grade < best {
			best, codes = g.Grade, nil
		}
		city, _ := p.regions.City(g.Code)
		codes = appendNew(codes, city.Code)
	}
	return codes
}

func (p places) only(text string, codes []string) (string, error) {
	switch len(codes) {
	case 1:
		return codes[0], nil
	case 0:
		return "", fmt.Errorf("不认识“%.60s”这个地方,请写城市名", text)
	}
	var names []string
	for _, c := range codes {
		g, _ := p.regions.Get(c)
		names = append(names, g.Name)
	}
	return "", errors.New("有几个地方叫这个名字,请写清楚是哪个市:" + strings.Join(names, "、"))
}

func appendNew(list []string, s string) []string {
	for _, x := range list {
		if x == s {
			return list
		}
	}
	return append(list, s)
}
