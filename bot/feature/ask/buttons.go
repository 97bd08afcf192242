package ask

import (
	"slices"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/button"
	"github.com/yibaowenwen/yibao/bot/feature"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/bot/understand"
	"github.com/yibaowenwen/yibao/knowledge"
)

const (
	maxButtons = 4 // below an answer, the last of which shows the others
	shortLabel = 9 // characters of a button that leaves room for another beside it
)

// nearest are the buttons below an answer: what people ask next, nearest first, and the estimator
// or the checklist where one serves. The others are behind the last.
func nearest(t *feature.Turn, matches []knowledge.Match) [][]bot.Button {
	entry := matches[0].Entry
	topic, _ := t.Corpus.Topic(entry.Topic)
	var list []bot.Button
	if b, ok := tool(t, topic); ok {
		list = append(list, b)
	}
	for _, m := range matches[1:] {
		if m.Entry.Topic != knowledge.OutOfScope && m.Confidence >= nearby && len(list) < 3 && fits(t, m.Entry) {
			list = append(list, t.ShowButton(say.Brief(m.Entry.Question), m.Entry.ID))
		}
	}
	for _, b := range next(t, topic) {
		if len(list) < maxButtons-1 && !offeredAlready(list, b) {
			list = append(list, b)
		}
	}
	list = append(list, button.New(say.ButtonOthers, button.ShownIn(entry.ID, t.Session).MoreData()))
	return rows(list)
}

// nearby is the confidence from which another entry found is worth a button.
const nearby = 0.2

func offeredAlready(list []bot.Button, b bot.Button) bool {
	return slices.ContainsFunc(list, func(o bot.Button) bool { return o.Data == b.Data })
}

// tool is the estimator where the message tells something for it or asks for a number or a day,
// else the checklist where papers or a way are asked for.
func tool(t *feature.Turn, topic *knowledge.Topic) (bot.Button, bool) {
	if f, ok := t.Flows.Flow(topic.Flow); ok {
		switch t.Reading.Asked {
		case knowledge.AskedHowMuch, knowledge.AskedHowMany, knowledge.AskedHowLong, knowledge.AskedWhen, knowledge.AskedWhether, knowledge.AskedDeadline:
			if f.Answers(t.Reading.Asked) {
				return t.FlowButton(f), true
			}
		}
		if b := t.EstimateButton(topic.ID); b != nil {
			return b[0][0], true
		}
	}
	if topic.Checklist != "" {
		return button.New(say.ButtonChecklist, button.Apart(button.TickData(topic.Checklist, 0))), true
	}
	return bot.Button{}, false
}

// next are the topics that people ask about next.
func next(t *feature.Turn, topic *knowledge.Topic) []bot.Button {
	var list []bot.Button
	for _, id := range topic.Next {
		about, ok := t.Corpus.Topic(id)
		if _, has := t.Corpus.Entry(id); ok && has {
			list = append(list, t.ShowButton(about.Name, id))
		}
	}
	return list
}

// all are all buttons of an answer: what to bring, what to estimate, what to ask next, whom to
// call, and whether it helped.
func all(t *feature.Turn, entry *knowledge.Entry) [][]bot.Button {
	topic, _ := t.Corpus.Topic(entry.Topic)
	var list []bot.Button
	if topic.Checklist != "" {
		list = append(list, button.New(say.ButtonChecklist, button.Apart(button.TickData(topic.Checklist, 0))))
	}
	if f, ok := t.Flows.Flow(topic.Flow); ok {
		list = append(list, t.FlowButton(f))
	}
	if topic.Flow == "gap" && t.Session.Insured != knowledge.Resident {
		list = append(list, t.LapseButton())
	}
	list = append(list, next(t, topic)...)
	if topic.ID != knowledge.Contact {
		list = append(list, t.ShowButton(say.ButtonCall, knowledge.Contact))
	}
	list = slices.CompactFunc(list, func(a, b bot.Button) bool { return a.Data == b.Data })
	return append(button.Rows(list, 2), thumbs(entry.ID))
}

// rows sets short buttons two in a row.
func rows(list []bot.Button) [][]bot.Button {
	var rows [][]bot.Button
	open := false // the last row has room
	for _, b := range list {
		short := understand.Runes(b.Label) <= shortLabel
		if open && short {
			rows[len(rows)-1] = append(rows[len(rows)-1], b)
			open = false
			continue
		}
		rows = append(rows, []bot.Button{b})
		open = short
	}
	return rows
}
