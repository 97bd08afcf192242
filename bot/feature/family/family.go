// Package family lets someone ask for a relative, with what is known of the two kept apart.
package family

import (
	"slices"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/button"
	"github.com/yibaowenwen/yibao/bot/feature"
	"github.com/yibaowenwen/yibao/bot/say"
)

// Feature returns the feature.
func Feature() feature.Feature {
	return feature.Feature{
		Commands: []feature.Command{{
			Command: bot.Command{Name: "family", About: "帮家人问,两边分开记"},
			Do:      func(t *feature.Turn, _ string) bot.Reply { return family(t, !t.Session.Family) },
		}},
		Presses: map[button.Verb]func(*feature.Turn, button.Data) bot.Reply{
			button.Family: func(t *feature.Turn, d button.Data) bot.Reply { on, _ := d.On(); return family(t, on) },
		},
		Awaits: map[bot.Awaited]func(*feature.Turn) (bot.Reply, bool){bot.AwaitFamily: introduced},
		Adds:   reminded,
	}
}

// switched returns the session with the two profiles swapped, and nothing of what was talked
// about: an answer for one must not lead to a follow-up for the other.
func switched(s bot.Session) bot.Session {
	other := s.Other
	s.Other = s.Profile()
	s.Places, s.Insured, s.Own, s.Home = other.Places, other.Insured, other.Insured, other.Home
	s.Family = !s.Family
	s.Topic, s.Entry, s.Asking = "", "", ""
	return s
}

// family begins or ends asking for a relative. Saying the same twice changes nothing.
func family(t *feature.Turn, on bool) bot.Reply {
	s := t.Session
	if on != s.Family {
		s = switched(s)
	}
	if !on {
		return t.With(s).Say(say.BackToOneself)
	}
	text := say.ForFamily
	if names := profileNames(t, s); len(names) > 0 {
		text = say.FamilyKnown(names)
	}
	return t.With(s.Await(bot.AwaitFamily, "")).Say(text)
}

// profileNames are the places held for the one who is asked for.
func profileNames(t *feature.Turn, s bot.Session) []string {
	var names []string
	for _, c := range append(slices.Clone(s.Places.Said), s.Home) {
		if name := t.Corpus.Regions.Short(c); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// introduced takes a message of nothing but a relative, places and a kind of insurance for the
// relative's profile. Anything else is a question.
func introduced(t *feature.Turn) (bot.Reply, bool) {
	found, insured := t.Reading.Found, t.Reading.Insured
	if !t.Reader.Introduces(t.Reading) || len(found.Places) == 0 && insured == "" {
		return bot.Reply{}, false
	}
	s := t.Session
	if len(found.Places) > 0 {
		s.Places = bot.Places{From: found.From, To: found.To, Said: found.Places}
	}
	if len(found.Places) == 1 {
		s.Home = found.Places[0]
	}
	if insured != "" {
		s.Insured, s.Own = insured, insured
	}
	s = s.Await(bot.AwaitFamily, "") // there may be more to say
	from, to := t.Corpus.Regions.Short(found.From), t.Corpus.Regions.Short(found.To)
	t = t.With(s)
	return t.Say(say.FamilyNoted(from, to, profileNames(t, s))).With(t.Starters()...), true
}

// reminded says whom the questions are for, below every reply while it is a relative.
func reminded(_ *feature.Turn, r bot.Reply) bot.Reply {
	if !r.Session.Family || len(r.Lines) == 0 {
		return r
	}
	return r.After(say.AskingForFamily).With([]bot.Button{button.New(say.ButtonOneself, button.Family.Switch(false))})
}
