package bot

import (
	"strings"

	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/knowledge"
)

// What a message states outright pre-fills the answers of an estimator. The patterns are
// closed: a clause is a statement of a fact, or nothing is taken from it. Questions, wishes,
// conditions and hearsay state nothing. Nothing of it is stored: it travels in the data of the
// button that opens the estimator, and is repeated there to be seen and changed.

// A told is what a message states, by question, as someone would type it. The same name means
// the same in every flow; what a flow does not ask, or cannot take, is left out.
type told map[string]string

var (
	clauseCut = compile(`[,。!;、\n]+|\s{2,}`)
	// A question mark ends a clause and makes it a question.
	questionCut = compile(`[^?,。!;、\n]*\?`)
	questions   = compile(`吗|呢|么$|么\?|怎么|怎样|如何|能不能|可不可以|是否|能否|有没有|是不是|要不要|用不用|需不需要|会不会|什么|啥|哪|几个|几年|多久|多少|(停|交|参|缴|断|补|办)(没|不)(停|交|参|缴|断|补|办)|(停|交|参|缴|断|补|办|保)了?(没|没有|不)$`)
	wishes      = compile(`如果|要是|假如|假设|万一|的话|打算|准备|计划|想要?(停|交|参|办)|要(先|去|把)|应该|必须|得先|需要|需|要(停|交|参|缴|办)|(停|交|参|缴|断).{0,3}(以后|之后|后)(再|能|要|会|才|还)|听说|据说|网上|人家|别人|超过|以上|以内|不满|不到`)
	doubts      = compile(`不知道|不清楚|不确定|不晓得|说不准|忘了|好像|可能|应该`)
)

// A clause is a part of a message, and whether it asks or wishes instead of stating.
type clause struct {
	text     string
	asks     bool
	supposes bool
	places   []string
}

// clausesOf cuts a message into what it says one by one.
func (t *turn) clausesOf(text string) []clause {
	var list []clause
	for _, part := range splitQuestions(text) {
		c := clause{text: strings.TrimSpace(part)}
		if c.text == "" {
			continue
		}
		c.asks = strings.HasSuffix(c.text, "?") || questions.MatchString(c.text)
		c.supposes = wishes.MatchString(c.text) || doubts.MatchString(c.text)
		c.places = t.places.Find(c.text).Places
		list = append(list, c)
	}
	return list
}

// splitQuestions cuts at punctuation and leaves a question mark with its clause.
func splitQuestions(text string) []string {
	marked := questionCut.ReplaceAllStringFunc(text, func(q string) string { return q + "。" })
	return clauseCut.Split(marked)
}

// states reports whether the clause says that something is so.
func (c clause) states() bool { return !c.asks && !c.supposes }

// told returns what the message states. Answers to buttons state nothing beyond themselves.
func (t *turn) told() told {
	if t.words == "" {
		return nil
	}
	facts := told{}
	list := t.clausesOf(t.words)
	facts.leaves(list, t.Session.Places)
	facts.arrives(list, t.Session.Places)
	for _, c := range list {
		facts.lapse(c, t.Session.Insured == knowledge.Resident)
		facts.accepted(c)
		facts.born(c, t.day.Time().Year())
		facts.sex(c)
		facts.years(c)
		facts.kind(c)
		facts.relative(c)
	}
	facts.relation(t.words)
	facts.reason(t.words, t.Session.Places)
	return facts
}

// startAnswers returns the answers that a flow begins with: what the message states, and what the
// conversation knows besides.
func (t *turn) startAnswers(f *dialog.Flow) dialog.Answers {
	a := dialog.Answers{}
	p := t.Session.Places
	place := t.insuredAt()
	if p.From == "" && len(p.Said) == 0 {
		place = t.Session.Home
	}
	for _, known := range []told{
		t.told(),
		{"from": p.From, "to": p.To, "region": place, "insured": string(t.Session.Insured)},
	} {
		t.fill(f, a, known)
	}
	return a
}

// toldButton offers the estimator of a topic where the message states something for it: pressing
// one of the questions offered would lose that.
func (t *turn) toldButton(topic string) [][]Button {
	about, _ := t.corpus.Topic(topic)
	if about == nil {
		return nil
	}
	f, ok := t.flows.Flow(about.Flow)
	if a := (dialog.Answers{}); !ok || !t.fill(f, a, t.told()) {
		return nil
	}
	return [][]Button{{{Label: say.ButtonEstimate, Data: t.flowStart(f)}}}
}

// fill adds answers that the flow asks for, can take, and does not have yet.
func (t *turn) fill(f *dialog.Flow, a dialog.Answers, facts told) (added bool) {
	for i := range f.Questions {
		q := &f.Questions[i]
		text := facts[q.ID]
		if _, has := a[q.ID]; has || text == "" {
			continue
		}
		v, err := dialog.ParseAnswer(q, text, t.day, t.placeCode)
		if err != nil {
			continue
		}
		with := dialog.Answers{q.ID: v}
		if f.Step(with, t.env()).Decision != dialog.Refused {
			a[q.ID], added = v, true
		}
	}
	return added
}

// placeCode takes a code as the name of its place.
func (t *turn) placeCode(code string) (string, error) {
	if _, ok := t.corpus.Regions.Get(code); !ok {
		return "", errNoPlace
	}
	return code, nil
}

// kind adds a kind of insurance that the conversation cannot hold.
func (f told) kind(c clause) {
	switch {
	case c.supposes:
	case switchesKind.MatchString(c.text):
		f["insured"] = "switching"
	case flexibleKind.MatchString(c.text) && !employedKind.MatchString(c.text):
		f["insured"] = "flexible"
	}
}

var (
	switchesKind = compile(`(居民|农合).{0,6}(转|换|改)(成|为|到)?了?职工|职工.{0,6}(转|换|改)(成|为|到)?了?(居民|农合)`)
	flexibleKind = compile(`灵活就业`)
	employedKind = compile(`单位|公司|离职|辞职|职工转|居民|(转|改|换|按|以|办|参加).{0,3}灵活`)
)
