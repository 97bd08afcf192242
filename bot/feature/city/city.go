// Package city remembers in which city someone is insured, named or by a shared position.
package city

import (
	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/button"
	"github.com/yibaowenwen/yibao/bot/feature"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/bot/understand"
)

// Feature returns the feature.
func Feature() feature.Feature {
	return feature.Feature{
		Commands: []feature.Command{{Command: bot.Command{Name: "city", About: "记住你在哪里参保"}, Example: "绵阳", Do: city}},
		Presses:  map[button.Verb]func(*feature.Turn, button.Data) bot.Reply{button.Home: press},
		Awaits:   map[bot.Awaited]func(*feature.Turn) (bot.Reply, bool){bot.AwaitCity: typed},
	}
}

// shortName is how many characters a message may have to be taken for a city's name.
const shortName = 12

// typed takes a message as the city's name, unless it says something else besides.
func typed(t *feature.Turn) (bot.Reply, bool) {
	if understand.Runes(t.Words()) <= shortName || t.Reader.Bare(t.Reading) {
		return city(t, t.Words()), true
	}
	return bot.Reply{}, false
}

// city sets the city that is named, or asks for it.
func city(t *feature.Turn, name string) bot.Reply {
	if name == "" {
		return askFor(t, say.CityUsage)
	}
	found := t.Reader.Places(name)
	switch {
	case len(found.Places) > 0:
		return set(t, found.Places[0])
	case len(found.Ambiguous) > 0:
		s := t.Session
		s.Entry = ""
		return t.With(s).WhichPlace(found.Ambiguous[0], "")
	}
	return askFor(t, say.CityUnknown(name))
}

func askFor(t *feature.Turn, text string) bot.Reply {
	s := t.Session.Await(bot.AwaitCity, "")
	return t.With(s).Done(bot.Reply{Decision: bot.Ask, Lines: bot.Paragraphs(text)})
}

func set(t *feature.Turn, code string) bot.Reply {
	s := t.Session
	s.Home = code
	return t.With(s).Say(say.CitySet(t.Corpus.Regions.Name(code)))
}

func press(t *feature.Turn, d button.Data) bot.Reply {
	if _, ok := t.Corpus.Regions.Get(string(d)); !ok {
		return t.Stale()
	}
	r := set(t, string(d))
	r.Edit = true
	return r
}

// farAway is the distance in km beyond which a position is not in the nearest known city.
const farAway = 200

// Located answers a shared position.
func Located(t *feature.Turn) bot.Reply {
	code, km := t.Reader.Nearest(t.Location.Lat, t.Location.Lng)
	if code == "" || km > farAway {
		return t.Done(bot.Reply{Decision: bot.Ask, Lines: bot.Paragraphs(say.CityUsage)})
	}
	return t.Done(bot.Reply{
		Decision: bot.Ask,
		Lines:    bot.Paragraphs(say.Here(t.Corpus.Regions.Name(code))),
		Buttons:  [][]bot.Button{{button.New(say.ButtonHere, button.Home.With(code))}},
	})
}
