package bot

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/knowledge"
)

// checklists offers every checklist.
func (t *turn) checklists() Reply {
	r := Reply{Decision: Ask, Lines: paragraphs(say.Pick)}
	for _, l := range t.corpus.Checklists {
		r.Buttons = append(r.Buttons, []Button{{Label: l.Name, Data: tickData(l.ID, 0)}})
	}
	return t.done(r)
}

// tickData is the data of a button that shows a checklist with ticks, one bit an item.
func tickData(id string, ticks uint64) string { return fmt.Sprintf("k:%s:%x", id, ticks) }

func (t *turn) pressTick(arg string) Reply {
	id, hex, _ := strings.Cut(arg, ":")
	list, ok := t.corpus.Checklist(id)
	ticks, err := strconv.ParseUint(hex, 16, 64)
	if !ok || err != nil {
		return t.stale()
	}
	r := t.checklist(list, ticks)
	r.Edit = true
	return r
}

// checklist shows what to bring, with a button for each item to tick.
func (t *turn) checklist(list *knowledge.Checklist, ticks uint64) Reply {
	c := composer{turn: t}
	asker := knowledge.Asker{Insured: t.Session.Insured, Route: t.route()}
	c.said = append(c.said, sentence{Line: Line{Headline, list.Name}})
	var rows [][]Button
	missing := 0
	for i, it := range list.Items {
		if !it.When.Fits(asker) {
			continue
		}
		basis := it.Basis
		if basis.IsZero() {
			basis = list.Basis
		}
		it = t.filled(it)
		ticked := ticks&(1<<i) != 0
		c.said = append(c.said, sentence{Line{Plain, say.Item(string(it.Need), it.Item, it.Form, ticked)}, basis})
		for _, help := range []string{say.From(it.Issuer), say.Missing(it.Missing), say.Lost(it.Lost), say.Refused(it.Refused)} {
			if help != "" {
				c.said = append(c.said, sentence{Line{Detail, it.Item + ":" + help}, basis})
			}
		}
		if it.Need == knowledge.NotNeeded {
			continue
		}
		if !ticked && it.Need == knowledge.Required {
			missing++
		}
		rows = append(rows, []Button{{Label: say.Tick(it.Item, ticked), Data: tickData(list.ID, ticks^(1<<i))}})
	}
	hint := say.Ticking
	if missing == 0 {
		hint = say.AllTicked
	}
	c.remark(hint)
	return t.done(Reply{Decision: Answer, Lines: c.fit(), Buttons: rows, Sources: c.sources()})
}

// filled returns the item with its numbers filled in; they are those of the new place, where
// one is known. A sentence whose number has no value today is left out.
func (t *turn) filled(it knowledge.Item) knowledge.Item {
	place := t.Session.Places.To
	if place == "" {
		place = t.Session.Places.From
	}
	for _, text := range it.Texts() {
		filled, err := t.corpus.Fill(*text, place, t.day, nil)
		if err != nil {
			filled = say.NoNumber
		}
		*text = filled
	}
	return it
}

// buttons are what goes under an answer: what to bring, what to ask next, and a thumb.
func (t *turn) buttons(topic *knowledge.Topic, entry *knowledge.Entry) [][]Button {
	var flat []Button
	if topic.Checklist != "" {
		flat = append(flat, Button{Label: say.ButtonChecklist, Data: tickData(topic.Checklist, 0)})
	}
	if f, ok := t.flows.Flow(topic.Flow); ok {
		flat = append(flat, Button{Label: say.ButtonEstimate, Data: t.flowStart(f)})
	}
	if topic.Flow == "gap" && t.Session.Insured != knowledge.Resident {
		flat = append(flat, t.lapseButton()...)
	}
	for _, id := range topic.Next {
		next, ok := t.corpus.Topic(id)
		if _, has := t.corpus.Entry(id); ok && has && len(flat) < 5 {
			flat = append(flat, t.show(next.Name, id))
		}
	}
	if topic.ID != contact {
		flat = append(flat, t.show(say.ButtonCall, contact))
	}
	flat = slices.CompactFunc(flat, func(a, b Button) bool { return a.Data == b.Data })
	rows := slices.Collect(slices.Chunk(flat, 2))
	rows = append(rows, thumbs(entry.ID))
	if b := t.notifyButton(entry.ID); b != nil {
		rows = append(rows, b)
	}
	return rows
}

// contact is the topic that says whom to call.
const contact = "contact.hotline"
