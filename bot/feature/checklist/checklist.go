// Package checklist hands out lists of what to bring, ticked in place.
package checklist

import (
	"cmp"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/button"
	"github.com/yibaowenwen/yibao/bot/feature"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/knowledge"
)

// Feature returns the feature.
func Feature() feature.Feature {
	return feature.Feature{
		Commands: []feature.Command{{Command: bot.Command{Name: "checklist", About: "要带什么,一项项打勾", Group: true}, Do: menu}},
		Presses:  map[button.Verb]func(*feature.Turn, button.Data) bot.Reply{button.Tick: press},
	}
}

// menu offers every checklist.
func menu(t *feature.Turn, _ string) bot.Reply {
	r := bot.Reply{Decision: bot.Ask, Lines: bot.Paragraphs(say.Pick)}
	for _, l := range t.Corpus.Checklists {
		r.Buttons = append(r.Buttons, []bot.Button{button.New(l.Name, button.TickData(l.ID, 0))})
	}
	return t.Done(r)
}

func press(t *feature.Turn, d button.Data) bot.Reply {
	id, ticks, ok := button.ParseTick(d)
	list, known := t.Corpus.Checklist(id)
	if !ok || !known {
		return t.Stale()
	}
	r := show(t, list, ticks)
	r.Edit = true
	return r
}

// show shows what to bring, with a button for each item to tick.
func show(t *feature.Turn, list *knowledge.Checklist, ticks uint64) bot.Reply {
	asker := knowledge.Asker{Insured: t.Session.Insured, Route: t.Route()}
	r := bot.Reply{Decision: bot.Answer, Lines: []bot.Line{{Kind: bot.Headline, Text: list.Name}}}
	missing := 0
	for i, it := range list.Items {
		if !it.When.Fits(asker) {
			continue
		}
		ticked := ticks&(1<<i) != 0
		r.Lines = append(r.Lines, lines(filled(t, it), list.Basis, ticked)...)
		if it.Need == knowledge.NotNeeded {
			continue
		}
		if !ticked && it.Need == knowledge.Required {
			missing++
		}
		tick := bot.Button{Label: say.Tick(filled(t, it).Item, ticked), Data: button.TickData(list.ID, ticks^(1<<i))}
		r.Buttons = append(r.Buttons, []bot.Button{tick})
	}
	hint := say.Ticking
	if missing == 0 {
		hint = say.AllTicked
	}
	r.Lines = append(r.Lines, bot.Line{Kind: bot.Aside, Text: hint})
	return t.Done(r)
}

// lines are an item and what to do about it: where to get it, and what if it is missing.
func lines(it knowledge.Item, inherited knowledge.Basis, ticked bool) []bot.Line {
	basis := cmp.Or(it.Basis, inherited)
	list := []bot.Line{{Kind: bot.Item, Text: say.Item(string(it.Need), it.Item, it.Form, ticked), Basis: basis, Pos: it.Pos}}
	for _, help := range []string{say.From(it.Issuer), say.Missing(it.Missing), say.Lost(it.Lost), say.Refused(it.Refused)} {
		if help != "" {
			list = append(list, bot.Line{Kind: bot.Detail, Text: it.Item + ":" + help, Basis: basis, Pos: it.Pos})
		}
	}
	return list
}

// filled returns the item with its numbers filled in; they are those of the new place, where
// one is known. A sentence whose number has no value today is left out.
func filled(t *feature.Turn, it knowledge.Item) knowledge.Item {
	place := cmp.Or(t.Session.Places.To, t.Session.Places.From)
	for _, text := range it.Texts() {
		filled, err := t.Corpus.Fill(*text, place, t.Day, nil)
		if err != nil {
			filled = say.NoNumber
		}
		*text = filled
	}
	return it
}
